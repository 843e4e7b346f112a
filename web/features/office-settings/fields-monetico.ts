// What Monetico asks: server/gateways/monetico/settings.ts judges.
import type { MoneticoConfig } from "../../../server/gateways/monetico/settings.ts";
import type { GatewayField } from "./gateway-fields.ts";

type MoneticoName = keyof MoneticoConfig | `address.${keyof MoneticoConfig["address"]}`;
const same = (text: string) => ({ fr: text, en: text });

export const moneticoFields: (GatewayField & { name: MoneticoName })[] = [
  {
    name: "tpe",
    label: { fr: "Numéro de TPE", en: "Terminal number (TPE)" },
    hint: { fr: "Sept signes, donnés par la banque.", en: "Seven characters, given by the bank." },
  },
  {
    name: "societe",
    label: { fr: "Code société", en: "Company code" },
    hint: { fr: "Donné par la banque avec le TPE.", en: "Given by the bank with the terminal." },
  },
  {
    name: "key",
    label: { fr: "Clé de sécurité", en: "Security key" },
    hint: {
      fr: "Quarante signes, à télécharger dans votre espace Monetico.",
      en: "Forty characters, to be downloaded from your Monetico account.",
    },
    secret: true,
  },
  {
    name: "environment",
    label: { fr: "Mode", en: "Mode" },
    fallback: "test",
    options: [
      { value: "test", label: same("Test") },
      { value: "production", label: same("Production") },
    ],
  },
  {
    name: "address.line",
    label: { fr: "Adresse donnée à la banque", en: "Address given to the bank" },
    hint: {
      fr: "La banque demande une adresse avec chaque paiement : celle-ci, par exemple celle de votre service, lui est donnée.",
      en: "The bank asks for an address with each payment: it is given this one, that of your office for instance.",
    },
  },
  { name: "address.postalCode", label: { fr: "Code postal", en: "Postcode" } },
  { name: "address.city", label: { fr: "Ville", en: "Town" } },
  {
    name: "address.country",
    label: { fr: "Pays", en: "Country" },
    hint: { fr: "Deux lettres : FR, BE, CH.", en: "Two letters: FR, BE, CH." },
    fallback: "FR",
  },
  {
    name: "url",
    label: { fr: "Adresse de la page de paiement", en: "Address of the payment page" },
    hint: { fr: "Vide : celle de Monetico.", en: "Empty: Monetico’s own." },
    optional: true,
  },
];
