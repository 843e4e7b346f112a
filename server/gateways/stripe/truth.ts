/** What Stripe says of an attempt, asked over its API: the session, the payment behind it, and what went back. */
import {
  type AskedAttempt,
  GatewayRefusal,
  type GatewayWorld,
  type ProviderReversal,
  type ProviderTruth,
} from "../payment-gateway.ts";
import { callStripe } from "./api.ts";
import { REFERENCE } from "./order.ts";
import { type Charge, Dispute, Intent, listOf, Refund, Session } from "./protocol.ts";
import type { StripeConfig } from "./settings.ts";

type Asking = { config: StripeConfig; attempt: AskedAttempt; world: GatewayWorld };
type Bare = Omit<ProviderTruth, "means" | "authorisation" | "at" | "reversals">;

const withoutCharge = (bare: Bare): ProviderTruth => ({
  ...bare,
  means: null,
  authorisation: null,
  at: null,
});

const meansOf = (charge: Charge): ProviderTruth["means"] => {
  const type = charge.payment_method_details?.type;
  if (type === "card") return "card";
  return type === "sepa_debit" ? "direct_debit" : null;
};

const instantOf = (seconds: number) => new Date(seconds * 1000);

/** A refund that is still pending or that failed moved no money. */
const reversalOfRefund = (refund: Refund): ProviderReversal[] =>
  refund.status === "succeeded"
    ? [
        {
          kind: "refund",
          key: refund.id,
          cents: refund.amount,
          at: instantOf(refund.created),
          reason: refund.reason,
        },
      ]
    : [];

/**
 * Stripe takes the money of a dispute when it is opened, and gives it back when it is won. An inquiry (`warning_...`) takes
 * nothing yet.
 */
const isTaken = (dispute: Dispute) => ["needs_response", "under_review", "lost"].includes(dispute.status);
const reversalOfDispute = (dispute: Dispute): ProviderReversal => ({
  kind: "charge_back",
  key: dispute.id,
  cents: dispute.amount,
  at: instantOf(dispute.created),
  reason: dispute.reason,
});

function alertOf(disputes: readonly Dispute[]): string | null {
  const won = disputes.find((one) => one.status === "won");
  if (won) return `stripe_dispute_won:${won.id}`;
  const open = disputes.find((one) => /^warning_(needs|under)/.test(one.status));
  return open ? `stripe_inquiry:${open.id}` : null;
}

/** What went back of a paid payment; nothing is asked when the charge says that nothing did. */
async function goneBack({ config, world }: Asking, intent: Intent, charge: Charge) {
  const about = `payment_intent=${intent.id}&limit=100`;
  const refunds =
    charge.amount_refunded > 0
      ? await callStripe(config, { path: `refunds?${about}` }, listOf(Refund), world)
      : null;
  const disputes = charge.disputed
    ? await callStripe(config, { path: `disputes?${about}` }, listOf(Dispute), world)
    : null;
  return {
    reversals: [
      ...(refunds?.data ?? []).flatMap(reversalOfRefund),
      ...(disputes?.data ?? []).filter(isTaken).map(reversalOfDispute),
    ].toSorted((one, other) => one.at!.getTime() - other.at!.getTime()),
    alert: alertOf(disputes?.data ?? []),
  };
}

/** A paid payment: what was received, how, and what of it went back. */
async function paidTruth(asking: Asking, intent: Intent): Promise<ProviderTruth> {
  const bare = { state: "paid", cents: intent.amount_received, providerReference: intent.id } as const;
  if (intent.currency !== "eur")
    throw new Error(`Stripe: ${intent.id} is in ${intent.currency}, not in euros`);
  const charge = intent.latest_charge;
  if (!charge || typeof charge === "string") return withoutCharge({ ...bare, alert: null, code: "paid" });
  const { reversals, alert } = await goneBack(asking, intent, charge);
  return {
    ...bare,
    means: meansOf(charge),
    authorisation: charge.payment_method_details?.card?.authorization_code ?? null,
    at: instantOf(charge.created),
    alert,
    code: reversals.length > 0 ? "paid:reversed" : "paid",
    ...(reversals.length > 0 && { reversals }),
  };
}

