/** Disputes as customers live them, over real HTTP, beside real carts (DIS-1 to DIS-3). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { anEntry, aSession, aStaffUser, call } from "../../../test/harness/builders.ts";
import { aDebtor, openShop, paymentsModule, type Shop } from "../../../test/harness/payments.ts";
import { type Simulators, startSimulators } from "../../gateways/simulators.ts";
import { moduleOf } from "../../platform/doors.ts";
import { outside } from "../../platform/ids.ts";
import { contract as ledger, refusals as ledgerRefusals } from "../ledger/contract.ts";
import { routes as ledgerRoutes } from "../ledger/routes.ts";
import { contract, refusals } from "./contract.ts";
import { jobs } from "./jobs.ts";
import { routes } from "./routes.ts";

const PDF = Buffer.from("%PDF-1.7 a photo of the meter");
let app: TestApp;
let simulators: Simulators;
let shop: Shop;
let debtor: Awaited<ReturnType<typeof aDebtor>>;
beforeAll(async () => {
  app = await startTestApp({
    modules: [
      moduleOf("ledger", ledger, ledgerRoutes, ledgerRefusals),
      moduleOf("disputes", contract, routes, refusals, jobs),
      paymentsModule,
    ],
  });
  simulators = await startSimulators();
  shop = await openShop(app, simulators, "ogone");
});
afterAll(async () => {
  await simulators.close();
  await app.close();
});
beforeEach(async () => {
  debtor = await aDebtor(app, shop, [10_000, 6000]);
});

const ent = (i: number) => outside("entry", debtor.entryIds[i]!);
const acc = () => outside("account", debtor.accountId);
const draft = (ids = [ent(0), ent(1)]) =>
  debtor.api("GET", `/accounts/${acc()}/dispute-draft?entries=${ids.join(",")}`);
/** The reason « Non reçue ». */
async function reason() {
  const { categories } = (await draft()).json;
  return { category: categories[1].id as string, subtype: categories[1].subtypes[0].id as string };
}
const contest = async (entries: { entry: string; cents: number }[], over: Record<string, unknown> = {}) =>
  debtor.api("POST", `/accounts/${acc()}/disputes`, {
    entries,
    ...(await reason()),
    text: "Je n’ai rien reçu.",
    ...over,
  });
const upload = (content: Buffer = PDF, name = "compteur.pdf", cookie = debtor.user.cookie) =>
  call("POST", `${shop.base}/api/dispute-files?name=${encodeURIComponent(name)}`, {
    cookie,
    body: content,
    headers: { "content-type": "application/octet-stream" },
  });
const facts = async (id: string) =>
  (
    await app.admin.query<{ name: string; data: Record<string, unknown> }>(
      "select name, data from facts where subject_kind = 'dispute' and subject_id = $1 order by id",
      [uuid(id)],
    )
  ).rows;
const uuid = (id: string) => id.slice(4).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

