/** Stripe: Checkout Sessions and signed events. */
import type { PaymentGateway } from "../payment-gateway.ts";
import { readMessage } from "./answer.ts";
import { closeSession, startSession } from "./order.ts";
import { type StripeConfig, stripeConfiguration } from "./settings.ts";
import { ABANDONED_AFTER_MINUTES, askStripe } from "./truth.ts";

export const stripeGateway: PaymentGateway<StripeConfig> = {
  name: "stripe",
  configuration: stripeConfiguration,
  /** A key begins with its mode and a part of the account's own id. */
  account: ({ secretKey }) => secretKey.slice(3, 24),
  /** The session is opened for 31 minutes: by then Stripe says that it expired. */
  abandonedAfterMinutes: ABANDONED_AFTER_MINUTES,
  /** The schemes let a card payment be contested for 120 days; events tell it at once, the daily question is the net. */
  reversalsAskedForDays: 120,
  means: ({ methods }) => (methods === "card" ? ["card"] : ["card", "direct_debit"]),
  start: startSession,
  read: readMessage,
  ask: askStripe,
  giveUp: closeSession,
};
