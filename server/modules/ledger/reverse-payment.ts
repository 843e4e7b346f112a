import type { Context } from "../../platform/context.ts";
import { assert } from "../../platform/errors.ts";
import { sumCents } from "../../platform/money.ts";
import { type Brought, spreadReversal } from "./reversal-rules.ts";
import { isPayingHold, type Part, planLettering, provisionalCode, within } from "./rules.ts";
import {
  insertPaymentEntries,
  insertPaymentLetterings,
  type LetterableRow,
  lockEntries,
  lockForLettering,
} from "./sql/lettering.ts";
import {
  deletePaymentLetterings,
  type PaymentPart,
  selectPaymentEntries,
  selectPaymentParts,
  selectTouched,
} from "./sql/reversing.ts";
import { selectHolds } from "./sql/settling.ts";

export type PaymentReversal = {
  reversalId: string;
  paymentId: string;
  /** The account that gives back first. */
  mainAccountId: string;
  /** Cents that go back, positive, at most what is left of the payment. */
  cents: number;
  label: string;
  /** The payment's reference: the piece of the entry. */
  reference: string;
  /** Day in Paris, `YYYY-MM-DD`. */
  reversedOn: string;
};

/**
 * Locks all that reversing some payments touches, accounts then entries, each by id. Who reverses several in one transaction calls it first for all
 * of them: one after the other, they would take their locks in an order of their own, and wait in a circle with who pays.
 */
export async function lockPayments(ctx: Context, paymentIds: readonly string[]): Promise<void> {
  const before = await selectTouched(ctx, paymentIds);
  await lockEntries(ctx, { accountIds: before.accountIds, entryIds: [] });
  // Under the lock of the accounts nobody letters: what is read now is all there is.
  await lockEntries(ctx, await selectTouched(ctx, paymentIds));
}

/**
 * Money of a payment went back (PAY-11): on each account that it came to, a provisional debit takes it away and moves the
 * balance; the letterings of the payment are undone, and made again with the money that is left, the reversal first, then
 * the entries that it settled, oldest due first. So the entries that nothing pays any more are open again. A lettering that
 * the accounting software has made its own is left alone: the debit then stays open beside it.
 * Again with the same `reversalId` it changes nothing.
 */
export async function reversePayment(ctx: Context, reversal: PaymentReversal): Promise<void> {
  await lockPayments(ctx, [reversal.paymentId]);
  const entries = await selectPaymentEntries(ctx, reversal.paymentId);
  const sourceKey = `reversal:${reversal.reversalId}`;
  if (entries.some((entry) => entry.sourceKey === sourceKey)) return;
  const brought: Brought[] = [...Map.groupBy(entries, (entry) => entry.accountId)]
    .map(([accountId, own]) => ({ accountId, cents: 0 - sumCents(own.map((entry) => entry.amountCents)) }))
    .toSorted((one, other) => (one.accountId < other.accountId ? -1 : 1));
  const left = sumCents(brought.map((one) => one.cents));
  assert(reversal.cents > 0 && reversal.cents <= left, "no more goes back than came");
  for (const { accountId, cents } of spreadReversal(brought, reversal.mainAccountId, reversal.cents)) {
    const money = entries.filter((entry) => entry.accountId === accountId).map((entry) => entry.id);
    const [made] = await insertPaymentEntries(ctx, [
      {
        accountId,
        sourceKey,
        paymentId: reversal.paymentId,
        enteredOn: reversal.reversedOn,
        label: reversal.label,
        piece: reversal.reference,
        amountCents: cents,
      },
    ]);
    assert(made, "a reversal is written once per account");
    await letterAgain(ctx, { ...reversal, accountId, entryId: made.id, money });
  }
}

type Again = { paymentId: string; accountId: string; entryId: string; money: readonly string[] };

/** Undoes the letterings of the payment on one account, and letters again what is left of its money. */
async function letterAgain(ctx: Context, { paymentId, accountId, entryId, money }: Again): Promise<void> {
  const parts = await selectPaymentParts(ctx, paymentId, accountId);
  const ids = [...new Set([entryId, ...money, ...parts.map((part) => part.entryId)])];
  const rank = Math.max(...(await lockForLettering(ctx, ids)).map((row) => row.lastRank));
  await deletePaymentLetterings(ctx, paymentId, accountId);
  const rows = await lockForLettering(ctx, ids);
  const elsewhere = await heldByOthers(ctx, paymentId, ids);
  const had = new Map(
    [...Map.groupBy(parts, (part) => part.entryId)].map(([id, own]) => [
      id,
      sumCents(own.map((part: PaymentPart) => part.cents)),
    ]),
  );
  const own = new Set(money);
  const pieces = inOrder(
    rows.filter((row) => !row.superseded),
    entryId,
    own,
  ).map((row): Part => {
    const open = row.amountCents - row.settledCents;
    const ours = row.id === entryId || own.has(row.id);
    const cents = ours ? open - (elsewhere.get(row.id) ?? 0) : within(had.get(row.id) ?? 0, open);
    return { entryId: row.id, cents };
  });
  const planned = planLettering(pieces);
  if (planned.length === 0) return;
  await insertPaymentLetterings(ctx, [
    { paymentId, accountId, code: provisionalCode(rank + 1), parts: planned },
  ]);
}

/** What goes back takes its money before anything else; then the other money of the payment; then the oldest due. */
function inOrder(rows: readonly LetterableRow[], entryId: string, money: ReadonlySet<string>) {
  const rank = (row: LetterableRow) => (row.id === entryId ? 0 : money.has(row.id) ? 1 : 2);
  const due = (row: LetterableRow) => row.dueOn ?? row.date;
  return rows.toSorted(
    (one, other) =>
      rank(one) - rank(other) || due(one).localeCompare(due(other)) || one.id.localeCompare(other.id),
  );
}

/** What other open payments hold of entries: a part of this payment's money that pays for something else. */
async function heldByOthers(ctx: Context, paymentId: string, entryIds: readonly string[]) {
  const holds = await selectHolds(ctx, entryIds);
  return new Map(
    holds
      .filter((hold) => isPayingHold(hold) && hold.referenceId !== paymentId)
      .map((hold) => [hold.entryId, hold.cents]),
  );
}
