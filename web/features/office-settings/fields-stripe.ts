// What Stripe asks: server/gateways/stripe/settings.ts judges.
import type { StripeConfig } from "../../../server/gateways/stripe/settings.ts";
import type { GatewayField } from "./gateway-fields.ts";

export const stripeFields: (GatewayField & { name: keyof StripeConfig })[] = [
  {
    name: "secretKey",
    label: { fr: "Clé secrète", en: "Secret key" },
    hint: {
      fr: "Elle commence par sk_ ou rk_. La clé de test (sk_test_) ne débite personne ; celle de production (sk_live_) encaisse.",
      en: "It starts with sk_ or rk_. The test key (sk_test_) charges nobody; the production key (sk_live_) takes money.",
    },
    secret: true,
  },
  {
    name: "webhookSecret",
    label: { fr: "Secret de signature du webhook", en: "Webhook signing secret" },
    hint: {
      fr: "Chez Stripe, déclarez l’adresse de notification ci-dessous pour les événements checkout.session.*, charge.refunded et charge.dispute.* ; le secret commence par whsec_.",
      en: "At Stripe, declare the notification address below for the events checkout.session.*, charge.refunded and charge.dispute.*; the secret starts with whsec_.",
    },
    secret: true,
  },
  {
    name: "methods",
    label: { fr: "Moyens proposés", en: "Means offered" },
    fallback: "card",
    options: [
      { value: "card", label: { fr: "Carte bancaire", en: "Card" } },
      {
        value: "card_and_debit",
        label: { fr: "Carte bancaire et prélèvement SEPA", en: "Card and SEPA direct debit" },
      },
    ],
  },
  {
    name: "url",
    label: { fr: "Adresse de l’API", en: "Address of the API" },
    hint: { fr: "Vide : celle de Stripe.", en: "Empty: Stripe’s own." },
    optional: true,
  },
];
