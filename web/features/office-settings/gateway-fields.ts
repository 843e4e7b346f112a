// What each payment provider asks, as the form shows it. The server's own schema judges; a name with a dot is nested.
import type { OgoneConfig } from "../../../server/gateways/ogone/settings.ts";
import type { PayfipConfig } from "../../../server/gateways/payfip/gateway.ts";
import { textOf } from "../../lib/form-data.ts";
import type { Words } from "../../lib/words.ts";
import type { GatewayName } from "../payment/gateway-names.ts";
import { moneticoFields } from "./fields-monetico.ts";
import { payzenFields } from "./fields-payzen.ts";
import { stripeFields } from "./fields-stripe.ts";
import { tipiFields } from "./fields-tipi.ts";

type Sentence = { fr: string; en: string };
export type GatewayField = {
  name: string;
  label: Sentence;
  hint?: Sentence;
  optional?: boolean;
  secret?: boolean;
  /** A secret of our own making: a random one is proposed. */
  suggested?: boolean;
  options?: { value: string; label: Sentence }[];
  fallback?: string;
};

const same = (text: string): Sentence => ({ fr: text, en: text });

type Named<Name extends string> = (GatewayField & { name: Name })[];
type OgoneName = keyof OgoneConfig | `query.${keyof NonNullable<OgoneConfig["query"]>}`;

const older: { payfip: Named<keyof PayfipConfig>; ogone: Named<OgoneName> } = {
  payfip: [
    {
      name: "numcli",
      label: { fr: "Numéro de client", en: "Client number" },
      hint: {
        fr: "Six chiffres, donnés par la DGFiP pour la régie ou la collectivité.",
        en: "Six digits, given by DGFiP.",
      },
    },
    {
      name: "saisie",
      label: { fr: "Mode", en: "Mode" },
      fallback: "T",
      options: [
        { value: "T", label: { fr: "Test", en: "Test" } },
        {
          value: "X",
          label: { fr: "Activation (premier paiement réel)", en: "Activation (first real payment)" },
        },
        { value: "W", label: { fr: "Production", en: "Production" } },
      ],
    },
    {
      name: "exer",
      label: { fr: "Exercice", en: "Financial year" },
      hint: {
        fr: "Vide : l’année en cours. Sinon une année sur quatre chiffres.",
        en: "Empty: the present year. Otherwise a four-digit year.",
      },
      optional: true,
    },
    {
      name: "fallbackEmail",
      label: { fr: "Adresse pour un client qui n’en a pas", en: "Address for a customer without one" },
      optional: true,
    },
    {
      name: "baseUrl",
      label: { fr: "Adresse du service", en: "Address of the service" },
      hint: { fr: "Vide : celle de PayFiP.", en: "Empty: PayFiP’s own." },
      optional: true,
    },
  ],
  ogone: [
    { name: "pspid", label: { fr: "Compte marchand (PSPID)", en: "Merchant account (PSPID)" } },
    {
      name: "environment",
      label: { fr: "Environnement", en: "Environment" },
      fallback: "test",
      options: [
        { value: "test", label: same("Test") },
        { value: "production", label: same("Production") },
      ],
    },
    { name: "shaIn", label: { fr: "Phrase SHA-IN", en: "SHA-IN phrase" }, secret: true },
    { name: "shaOut", label: { fr: "Phrase SHA-OUT", en: "SHA-OUT phrase" }, secret: true },
    {
      name: "algorithm",
      label: { fr: "Algorithme", en: "Algorithm" },
      fallback: "sha512",
      options: ["sha512", "sha256", "sha1"].map((value) => ({ value, label: same(value.toUpperCase()) })),
    },
    {
      name: "charset",
      label: { fr: "Jeu de caractères", en: "Character set" },
      fallback: "utf-8",
      options: ["utf-8", "iso-8859-1"].map((value) => ({ value, label: same(value.toUpperCase()) })),
    },
    {
      name: "operation",
      label: { fr: "Opération", en: "Operation" },
      fallback: "SAL",
      options: [
        { value: "SAL", label: { fr: "Vente, encaissée aussitôt", en: "Sale, taken at once" } },
        {
          value: "RES",
          label: { fr: "Autorisation, à capturer ensuite", en: "Authorisation, to be captured" },
        },
      ],
    },
    {
      name: "query.userId",
      label: { fr: "Utilisateur d’API", en: "API user" },
      hint: {
        fr: "Permet de demander au prestataire l’état d’un paiement.",
        en: "Lets us ask the provider about a payment.",
      },
      optional: true,
    },
    {
      name: "query.password",
      label: { fr: "Mot de passe d’API", en: "API password" },
      secret: true,
      optional: true,
    },
    {
      name: "url",
      label: { fr: "Adresse de la page de paiement", en: "Address of the payment page" },
      hint: { fr: "Vide : celle d’Ogone.", en: "Empty: Ogone’s own." },
      optional: true,
    },
    {
      name: "query.url",
      label: { fr: "Adresse d’interrogation", en: "Address of the status query" },
      hint: { fr: "Vide : celle d’Ogone.", en: "Empty: Ogone’s own." },
      optional: true,
    },
  ],
};

