import type { Context } from "../../platform/context.ts";
import { assert } from "../../platform/errors.ts";
import { sumCents } from "../../platform/money.ts";
import { type PayableEntry, withHolds } from "./find-entries.ts";
import { isPayingHold, type Part, planLettering, provisionalCode, within } from "./rules.ts";
import {
  insertPaymentLetterings,
  type LetterableRow,
  lockEntries,
  lockForLettering,
  type NewLettering,
  selectLettered,
} from "./sql/lettering.ts";
import { selectPaymentParts } from "./sql/reversing.ts";
import { selectEntries, selectHolds } from "./sql/settling.ts";

export type PaymentLettering = {
  paymentId: string;
  /** What `recordPaymentEntries` returned: one entry per account. */
  creditEntryIds: readonly string[];
  /** What was ordered of each entry, signed as the entry. */
  parts: readonly { entryId: string; cents: number }[];
};
/**
 * In cents, of the money received what is lettered and what stays as a credit; `owedCents`, what a credit note of another
 * account had paid of it and could not, having been used meanwhile: that account owes it.
 */
export type Lettered = { letteredCents: number; leftCents: number; owedCents: number };

/**
 * Locks what money is about to be given to, accounts and entries, and tells how the entries are: nobody else changes them until the
 * transaction ends. Whoever asks: the caller has decided that they may be seen.
 */
export async function lockToLetter(
  ctx: Context,
  wanted: { accountIds: readonly string[]; entryIds: readonly string[] },
): Promise<PayableEntry[]> {
  await lockEntries(ctx, wanted);
  return withHolds(ctx, await selectEntries(ctx, wanted.entryIds, { right: null, lock: false }));
}

/** `letterPayments` for one payment. */
export async function letterPayment(ctx: Context, payment: PaymentLettering): Promise<Lettered> {
  return (await letterPayments(ctx, [payment]))[0]!;
}

/**
 * Letters payments with the entries that they were ordered for (PAY-7): one provisional lettering per payment and account, which sums
 * to zero. Takes only what is still open and not reserved by another open payment, oldest due first, the money before
 * the credit notes: so what cannot be lettered stays as a visible credit (PAY-6). One after the other: what a payment takes, those after it
 * no longer find. Once a payment is lettered on an account, again changes nothing there. Releases no hold.
 * @returns of each payment, in the order given.
 */
export async function letterPayments(
  ctx: Context,
  payments: readonly PaymentLettering[],
): Promise<Lettered[]> {
  if (payments.length === 0) return [];
  for (const { creditEntryIds, parts } of payments) {
    const wanted = new Set(parts.map((part) => part.entryId));
    assert(wanted.size === parts.length, "an entry is ordered once per payment");
    assert(!creditEntryIds.some((id) => wanted.has(id)), "the money of a payment does not pay itself");
  }
  const books = await openBooks(ctx, payments);
  const letterings = payments.map((payment) => planPayment(books, payment));
  const all = letterings.flat();
  if (all.length > 0) await insertPaymentLetterings(ctx, all);
  return payments.map((payment, n) => moneyOf(books, payment, letterings[n]!));
}

/** What payments are lettered with, locked; `openCents` and `lastRanks` move as they are planned. */
type Books = {
  rows: ReadonlyMap<string, LetterableRow>;
  openCents: Map<string, number>;
  lastRanks: Map<string, number>;
  /** Payment and account, where it is lettered already. */
  lettered: ReadonlySet<string>;
  /** The payment, or direct debit, that reserves an entry. */
  reservedBy: ReadonlyMap<string, string>;
};

async function openBooks(ctx: Context, payments: readonly PaymentLettering[]): Promise<Books> {
  const wanted = payments.flatMap((payment) => payment.parts.map((part) => part.entryId));
  const money = payments.flatMap((payment) => payment.creditEntryIds);
  const rows = await lockForLettering(ctx, [...new Set([...money, ...wanted])]);
  const lettered = await selectLettered(
    ctx,
    payments.map((payment) => payment.paymentId),
  );
  const holds = (await selectHolds(ctx, wanted)).filter(isPayingHold);
  return {
    rows: new Map(rows.map((row) => [row.id, row])),
    openCents: new Map(rows.map((row) => [row.id, row.amountCents - row.settledCents])),
    lastRanks: new Map(rows.map((row) => [row.accountId, row.lastRank])),
    lettered: new Set(lettered.map(({ paymentId, accountId }) => `${paymentId} ${accountId}`)),
    reservedBy: new Map(holds.map((hold) => [hold.entryId, hold.referenceId])),
  };
}

function planPayment(books: Books, { paymentId, creditEntryIds, parts }: PaymentLettering): NewLettering[] {
  const money = new Set(creditEntryIds);
  const wanted = new Map(parts.map((part) => [part.entryId, part.cents]));
  const free = [...money, ...wanted.keys()].flatMap((id) => {
    const row = books.rows.get(id);
    if (!row || row.superseded || books.lettered.has(`${paymentId} ${row.accountId}`)) return [];
    const reservedBy = money.has(id) ? paymentId : (books.reservedBy.get(id) ?? paymentId);
    return reservedBy === paymentId ? [row] : [];
  });
  return [...Map.groupBy(free, (row) => row.accountId)].flatMap(([accountId, own]) => {
    const planned = planLettering(
      inOrder(own, money).map(({ id }) => {
        const open = books.openCents.get(id)!;
        return { entryId: id, cents: money.has(id) ? open : within(wanted.get(id)!, open) };
      }),
    );
    if (planned.length === 0) return [];
    for (const { entryId, cents } of planned)
      books.openCents.set(entryId, books.openCents.get(entryId)! - cents);
    const rank = books.lastRanks.get(accountId)! + 1;
    books.lastRanks.set(accountId, rank);
    return [{ paymentId, accountId, code: provisionalCode(rank), parts: planned }];
  });
}

/** The money first, then the oldest due. */
const inOrder = (rows: readonly LetterableRow[], money: ReadonlySet<string>): LetterableRow[] => {
  const due = (row: LetterableRow) => row.dueOn ?? row.date;
  return rows.toSorted(
    (one, other) =>
      Number(money.has(other.id)) - Number(money.has(one.id)) ||
      due(one).localeCompare(due(other)) ||
      one.id.localeCompare(other.id),
  );
};

/** Money is a credit: what is settled of it, then what is not on each account, turned positive. */
function moneyOf(
  books: Books,
  { creditEntryIds }: PaymentLettering,
  letterings: readonly NewLettering[],
): Lettered {
  const now = new Map(
    letterings.flatMap(({ parts }) => parts.map((part): [string, number] => [part.entryId, part.cents])),
  );
  const entries = creditEntryIds
    .flatMap((id) => books.rows.get(id) ?? [])
    .map((row) => ({ cents: row.amountCents, settled: row.settledCents + (now.get(row.id) ?? 0) }));
  const left = entries.map(({ cents, settled }) => settled - cents);
  return {
    letteredCents: 0 - sumCents(entries.map(({ settled }) => settled)),
    leftCents: sumCents(left.filter((cents) => cents > 0)),
    owedCents: 0 - sumCents(left.filter((cents) => cents < 0)),
  };
}

/** What the letterings of a payment settle, entry by entry, its own money included. */
export const letteredParts = (ctx: Context, paymentId: string): Promise<Part[]> =>
  selectPaymentParts(ctx, paymentId);
