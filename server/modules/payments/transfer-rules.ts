/** The trade rules of transfers, pure: how a cart becomes orders, and what is left of one. */
import { sumCents } from "../../platform/money.ts";

export type OrderedPart = { entryId: string; cents: number };
export type OrderedAccount = { accountId: string; cents: number; parts: OrderedPart[] };

/**
 * One order for each account, since letterings never cross accounts; null when an account is worth nothing: a transfer can't
 * take the credit notes of one account off another.
 */
export function ordersOf(
  pieces: readonly { id: string; accountId: string; payCents: number }[],
): OrderedAccount[] | null {
  const paid = pieces.filter((piece) => piece.payCents !== 0);
  const orders = [...Map.groupBy(paid, (piece) => piece.accountId)].map(([accountId, own]) => ({
    accountId,
    cents: sumCents(own.map((piece) => piece.payCents)),
    parts: own
      .map((piece) => ({ entryId: piece.id, cents: piece.payCents }))
      .toSorted((one, other) => (one.entryId < other.entryId ? -1 : 1)),
  }));
  return orders.length > 0 && orders.every((order) => order.cents > 0) ? orders : null;
}

/** What can still be paid of what was ordered: never more than ordered, never less than nothing. */
export function stillDue(parts: readonly OrderedPart[], payableCents: (entryId: string) => number): number {
  const left = parts.map(({ entryId, cents }) =>
    cents > 0
      ? Math.min(cents, Math.max(0, payableCents(entryId)))
      : Math.max(cents, Math.min(0, payableCents(entryId))),
  );
  return Math.max(0, sumCents(left));
}

/** True for orders of the same entries and the same cents. @param parts both in the order of their entries. */
export const samePayment = (one: readonly OrderedPart[], other: readonly OrderedPart[]): boolean =>
  one.length === other.length &&
  one.every((part, rank) => part.entryId === other[rank]!.entryId && part.cents === other[rank]!.cents);
