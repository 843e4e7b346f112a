/** Lyra's hosted form: PayZen, SystemPay and the other names under which banks sell it. */
import type { PaymentGateway } from "../payment-gateway.ts";
import { readAnswer } from "./answer.ts";
import { departureOf } from "./order.ts";
import { ABANDONED_AFTER_MINUTES, askOrder } from "./query.ts";
import { modeOf, type PayzenConfig, payzenConfiguration } from "./settings.ts";

export const payzenGateway: PaymentGateway<PayzenConfig> = {
  name: "payzen",
  configuration: payzenConfiguration,
  account: (config) => `${modeOf(config)}:${config.siteId}`,
  abandonedAfterMinutes: ABANDONED_AFTER_MINUTES,
  /** A card payment is refunded within six months at the platform; most are within weeks. */
  reversalsAskedForDays: 60,
  means: ({ cards }) => (/(^|;)SDD(;|$)/.test(cards ?? "") ? ["card", "direct_debit"] : ["card"]),
  /** The order is the signed form itself: no call is made, and the provider gives its id only afterwards. */
  start: async (config, order, world) => ({
    departure: departureOf(config, order, world.now()),
    providerReference: null,
  }),
  read: readAnswer,
  ask: askOrder,
};