/** A finished page whose payment is not there yet: a debit under way, or one that the bank refused. */
function unpaidTruth(session: Session, intent: Intent | null): ProviderTruth {
  const status = intent?.status ?? "unknown";
  const failed = status === "requires_payment_method" || status === "canceled";
  return withoutCharge({
    state: failed ? "denied" : "waiting",
    cents: null,
    providerReference: session.id,
    alert: session.payment_status === "no_payment_required" ? `stripe_no_payment:${session.id}` : null,
    code: `${session.payment_status}:${status}`,
  });
}

async function truthOfSession(asking: Asking, id: string): Promise<ProviderTruth> {
  const { config, attempt, world } = asking;
  const path = `checkout/sessions/${id}?expand[]=payment_intent.latest_charge`;
  const session = await callStripe(config, { path }, Session, world);
  if (session.client_reference_id !== attempt.reference)
    throw new Error(
      `Stripe: session ${id} is about ${session.client_reference_id}, not ${attempt.reference}`,
    );
  if (session.status !== "complete")
    return withoutCharge({
      state: session.status === "expired" ? "expired" : "waiting",
      cents: null,
      providerReference: session.id,
      alert: null,
      code: session.status,
    });
  const intent = typeof session.payment_intent === "string" ? null : session.payment_intent;
  return session.payment_status === "paid" && intent
    ? paidTruth(asking, intent)
    : unpaidTruth(session, intent);
}

async function truthOfIntent(asking: Asking, id: string): Promise<ProviderTruth> {
  const { config, attempt, world } = asking;
  const path = `payment_intents/${id}?expand[]=latest_charge`;
  const intent = await callStripe(config, { path }, Intent, world);
  if (intent.metadata[REFERENCE] !== attempt.reference)
    throw new Error(`Stripe: payment ${id} is not about ${attempt.reference}`);
  if (intent.status === "succeeded") return paidTruth(asking, intent);
  const code = intent.status;
  return withoutCharge({ state: "waiting", cents: null, providerReference: id, alert: null, code });
}

/** Minutes after which an attempt that Stripe says nothing good of is given up: its session is closed by then. */
export const ABANDONED_AFTER_MINUTES = 35;

/**
 * The account does not know the id: its keys were changed for another account's since. What was paid stays paid; what was
 * not is given up once its session is closed.
 */
function strangerTruth({ attempt, world }: Asking, id: string): ProviderTruth {
  const session = id.startsWith("cs_");
  const old = world.now().getTime() - attempt.startedAt.getTime() >= ABANDONED_AFTER_MINUTES * 60_000;
  return withoutCharge({
    state: old && session ? "expired" : "waiting",
    cents: null,
    providerReference: id,
    alert: session ? `stripe_unknown:${id}` : null,
    code: "resource_missing",
  });
}

/**
 * Asks for the truth of an attempt. Until it is paid it is named by its session, then by its payment: disputes name
 * nothing else. An attempt without a name was never opened: the account is asked something harmless, so that a wrong key
 * shows.
 */
export async function askStripe(
  config: StripeConfig,
  attempt: AskedAttempt,
  world: GatewayWorld,
): Promise<ProviderTruth> {
  const asking = { config, attempt, world };
  const id = attempt.providerReference;
  if (id) {
    const truth = id.startsWith("pi_") ? truthOfIntent : truthOfSession;
    return truth(asking, encodeURIComponent(id)).catch((error: unknown) => {
      if (error instanceof GatewayRefusal && error.code === "resource_missing")
        return strangerTruth(asking, id);
      throw error;
    });
  }
  await callStripe(config, { path: "checkout/sessions?limit=1" }, listOf(Session), world);
  return withoutCharge({
    state: "waiting",
    cents: null,
    providerReference: null,
    alert: null,
    code: "no session",
  });
}
