// What TIPI's redirect flow asks: server/gateways/tipi/settings.ts judges.
import type { TipiConfig } from "../../../server/gateways/tipi/settings.ts";
import type { GatewayField } from "./gateway-fields.ts";

export const tipiFields: (GatewayField & { name: keyof TipiConfig })[] = [
  {
    name: "numcli",
    label: { fr: "Numéro de client", en: "Client number" },
    hint: {
      fr: "Six chiffres au plus, donnés par la DGFiP pour la régie.",
      en: "Six digits at most, given by DGFiP.",
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
      { value: "A", label: { fr: "Production (client connecté)", en: "Production (customer signed in)" } },
      { value: "M", label: { fr: "Production (saisie libre)", en: "Production (typed by hand)" } },
    ],
  },
  {
    name: "senders",
    label: { fr: "Adresses IP de la DGFiP", en: "DGFiP’s IP addresses" },
    hint: {
      fr: "TIPI ne signe rien : seules ces adresses pourront annoncer un paiement, séparées par des virgules. Vide : chaque paiement vous est signalé, à vérifier dans les comptes de la régie. Demandez-les à la DGFiP.",
      en: "TIPI signs nothing: only these addresses, separated by commas, may announce a payment. Empty: every payment is shown to you, to be checked in the régie’s accounts. Ask DGFiP for them.",
    },
    optional: true,
  },
  {
    name: "callbackKey",
    label: { fr: "Clé des retours", en: "Callback key" },
    hint: {
      fr: "Choisie ici, au hasard : elle prouve qu’un retour répond à une demande d’ici. Rien à déclarer à la DGFiP.",
      en: "Chosen here, at random: it proves that a callback answers an order from here. Nothing to declare to DGFiP.",
    },
    secret: true,
    suggested: true,
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
    hint: { fr: "Vide : celle de la DGFiP.", en: "Empty: DGFiP’s own." },
    optional: true,
  },
];
