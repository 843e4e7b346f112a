/** What the provider's status codes mean for us. */
import type { ProviderReversal, ProviderTruth } from "../payment-gateway.ts";
import { centsOfDecimal, type Fields } from "./protocol.ts";

type Verdict = { state: ProviderTruth["state"]; alert: string | null };

const paid: Verdict = { state: "paid", alert: null };
const denied: Verdict = { state: "denied", alert: null };
const cancelled: Verdict = { state: "cancelled", alert: null };
const waiting: Verdict = { state: "waiting", alert: null };
const look = (alert: string): Verdict => ({ state: "waiting", alert });

/**
 * The vendor's table. An uncertain status, and every deletion or refund (7x, 8x), waits with an alert: neither a
 * payment nor a refusal may be read into it.
 */
const verdicts = new Map<string, Verdict>([
  ["0", look("invalid or incomplete order: the provider could not process it")],
  ["1", cancelled],
  ["2", denied],
  ["4", waiting],
  ["40", waiting],
  ["41", waiting],
  ["46", waiting],
  ["5", look("authorised, not captured: the account's operation is not a sale, capture it at the provider")],
  ["50", waiting],
  ["51", waiting],
  ["52", look("authorisation not known: ask the acquirer, the customer must not pay again meanwhile")],
  ["55", look("authorisation on stand-by at the provider")],
  ["59", look("authorisation to be obtained by hand")],
  ["6", cancelled],
  ["61", look("deletion of the authorisation is pending")],
  ["62", look("deletion of the authorisation is uncertain")],
  ["63", look("deletion of the authorisation was refused: it still stands")],
  ["64", cancelled],
  ["7", look("payment deleted at the provider")],
  ["71", look("deletion of the payment is pending")],
  ["72", look("deletion of the payment is uncertain")],
  ["73", look("deletion of the payment was refused")],
  ["74", look("payment deleted at the provider")],
  ["75", look("deletion of the payment handled by the merchant")],
  ["8", look("payment refunded at the provider")],
  ["81", look("refund is pending")],
  ["82", look("refund is uncertain")],
  ["83", look("refund was refused")],
  ["84", look("refund declined by the acquirer, or made: the vendor's lists differ")],
  ["85", look("refund handled by the merchant")],
  ["9", paid],
  ["91", waiting],
  ["92", look("payment uncertain: ask the acquirer, the customer must not pay again meanwhile")],
  ["93", denied],
  [
    "94",
    {
      state: "denied",
      alert:
        "declined by the acquirer; newer vendor lists give this code to a declined refund: check the order",
    },
  ],
  ["95", paid],
  ["99", waiting],
]);

/** Reads one status code; a code that nobody documented waits with an alert. */
export function verdictOf(status: string): Verdict {
  return verdicts.get(status) ?? look(`unknown status ${status} of the provider`);
}

/** What is known of the payment method; null when it is neither a card nor a debit. */
function meansOf(method: string | undefined): ProviderTruth["means"] {
  if (method === undefined) return null;
  if (/^credit\s*card$/i.test(method)) return "card";
  return /^direct\s*debits?\b/i.test(method) ? "direct_debit" : null;
}

/**
 * TRXDATE (MM/DD/YY) is a day without an hour: noon UTC, which is the same day in Paris all year round.
 */
export function instantOfDay(text: string | undefined): Date | null {
  const parts = /^(\d{2})\/(\d{2})\/(\d{2})$/.exec(text ?? "");
  if (parts === null) return null;
  const iso = `20${parts[3]}-${parts[1]}-${parts[2]}T12:00:00.000Z`;
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) || at.toISOString() !== iso ? null : at;
}

/** Digits only: "0" and "" are how the provider says that it has no id. */
const payIdOf = (payId: string | undefined) => (/^0*$/.test(payId ?? "") ? null : (payId ?? null));

/** The adverse or missing details that make a reading unusable, in words; null when it can be used. */
export function flawOf(upper: Fields): string | null {
  const { STATUS: status, AMOUNT: amount, CURRENCY: currency } = upper;
  if (!/^\d{1,2}$/.test(status ?? "")) return "no readable STATUS";
  if (currency && currency.toUpperCase() !== "EUR") return `currency ${currency} is not EUR`;
  if (amount && !currency) return "an amount without a currency";
  if (amount && centsOfDecimal(amount) === null) return `unreadable amount ${amount}`;
  return null;
}

/** Refunded, or deleted before it reached the bank: money that was paid is not, or no longer, the merchant's. */
const GIVEN_BACK = new Set(["7", "74", "8"]);

/**
 * What went back, where the status is certain. A notification names the operation by PAYIDSUB and a query may not: the key
 * is made of what both say, so that one refund is never two. Two refunds of one payment and one amount are one here.
 */
function reversalsOf(upper: Fields, cents: number | null): ProviderReversal[] {
  const status = upper.STATUS ?? "";
  if (!GIVEN_BACK.has(status)) return [];
  const key = `${status}:${payIdOf(upper.PAYID) ?? ""}:${cents ?? "all"}`;
  return [{ kind: "refund", key, cents, at: null, reason: `status ${status}` }];
}

/** Builds the truth from fields with upper-case names that have no flaw. */
export function truthOf(upper: Fields): ProviderTruth {
  const status = upper.STATUS ?? "";
  const verdict = verdictOf(status);
  const cents = upper.AMOUNT ? centsOfDecimal(upper.AMOUNT) : null;
  const silent = verdict.state === "paid" && cents === null;
  const reversals = reversalsOf(upper, cents);
  return {
    state: verdict.state,
    cents,
    means: meansOf(upper.PM),
    providerReference: payIdOf(upper.PAYID),
    authorisation: upper.ACCEPTANCE || null,
    at: instantOfDay(upper.TRXDATE),
    alert: silent
      ? "paid, but the account does not send the amount: add AMOUNT and CURRENCY to its parameters"
      : verdict.alert,
    code: status,
    ...(reversals.length > 0 && { reversals }),
  };
}