/** The fields of each provider. */
export const gatewayFields: Readonly<Record<GatewayName, GatewayField[]>> = {
  ...older,
  tipi: tipiFields,
  payzen: payzenFields,
  monetico: moneticoFields,
  stripe: stripeFields,
};

/** Each order tells these where to notify: nothing is to be declared. */
export const isToldByOrders = (gateway: GatewayName): boolean => gateway === "payfip" || gateway === "tipi";

type Configuration = Record<string, unknown>;

/** The value of a field in a configuration, as text. */
export function valueIn(configuration: Configuration, { name, fallback = "" }: GatewayField): string {
  const [head = "", inner] = name.split(".");
  const outer = configuration[head];
  const value = inner ? (outer as Configuration | undefined)?.[inner] : outer;
  return typeof value === "string" || typeof value === "number" ? String(value) : fallback;
}

/** The configuration that a form gives: what the form does not show is kept, what is emptied is left out. */
export function configurationOf(gateway: GatewayName, data: FormData, before: Configuration): Configuration {
  const made: Configuration = { ...before };
  for (const { name } of gatewayFields[gateway]) {
    const [head = "", inner] = name.split(".");
    const value = textOf(data, name).trim();
    if (!inner) {
      if (value) made[head] = value;
      else delete made[head];
      continue;
    }
    const outer = { ...(made[head] as Configuration | undefined) };
    if (value) outer[inner] = value;
    else delete outer[inner];
    if (Object.keys(outer).length > 0) made[head] = outer;
    else delete made[head];
  }
  return made;
}

export const paymentSettingsWords = {
  gateway: { fr: "Service de paiement", en: "Payment service" },
  enabled: { fr: "Ouvrir le paiement en ligne aux clients", en: "Open on-line payment to customers" },
  enabledHint: {
    fr: "Décoché, les clients voient leur compte sans pouvoir le régler en ligne.",
    en: "Unticked, customers see their account but cannot pay on line.",
  },
  kept: {
    fr: "Déjà renseigné : laissez tel quel pour le garder.",
    en: "Already set: leave as it is to keep it.",
  },
  notification: {
    fr: "Adresse de notification à déclarer chez le prestataire",
    en: "Notification address to declare at the provider’s",
  },
  save: { fr: "Enregistrer", en: "Save" },
  saved: { fr: "Les réglages de paiement sont enregistrés.", en: "The payment settings are saved." },
  test: { fr: "Essayer la connexion", en: "Test the connection" },
  answered: { fr: "Le prestataire répond.", en: "The provider answers." },
  unasked: { fr: "Les réglages sont complets.", en: "The settings are complete." },
  unaskedText: {
    fr: "Sans accès d’interrogation, rien n’est demandé au prestataire : ses notifications seules enregistreront les paiements.",
    en: "Without query access the provider is not asked anything: its notifications alone will record payments.",
  },
  failed: {
    fr: "Le prestataire n’a pas répondu comme attendu.",
    en: "The provider did not answer as expected.",
  },
  said: { fr: (detail: string) => `Sa réponse : ${detail}`, en: (detail: string) => `Its answer: ${detail}` },
  onlyAdministrator: {
    fr: "Seul un administrateur change ces réglages.",
    en: "Only an administrator changes these settings.",
  },
} satisfies Words;
