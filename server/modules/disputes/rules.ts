/** The trade rules of disputes, pure (DIS-1 to DIS-4). */
import { addDays, dayInParis } from "../../platform/dates.ts";

export type DisputeState = "open" | "answered" | "resolved";
export type Outcome = "credit_note_expected" | "accepted" | "rejected" | "withdrawn";
export type Decision = Exclude<Outcome, "withdrawn">;
export type Standing = { state: DisputeState; outcome: Outcome | null; holding: boolean };

export const FILE_BYTES = 10_000_000;
export const FILES_PER_MESSAGE = 10;

/** Neither side has closed it: it may be written to, decided, withdrawn. */
export const isActive = (dispute: Standing): boolean => dispute.state !== "resolved";

/**
 * Whether what was contested stays held once this is decided. Found right, it is not owed: asking for it until the
 * credit note or the correction is in the books would be asking for what was just given up.
 */
export const keepsHold = (outcome: Outcome): boolean =>
  outcome === "credit_note_expected" || outcome === "accepted";

/** It was decided for the customer, and the books do not say so yet. */
export const awaitsBooks = (dispute: Standing): boolean => dispute.state === "resolved" && dispute.holding;

/** The last day to answer what has waited since an instant, in days of Paris. */
export const answerBy = (waitingSince: Date, delayDays: number): string =>
  addDays(dayInParis(waitingSince), delayDays);

/** Late from the day after the last one. */
export const isLate = (waitingSince: Date | null, delayDays: number, today: string): boolean =>
  waitingSince !== null && answerBy(waitingSince, delayDays) < today;

/** `L2026-000042`: they follow each other within a year. */
export const disputeReference = (year: number, rank: number): string =>
  `L${year}-${String(rank).padStart(6, "0")}`;

export type Contested = { entryId: string; cents: number; openCents: number };
/** A credit note of the account, published after the decision; cents are positive. */
export type CreditNote = { cents: number };

/**
 * True when the books say what was decided: nothing is left open of what was contested, or a credit note of just that
 * amount has come. Anything less clear is left to staff.
 */
export function isBooked(
  contested: readonly Contested[],
  open: ReadonlyMap<string, number>,
  creditNotes: readonly CreditNote[],
): boolean {
  if (contested.every((one) => (open.get(one.entryId) ?? 0) <= 0)) return true;
  const total = contested.reduce((sum, one) => sum + one.cents, 0);
  return creditNotes.some((note) => note.cents === total);
}

export type Wish = { categoryId: string; subtypeId: string | null };
export type OfferedCategory = { id: string; subtypes: readonly { id: string }[] };

/** A category that is offered, with one of its own sub-types; without one only when it has none. */
export function isOffered(wish: Wish, categories: readonly OfferedCategory[]): boolean {
  const category = categories.find((one) => one.id === wish.categoryId);
  if (!category) return false;
  if (wish.subtypeId === null) return category.subtypes.length === 0;
  return category.subtypes.some((one) => one.id === wish.subtypeId);
}
