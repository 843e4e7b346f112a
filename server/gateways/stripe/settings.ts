/** A creditor's settings for Stripe. Test and production differ by the keys alone. */
import { z } from "zod";

export const stripeConfiguration = z.object({
  /** The account's secret key, or a restricted one that may write Checkout Sessions and read payments, refunds, disputes. */
  secretKey: z
    .string()
    .trim()
    .regex(/^(sk|rk)_(test|live)_[A-Za-z0-9_]{8,240}$/)
    .meta({ secret: true, title: "Secret key" }),
  /** The secret of the webhook endpoint declared at Stripe. */
  webhookSecret: z
    .string()
    .trim()
    .regex(/^whsec_[\x21-\x7e]{4,240}$/)
    .meta({ secret: true, title: "Webhook secret" }),
  /** What the hosted page offers: cards, or cards and SEPA direct debit. */
  methods: z.enum(["card", "card_and_debit"]).default("card"),
  /** Where the API is; Stripe's own when not set. */
  url: z.url({ protocol: /^https?$/ }).optional(),
});

export type StripeConfig = z.infer<typeof stripeConfiguration>;

/** True when the key moves real money. */
export const isLive = ({ secretKey }: StripeConfig): boolean => /^(sk|rk)_live_/.test(secretKey);
