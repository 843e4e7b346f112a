/** What goes back here, then is published by the accounting software: it counts once (PAY-11). */
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aCreditor, anOrganization } from "../../../test/harness/builders.ts";
import { newId } from "../../platform/ids.ts";
import {
  letterPayment,
  type PublishedLine,
  publishAccounts,
  publishEntries,
  recomputeBalances,
  recomputeSettlements,
  recordPaymentEntry,
  reversePayment,
  stageEntries,
} from "./index.ts";

let app: TestApp;
let org: string;
let creditor: { id: string; code: string };
beforeAll(async () => {
  app = await startTestApp({ modules: [] });
});
afterAll(() => app.close());
beforeEach(async () => {
  org = (await anOrganization(app)).organization_id;
  creditor = (await aCreditor(app, org)) as never;
});

const REFERENCE = "QT00000001";
type Short = { number: string; cents: number; let?: string; piece?: string };
const invoice: Short = { number: "1", cents: 10_000 };
const credit = (over: Partial<Short> = {}): Short => ({
  number: "2",
  cents: -10_000,
  piece: REFERENCE,
  ...over,
});
const back = (over: Partial<Short> = {}): Short => ({
  number: "3",
  cents: 10_000,
  piece: REFERENCE,
  ...over,
});

async function publish(...lines: Short[]) {
  await app.inside(org, async (ctx) => {
    const full = lines.map(
      (one, index): PublishedLine => ({
        line: index + 2,
        fiscalYear: 2026,
        general: "411000",
        journal: "VE",
        date: "2026-03-01",
        dueOn: null,
        label: `Ligne ${one.number}`,
        piece: one.piece ?? `P${one.number}`,
        number: one.number,
        cents: one.cents,
        lettering: one.let ?? "",
        opening: false,
        account: 0,
      }),
    );
    await stageEntries(
      ctx,
      (async function* () {
        yield full;
      })(),
    );
    const { ids } = await publishAccounts(ctx, creditor, [{ code: "CLI1", label: "Client" }]);
    await publishEntries(ctx, {
      origin: "fec",
      accounts: [{ ref: 0, id: ids.get("CLI1")! }],
      covers: { creditorId: creditor.id, from: "2026-01-01", to: "2026-12-31" },
      removes: true,
    });
    expect(await recomputeBalances(ctx)).toEqual([]);
    expect(await recomputeSettlements(ctx)).toEqual({ entries: [], letterings: [] });
  });
}

/** The invoice is paid on line, then some of the money goes back. */
async function payAndGiveBack(...backs: number[]) {
  const { rows } = await app.admin.query(
    "select id, account_id from entries where organization_id = $1 and piece = 'P1'",
    [org],
  );
  const { id, account_id: accountId } = rows[0];
  const paymentId = newId();
  await app.inside(org, async (ctx) => {
    const { entryId } = await recordPaymentEntry(ctx, {
      paymentId,
      accountId,
      reference: REFERENCE,
      label: "Paiement",
      cents: 10_000,
      receivedOn: "2026-04-01",
    });
    await letterPayment(ctx, {
      paymentId,
      creditEntryIds: [entryId],
      parts: [{ entryId: id, cents: 10_000 }],
    });
    for (const cents of backs)
      await reversePayment(ctx, {
        reversalId: newId(),
        paymentId,
        mainAccountId: accountId,
        cents,
        label: "Remboursement",
        reference: REFERENCE,
        reversedOn: "2026-04-02",
      });
  });
}

const balance = async () =>
  (await app.admin.query("select balance_cents as n from accounts where organization_id = $1", [org])).rows[0]
    .n;
const open = async () =>
  (
    await app.admin.query(
      "select piece, amount_cents - settled_cents as open from entries where organization_id = $1 and superseded_at is null and amount_cents <> settled_cents order by piece, open",
      [org],
    )
  ).rows;

it("a published debit that bears the payment's reference takes the place of the provisional one", async () => {
  await publish(invoice);
  await payAndGiveBack(10_000);
  await publish(invoice, credit());
  expect(await balance()).toBe(10_000);
  await publish(invoice, credit(), back());
  expect(await balance()).toBe(10_000);
  expect(await open()).toEqual([{ piece: "P1", open: 10_000 }]);
});

it("so does one that is lettered with the payment's money, whatever it bears", async () => {
  await publish(invoice);
  await payAndGiveBack(10_000);
  await publish(invoice, credit());
  await publish(invoice, credit({ let: "AA" }), back({ piece: "REMB", let: "AA" }));
  expect(await balance()).toBe(10_000);
  expect(await open()).toEqual([{ piece: "P1", open: 10_000 }]);
});

it("two parts of one amount are two debits", async () => {
  await publish(invoice);
  await payAndGiveBack(3000, 3000);
  const first = back({ cents: 3000 });
  await publish(invoice, credit(), first);
  expect(await balance()).toBe(6000);
  await publish(invoice, credit(), first, back({ number: "4", cents: 3000 }));
  expect(await balance()).toBe(6000);
});

it("money and what went back, published at once and lettered together, cancel each other", async () => {
  await publish(invoice);
  await payAndGiveBack(10_000);
  await publish(invoice, credit({ let: "AA" }), back({ let: "AA" }));
  expect(await balance()).toBe(10_000);
  expect(await open()).toEqual([{ piece: "P1", open: 10_000 }]);
});

it("the provisional debit comes back when the published one leaves the books", async () => {
  await publish(invoice);
  await payAndGiveBack(10_000);
  await publish(invoice, credit(), back());
  await publish(invoice, credit());
  expect(await balance()).toBe(10_000);
  await publish(invoice);
  expect(await balance()).toBe(10_000);
  expect(await open()).toEqual([{ piece: "P1", open: 10_000 }]);
});
