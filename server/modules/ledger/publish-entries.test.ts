import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aCreditor, anOrganization, aUser } from "../../../test/harness/builders.ts";
import { newId } from "../../platform/ids.ts";
import {
  holdForPayment,
  letterPayment,
  type PublishedLine,
  publishAccounts,
  publishEntries,
  recomputeBalances,
  recomputeSettlements,
  recordPaymentEntry,
  stageEntries,
} from "./index.ts";

let app: TestApp;
let org: string;
let creditor: { id: string; code: string };
let userId: string;

beforeAll(async () => {
  app = await startTestApp({ modules: [] });
});
afterAll(() => app.close());
beforeEach(async () => {
  org = (await anOrganization(app)).organization_id;
  creditor = (await aCreditor(app, org)) as never;
  userId = (await aUser(app, org)).id as string;
});

type Short = Partial<Omit<PublishedLine, "account">> & {
  account?: string;
  number: string;
  cents: number;
  let?: string;
};

/** Publishes the lines as a FEC of 2026 (or of other days) that says everything between two days. */
async function publish(lines: Short[], over: { from?: string; to?: string; removes?: boolean } = {}) {
  const report = await app.inside(org, async (ctx) => {
    const codes = [...new Set(lines.map((one) => one.account ?? "CLI1"))];
    const full = lines.map((one, index): PublishedLine => {
      const date = one.date ?? "2026-03-01";
      return {
        line: index + 2,
        fiscalYear: Number(date.slice(0, 4)),
        general: "411000",
        journal: "VE",
        dueOn: one.cents > 0 ? date : null,
        label: `Ligne ${one.number}`,
        piece: `P${one.number}`,
        lettering: one.let ?? "",
        opening: false,
        ...one,
        account: codes.indexOf(one.account ?? "CLI1"),
        date,
      };
    });
    await stageEntries(
      ctx,
      (async function* () {
        yield full;
      })(),
    );
    const { ids } = await publishAccounts(
      ctx,
      creditor,
      codes.map((code) => ({ code, label: `Client ${code}` })),
    );
    return publishEntries(ctx, {
      origin: "fec",
      accounts: codes.map((code, ref) => ({ ref, id: ids.get(code)! })),
      covers: { creditorId: creditor.id, from: over.from ?? "2026-01-01", to: over.to ?? "2026-12-31" },
      removes: over.removes ?? true,
    });
  });
  await sound();
  return report;
}

/** Kept balances and settled parts are those that entries and letterings give. */
async function sound() {
  await app.inside(org, async (ctx) => {
    expect(await recomputeBalances(ctx)).toEqual([]);
    expect(await recomputeSettlements(ctx)).toEqual({ entries: [], letterings: [] });
  });
}

type Read = {
  id: string;
  account_id: string;
  piece: string;
  settled_cents: number;
  lettering_code: string;
  superseded: boolean;
};
const entries = async () =>
  (
    await app.admin.query<Read>(
      "select id, account_id, piece, settled_cents, lettering_code, superseded_at is not null as superseded from entries where organization_id = $1 order by entered_on, piece, source_key",
      [org],
    )
  ).rows;
const entry = async (piece: string) => (await entries()).find((one) => one.piece === piece)!;
const balance = async (code = "CLI1") =>
  (
    await app.admin.query<{ cents: number }>(
      "select balance_cents as cents from accounts where organization_id = $1 and code = $2",
      [org, code],
    )
  ).rows[0]!.cents;

/** A payment of an entry, as the payments module makes it. */
async function pay(piece: string, cents: number, reference = "QT00000001") {
  const { id, account_id } = await entry(piece);
  const paymentId = newId();
  await app.admin.query(
    "insert into payments (organization_id, id, reference, user_id, creditor_id, account_id, gateway, amount_cents, state, created_at) values ($1,$2,$3,$4,$5,$6,'payfip',$7,'paid',now())",
    [org, paymentId, reference, userId, creditor.id, account_id, cents],
  );
  await app.inside(org, async (ctx) => {
    const money = {
      paymentId,
      accountId: account_id,
      reference,
      label: "Paiement",
      cents,
      receivedOn: "2026-04-01",
    };
    const { entryId } = await recordPaymentEntry(ctx, money);
    await letterPayment(ctx, { paymentId, creditEntryIds: [entryId], parts: [{ entryId: id, cents }] });
  });
  await sound();
  return paymentId;
}