describe("DIS-1 opening a dispute", () => {
  it("shows the pieces, what of each can be contested, the total, and the organization’s reasons", async () => {
    const shown = (await draft()).json;
    expect(shown).toMatchObject({
      account: acc(),
      creditor: { id: shop.creditorOut },
      totalCents: 16_000,
      answerDays: 10,
      can: { open: true },
      left: [],
    });
    expect(shown.pieces.map((one: { freeCents: number }) => one.freeCents)).toEqual([10_000, 6000]);
    expect(shown.categories[0]).toMatchObject({ label: { fr: "Montant", en: "Amount" } });
    expect(shown.limits.mediaTypes).toContain("application/pdf");
  });
  it("contests a part: it says so, holds that part, and leaves the rest to pay in the cart", async () => {
    const made = await contest([
      { entry: ent(0), cents: 4000 },
      { entry: ent(1), cents: 6000 },
    ]);
    expect(made.status, made.buffer.toString()).toBe(200);
    expect(made.json).toMatchObject({
      state: "open",
      totalCents: 10_000,
      holding: true,
      subtype: { fr: "Non reçue", en: "Not received" },
      can: { write: true, withdraw: true },
    });
    expect(made.json.reference).toMatch(/^L\d{4}-\d{6}$/);
    expect(made.json.pieces.map((one: { cents: number }) => one.cents)).toEqual([4000, 6000]);
    expect(made.json.steps).toMatchObject([
      { kind: "opened", side: "customer", mine: true, text: "Je n’ai rien reçu." },
    ]);
    const cart = await debtor.fill([debtor.entryIds[0]!]);
    expect(cart.json).toMatchObject({ totalCents: 6000, pieces: [{ entry: ent(0), cents: 6000 }] });
    expect((await debtor.fill([debtor.entryIds[1]!])).json.code).toBe("cart.entry_not_payable");
    expect((await debtor.start(6000)).status).toBe(200);
  });
  it("drops from a cart what is contested after it was put there", async () => {
    await debtor.fill();
    await contest([{ entry: ent(1), cents: 6000 }]);
    expect((await debtor.cart()).json).toMatchObject({
      totalCents: 10_000,
      dropped: [{ entry: ent(1), reason: "disputed" }],
    });
  });
  it("DIS-2 marks the entry on the statement, with the rest to pay and the way to the dispute", async () => {
    const { id } = (await contest([{ entry: ent(0), cents: 4000 }])).json;
    const statement = (await debtor.api("GET", `/accounts/${acc()}/entries`)).json;
    const line = statement.items.find((one: { id: string }) => one.id === ent(0));
    expect(line).toMatchObject({ state: "disputed", toPayCents: 6000, disputedCents: 4000, dispute: id });
    expect((await debtor.api("GET", `/accounts/${acc()}`)).json).toMatchObject({
      toPayCents: 12_000,
      disputedCents: 4000,
      can: { dispute: true },
    });
  });
  it("keeps the files that were sent for it, and gives them back as they were", async () => {
    const file = (await upload()).json;
    expect(file).toMatchObject({ name: "compteur.pdf", mediaType: "application/pdf", bytes: PDF.length });
    const made = (await contest([{ entry: ent(0), cents: 1 }], { files: [file.id] })).json;
    expect(made.steps[0].files).toEqual([file]);
    const back = await debtor.api("GET", `/disputes/${made.id}/files/${file.id}?download=no`);
    expect(back.buffer).toEqual(PDF);
    expect(back.headers.get("content-disposition")).toContain("inline");
    const again = await contest([{ entry: ent(1), cents: 1 }], { files: [file.id] });
    expect(again.json.code).toBe("dispute.file_unknown");
  });
  it("takes no file that is something else than it says, nor one of somebody else", async () => {
    expect((await upload(Buffer.from("<svg onload=alert(1)>"), "photo.png")).json.code).toBe(
      "dispute.file_type",
    );
    const stranger = await aDebtor(app, shop, []);
    const theirs = (await upload(PDF, "x.pdf", stranger.user.cookie)).json.id as string;
    const made = await contest([{ entry: ent(0), cents: 1 }], { files: [theirs] });
    expect(made.json.code).toBe("dispute.file_unknown");
    expect((await draft()).json.totalCents).toBe(16_000);
  });
  it("refuses a file past its limit", async () => {
    const large = Buffer.concat([PDF, Buffer.alloc(10 * 1024 * 1024)]);
    expect((await upload(large)).status).toBe(413);
  });
  it("refuses more than is open and free, an entry twice, a reason that is not offered", async () => {
    const code = async (answer: Promise<{ json: { code: string } }>) => (await answer).json.code;
    expect(await code(contest([{ entry: ent(0), cents: 10_001 }]))).toBe("dispute.entry_not_contestable");
    const twice = { entry: ent(0), cents: 1 };
    expect(await code(contest([twice, twice]))).toBe("dispute.entry_not_contestable");
    expect(await code(contest([twice], { subtype: null }))).toBe("dispute.category_unknown");
    expect((await contest([{ entry: ent(0), cents: 0 }])).status).toBe(400);
    expect((await contest([twice], { text: "   " })).status).toBe(400);
  });
  it("refuses what is being paid, and says why it was left out", async () => {
    await debtor.fill([debtor.entryIds[0]!]);
    await debtor.start(10_000);
    expect((await draft()).json).toMatchObject({ left: [{ entry: ent(0), reason: "paying" }] });
    expect((await contest([{ entry: ent(0), cents: 1 }])).json.code).toBe("dispute.entry_not_contestable");
  });
  it("is said once when it is sent twice with one key; of two that race for the same part, one wins", async () => {
    const body = { entries: [{ entry: ent(0), cents: 7000 }], ...(await reason()), text: "Erreur." };
    const url = `${shop.base}/api/accounts/${acc()}/disputes`;
    const headers = { "idempotency-key": "one" };
    const cookie = debtor.user.cookie;
    const first = await call("POST", url, { cookie, body, headers });
    const second = await call("POST", url, { cookie, body, headers });
    expect(second.json.id).toBe(first.json.id);
    const race = await Promise.all([1, 2, 3].map(() => contest([{ entry: ent(1), cents: 4000 }])));
    expect(race.map((one) => one.status).sort()).toEqual([200, 409, 409]);
  });
  it("DIS-2 of a payment and a dispute of the same entry that start together, one wins and the other is told", async () => {
    for (let round = 0; round < 4; round += 1) {
      const one = await aDebtor(app, shop, [5000]);
      await one.fill();
      const account = outside("account", one.accountId);
      const body = {
        entries: [{ entry: outside("entry", one.entryIds[0]!), cents: 5000 }],
        ...(await reason()),
        text: "Erreur.",
      };
      const [paid, contested] = await Promise.all([
        one.start(5000),
        one.api("POST", `/accounts/${account}/disputes`, body),
      ]);
      expect([paid.status, contested.status].sort()).toEqual([200, 409]);
      const holds = await app.admin.query(
        "select kind from holds where entry_id = $1 and released_at is null",
        [one.entryIds[0]],
      );
      expect(holds.rows).toEqual([{ kind: paid.status === 200 ? "payment" : "dispute" }]);
    }
  });
  it("numbers disputes without a gap when many come at once", async () => {
    const made = await Promise.all(Array.from({ length: 5 }, () => contest([{ entry: ent(0), cents: 1 }])));
    const numbers = made.map((one) => Number(one.json.reference.slice(6))).sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, i) => numbers[0]! + i));
  });
  it("OFF-5 is closed when the organization takes no dispute on line", async () => {
    const closed = await openShop(app, simulators, "ogone", { disputes: false });
    const other = await aDebtor(app, closed, [5000]);
    const account = outside("account", other.accountId);
    const entry = outside("entry", other.entryIds[0]!);
    const seen = await other.api("GET", `/accounts/${account}/dispute-draft?entries=${entry}`);
    expect(seen.json.code).toBe("option.closed");
    const category = outside("dispute_category", other.accountId);
    const body = { entries: [{ entry, cents: 1 }], category, text: "Non." };
    expect((await other.api("POST", `/accounts/${account}/disputes`, body)).json.code).toBe("option.closed");
    expect((await other.api("GET", `/accounts/${account}`)).json.can.dispute).toBe(false);
  });
  it("tells it as a fact, with ids only", async () => {
    const { id } = (await contest([{ entry: ent(0), cents: 4000 }])).json;
    expect(await facts(id)).toEqual([
      {
        name: "disputes.opened",
        data: {
          accountId: debtor.accountId,
          creditorId: shop.creditorId,
          partyId: debtor.party.id,
          by: "customer",
        },
      },
    ]);
  });
});

