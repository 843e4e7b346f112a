import type { Context } from "../../platform/context.ts";
import { type PayableEntry, withHolds } from "./find-entries.ts";
import { holdToPay } from "./hold-entries.ts";
import { selectDueEntries, updateHoldsPlanned } from "./sql/settling.ts";

export type { PayableEntry };

/**
 * What direct debits may take of accounts (MAN-7): entries that are due on or before a day, oldest first, and every credit
 * that is not used, of each the part that nothing holds. Rows are locked, so that who disputes or pays waits.
 */
export async function dueEntries(
  ctx: Context,
  due: { accountIds: readonly string[]; until: string },
): Promise<PayableEntry[]> {
  if (due.accountIds.length === 0) return [];
  const entries = await withHolds(ctx, await selectDueEntries(ctx, due.accountIds, due.until));
  const day = (entry: PayableEntry) => entry.dueOn ?? entry.date;
  return entries
    .filter((entry) => entry.payableCents !== 0)
    .toSorted((one, other) => day(one).localeCompare(day(other)) || one.id.localeCompare(other.id));
}

export type CollectionHold = {
  collectionId: string;
  /** The day on which the money is to be taken. */
  plannedOn: string;
  /** `cents` signed as the entry. */
  entries: readonly { id: string; cents: number }[];
};

/**
 * Holds entries for direct debits from the moment they are announced, as exclusive as a payment.
 * @throws EntriesHeld when a payment or another direct debit has one of them.
 */
export const holdForCollections = (ctx: Context, holds: readonly CollectionHold[]): Promise<void> =>
  holdToPay(
    ctx,
    "collection",
    holds.flatMap(({ collectionId, plannedOn, entries }) =>
      entries.map(({ id, cents }) => ({ entryId: id, cents, referenceId: collectionId, plannedOn })),
    ),
  );

/** The day on which the money is to be taken is another one. */
export async function moveCollectionHolds(
  ctx: Context,
  given: { collectionIds: readonly string[]; plannedOn: string },
): Promise<void> {
  if (given.collectionIds.length > 0) await updateHoldsPlanned(ctx, given.collectionIds, given.plannedOn);
}