describe("API-3 publishing entries", () => {
  it("creates, then changes nothing, then updates in place", async () => {
    const lines = [
      { number: "1", cents: 10_000 },
      { number: "2", cents: -4_000 },
    ];
    expect(await publish(lines)).toMatchObject({ created: 2, updated: 0, removed: 0 });
    const before = await entries();
    expect(await publish(lines)).toMatchObject({ created: 0, updated: 0, removed: 0, letterings: 0 });
    expect(await entries()).toEqual(before);
    expect(await publish([{ number: "1", cents: 12_000 }, lines[1]!])).toMatchObject({
      created: 0,
      updated: 1,
      removed: 0,
    });
    expect((await entries()).map((one) => one.id)).toEqual(before.map((one) => one.id));
    expect(await balance()).toBe(8_000);
  });
  it("removes what left the file, within its period and of this creditor only", async () => {
    await publish(
      [
        { number: "1", cents: 10_000 },
        { number: "2", cents: 500, date: "2025-06-01" },
      ],
      { from: "2025-01-01" },
    );
    expect(await publish([{ number: "3", cents: 100 }])).toMatchObject({ created: 1, removed: 1 });
    expect(await balance()).toBe(600);
    expect(await publish([{ number: "4", cents: 1 }], { removes: false })).toMatchObject({
      created: 1,
      removed: 0,
    });
  });
  it("takes a renumbered draft for the entry that it was", async () => {
    await publish([{ number: "D7", cents: 10_000, piece: "F1" }]);
    const { id } = await entry("F1");
    expect(await publish([{ number: "1042", cents: 10_000, piece: "F1" }])).toMatchObject({
      created: 0,
      removed: 0,
    });
    expect((await entry("F1")).id).toBe(id);
  });
  it("tells entries apart when the number is empty or the same on several days", async () => {
    const lines = ["2026-01-05", "2026-02-05", "2026-03-05"].map((date, i) => ({
      number: "1",
      date,
      cents: 100 * (i + 1),
      piece: `F${i}`,
    }));
    expect(await publish(lines.slice(0, 1))).toMatchObject({ created: 1 });
    expect(await publish(lines)).toMatchObject({ created: 2, removed: 0 });
    expect(await publish(lines.toReversed())).toMatchObject({ created: 0, updated: 0, removed: 0 });
    expect(await publish(lines.map((one) => ({ ...one, number: "" })))).toMatchObject({
      created: 0,
      removed: 0,
    });
  });
  it("gives each of two creditors its own party for one account code", async () => {
    await publish([{ number: "1", cents: 1 }]);
    creditor = (await aCreditor(app, org)) as never;
    await app.inside(org, (ctx) =>
      publishAccounts(ctx, creditor, [{ code: "CLI1", label: "Quelqu'un d'autre" }]),
    );
    const { rows } = await app.admin.query(
      "select count(distinct party_id)::int as n from accounts where organization_id = $1",
      [org],
    );
    expect(rows[0].n).toBe(2);
  });
});

describe("API-3 published letterings", () => {
  const invoice = { number: "1", cents: 10_000, let: "AA" };
  const money = { number: "2", cents: -10_000, let: "AA" };
  it("settles a group that balances, and undoes it when it is unlettered", async () => {
    expect(await publish([invoice, money])).toMatchObject({ letterings: 1 });
    expect(await entry("P1")).toMatchObject({ settled_cents: 10_000, lettering_code: "AA" });
    expect(await publish([invoice, money])).toMatchObject({ letterings: 0 });
    await publish([invoice, { ...money, let: "" }]);
    expect(await entry("P1")).toMatchObject({ settled_cents: 0, lettering_code: "AA" });
    expect(await entry("P2")).toMatchObject({ settled_cents: 0, lettering_code: "" });
  });
  it("keeps the code of a group that does not balance, and settles nothing", async () => {
    await publish([invoice, { ...money, cents: -9_999 }]);
    expect(await entry("P1")).toMatchObject({ settled_cents: 0, lettering_code: "AA" });
  });
  it("never mixes accounts, general accounts or years that share a code", async () => {
    expect(
      await publish(
        [
          invoice,
          { ...money, account: "CLI2" },
          { ...money, number: "3", general: "416000" },
          { ...invoice, number: "4", cents: 5_000, date: "2025-05-01" },
          { ...money, number: "5", cents: -5_000, date: "2025-06-01" },
          { ...money, number: "6", cents: -10_000 },
        ],
        { from: "2025-01-01" },
      ),
    ).toMatchObject({ letterings: 2 });
    expect((await entry("P2")).settled_cents).toBe(0);
    expect((await entry("P3")).settled_cents).toBe(0);
  });
  it("letters across years what balances only so", async () => {
    await publish([{ ...invoice, date: "2025-12-01" }], { from: "2025-01-01", to: "2025-12-31" });
    expect(await publish([money])).toMatchObject({ letterings: 1 });
    expect((await entry("P1")).settled_cents).toBe(10_000);
  });
  it("does not count an opening twice, and letters what it restates", async () => {
    await publish(
      [
        { number: "1", cents: 10_000, date: "2025-12-01" },
        { number: "2", cents: 700, date: "2025-12-02" },
      ],
      { from: "2025-01-01", to: "2025-12-31" },
    );
    const opening = { journal: "AN", date: "2026-01-01", opening: true };
    const report = await publish([
      { ...opening, number: "9", cents: 10_000, piece: "P1", let: "AA" },
      { ...opening, number: "9", cents: 700, piece: "P2" },
      { number: "10", cents: -10_000, let: "AA" },
    ]);
    expect(report).toMatchObject({ created: 1, openingLeft: 2, openingDifferent: [] });
    expect(await balance()).toBe(700);
    expect((await entry("P1")).settled_cents).toBe(10_000);
  });
});

