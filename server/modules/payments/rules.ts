/** The trade rules of payments, pure: what a provider's word does to an attempt, what can be paid, what is asked again. */
import { randomInt } from "node:crypto";
import type { ProviderTruth } from "../../gateways/payment-gateway.ts";
import { sumCents } from "../../platform/money.ts";

export type PaymentState = "starting" | "waiting" | "paid" | "denied" | "cancelled" | "expired" | "failed";
export type AttemptView = { state: PaymentState; cents: number; cancelledByCustomer: boolean };

/**
 * What to do when the provider speaks of an attempt (PAY-6).
 * - `settle`: record the money. `letter` says how far it may be used: `ordered` as the customer ordered it, `free` only
 *   what nobody else paid or holds meanwhile, `nothing` when it must stay a visible credit.
 * - `close`: no money; free the entries.
 * - `note`: nothing changes but what is known of it.
 */
export type Decision =
  | { act: "settle"; cents: number; letter: "ordered" | "free" | "nothing"; alert: string | null }
  | { act: "close"; state: "denied" | "cancelled" | "expired" }
  | { act: "note" };

/** Open attempts hold their entries. */
export const isOpen = (state: PaymentState): boolean => state === "starting" || state === "waiting";

/** The provider's word, applied. Money is never refused and never counted twice; a paid attempt never goes back. */
export function decide(attempt: AttemptView, truth: ProviderTruth): Decision {
  if (attempt.state === "paid") return { act: "note" };
  if (truth.state === "paid") return settlement(attempt, truth);
  if (truth.state === "waiting" || !isOpen(attempt.state)) return { act: "note" };
  return { act: "close", state: truth.state };
}

function settlement(attempt: AttemptView, truth: ProviderTruth): Decision {
  const cents = truth.cents ?? attempt.cents;
  if (cents !== attempt.cents)
    return { act: "settle", cents, letter: "nothing", alert: `amount_differs:${cents}:${attempt.cents}` };
  if (isOpen(attempt.state)) return { act: "settle", cents, letter: "ordered", alert: truth.alert };
  if (attempt.cancelledByCustomer)
    return { act: "settle", cents, letter: "nothing", alert: "paid_after_cancellation" };
  return { act: "settle", cents, letter: "free", alert: "paid_after_closing" };
}

/** Letters and digits that cannot be mistaken for one another, accepted by every provider (PayFiP: 6 to 30 of [A-Z0-9]). */
const ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/** A new reference: `QT` and twelve random characters (60 bits). */
export const newReference = (): string =>
  `QT${Array.from({ length: 12 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("")}`;

export type PieceView = { accountId: string; cents: number };

/**
 * Sum per account, in the order of account ids: letterings never cross accounts, so each account receives its own credit
 * (or debit, when its credit notes paid for another account).
 */
export function centsByAccount(pieces: readonly PieceView[]): [accountId: string, cents: number][] {
  const byAccount = Map.groupBy(pieces, (piece) => piece.accountId);
  const totals = [...byAccount].map(([accountId, own]): [string, number] => [
    accountId,
    sumCents(own.map((piece) => piece.cents)),
  ]);
  return totals.toSorted(([one], [other]) => (one < other ? -1 : 1));
}

/** The least that the providers accept (PayFiP: M3 under 1 €). */
export const MINIMUM_CENTS = 100;

export type CartView = {
  pieces: readonly PieceView[];
  configured: boolean;
  several: boolean;
  email: boolean;
};

/** Why a cart cannot be paid: a refusal code, or null when it can (PAY-2, PAY-8). */
export function whyNotPayable(cart: CartView): string | null {
  if (cart.pieces.length === 0) return "cart.empty";
  const total = sumCents(cart.pieces.map((piece) => piece.cents));
  if (total <= 0) return "cart.total_not_positive";
  if (!cart.several && cart.pieces.filter((piece) => piece.cents > 0).length > 1) return "cart.one_at_a_time";
  if (!cart.configured) return "cart.not_started_online";
  if (total < MINIMUM_CENTS) return "cart.below_minimum";
  if (!cart.email) return "cart.email_needed";
  return null;
}

const MINUTE = 60_000;

export type AskView = { state: PaymentState; createdAt: Date; askedAt: Date | null; closedAt: Date | null };

/**
 * True when the provider must be asked about an attempt now: open ones every minute for a quarter of an hour, then every
 * five; those closed without money every half hour during a day, because a payment can be accepted after it was
 * cancelled here and its notification be lost (PAY-6).
 */
export function isToBeAsked(attempt: AskView, now: Date): boolean {
  const sinceAsked = now.getTime() - (attempt.askedAt ?? attempt.createdAt).getTime();
  const age = now.getTime() - attempt.createdAt.getTime();
  if (isOpen(attempt.state)) return sinceAsked >= (age < 15 * MINUTE ? MINUTE : 5 * MINUTE);
  if (attempt.state === "paid" || attempt.state === "failed" || !attempt.closedAt) return false;
  const sinceClosed = now.getTime() - attempt.closedAt.getTime();
  return sinceClosed < 24 * 60 * MINUTE && sinceAsked >= 30 * MINUTE;
}

/** `R2026-000042`: continuous per creditor and civil year. */
export const receiptNumber = (year: number, rank: number): string =>
  `R${year}-${String(rank).padStart(6, "0")}`;
