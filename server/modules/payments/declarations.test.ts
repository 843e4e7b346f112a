/** ACT-6: a bill declared paid by other means, taken back, confirmed or refused. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { anAccess, aStaffUser, aUser, call } from "../../../test/harness/builders.ts";
import {
  aDebtor,
  openShop,
  paymentsModule,
  type Shop,
  startSimulators,
} from "../../../test/harness/payments.ts";
import type { Simulators } from "../../gateways/simulators.ts";
import { addDays, dayInParis } from "../../platform/dates.ts";
import { outside } from "../../platform/ids.ts";
import { declarationForMail } from "./index.ts";

let app: TestApp;
let simulators: Simulators;
let shop: Shop;
let accountant: string;
beforeAll(async () => {
  app = await startTestApp({ modules: [paymentsModule] });
  simulators = await startSimulators({ clock: () => app.services.clock() });
});
afterAll(async () => {
  await simulators.close();
  await app.close();
});
beforeEach(async () => {
  shop = await openShop(app, simulators, "payfip");
  accountant = (await aStaffUser(app, shop.organizationId, "accountant")).cookie;
});

const today = () => dayInParis(new Date());
type Debtor = Awaited<ReturnType<typeof aDebtor>>;
const body = (over: Record<string, unknown> = {}) => ({
  paidOn: today(),
  means: "transfer",
  reference: "VIR 4711",
  comment: "Payé par ma banque.\nMerci.",
  ...over,
});
const declare = (debtor: Debtor, entry = debtor.entryIds[0]!, over: Record<string, unknown> = {}) =>
  debtor.api("POST", `/entries/${outside("entry", entry)}/declaration`, body(over));
const office = (method: string, path: string, sent?: unknown, cookie = accountant) =>
  call(method, `${shop.base}/api/office/declarations${path}`, { cookie, body: sent });
const decide = (id: string, accept: boolean, answer = "") =>
  office("POST", `/${id}/decision`, { accept, answer });
const heldCents = async (entry: string) =>
  (
    await app.admin.query(
      "select coalesce(sum(cents), 0)::int as n from holds where entry_id = $1 and kind = 'declared' and released_at is null",
      [entry],
    )
  ).rows[0].n as number;
const factNames = async () =>
  (
    await app.admin.query(
      "select name from facts where subject_kind = 'declaration' and organization_id = $1 order by at, id",
      [shop.organizationId],
    )
  ).rows.map((row) => row.name as string);

describe("ACT-6 a customer declares a bill paid", () => {
  it("holds it: it can be neither paid nor declared again", async () => {
    const debtor = await aDebtor(app, shop, [5000]);
    await debtor.fill();
    const made = await declare(debtor);
    expect(made.json).toMatchObject({
      state: "declared",
      cents: 5000,
      means: "transfer",
      reference: "VIR 4711",
      can: { withdraw: true },
    });
    expect((await debtor.cart()).json).toMatchObject({ pieces: [], dropped: [{ reason: "declared" }] });
    expect((await debtor.start(5000)).status).toBe(409);
    expect((await declare(debtor)).json.code).toBe("declaration.nothing_due");
    expect(await heldCents(debtor.entryIds[0]!)).toBe(5000);
    expect((await debtor.api("GET", "/declarations")).json.items).toMatchObject([{ id: made.json.id }]);
  });
  it("once, when asked many times at once", async () => {
    const debtor = await aDebtor(app, shop, [5000]);
    const made = await Promise.all(Array.from({ length: 6 }, () => declare(debtor)));
    expect(made.map((one) => one.status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
    expect(await heldCents(debtor.entryIds[0]!)).toBe(5000);
  });
  it("never at the same time as a payment of it: one of the two is refused", async () => {
    for (let round = 0; round < 4; round += 1) {
      const debtor = await aDebtor(app, shop, [5000]);
      await debtor.fill();
      const [paid, declared] = await Promise.all([debtor.start(5000), declare(debtor)]);
      expect([paid.status, declared.status].toSorted()).toEqual([200, 409]);
    }
  });
  it("takes it back: the bill can be paid again, once taken back or twice", async () => {
    const debtor = await aDebtor(app, shop, [5000]);
    const { id } = (await declare(debtor)).json;
    for (let again = 0; again < 2; again += 1) {
      const back = await debtor.api("POST", `/declarations/${id}/withdraw`);
      expect(back.json).toMatchObject({ state: "withdrawn", can: { withdraw: false } });
    }
    expect((await debtor.fill()).json).toMatchObject({ totalCents: 5000, can: { pay: true } });
    expect((await declare(debtor)).status).toBe(200);
    expect(await factNames()).toEqual([
      "payments.declared",
      "payments.declaration_withdrawn",
      "payments.declared",
    ]);
  });
  it("not of a day to come, nor what owes nothing, nor when the organization takes none", async () => {
    const debtor = await aDebtor(app, shop, [5000, -1000]);
    const tomorrow = { paidOn: addDays(today(), 1) };
    expect((await declare(debtor, debtor.entryIds[0]!, tomorrow)).json.code).toBe("declaration.future_day");
    expect((await declare(debtor, debtor.entryIds[1]!)).json.code).toBe("declaration.nothing_due");
    expect((await declare(debtor, debtor.entryIds[0]!, { comment: "\u0000" })).status).toBe(400);
    shop = await openShop(app, simulators, "payfip", { declarePaid: false });
    expect((await declare(await aDebtor(app, shop, [5000]))).json.code).toBe("option.closed");
  });
  it("ACC-8 only with the right to pay; and only who declared takes it back", async () => {
    const debtor = await aDebtor(app, shop, [5000]);
    const reader = await aUser(app, shop.organizationId);
    await anAccess(app, shop.organizationId, reader.id, debtor.party.id, { rights: ["read"] });
    const path = `${shop.base}/api/entries/${outside("entry", debtor.entryIds[0]!)}/declaration`;
    expect((await call("POST", path, { cookie: reader.cookie, body: body() })).status).toBe(404);
    const { id } = (await declare(debtor)).json;
    const back = `${shop.base}/api/declarations/${id}/withdraw`;
    expect((await call("POST", back, { cookie: reader.cookie })).status).toBe(404);
    expect((await call("POST", back)).status).toBe(401);
  });
});

describe("ACT-6 staff answer", () => {
  it("confirm: it stays held until the books settle it, and the customer reads the answer", async () => {
    const debtor = await aDebtor(app, shop, [5000]);
    const { id } = (await declare(debtor)).json;
    expect((await office("GET", "?state=declared")).json.items).toMatchObject([
      { id, comment: "Payé par ma banque.\nMerci.", openCents: 5000, can: { accept: true, refuse: true } },
    ]);
    for (let again = 0; again < 2; again += 1)
      expect((await decide(id, true, "Bien reçu.")).json).toMatchObject({
        state: "accepted",
        can: { accept: false, refuse: true },
      });
    expect(await heldCents(debtor.entryIds[0]!)).toBe(5000);
    expect((await debtor.api("GET", "/declarations")).json.items[0]).toMatchObject({ answer: "Bien reçu." });
    expect((await debtor.api("POST", `/declarations/${id}/withdraw`)).json.code).toBe("declaration.closed");
    expect((await office("GET", "?state=declared")).json.items).toEqual([]);
    expect(await factNames()).toEqual(["payments.declared", "payments.declaration_decided"]);
    const told = await app.inside(shop.organizationId, (ctx) =>
      declarationForMail(
        ctx,
        (id as string).slice(4).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"),
      ),
    );
    expect(told).toMatchObject({ state: "accepted", answer: "Bien reçu.", cents: 5000 });
  });
  it("refuse with a word: the bill can be paid again; what was confirmed may still be refused", async () => {
    const debtor = await aDebtor(app, shop, [5000]);
    const { id } = (await declare(debtor)).json;
    expect((await decide(id, false)).json.code).toBe("declaration.answer_needed");
    await decide(id, true);
    expect((await decide(id, false, "Chèque rejeté.")).json.state).toBe("refused");
    expect((await decide(id, true)).json.code).toBe("declaration.closed");
    expect((await debtor.fill()).json.totalCents).toBe(5000);
  });
  it("of one that is being taken back: one of the two wins, and the hold says which", async () => {
    for (let round = 0; round < 4; round += 1) {
      const debtor = await aDebtor(app, shop, [5000]);
      const { id } = (await declare(debtor)).json;
      await Promise.all([debtor.api("POST", `/declarations/${id}/withdraw`), decide(id, true)]);
      const { state } = (await office("GET", `/${id}`)).json;
      expect(["withdrawn", "accepted"]).toContain(state);
      expect(await heldCents(debtor.entryIds[0]!)).toBe(state === "accepted" ? 5000 : 0);
    }
  });
  it("ACC-9 accountants of its creditor only; lists page by key, those that wait oldest first", async () => {
    const debtor = await aDebtor(app, shop, [1000, 2000, 3000]);
    const ids: string[] = [];
    for (const entry of debtor.entryIds) ids.push((await declare(debtor, entry)).json.id);
    const reader = (await aStaffUser(app, shop.organizationId, "reader")).cookie;
    const narrow = (await aStaffUser(app, shop.organizationId, "accountant", { staff_creditor_ids: [] }))
      .cookie;
    expect((await office("POST", `/${ids[0]}/decision`, { accept: true }, reader)).status).toBe(403);
    expect((await office("POST", `/${ids[0]}/decision`, { accept: true }, narrow)).status).toBe(404);
    expect((await office("GET", `/${ids[0]}`, undefined, narrow)).status).toBe(404);
    expect((await office("GET", "", undefined, narrow)).json.items).toEqual([]);
    expect((await office("GET", `/${ids[0]}`, undefined, reader)).json.can).toEqual({
      withdraw: false,
      accept: false,
      refuse: false,
    });
    const first = (await office("GET", "?state=declared&limit=2")).json;
    expect(first.items.map((one: { id: string }) => one.id)).toEqual(ids.slice(0, 2));
    const second = (await office("GET", `?state=declared&limit=2&cursor=${first.next}`)).json;
    expect(second.items.map((one: { id: string }) => one.id)).toEqual(ids.slice(2));
    const mine = (await debtor.api("GET", "/declarations?limit=2")).json;
    expect(mine.items.map((one: { id: string }) => one.id)).toEqual(ids.toReversed().slice(0, 2));
    const other = await openShop(app, simulators, "payfip");
    const foreigner = await aStaffUser(app, other.organizationId, "administrator");
    expect(
      (await call("GET", `${other.base}/api/office/declarations/${ids[0]}`, { cookie: foreigner.cookie }))
        .status,
    ).toBe(404);
  });
});
