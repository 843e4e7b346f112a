/** The trade rules of payments, pure: what a provider's word does to an attempt, what can be paid, what is asked again. */
import { randomInt } from "node:crypto";
import type { ProviderReversal, ProviderTruth } from "../../gateways/payment-gateway.ts";
import { sumCents } from "../../platform/money.ts";

export type PaymentState = "starting" | "waiting" | "paid" | "denied" | "cancelled" | "expired" | "failed";
export type AttemptView = { state: PaymentState; cents: number; cancelledByCustomer: boolean };

/**
 * What to do when the provider speaks of an attempt (PAY-6).
 * - `settle`: record the money. `letter` says how far it may be used: `ordered` as the customer ordered it, `free` only
 *   what nobody else paid or holds meanwhile, `nothing` when it must stay a visible credit.
 * - `close`: no money; free the entries.
 * - `note`: nothing changes but what is known of it; `alert` when a person must look.
 */
export type Decision =
  | { act: "settle"; cents: number; letter: "ordered" | "free" | "nothing"; alert: string | null }
  | { act: "close"; state: "denied" | "cancelled" | "expired" }
  | { act: "note"; alert?: string };

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
  if (cents <= 0) return { act: "note", alert: `amount_differs:${cents}:${attempt.cents}` };
  if (cents !== attempt.cents)
    return { act: "settle", cents, letter: "nothing", alert: `amount_differs:${cents}:${attempt.cents}` };
  if (isOpen(attempt.state)) return { act: "settle", cents, letter: "ordered", alert: truth.alert };
  if (attempt.cancelledByCustomer)
    return { act: "settle", cents, letter: "nothing", alert: "paid_after_cancellation" };
  return { act: "settle", cents, letter: "free", alert: "paid_after_closing" };
}

type Named = { providerReference: string | null; authorisation: string | null };

/**
 * True when the provider's word of a payment that is paid names another operation than the one whose money was recorded: the
 * order was paid a second time there (TIPI's address can be opened twice). What one of the two does not say is no difference.
 */
