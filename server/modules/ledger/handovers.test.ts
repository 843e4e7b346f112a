/** ACT-6: bills handed to the public treasury and taken back; the service suspends payments for a while. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import {
  aCreditor,
  aCustomer,
  anEntry,
  anOrganization,
  aStaffUser,
  call,
} from "../../../test/harness/builders.ts";
import type { Actor, Context } from "../../platform/context.ts";
import { newId, outside } from "../../platform/ids.ts";
import { contract, refusals } from "./contract.ts";
import {
  EntriesHeld,
  entriesByIds,
  holdForDispute,
  holdForPayment,
  payableEntries,
  refuseSuspended,
} from "./index.ts";
import { routes } from "./routes.ts";

let app: TestApp;
let org: string;
let base: string;
let creditorId: string;
let accountId: string;
let customer: Awaited<ReturnType<typeof aCustomer>>;
let clerk: { id: string; cookie: string };
beforeAll(async () => {
  app = await startTestApp({ modules: [{ name: "ledger", contract, doors: routes as never, refusals }] });
  app.setClock(new Date("2026-11-20T10:00:00Z"));
});
afterAll(() => app.close());
beforeEach(async () => {
  const made = await anOrganization(app, { kind: "municipality" });
  [org, base] = [made.organization_id, made.base];
  creditorId = (await aCreditor(app, org)).id;
  customer = await aCustomer(app, org, creditorId);
  accountId = customer.account.id;
  clerk = await aStaffUser(app, org, "accountant");
});

const inside = <T>(work: (ctx: Context) => Promise<T>, actor?: Actor) => app.inside(org, work, actor);
const bill = async (cents: number, dueOn: string, over: Record<string, unknown> = {}) =>
  (await anEntry(app, org, accountId, cents, { due_on: dueOn, ...over })).id;
const post = (path: string, body: unknown, cookie = clerk.cookie) =>
  call("POST", `${base}/api/office${path}`, { cookie, body });
const get = (path: string, cookie = clerk.cookie) => call("GET", `${base}/api${path}`, { cookie });
const handOver = (over: Record<string, unknown> = {}, cookie?: string) =>
  post("/handovers", { creditor: outside("creditor", creditorId), overdueDays: 30, ...over }, cookie);
const undo = (handover: string, body: unknown = {}) => post(`/handovers/${handover}/undo`, body);
const payable = async (id: string) => (await inside((ctx) => entriesByIds(ctx, [id])))[0]!.payableCents;
const statement = async (query = "") =>
  (await get(`/accounts/${outside("account", accountId)}/entries${query}`, customer.user.cookie)).json;

describe("ACT-6 handing bills to the treasury", () => {
  it("takes by rule what is overdue by more than so many days, and nothing else", async () => {
    const [old, edge, recent] = [
      await bill(5000, "2026-10-20"),
      await bill(700, "2026-10-21"),
      await bill(90, "2026-11-19"),
    ];
    const credit = await bill(-300, "2026-01-01");
    const list = await get(
      `/office/creditors/${outside("creditor", creditorId)}/overdue-entries?overdueDays=30`,
    );
    expect(
      list.json.items.map((one: { entry: string; daysLate: number }) => [one.entry, one.daysLate]),
    ).toEqual([[outside("entry", old), 31]]);
    expect(list.json.totals).toEqual({ count: 1, cents: 5000 });
    const { status, json } = await handOver();
    expect(status).toBe(200);
    expect(json).toMatchObject({
      entries: 1,
      cents: 5000,
      overdueDays: 30,
      left: 0,
      more: false,
      heldEntries: 1,
    });
    expect([await payable(old), await payable(edge), await payable(recent), await payable(credit)]).toEqual([
      0, 700, 90, -300,
    ]);
  });
  it("shows the customer since when, counts it apart, and reads it apart", async () => {
    const old = await bill(5000, "2026-09-01");
    await bill(700, "2026-12-01");
    await handOver();
    const handed = await statement("?treasury=yes");
    expect(handed.items).toMatchObject([
      {
        id: outside("entry", old),
        state: "treasury",
        toPayCents: 0,
        openCents: 5000,
        treasuryOn: "2026-11-20",
      },
    ]);
    expect((await statement("?treasury=no")).items).toHaveLength(1);
    const { json } = await get(`/accounts/${outside("account", accountId)}`, customer.user.cookie);
    expect(json).toMatchObject({ municipal: true, treasuryCents: 5000, toPayCents: 700, overdueCents: 0 });
  });
  it("leaves what is contested, being paid or declared, and says how many were left", async () => {
    const ids = [
      await bill(1000, "2026-09-01"),
      await bill(2000, "2026-09-01"),
      await bill(4000, "2026-09-01"),
    ];
    await inside((ctx) => holdForDispute(ctx, { disputeId: newId(), entries: [{ id: ids[0]!, cents: 1 }] }));
    await inside((ctx) =>
      holdForPayment(ctx, { paymentId: newId(), entries: [{ id: ids[1]!, cents: 2000 }] }),
    );
    const entries = ids.map((id) => outside("entry", id));
    expect((await handOver({ entries })).json).toMatchObject({
      entries: 1,
      cents: 4000,
      left: 2,
      overdueDays: null,
    });
    expect((await handOver({ entries })).json).toMatchObject({ code: "handover.nothing" });
  });
  it("takes nothing of another creditor, nor of another organization", async () => {
    const other = await aCustomer(app, org, (await aCreditor(app, org)).id);
    const foreign = (await anEntry(app, org, other.account.id, 900, { due_on: "2026-01-01" })).id;
    expect((await handOver({ entries: [outside("entry", foreign)] })).json).toMatchObject({
      code: "handover.nothing",
    });
    expect((await handOver({ creditor: outside("creditor", newId()) })).status).toBe(404);
    const limited = await aStaffUser(app, org, "accountant", {
      staff_creditor_ids: [other.account.creditor_id],
    });
    expect((await handOver({}, limited.cookie)).status).toBe(404);
    expect((await get("/office/handovers", limited.cookie)).json.items).toEqual([]);
  });
  it("is for accountants of an organization that reads bills", async () => {
    await bill(5000, "2026-09-01");
    const reader = await aStaffUser(app, org, "reader");
    expect((await handOver({}, reader.cookie)).status).toBe(403);
    expect((await handOver({}, customer.user.cookie)).status).toBe(404);
    await app.admin.query("update organizations set settings = $2 where organization_id = $1", [
      org,
      { municipalReading: "off" },
    ]);
    expect((await handOver()).json).toMatchObject({ code: "handover.not_open" });
  });
  it("gives bills back: some, then all, twice the same", async () => {
    const [one, two] = [await bill(1000, "2026-09-01"), await bill(2000, "2026-09-02")];
    const { id } = (await handOver()).json;
    const half = await undo(id, { entries: [outside("entry", one)] });
    expect(half.json).toMatchObject({ heldEntries: 1, heldCents: 2000, undoneAt: null });
    expect([await payable(one), await payable(two)]).toEqual([1000, 0]);
    const listed = (await get(`/office/handovers/${id}/entries`)).json.items;
    expect(listed.map((each: { state: string }) => each.state)).toEqual(["taken_back", "treasury"]);
    for (let again = 0; again < 2; again += 1) {
      const { json } = await undo(id);
      expect(json).toMatchObject({
        heldEntries: 0,
        heldCents: 0,
        undoneBy: expect.stringContaining("Personne"),
      });
      expect(json.undoneAt).toBe("2026-11-20T10:00:00.000Z");
    }
    expect(await payable(two)).toBe(2000);
    const { rows } = await app.admin.query(
      "select name from facts where organization_id = $1 order by name",
      [org],
    );
    expect(rows.map((row) => row.name)).toEqual([
      "ledger.handed_over",
      "ledger.taken_back",
      "ledger.taken_back",
    ]);
  });
  it("never holds for the treasury what somebody pays at the same moment", async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, (_, n) => bill(1000 + n, "2026-09-01")));
    const pay = (id: string) =>
      inside(async (ctx) => {
        const [entry] = await payableEntries(ctx, [id]);
        if (entry!.payableCents === 0) throw new EntriesHeld();
        await holdForPayment(ctx, { paymentId: newId(), entries: [{ id, cents: entry!.payableCents }] });
      }, me());
    await Promise.allSettled([handOver(), ...ids.map(pay), handOver(), ...ids.map(pay)]);
    const { rows } = await app.admin.query(
      "select entry_id, count(*)::int as holds from holds where organization_id = $1 and released_at is null group by entry_id",
      [org],
    );
    expect(rows.map((row) => row.holds)).toEqual(ids.map(() => 1));
  });
});

const me = (): Actor => ({
  kind: "user",
  userId: customer.user.id,
  sessionId: newId(),
  name: "Test",
  staff: null,
  viewedBy: null,
  mustChangePassword: false,
});

describe("ACT-6 suspending payments", () => {
  const suspend = (from: string, until: string | null) =>
    app.admin.query("update organizations set settings = $2 where organization_id = $1", [
      org,
      { suspension: { from, until, fr: "Bascule de logiciel.", en: "" } },
    ]);
  const summary = async () =>
    (await get(`/accounts/${outside("account", accountId)}`, customer.user.cookie)).json;
  it("closes the way to pay in its days, with the service's own words, and what is owed stays told", async () => {
    await bill(5000, "2026-12-01");
    expect(await summary()).toMatchObject({ suspension: null, can: { pay: true } });
    for (const until of ["2026-11-20", null]) {
      await suspend("2026-11-20", until);
      expect(await summary()).toMatchObject({
        toPayCents: 5000,
        suspension: { until, fr: "Bascule de logiciel.", en: "Bascule de logiciel." },
        can: { pay: false },
      });
      await expect(inside((ctx) => refuseSuspended(ctx), me())).rejects.toMatchObject({
        code: "payments.suspended",
        details: { fr: "Bascule de logiciel." },
      });
    }
  });
  it("does nothing before or after", async () => {
    await bill(5000, "2026-12-01");
    for (const [from, until] of [
      ["2026-11-21", null],
      ["2026-11-01", "2026-11-19"],
    ] as const) {
      await suspend(from, until);
      expect(await summary()).toMatchObject({ suspension: null, can: { pay: true } });
      await inside((ctx) => refuseSuspended(ctx), me());
    }
  });
});
