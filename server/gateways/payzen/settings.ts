/** A creditor's settings for Lyra's hosted form, and the addresses of the brands that sell it. */
import { z } from "zod";

const secret = (label: string) => z.string().trim().min(1).max(200).meta({ secret: true, title: label });

/** The same platform under the names of several banks: the page, and the REST service. No rule derives one from the other. */
const BRANDS = {
  payzen: ["https://secure.payzen.eu", "https://api.payzen.eu"],
  systempay: ["https://paiement.systempay.fr", "https://api.systempay.fr"],
  scellius: [
    "https://scelliuspaiement.labanquepostale.fr",
    "https://api.scelliuspaiement.labanquepostale.fr",
  ],
  sogecommerce: ["https://sogecommerce.societegenerale.eu", "https://api-sogecommerce.societegenerale.eu"],
  clicandpay: ["https://clicandpay.groupecdn.fr", "https://api-clicandpay.groupecdn.fr"],
  lyra: ["https://secure.lyra.com", "https://api.lyra.com"],
} as const;
export type PayzenBrand = keyof typeof BRANDS;
const brandNames = Object.keys(BRANDS) as [PayzenBrand, ...PayzenBrand[]];

export const payzenConfiguration = z.object({
  /** Whose name the platform bears: decides the addresses. */
  brand: z.enum(brandNames).default("payzen"),
  /** The shop's number, eight digits. */
  siteId: z
    .string()
    .trim()
    .regex(/^\d{8}$/),
  /** TEST or PRODUCTION at the provider; a message of the other mode is never believed. */
  environment: z.enum(["test", "production"]).default("test"),
  /** The shop's key of that mode: signs both ways. */
  key: secret("Key"),
  /** HMAC-SHA-256, or SHA-1 for a shop of the old times: the same choice in the provider's back office. */
  algorithm: z.enum(["sha256", "sha1"]).default("sha256"),
  /** Means offered on the page (`CB;VISA;MASTERCARD;SDD`); all those of the shop's contract when not set. */
  cards: z
    .string()
    .trim()
    .regex(/^[A-Z0-9_]+(;[A-Z0-9_]+)*$/)
    .max(127)
    .optional(),
  /** The hosted page; the brand's own when not set. */
  url: z.url({ protocol: /^https?$/ }).optional(),
  /** Password of the REST service for that mode: lets Quitus ask what became of a payment. */
  query: z
    .object({
      password: secret("REST password"),
      url: z.url({ protocol: /^https?$/ }).optional(),
    })
    .optional(),
});
export type PayzenConfig = z.infer<typeof payzenConfiguration>;

/** Where the form is posted. */
export const pageUrl = ({ url, brand }: PayzenConfig): string => url ?? `${BRANDS[brand][0]}/vads-payment/`;

/** Base of the REST service. */
export const restUrl = (config: PayzenConfig): string =>
  (config.query?.url ?? BRANDS[config.brand][1]).replace(/\/+$/, "");

/** vads_ctx_mode, and `mode` of the REST service. */
export const modeOf = (config: PayzenConfig): "TEST" | "PRODUCTION" =>
  config.environment === "production" ? "PRODUCTION" : "TEST";

/** Origins that a browser reaches by a form, and hosts that the server calls. */
export const PAYZEN_PAGES: readonly string[] = Object.values(BRANDS).map(([page]) => page);
export const PAYZEN_HOSTS: readonly string[] = Object.values(BRANDS).map(([, rest]) => new URL(rest).host);
