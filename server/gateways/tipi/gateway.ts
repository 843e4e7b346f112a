/** TIPI (DGFiP), the older redirect flow: the order in an address, the result in an unsigned callback, no look-up. */
import { faultSentence } from "../payfip/messages.ts";
import { parisYear } from "../payfip/paris-time.ts";
import { isCallbackUrl, isMel, normaliseSubject, REFDET_SHAPE } from "../payfip/protocol.ts";
import {
  GatewayRefusal,
  type GatewayWorld,
  type PaymentGateway,
  type PaymentOrder,
  type StartedPayment,
} from "../payment-gateway.ts";
import { readCallback } from "./callback.ts";
import { MAX_CENTS, MIN_CENTS, pageAddress, proofOf, withProof } from "./protocol.ts";
import { type TipiConfig, tipiConfiguration } from "./settings.ts";

/** The page's own limit is not published, and nothing can be asked: an hour is longer than any payer stays there. */
const ABANDONED_AFTER_MINUTES = 60;
/** objet: under 100 characters. */
const LONGEST_SUBJECT = 99;

/** Refused with the codes of the same platform's web service. */
function refuse(code: string): never {
  throw new GatewayRefusal(code, faultSentence(code).en);
}

async function start(config: TipiConfig, order: PaymentOrder, world: GatewayWorld): Promise<StartedPayment> {
  const mel = order.email?.trim() || config.fallbackEmail || "";
  if (!REFDET_SHAPE.test(order.reference)) refuse("R3");
  if (mel === "") refuse("A1");
  if (!isMel(mel)) refuse("A2");
  if (!Number.isSafeInteger(order.cents)) refuse("M1");
  if (order.cents < MIN_CENTS) refuse("M3");
  if (order.cents > MAX_CENTS) refuse("M5");
  const { numcli, saisie } = config;
  const proven = { numcli, saisie, refdet: order.reference, montant: String(order.cents) };
  if (!isCallbackUrl(order.notificationUrl)) refuse("N1");
  const urlcl = withProof(order.notificationUrl, proofOf(proven, config.callbackKey));
  if (!isCallbackUrl(urlcl)) refuse("N1");
  const url = pageAddress(config.baseUrl, {
    ...proven,
    exer: config.exer === "current" ? parisYear(world.now()) : config.exer,
    objet: normaliseSubject(order.subject).slice(0, LONGEST_SUBJECT).trimEnd(),
    mel,
    urlcl,
  });
  return { departure: { method: "GET", url, fields: {} }, providerReference: null };
}

export const tipiGateway: PaymentGateway<TipiConfig> = {
  name: "tipi",
  configuration: tipiConfiguration,
  account: ({ numcli, saisie }) => `${saisie}:${Number(numcli)}`,
  abandonedAfterMinutes: ABANDONED_AFTER_MINUTES,
  means: () => ["card", "direct_debit"],
  start,
  read: readCallback,
  /** This flow has no look-up: the callback is the only word, and the accounting file the last one. */
  ask: async () => null,
};
