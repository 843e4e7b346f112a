/** Monetico (Crédit Mutuel, CIC), payment page, protocol 3.0. */
import type { PaymentGateway } from "../payment-gateway.ts";
import { isProven, readAnswer } from "./answer.ts";
import { departureOf } from "./order.ts";
import { acknowledgement } from "./protocol.ts";
import { type MoneticoConfig, moneticoConfiguration } from "./settings.ts";

export const moneticoGateway: PaymentGateway<MoneticoConfig> = {
  name: "monetico",
  configuration: moneticoConfiguration,
  account: ({ tpe, environment }) => `${environment}:${tpe}`,
  /** The bank publishes no delay of its page: an hour is ours. A payment that comes later is honoured all the same. */
  abandonedAfterMinutes: 60,
  /** The order is the sealed form itself: no call is made, and the bank gives no id of its own. */
  start: async (config, order, world) => ({
    departure: departureOf(config, order, world.now()),
    providerReference: null,
  }),
  read: readAnswer,
  /** The bank says what happened by its notification only. */
  ask: async () => null,
  reply: (config, message) => acknowledgement(isProven(config, message)),
};