describe("ACC-8 rights", () => {
  const rights = (list: string[]) =>
    app.admin.query("update access_accounts set rights = $1 where user_id = $2", [list, debtor.user.id]);
  it("who may only read sees disputes and changes nothing", async () => {
    const { id } = (await contest([{ entry: ent(0), cents: 4000 }])).json;
    await rights(["read", "pay"]);
    expect((await debtor.api("GET", `/disputes/${id}`)).json.can).toEqual({ write: false, withdraw: false });
    expect((await debtor.api("POST", `/disputes/${id}/messages`, { text: "?" })).status).toBe(403);
    expect((await debtor.api("POST", `/disputes/${id}/withdraw`)).status).toBe(403);
    expect((await draft()).status).toBe(404);
    expect((await debtor.api("GET", `/accounts/${acc()}`)).json.can).toMatchObject({
      pay: true,
      dispute: false,
    });
  });
  it("somebody else finds nothing of it", async () => {
    const file = (await upload()).json.id;
    const { id } = (await contest([{ entry: ent(0), cents: 4000 }], { files: [file] })).json;
    const stranger = await aDebtor(app, shop, [1000]);
    for (const path of [`/disputes/${id}`, `/disputes/${id}/files/${file}`])
      expect((await stranger.api("GET", path)).status).toBe(404);
    expect((await stranger.api("POST", `/disputes/${id}/withdraw`)).status).toBe(404);
    expect((await stranger.api("GET", "/disputes")).json.items).toEqual([]);
    const account = outside("account", stranger.accountId);
    const body = { entries: [{ entry: ent(0), cents: 1 }], ...(await reason()), text: "À moi." };
    expect((await stranger.api("POST", `/accounts/${account}/disputes`, body)).status).toBe(404);
  });
});

