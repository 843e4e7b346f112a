/** The payment providers that Quitus speaks to, by the name kept in a creditor's settings. */
import { moneticoGateway } from "./monetico/gateway.ts";
import { ogoneGateway } from "./ogone/gateway.ts";
import { payfipGateway } from "./payfip/gateway.ts";
import type { PaymentGateway } from "./payment-gateway.ts";
import { payzenGateway } from "./payzen/gateway.ts";
import { stripeGateway } from "./stripe/gateway.ts";
import { tipiGateway } from "./tipi/gateway.ts";

export const GATEWAY_NAMES = ["payfip", "tipi", "ogone", "payzen", "monetico", "stripe"] as const;
export type GatewayName = (typeof GATEWAY_NAMES)[number];

const gateways = {
  payfip: payfipGateway,
  tipi: tipiGateway,
  ogone: ogoneGateway,
  payzen: payzenGateway,
  monetico: moneticoGateway,
  stripe: stripeGateway,
};

/** The gateway of that name; its configuration is checked by its own schema before it is used. */
export const gatewayNamed = (name: GatewayName): PaymentGateway<unknown> =>
  gateways[name] as unknown as PaymentGateway<unknown>;
