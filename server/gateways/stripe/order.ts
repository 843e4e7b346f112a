/** Opens a Checkout Session: Stripe makes the page, we send the browser there. */
import {
  type AskedAttempt,
  GatewayRefusal,
  type GatewayWorld,
  type PaymentOrder,
  type StartedPayment,
} from "../payment-gateway.ts";
import { callStripe } from "./api.ts";
import { bracketForm, OpenedSession, Session } from "./protocol.ts";
import type { StripeConfig } from "./settings.ts";

/** Stripe closes a session no sooner than half an hour after it is opened; a minute more for clocks that differ. */
const OPEN_SECONDS = 31 * 60;
/** Where our reference is written, on the session and on the payment behind it. */
export const REFERENCE = "quitus_reference";

function check(order: PaymentOrder): void {
  const refuse = (code: string, message: string): never => {
    throw new GatewayRefusal(code, message);
  };
  if (!/^[A-Z0-9]{6,30}$/.test(order.reference)) refuse("reference", "The reference has a wrong form");
  if (!Number.isSafeInteger(order.cents) || order.cents < 50 || order.cents > 99_999_999)
    refuse("amount", "The amount must be between 50 cents and 999,999.99 euros");
  if (!/^https?:\/\/[\x21-\x7e]{1,2000}$/.test(order.returnUrl))
    refuse("success_url", "The return address must be absolute and ASCII");
}

/** One line of text; Stripe refuses an empty name. */
const lineOf = (text: string, limit: number) =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .slice(0, limit) || "Paiement";

const isAddress = (email: string | null): email is string =>
  /^[^\s@]{1,64}@[^\s@]+\.[^\s@]{2,}$/.test(email ?? "");

/** Stripe writes the id of the session in the place of the words in braces. */
function namingSession(returnUrl: string): string {
  const [address = "", fragment] = returnUrl.split("#", 2);
  const joint = address.includes("?") ? "&" : "?";
  return `${address}${joint}session_id={CHECKOUT_SESSION_ID}${fragment === undefined ? "" : `#${fragment}`}`;
}

/** The session to open. */
function sessionForm(config: StripeConfig, order: PaymentOrder, now: Date): URLSearchParams {
  const debit = config.methods === "card_and_debit";
  return bracketForm({
    mode: "payment",
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: "eur",
          unit_amount: order.cents,
          product_data: { name: lineOf(order.subject, 250) },
        },
      },
    ],
    payment_method_types: debit ? ["card", "sepa_debit"] : ["card"],
    client_reference_id: order.reference,
    customer_email: isAddress(order.email) ? order.email : undefined,
    metadata: { [REFERENCE]: order.reference },
    payment_intent_data: {
      description: lineOf(`${order.reference} ${order.subject}`, 500),
      metadata: { [REFERENCE]: order.reference },
    },
    submit_type: "pay",
    locale: order.language,
    success_url: namingSession(order.returnUrl),
    cancel_url: order.returnUrl,
    expires_at: Math.floor(now.getTime() / 1000) + OPEN_SECONDS,
  });
}

/** Opens the session. The same order sent again, for an answer that was lost, gives the same session. */
export async function startSession(
  config: StripeConfig,
  order: PaymentOrder,
  world: GatewayWorld,
): Promise<StartedPayment> {
  check(order);
  const form = sessionForm(config, order, world.now());
  const call = { path: "checkout/sessions", form, key: `quitus-${order.reference}` };
  const { id, url } = await callStripe(config, call, OpenedSession, world);
  return { departure: { method: "GET", url, fields: {} }, providerReference: id };
}

/** Closes the session of an attempt. @throws GatewayRefusal when it is no longer open: perhaps it was paid. */
export async function closeSession(
  config: StripeConfig,
  attempt: AskedAttempt,
  world: GatewayWorld,
): Promise<void> {
  const id = attempt.providerReference;
  if (!id?.startsWith("cs_")) return;
  const path = `checkout/sessions/${encodeURIComponent(id)}/expire`;
  await callStripe(config, { path, form: new URLSearchParams() }, Session, world);
}
