/** What the simulated Stripe remembers: sessions, the payments behind them, refunds and disputes; and how it shows them. */
import { randomUUID } from "node:crypto";
import type { Trace } from "../simulator-courier.ts";

export type StripeAccount = {
  secretKey: string;
  webhookSecret: string;
  /** The webhook endpoint declared in the dashboard; can be changed through /control. */
  webhookUrl?: string | null;
};
export type SimulatedRefund = {
  id: string;
  cents: number;
  status: string;
  created: number;
  reason: string | null;
};
export type SimulatedDispute = {
  id: string;
  cents: number;
  status: string;
  created: number;
  reason: string;
};
export type SimulatedSession = {
  id: string;
  token: string;
  secretKey: string;
  reference: string | null;
  cents: number;
  currency: string;
  subject: string;
  email: string | null;
  methods: string[];
  successUrl: string;
  cancelUrl: string;
  created: number;
  expiresAt: number;
  metadata: Record<string, string>;
  /** What the payment behind it will carry. */
  intentMetadata: Record<string, string>;
  status: "open" | "complete" | "expired";
  paymentStatus: "paid" | "unpaid";
  intent: SimulatedIntent | null;
  declined: boolean;
  notifications: Trace[];
};
export type SimulatedIntent = {
  id: string;
  chargeId: string;
  status: "succeeded" | "processing" | "requires_payment_method";
  method: "card" | "sepa_debit";
  metadata: Record<string, string>;
  created: number;
  refunds: SimulatedRefund[];
  disputes: SimulatedDispute[];
};

/** An id as Stripe makes them. */
export const newId = (prefix: string): string => `${prefix}_${randomUUID().replaceAll("-", "").slice(0, 24)}`;

/** Everything, in memory. Sessions are closed by the clock when they are looked at. */
export function createState(clock: () => Date) {
  const sessions: SimulatedSession[] = [];
  const seconds = () => Math.floor(clock().getTime() / 1000);
  const aged = (session: SimulatedSession | undefined): SimulatedSession | undefined => {
    if (session?.status === "open" && seconds() >= session.expiresAt) session.status = "expired";
    return session;
  };
  return {
    sessions,
    seconds,
    find: (test: (session: SimulatedSession) => boolean) => aged(sessions.findLast(test)),
  };
}
export type State = ReturnType<typeof createState>;

export const livemode = (session: SimulatedSession): boolean => !session.secretKey.includes("_test_");
const refundedCents = (intent: SimulatedIntent) =>
  intent.refunds.filter((one) => one.status === "succeeded").reduce((sum, one) => sum + one.cents, 0);

/** The charge of a payment, as the API shows it. */
export function chargeOf(session: SimulatedSession, intent: SimulatedIntent) {
  const back = refundedCents(intent);
  return {
    id: intent.chargeId,
    object: "charge",
    amount: session.cents,
    amount_refunded: back,
    currency: session.currency,
    created: intent.created,
    disputed: intent.disputes.length > 0,
    livemode: livemode(session),
    metadata: intent.metadata,
    paid: intent.status === "succeeded",
    payment_intent: intent.id,
    payment_method_details:
      intent.method === "card"
        ? { type: "card", card: { brand: "visa", last4: "4242", authorization_code: "424242" } }
        : { type: "sepa_debit", sepa_debit: { country: "FR", last4: "2606" } },
    refunded: back >= session.cents,
    status: intent.status === "succeeded" ? "succeeded" : "pending",
  };
}

/** The payment behind a session, with its charge whole or by its id. */
export function intentOf(session: SimulatedSession, intent: SimulatedIntent, expanded: boolean) {
  const charged = intent.status !== "requires_payment_method";
  return {
    id: intent.id,
    object: "payment_intent",
    amount: session.cents,
    amount_received: intent.status === "succeeded" ? session.cents : 0,
    created: session.created,
    currency: session.currency,
    latest_charge: charged ? (expanded ? chargeOf(session, intent) : intent.chargeId) : null,
    livemode: livemode(session),
    metadata: intent.metadata,
    status: intent.status,
  };
}

/** The session, as the API and the events show it. */
export function sessionOf(session: SimulatedSession, options: { expanded: boolean; url: string | null }) {
  const { intent } = session;
  return {
    id: session.id,
    object: "checkout.session",
    amount_subtotal: session.cents,
    amount_total: session.cents,
    cancel_url: session.cancelUrl,
    client_reference_id: session.reference,
    created: session.created,
    currency: session.currency,
    customer_email: session.email,
    expires_at: session.expiresAt,
    livemode: livemode(session),
    metadata: session.metadata,
    mode: "payment",
    payment_intent: intent && (options.expanded ? intentOf(session, intent, true) : intent.id),
    payment_method_types: session.methods,
    payment_status: session.paymentStatus,
    status: session.status,
    success_url: session.successUrl,
    url: session.status === "open" ? options.url : null,
  };
}

export const refundOf = (session: SimulatedSession, intent: SimulatedIntent, refund: SimulatedRefund) => ({
  id: refund.id,
  object: "refund",
  amount: refund.cents,
  charge: intent.chargeId,
  created: refund.created,
  currency: session.currency,
  metadata: {},
  payment_intent: intent.id,
  reason: refund.reason,
  status: refund.status,
});

export const disputeOf = (session: SimulatedSession, intent: SimulatedIntent, dispute: SimulatedDispute) => ({
  id: dispute.id,
  object: "dispute",
  amount: dispute.cents,
  charge: intent.chargeId,
  created: dispute.created,
  currency: session.currency,
  livemode: livemode(session),
  metadata: {},
  payment_intent: intent.id,
  reason: dispute.reason,
  status: dispute.status,
});
