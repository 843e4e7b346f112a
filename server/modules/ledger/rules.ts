/** The pure rules of settling: what of an entry may be paid, and what settles what. Cents, signed: debit positive, credit negative. */

export type HoldKind =
  | "payment"
  | "collection"
  | "dispute"
  | "declared"
  | "recovery"
  | "treasury"
  | "suspension";
export type Hold = { kind: HoldKind; cents: number };

/** The hold that is told first when an entry has several. */
const HOLDS_BY_STRENGTH: readonly HoldKind[] = [
  "payment",
  "collection",
  "treasury",
  "recovery",
  "declared",
  "dispute",
  "suspension",
];

/** Holds of money that is about to come: an entry that has one is out of any other payment or direct debit. */
export const isPayingHold = (hold: { kind: HoldKind }): boolean =>
  hold.kind === "payment" || hold.kind === "collection";

/** The strongest of the active holds of an entry, null without any. */
export const heldBy = (holds: readonly Hold[]): HoldKind | null =>
  HOLDS_BY_STRENGTH.find((kind) => holds.some((hold) => hold.kind === kind)) ?? null;

/**
 * What can be paid (positive) or used (negative) of an entry now. A dispute may hold a part only (DIS-1); an entry that
 * is in a payment or a direct debit is out of any other, even when that one takes only a part of it.
 */
export function payableCents(openCents: number, holds: readonly Hold[]): number {
  if (holds.some(isPayingHold)) return 0;
  const held = holds.reduce((sum, hold) => sum + Math.abs(hold.cents), 0);
  const free = Math.max(0, Math.abs(openCents) - held);
  return openCents < 0 && free > 0 ? -free : free;
}

/**
 * The VAT in what is payable of an entry, signed as the entry: its share of the VAT of the invoice, to the nearest cent
 * (PAY-2). Null without an invoice, or when more is payable than the invoice.
 */
export function vatOf(
  payableCents: number,
  invoice: { totalCents: number; vatCents: number } | null,
): number | null {
  if (!invoice) return null;
  const [payable, total] = [Math.abs(payableCents), Math.abs(invoice.totalCents)];
  if (payable > total) return null;
  const cents = total === 0 ? 0 : Math.round((Math.abs(invoice.vatCents) * payable) / total);
  return payableCents < 0 && cents > 0 ? -cents : cents;
}

/** `wanted` as far as `open` allows: never of the other sign, never beyond. */
export function within(wanted: number, open: number): number {
  if (Math.sign(wanted) !== Math.sign(open)) return 0;
  return Math.abs(wanted) < Math.abs(open) ? wanted : open;
}

export type Part = { entryId: string; cents: number };

/**
 * Letters debits against credits of one account: as much as the smaller side allows, in the order given on each side.
 * @param pieces what may be lettered of each entry. @returns parts, none of them zero, whose sum is zero.
 */
export function planLettering(pieces: readonly Part[]): Part[] {
  const total = (sign: number) =>
    pieces.reduce((sum, piece) => sum + Math.max(0, Math.sign(sign) * piece.cents), 0);
  const matched = Math.min(total(1), total(-1));
  const left = { debit: matched, credit: matched };
  const parts: Part[] = [];
  for (const { entryId, cents } of pieces) {
    const side = cents > 0 ? "debit" : "credit";
    const used = Math.min(Math.abs(cents), left[side]);
    if (used === 0) continue;
    left[side] -= used;
    parts.push({ entryId, cents: side === "debit" ? used : -used });
  }
  return parts;
}

/**
 * Codes of provisional letterings: `q1`, `q2`... per account. Accounting software letters with letters only, so a small
 * letter followed by digits is never one of its codes.
 */
export const provisionalCode = (rank: number): string => `q${rank}`;

export type EntryState =
  | "settled"
  | "unpaid"
  | "overdue"
  | "paying"
  | "collecting"
  | "disputed"
  | "declared"
  | "in_recovery"
  | "treasury"
  | "credit_available";
const STATES_OF_HOLDS: Partial<Record<HoldKind, EntryState>> = {
  payment: "paying",
  collection: "collecting",
  treasury: "treasury",
  recovery: "in_recovery",
  declared: "declared",
  dispute: "disputed",
};

/**
 * The state of an entry (ACT-2). The due day itself is not overdue; an entry without a due date never is. A suspension
 * has no state of its own: the entry stays unpaid or overdue, with nothing to pay.
 */
export function stateOf(
  entry: { openCents: number; dueOn: string | null; holds: readonly Hold[] },
  today: string,
): EntryState {
  if (entry.openCents === 0) return "settled";
  const hold = heldBy(entry.holds);
  const held = hold ? STATES_OF_HOLDS[hold] : undefined;
  if (held) return held;
  if (entry.openCents < 0) return "credit_available";
  return entry.dueOn !== null && entry.dueOn < today ? "overdue" : "unpaid";
}

/** Days from a due day to another day: how late a bill is. */
export const daysLate = (dueOn: string, today: string): number =>
  Math.round((Date.parse(today) - Date.parse(dueOn)) / 86_400_000);
