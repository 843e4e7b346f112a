/** What the platform's statuses (vads_trans_status, detailedStatus) mean for us. */
import type { ProviderReversal, ProviderTruth } from "../payment-gateway.ts";

type Verdict = { state: ProviderTruth["state"]; alert: string | null };

const paid: Verdict = { state: "paid", alert: null };
const waiting: Verdict = { state: "waiting", alert: null };
const look = (alert: string): Verdict => ({ state: "waiting", alert });

/** The vendor's groups: success, pending, cancelled, failed. What a person must finish by hand waits with an alert. */
const verdicts = new Map<string, Verdict>([
  ["AUTHORISED", paid],
  ["CAPTURED", paid],
  ["ACCEPTED", paid],
  ["PARTIALLY_AUTHORISED", paid],
  ["INITIAL", waiting],
  ["PENDING", waiting],
  ["WAITING_AUTHORISATION", waiting],
  ["WAITING_FOR_PAYMENT", waiting],
  ["UNDER_VERIFICATION", waiting],
  ["AUTHORISED_TO_VALIDATE", look("authorised, to be validated by hand in the provider's back office")],
  [
    "WAITING_AUTHORISATION_TO_VALIDATE",
    look("to be authorised, then validated by hand in the provider's back office"),
  ],
  ["PRE_AUTHORISED", look("authorised only, not captured: capture it at the provider")],
  ["SUSPENDED", look("capture suspended by the acquirer")],
  ["REFUND_TO_RETRY", look("a refund could not be made, and can be tried again at the provider")],
  ["ABANDONED", { state: "cancelled", alert: null }],
  ["NOT_CREATED", { state: "cancelled", alert: null }],
  ["CANCELLED", { state: "cancelled", alert: null }],
  ["REFUSED", { state: "denied", alert: null }],
  ["EXPIRED", { state: "expired", alert: null }],
  ["CAPTURE_FAILED", { state: "denied", alert: "authorised, but the capture failed: ask the provider" }],
]);

/** Reads one status; one that nobody documented waits with an alert. */
export const verdictOf = (status: string): Verdict =>
  verdicts.get(status) ?? look(`unknown status ${status} of the provider`);

/** A status with money in it. */
export const isSuccess = (status: string): boolean => verdictOf(status).state === "paid";

/** One operation of an order, whichever way it was told. `credit` gives money back. */
export type Operation = {
  kind: "debit" | "credit";
  uuid: string | null;
  status: string;
  cents: number;
  means: ProviderTruth["means"];
  authorisation: string | null;
  at: Date | null;
};

/** SEPA debits are their own "card"; anything else that has a brand is a card. */
export function meansOf(brand: string | null | undefined): ProviderTruth["means"] {
  if (!brand) return null;
  return /^(SDD|SEPA)/i.test(brand) ? "direct_debit" : "card";
}

/**
 * Money that an operation takes back (PAY-11): a credit accepted by the platform, a debit cancelled before it was captured,
 * or whose capture failed. The last two concern a payment that was recorded as soon as it was authorised.
 */
export function reversalOf({ kind, uuid, status, cents, at }: Operation): ProviderReversal | null {
  if (uuid === null) return null;
  const reason = `${kind === "credit" ? "CREDIT" : "DEBIT"} ${status}`;
  if (kind === "credit") return isSuccess(status) ? { kind: "refund", key: uuid, cents, at, reason } : null;
  if (status === "CANCELLED") return { kind: "refund", key: uuid, cents, at, reason };
  return status === "CAPTURE_FAILED" ? { kind: "charge_back", key: uuid, cents, at, reason } : null;
}

/** What one operation tells: a debit is the payment, a credit only what went back of it. */
export function truthOfOperation(operation: Operation): ProviderTruth {
  const reversal = reversalOf(operation);
  const told = operation.kind === "debit" ? truthOf(operation) : creditTruth(operation);
  return { ...told, ...(reversal && { reversals: [reversal] }) };
}

function creditTruth({ status, cents }: Operation): ProviderTruth {
  const { state, alert } = verdictOf(status);
  return {
    state: "waiting",
    cents: null,
    means: null,
    providerReference: null,
    authorisation: null,
    at: null,
    alert: state === "denied" ? `a refund of ${cents} cents was not made at the provider` : alert,
    code: `CREDIT ${status}`,
  };
}

/** The truth of a debit. */
export function truthOf(debit: Operation): ProviderTruth {
  const { state, alert } = verdictOf(debit.status);
  return {
    state,
    cents: debit.cents,
    means: debit.means,
    providerReference: debit.uuid,
    authorisation: debit.authorisation,
    at: debit.at,
    alert,
    code: debit.status,
  };
}
