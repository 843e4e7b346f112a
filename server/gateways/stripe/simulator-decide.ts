/** What happens to a session: what its payer decides, what its bank answers later, and what the merchant refunds. */
import type { Departure } from "../payment-gateway.ts";
import type { Behaviour, Courier, Message } from "../simulator-courier.ts";
import { API_VERSION, signatureHeader } from "./protocol.ts";
import {
  chargeOf,
  disputeOf,
  livemode,
  newId,
  refundOf,
  type SimulatedIntent,
  type SimulatedSession,
  type State,
  type StripeAccount,
  sessionOf,
} from "./simulator-state.ts";

export type Accident = { behaviour: Behaviour; delayMs: number };
export type World = {
  state: State;
  courier: Courier;
  accountOf: (secretKey: string) => StripeAccount | undefined;
  /** Webhook addresses set through /control, by secret key: they replace the account's own. */
  webhookUrls: Map<string, string>;
  accident: Accident;
};
/** `debit` orders a SEPA debit that the bank answers later; `refuse` declines the card and keeps the payer on the page. */
export const outcomes = ["accept", "debit", "refuse", "cancel", "close"] as const;
export type Outcome = (typeof outcomes)[number];
export type Decided =
  | { kind: "left" }
  | { kind: "retry" }
  | { kind: "closed" }
  | { kind: "back"; departure: Departure };

/** Tells the merchant's webhook of an event, signed at each try with the hour of the try. */
export async function tell(
  world: World,
  session: SimulatedSession,
  type: string,
  object: object,
  accident: Accident = world.accident,
): Promise<void> {
  const account = world.accountOf(session.secretKey);
  const url = world.webhookUrls.get(session.secretKey) ?? account?.webhookUrl;
  if (!account || !url) return;
  const body = JSON.stringify(
    {
      id: newId("evt"),
      object: "event",
      api_version: API_VERSION,
      created: world.state.seconds(),
      data: { object },
      livemode: livemode(session),
      pending_webhooks: 1,
      type,
    },
    null,
    2,
  );
  const signed = (secret: string) => () => ({
    "content-type": "application/json; charset=utf-8",
    "stripe-signature": signatureHeader(body, world.state.seconds(), secret),
  });
  const genuine: Message = { url, body, kind: "genuine", headers: signed(account.webhookSecret) };
  const lies: Message[] = [{ url, body, kind: "forged", headers: signed("whsec_guessed") }];
  await world.courier.tell({ genuine, lies, ...accident }, session.notifications);
}

const plain = (session: SimulatedSession) => sessionOf(session, { expanded: false, url: null });

function pay(world: World, session: SimulatedSession, method: SimulatedIntent["method"]): void {
  session.intent = {
    id: newId("pi"),
    chargeId: newId(method === "card" ? "ch" : "py"),
    status: method === "card" ? "succeeded" : "processing",
    method,
    metadata: session.intentMetadata,
    created: world.state.seconds(),
    refunds: [],
    disputes: [],
  };
  session.status = "complete";
  session.paymentStatus = method === "card" ? "paid" : "unpaid";
}

const backTo = (session: SimulatedSession, url: string): Decided => ({
  kind: "back",
  departure: { method: "GET", url: url.replaceAll("{CHECKOUT_SESSION_ID}", session.id), fields: {} },
});

/** Does what a button does. Recorded before anything is awaited: a second click finds the session closed. */
export async function decide(
  world: World,
  session: SimulatedSession,
  outcome: Outcome,
  accident: Accident,
): Promise<Decided> {
  if (outcome === "close") return { kind: "left" };
  if (session.status !== "open") return { kind: "closed" };
  if (outcome === "cancel") return backTo(session, session.cancelUrl);
  if (outcome === "refuse") {
    session.declined = true;
    return { kind: "retry" };
  }
  pay(world, session, outcome === "debit" ? "sepa_debit" : "card");
  await tell(world, session, "checkout.session.completed", plain(session), accident);
  return backTo(session, session.successUrl);
}

/** Days after a debit was ordered, the bank pays it or returns it. */
export async function settleDebit(
  world: World,
  session: SimulatedSession,
  paid: boolean,
  accident: Accident,
) {
  if (session.intent?.status !== "processing") return false;
  session.intent.status = paid ? "succeeded" : "requires_payment_method";
  session.paymentStatus = paid ? "paid" : "unpaid";
  const type = `checkout.session.async_payment_${paid ? "succeeded" : "failed"}`;
  await tell(world, session, type, plain(session), accident);
  return true;
}

/** The session closes unused, by its age. */
export async function expire(world: World, session: SimulatedSession, accident: Accident): Promise<boolean> {
  if (session.status === "complete") return false;
  session.status = "expired";
  await tell(world, session, "checkout.session.expired", plain(session), accident);
  return true;
}

/** The merchant refunds, from the dashboard. */
export async function refund(
  world: World,
  session: SimulatedSession,
  given: { cents: number; status: string; reason: string | null },
  accident: Accident,
): Promise<boolean> {
  const { intent } = session;
  if (intent?.status !== "succeeded") return false;
  const made = { id: newId("re"), created: world.state.seconds(), ...given };
  intent.refunds.push(made);
  if (given.status === "succeeded")
    await tell(world, session, "charge.refunded", chargeOf(session, intent), accident);
  else await tell(world, session, "charge.refund.updated", refundOf(session, intent, made), accident);
  return true;
}

/** The payer contests: the bank opens a dispute, or the one that is open moves on. */
export async function dispute(
  world: World,
  session: SimulatedSession,
  given: { cents: number; status: string; reason: string },
  accident: Accident,
): Promise<boolean> {
  const { intent } = session;
  if (intent?.status !== "succeeded") return false;
  const known = intent.disputes[0];
  const one = known ?? { id: newId("du"), created: world.state.seconds(), ...given };
  if (known) known.status = given.status;
  else intent.disputes.push(one);
  const closed = ["won", "lost", "warning_closed"].includes(given.status);
  const type = `charge.dispute.${closed ? "closed" : known ? "updated" : "created"}`;
  await tell(world, session, type, disputeOf(session, intent, one), accident);
  return true;
}