describe("PAY-7 published entries meet our payments", () => {
  const invoice = { number: "1", cents: 10_000 };
  const money = { number: "2", cents: -10_000, date: "2026-04-02", label: "Remise CB" };
  it("leaves a payment alone while the file does not know it", async () => {
    await publish([invoice]);
    await pay("P1", 10_000);
    expect(await publish([invoice])).toMatchObject({ updated: 0 });
    expect(await entry("P1")).toMatchObject({ settled_cents: 10_000, lettering_code: "q1" });
    expect(await balance()).toBe(0);
  });
  it("gives way when the file letters the invoice with its own credit: the money counts once", async () => {
    await publish([invoice]);
    await pay("P1", 10_000);
    await publish([
      { ...invoice, let: "AA" },
      { ...money, let: "AA" },
    ]);
    expect(await balance()).toBe(0);
    expect(await entry("QT00000001")).toMatchObject({ superseded: true, settled_cents: 0 });
    expect(await entry("P1")).toMatchObject({ settled_cents: 10_000, lettering_code: "AA" });
    await publish([invoice, money]);
    expect(await balance()).toBe(0);
    expect((await entry("P1")).settled_cents).toBe(0);
  });
  it("follows the reference before any lettering, and comes back if that credit leaves the books", async () => {
    await publish([invoice]);
    await pay("P1", 10_000);
    await publish([invoice, { ...money, label: "REM CB QT00000001" }]);
    expect(await entry("QT00000001")).toMatchObject({ superseded: true });
    expect(await entry("P1")).toMatchObject({ settled_cents: 10_000, lettering_code: "q1" });
    expect((await entry("P2")).settled_cents).toBe(-10_000);
    expect(await balance()).toBe(0);
    expect(await publish([invoice, { ...money, label: "REM CB QT00000001" }])).toMatchObject({ updated: 0 });
    await publish([invoice]);
    expect(await entry("QT00000001")).toMatchObject({ superseded: false, settled_cents: -10_000 });
    expect((await entry("P1")).settled_cents).toBe(10_000);
    expect(await balance()).toBe(0);
  });
  it("letters one remittance with the payments whose references it bears", async () => {
    await publish([invoice, { number: "3", cents: 2_500 }]);
    await pay("P1", 10_000, "QT00000001");
    await pay("P3", 2_500, "QT00000002");
    await publish([
      invoice,
      { number: "3", cents: 2_500 },
      { ...money, cents: -12_500, label: "CB QT00000001 QT00000002" },
    ]);
    expect((await entry("P2")).settled_cents).toBe(-12_500);
    expect((await entry("P3")).settled_cents).toBe(2_500);
    expect(await balance()).toBe(0);
  });
  it("counts a credit that is too small once, and leaves the invoice open", async () => {
    await publish([invoice]);
    await pay("P1", 10_000);
    await publish([invoice, { ...money, cents: -9_900, label: "REM CB QT00000001" }]);
    expect(await balance()).toBe(100);
    expect((await entry("P1")).settled_cents).toBe(0);
  });
  it("does not take a credit note known before for the payment", async () => {
    await publish([invoice, { number: "3", cents: -10_000 }]);
    await pay("P1", 10_000);
    await publish([
      { ...invoice, let: "AA" },
      { number: "3", cents: -10_000, let: "AA" },
    ]);
    expect(await entry("QT00000001")).toMatchObject({ superseded: false, settled_cents: 0 });
    expect(await balance()).toBe(-10_000);
  });
  it("frees the money as a credit when the paid entry shrinks under it", async () => {
    await publish([invoice]);
    await pay("P1", 10_000);
    await publish([{ ...invoice, cents: 6_000 }]);
    expect(await balance()).toBe(-4_000);
    expect((await entry("P1")).settled_cents).toBe(0);
  });
  it("keeps what is paid or being paid when it leaves the file, and names it", async () => {
    await publish([invoice, { number: "3", cents: 2_500 }, { number: "4", cents: 50 }]);
    await pay("P1", 10_000);
    const held = await entry("P3");
    const paymentId = newId();
    await app.inside(org, (ctx) =>
      holdForPayment(ctx, { paymentId, entries: [{ id: held.id, cents: 2_500 }] }),
    );
    const report = await publish([{ number: "9", cents: 1 }]);
    expect(report).toMatchObject({ removed: 1, kept: 2 });
    expect(report.keptEntries.map((one) => one.piece)).toEqual(["P1", "P3"]);
    await app.admin.query("update holds set released_at = now() where organization_id = $1", [org]);
    expect(await publish([{ number: "9", cents: 1 }])).toMatchObject({ removed: 1, kept: 1 });
    expect(await entry("P3")).toMatchObject({ superseded: true });
    expect(
      await publish([
        { number: "9", cents: 1 },
        { number: "3", cents: 2_500 },
      ]),
    ).toMatchObject({ updated: 1 });
    expect(await entry("P3")).toMatchObject({ superseded: false, id: held.id });
  });
});