export function isPaidAgain(recorded: Named, told: Named): boolean {
  const differ = (one: string | null, other: string | null) => one?.toLowerCase() !== other?.toLowerCase();
  if (recorded.providerReference !== null && told.providerReference !== null)
    return differ(recorded.providerReference, told.providerReference);
  if (recorded.authorisation === null || told.authorisation === null) return false;
  return differ(recorded.authorisation, told.authorisation);
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
const MINIMUM_CENTS = 100;

/**
 * What is paid of each piece when the payer chooses an amount (PAY-2): credit notes are deducted in full, then the debits
 * are paid oldest due first, the last one in part if it must.
 * @param cents of each piece, oldest due first, credit notes negative. @param amountCents between 1 and their sum.
 * @returns cents per piece, in the same order; their sum is the amount.
 */
export function spreadAmount(cents: readonly number[], amountCents: number): number[] {
  let left = amountCents - sumCents(cents.filter((one) => one < 0));
  return cents.map((one) => {
    if (one < 0) return one;
    const part = Math.min(one, left);
    left -= part;
    return part;
  });
}

/** The VAT in a part of a piece, in proportion, to the nearest cent. */
export function vatOfPart(vatCents: number | null, wholeCents: number, partCents: number): number | null {
  if (vatCents === null || partCents === wholeCents) return vatCents;
  return wholeCents === 0 ? 0 : Math.round((vatCents * partCents) / wholeCents);
}

export type CartView = {
  pieces: readonly PieceView[];
  configured: boolean;
  several: boolean;
  email: boolean;
  /** A part of the total, chosen by the payer; null for the total. */
  amountCents: number | null;
  partially: boolean;
};

/** The amounts that a payer may choose between, both included; null when only the total can be paid (PAY-2). */
export function partialBounds(
  totalCents: number,
  partially: boolean,
): { minimumCents: number; maximumCents: number } | null {
  if (!partially || totalCents <= MINIMUM_CENTS) return null;
  return { minimumCents: MINIMUM_CENTS, maximumCents: totalCents };
}

/** Why a cart cannot be paid: a refusal code, or null when it can (PAY-2, PAY-8). */
export function whyNotPayable(cart: CartView): string | null {
  if (cart.pieces.length === 0) return "cart.empty";
  const total = sumCents(cart.pieces.map((piece) => piece.cents));
  if (total <= 0) return "cart.total_not_positive";
  if (!cart.several && cart.pieces.filter((piece) => piece.cents > 0).length > 1) return "cart.one_at_a_time";
  if (!cart.configured) return "cart.not_started_online";
  if (total < MINIMUM_CENTS) return "cart.below_minimum";
  if (cart.amountCents !== null && cart.amountCents !== total) {
    if (!cart.partially) return "cart.partial_not_allowed";
    if (cart.amountCents < MINIMUM_CENTS) return "cart.below_minimum";
    if (cart.amountCents > total) return "cart.above_total";
  }
  if (!cart.email) return "cart.email_needed";
  return null;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export type AskView = {
  state: PaymentState;
  createdAt: Date;
  askedAt: Date | null;
  closedAt: Date | null;
  /** Days during which its provider can tell that the money went back; 0 when it never does. */
  reversalDays: number;
};

/**
 * True when the provider must be asked about an attempt now: open ones every minute for a quarter of an hour, then every
 * five; those closed without money every half hour during a day, because a payment can be accepted after it was
 * cancelled here and its notification be lost (PAY-6); paid ones once a day, as long as a refund may be told (PAY-11).
 */
export function isToBeAsked(attempt: AskView, now: Date): boolean {
  const sinceAsked = now.getTime() - (attempt.askedAt ?? attempt.createdAt).getTime();
  const age = now.getTime() - attempt.createdAt.getTime();
  if (isOpen(attempt.state)) return sinceAsked >= (age < 15 * MINUTE ? MINUTE : 5 * MINUTE);
  if (attempt.state === "failed" || !attempt.closedAt) return false;
  const sinceClosed = now.getTime() - attempt.closedAt.getTime();
  if (attempt.state === "paid") return sinceClosed < attempt.reversalDays * DAY && sinceAsked >= DAY;
  return sinceClosed < DAY && sinceAsked >= 30 * MINUTE;
}

/** `R2026-000042`: continuous per creditor and civil year. */
export const receiptNumber = (year: number, rank: number): string =>
  `R${year}-${String(rank).padStart(6, "0")}`;

export type KnownReversal = { id: string; kind: ProviderReversal["kind"]; cents: number; key: string | null };
/**
 * What to do with a reversal that a provider tells (PAY-11): `write` it, `adopt` the one that staff recorded by hand before
 * it was told, `known` when it is there, `set_aside` when more would go back than came.
 */
export type ReversalFold =
  | { act: "write"; cents: number }
  | { act: "adopt"; id: string }
  | { act: "known" }
  | { act: "set_aside"; leftCents: number };

/** Decides what becomes of a told reversal. @param receivedCents of the receipt; @param known what went back before. */
export function foldReversal(
  receivedCents: number,
  known: readonly KnownReversal[],
  told: Pick<ProviderReversal, "kind" | "key" | "cents">,
): ReversalFold {
  if (known.some((one) => one.key === told.key)) return { act: "known" };
  const leftCents = receivedCents - sumCents(known.map((one) => one.cents));
  const byHand = known.find(
    (one) => one.key === null && one.kind === told.kind && one.cents === (told.cents ?? one.cents),
  );
  if (byHand) return { act: "adopt", id: byHand.id };
  const cents = told.cents ?? leftCents;
  if (cents <= 0 || cents > leftCents) return { act: "set_aside", leftCents };
  return { act: "write", cents };
}

/** What staff may decide of a declaration (ACT-6): what was confirmed may still be refused, nothing else is reopened. */
export const mayDecide = (
  state: "declared" | "withdrawn" | "accepted" | "refused",
  wanted: "accepted" | "refused",
): boolean => state === "declared" || (state === "accepted" && wanted === "refused");
