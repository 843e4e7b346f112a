import type { Context } from "../../platform/context.ts";
import { assert } from "../../platform/errors.ts";
import { isPayingHold, type Part, planLettering, provisionalCode, within } from "./rules.ts";
import {
  insertPaymentLetterings,
  type LetterableRow,
  lockForLettering,
  type NewLettering,
  selectHolds,
} from "./sql/settling.ts";

export type PaymentLettering = {
  paymentId: string;
  /** What `recordPaymentEntry` returned: one entry per account. */
  creditEntryIds: readonly string[];
  /** What was ordered of each entry, signed as the entry. */
  parts: readonly { entryId: string; cents: number }[];
};

/**
 * Letters a payment with the entries that it was ordered for (PAY-7): one provisional lettering per account, which sums
 * to zero. Takes only what is still open and not reserved by another open payment, oldest due first, the money before
 * the credit notes: so what cannot be lettered stays as a visible credit (PAY-6). Once a payment is lettered on an
 * account, again changes nothing there. Releases no hold.
 * @returns of the money received, what is lettered and what is left, in cents.
 */
export async function letterPayment(
  ctx: Context,
  { paymentId, creditEntryIds, parts }: PaymentLettering,
): Promise<{ letteredCents: number; leftCents: number }> {
  const wanted = new Map(parts.map((part) => [part.entryId, part.cents]));
  assert(wanted.size === parts.length, "an entry is ordered once per payment");
  assert(!creditEntryIds.some((id) => wanted.has(id)), "the money of a payment does not pay itself");
  const money = new Set(creditEntryIds);
  const rows = await lockForLettering(ctx, paymentId, [...money, ...wanted.keys()]);
  const reserved = await reservedByOthers(ctx, paymentId, [...wanted.keys()]);
  const free = rows.filter((row) => !row.lettered && !row.superseded && !reserved.has(row.id));
  const letterings = [...Map.groupBy(free, (row) => row.accountId)].flatMap(([accountId, ofAccount]) =>
    planAccount(accountId, ofAccount, money, wanted),
  );
  if (letterings.length > 0) await insertPaymentLetterings(ctx, paymentId, letterings);
  return moneyOf(rows, money, letterings);
}

async function reservedByOthers(ctx: Context, paymentId: string, entryIds: readonly string[]) {
  const holds = await selectHolds(ctx, entryIds);
  return new Set(
    holds.filter((hold) => isPayingHold(hold) && hold.referenceId !== paymentId).map((hold) => hold.entryId),
  );
}

/** The lettering of one account, if anything can be lettered there. */
function planAccount(
  accountId: string,
  rows: readonly LetterableRow[],
  money: ReadonlySet<string>,
  wanted: ReadonlyMap<string, number>,
): NewLettering[] {
  const due = (row: LetterableRow) => row.dueOn ?? row.date;
  const ordered = rows.toSorted(
    (one, other) =>
      Number(money.has(other.id)) - Number(money.has(one.id)) ||
      due(one).localeCompare(due(other)) ||
      one.id.localeCompare(other.id),
  );
  const parts = planLettering(
    ordered.map((row) => {
      const open = row.amountCents - row.settledCents;
      return { entryId: row.id, cents: money.has(row.id) ? open : within(wanted.get(row.id)!, open) };
    }),
  );
  return parts.length === 0 ? [] : [{ accountId, code: provisionalCode(rows[0]!.lastRank + 1), parts }];
}

/** Money is a credit: what is settled of it, then what is not, turned positive. */
function moneyOf(
  rows: readonly LetterableRow[],
  money: ReadonlySet<string>,
  letterings: readonly NewLettering[],
): { letteredCents: number; leftCents: number } {
  const now = letterings.flatMap((lettering): readonly Part[] => lettering.parts);
  const sum = (amounts: number[]) => amounts.reduce((total, cents) => total + cents, 0);
  const entries = rows.filter((row) => money.has(row.id));
  const received = 0 - sum(entries.map((row) => row.amountCents));
  const before = 0 - sum(entries.map((row) => row.settledCents));
  const added = 0 - sum(now.filter((part) => money.has(part.entryId)).map((part) => part.cents));
  return { letteredCents: before + added, leftCents: received - before - added };
}