describe("DIS-3 following one’s disputes", () => {
  it("lists them newest first, by state, dates, creditor and account, by pages", async () => {
    for (const cents of [100, 200, 300]) await contest([{ entry: ent(0), cents }]);
    const all = (await debtor.api("GET", "/disputes?limit=2")).json;
    expect(all.items.map((one: { totalCents: number }) => one.totalCents)).toEqual([300, 200]);
    expect(all.items[0]).toMatchObject({ creditor: { id: shop.creditorOut }, pieces: 1, state: "open" });
    const rest = (await debtor.api("GET", `/disputes?limit=2&cursor=${all.next}`)).json;
    expect(rest).toMatchObject({ items: [{ totalCents: 100 }], next: null });
    await debtor.api("POST", `/disputes/${rest.items[0].id}/withdraw`);
    const count = async (query: string) => (await debtor.api("GET", `/disputes?${query}`)).json.items.length;
    expect(await count("state=open")).toBe(2);
    expect(await count("state=resolved")).toBe(1);
    expect(await count("from=2999-01-01")).toBe(0);
    expect(await count(`to=2999-01-01&creditor=${shop.creditorOut}&account=${acc()}`)).toBe(3);
  });
  it("withdrawn, everything can be paid again; again, it is refused", async () => {
    const { id } = (await contest([{ entry: ent(0), cents: 10_000 }])).json;
    const closed = (await debtor.api("POST", `/disputes/${id}/withdraw`)).json;
    expect(closed).toMatchObject({
      state: "resolved",
      outcome: "withdrawn",
      holding: false,
      can: { write: false, withdraw: false },
    });
    expect((await debtor.fill([debtor.entryIds[0]!])).json.totalCents).toBe(10_000);
    expect((await debtor.api("POST", `/disputes/${id}/withdraw`)).json.code).toBe("dispute.not_active");
    expect((await debtor.api("POST", `/disputes/${id}/messages`, { text: "Encore." })).json.code).toBe(
      "dispute.not_active",
    );
    expect((await facts(id)).map((one) => [one.name, one.data["outcome"]])).toEqual([
      ["disputes.opened", undefined],
      ["disputes.resolved", "withdrawn"],
    ]);
  });
  it("ACC-12 who looks through the customer’s eyes changes nothing", async () => {
    const { id } = (await contest([{ entry: ent(0), cents: 1 }])).json;
    const staff = await aStaffUser(app, shop.organizationId, "accountant");
    const { cookie } = await aSession(app, shop.organizationId, staff.id as string, {
      viewing_as: debtor.user.id,
    });
    const path = `${shop.base}/api/disputes/${id}`;
    expect((await call("GET", path, { cookie })).json.can).toEqual({ write: false, withdraw: false });
    expect((await call("POST", `${path}/withdraw`, { cookie })).json.code).toBe("view_as.read_only");
  });
});

it("leaves credit notes and settled entries out of a dispute, and says why", async () => {
  const credit = await anEntry(app, shop.organizationId, debtor.accountId, -500);
  const settled = await anEntry(app, shop.organizationId, debtor.accountId, 500, { settled_cents: 500 });
  const ids = [ent(0), outside("entry", credit.id), outside("entry", settled.id)];
  expect((await draft(ids)).json).toMatchObject({
    totalCents: 10_000,
    left: [{ reason: "credit" }, { reason: "settled" }],
  });
});
