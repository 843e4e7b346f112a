/**
 * What Quitus asks of a payment provider with a hosted page. One folder beside this file per provider, each with a
 * simulator that speaks the same wire. A gateway is pure of trade: it knows neither accounts nor letterings.
 */
import type { z } from "zod";

/** How the customer's browser leaves for the hosted page, or how a form must be posted there. */
export type Departure = { method: "GET" | "POST"; url: string; fields: Record<string, string> };

/** One attempt to pay, as the provider must know it. */
export type PaymentOrder = {
  /** Our own unique reference: 6 to 30 characters of [A-Z0-9], new for each attempt. */
  reference: string;
  /** Amount in cents, positive. */
  cents: number;
  /** What is paid, in words for the payer (any UTF-8; the gateway normalises). */
  subject: string;
  /** The payer's address; null when the payer has none (PAY-8), the gateway then uses its configured fallback or refuses. */
  email: string | null;
  payerName: string;
  language: "fr" | "en";
  /** Where the provider sends the browser back; absolute. The gateway may add its own query parameters. */
  returnUrl: string;
  /** Where the provider notifies the server; absolute. Some providers take it from their own back office instead. */
  notificationUrl: string;
};

export type StartedPayment = {
  departure: Departure;
  /** The provider's own id of the attempt, when it gives one at once (PayFiP: idOp). */
  providerReference: string | null;
};

/**
 * Money of a paid attempt that went back (PAY-11): a refund that the creditor made at the provider, or money that the
 * payer's bank took back. Told only when it is certain; an uncertain one is an `alert`.
 */
export type ProviderReversal = {
  kind: "refund" | "charge_back";
  /** What names it at the provider, the same however often and by whichever way it is told: it is recorded once. */
  key: string;
  /** Cents that went back, positive; null when the provider does not say: all that is left of the payment. */
  cents: number | null;
  at: Date | null;
  /** Why, in the provider's words or codes, for staff. */
  reason: string | null;
};

/**
 * What the provider says of an attempt.
 * - `paid`: money is taken (card) or ordered (direct debit).
 * - `denied`, `cancelled`, `expired`: no money; a later `paid` is still possible and must be honoured.
 * - `waiting`: no answer yet, or an uncertain one (then `alert` says why staff must look).
 */
export type ProviderTruth = {
  state: "paid" | "denied" | "cancelled" | "expired" | "waiting";
  /** Cents really taken; null when the provider does not say. */
  cents: number | null;
  means: "card" | "direct_debit" | null;
  providerReference: string | null;
  /** Authorisation number printed on the receipt. */
  authorisation: string | null;
  /** When the provider says that it happened. */
  at: Date | null;
  /**
   * When something is odd (uncertain status, authorised but not captured...): a sentence for staff, in English, or a code with
   * what names the operation (`stripe_inquiry:du_1`) that the office tells in both languages.
   */
  alert: string | null;
  /** Provider's own status code, for the timeline: "9", "P", "P5"... */
  code: string;
  /**
   * What is known to have gone back. With `state: "paid"` the money is recorded first when it was not yet; with any other
   * state the reversals are applied only to a payment already recorded as paid.
   */
  reversals?: readonly ProviderReversal[];
};

/** A foreign message, as it came over HTTP: fields of the query and of a form body, percent-decoding left to the gateway. */
export type ForeignMessage = {
  method: "GET" | "POST";
  rawQuery: string;
  rawBody: string;
  /** The header that a provider signs the body with (Stripe), when it came. */
  signature?: string;
  /** When it came (ISO): a signature that ages is judged at that instant, not when a job reads it again. */
  receivedAt?: string;
  /** Address that it came from: the only clue where a provider signs nothing (TIPI). */
  sender?: string;
};

/** What a foreign message is worth before any trade decision. */
export type MessageReading =
  /** Authentic and complete: `truth` may be applied to our attempt `reference`. */
  | { kind: "truth"; reference: string; key: string; truth: ProviderTruth }
  /** Names an attempt but tells too little: ask the provider. Our own `reference`, else `providerReference`, identifies it. */
  | { kind: "ask"; providerReference: string; reference?: string; key: string }
  /** Authentic, and about nothing that we follow: answered, not kept. */
  | { kind: "ignored" }
  /** Wrong signature or shape: recorded for staff, never applied. */
  | { kind: "refused"; reason: string };

/** What the gateway needs from the world. */
export type GatewayWorld = { fetch: typeof fetch; now: () => Date };

/** The attempt, as asked back to the provider. */
export type AskedAttempt = {
  reference: string;
  providerReference: string | null;
  cents: number;
  startedAt: Date;
};

export type PaymentGateway<Config> = {
  name: string;
  /** Shape of the creditor's settings for this provider; secrets are marked with `.meta({ secret: true })`. */
  configuration: z.ZodType<Config>;
  /**
   * Names the merchant's account there. Settings that replace those of the same account speak for it alone (a phrase that
   * leaked, a stricter list of senders); those of another account leave the former ones their attempts.
   */
  account(config: Config): string;
  /** Minutes after which an attempt that the customer left is asked about and, unpaid, freed: the provider's own delay. */
  abandonedAfterMinutes: number;
  /** By which means one can pay on the hosted page, as far as the settings tell; card alone when absent (PAY-3). */
  means?(config: Config): readonly ("card" | "direct_debit")[];
  /**
   * Days during which `ask` about a paid attempt can tell reversals: paid attempts are asked about once a day for that
   * long. Absent when this provider's answers never tell them.
   */
  reversalsAskedForDays?: number;
  /** Opens an attempt at the provider. @throws GatewayRefusal when the provider refuses the order; other errors are breakdowns. */
  start(config: Config, order: PaymentOrder, world: GatewayWorld): Promise<StartedPayment>;
  /** Reads a notification, or the parameters of a browser return (same reading: neither is trusted beyond its proof). */
  read(config: Config, message: ForeignMessage): MessageReading;
  /** What the provider must be answered to a notification, as plain text; "OK" for those who read nothing. */
  reply?(config: Config, message: ForeignMessage): string;
  /**
   * Asks the provider for the truth about an attempt; null when this provider cannot be asked (no query access set).
   * Breakdowns throw: the caller tries again later.
   */
  ask(config: Config, attempt: AskedAttempt, world: GatewayWorld): Promise<ProviderTruth | null>;
  /**
   * Makes an open attempt unpayable, for a customer who cancels it here while its page is still open. Absent where a provider
   * has no such thing. @throws when it could not: the attempt may have been paid meanwhile, its notification will tell.
   */
  giveUp?(config: Config, attempt: AskedAttempt, world: GatewayWorld): Promise<void>;
};

/** The provider said no to an order: a code of its own and a sentence for staff. */
export class GatewayRefusal extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = "GatewayRefusal";
    this.code = code;
  }
}
