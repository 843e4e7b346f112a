import type { GatewayName } from "../../../server/gateways/payment-gateways.ts";
import type { Words } from "../../lib/words.ts";

export type { GatewayName };

const same = (text: string) => ({ fr: text, en: text });

/** The payment services, as people know them. */
export const gatewayNames = {
  payfip: { fr: "PayFiP (secteur public)", en: "PayFiP (public sector)" },
  tipi: { fr: "TIPI, redirection (secteur public, ancien)", en: "TIPI, redirect (public sector, older)" },
  ogone: same("Ogone"),
  payzen: { fr: "PayZen et ses enseignes", en: "PayZen and its brands" },
  monetico: same("Monetico (Crédit Mutuel, CIC)"),
  stripe: same("Stripe"),
} satisfies Words & Record<GatewayName, unknown>;
