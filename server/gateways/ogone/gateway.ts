/** Ogone / Ingenico e-Commerce (Worldline's older hosted page). */
import type { PaymentGateway } from "../payment-gateway.ts";
import { readAnswer } from "./answer.ts";
import { departureOf } from "./order.ts";
import { abandonedAfterMinutes, askQuery } from "./query.ts";
import { type OgoneConfig, ogoneConfiguration } from "./settings.ts";

export const ogoneGateway: PaymentGateway<OgoneConfig> = {
  name: "ogone",
  configuration: ogoneConfiguration,
  account: ({ pspid, environment }) => `${environment}:${pspid}`,
  abandonedAfterMinutes,
  reversalsAskedForDays: 60,
  /** The order is the signed form itself: no call is made, and the provider gives its id only afterwards. */
  start: async (config, order) => ({ departure: departureOf(config, order), providerReference: null }),
  read: readAnswer,
  ask: askQuery,
};
