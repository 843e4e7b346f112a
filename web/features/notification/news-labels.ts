// What each kind of news and each channel is called.
import type { GotOf } from "../../lib/api.ts";
import type { Words } from "../../lib/words.ts";

export type Cell = GotOf<"readMyNotifications">["cells"][number];
export type News = Cell["news"];
export type Channel = Cell["channel"];

export const newsWords = {
  security: { fr: "Sécurité de mon accès", en: "Security of my access" },
  securityHint: {
    fr: "Mot de passe, adresse, nouvel appareil. Toujours par courriel, pour que personne ne puisse vous le cacher.",
    en: "Password, address, new device. Always by e-mail, so that nobody can hide it from you.",
  },
  receipts: { fr: "Reçus de paiement", en: "Payment receipts" },
  receiptsHint: {
    fr: "Le reçu est votre preuve : il part toujours par courriel.",
    en: "The receipt is your proof: it always leaves by e-mail.",
  },
  invoices: { fr: "Nouvelles factures", en: "New invoices" },
  invoicesHint: {
    fr: "Le matin, une fois par jour au plus, s’il y a du nouveau à régler.",
    en: "In the morning, once a day at most, when there is something new to pay.",
  },
  payments: { fr: "Paiements déclarés", en: "Declared payments" },
  paymentsHint: {
    fr: "Quand le service a vérifié un paiement que vous avez déclaré.",
    en: "When the office has checked a payment that you declared.",
  },
  debits: { fr: "Prélèvements", en: "Direct debits" },
  debitsHint: {
    fr: "Vos mandats signés ou révoqués, et chaque prélèvement avant qu’il ne soit fait.",
    en: "Your mandates, signed or revoked, and each debit before it is made.",
  },
  disputes: { fr: "Litiges", en: "Disputes" },
  disputesHint: { fr: "Réponses et décisions.", en: "Answers and decisions." },
  requests: { fr: "Demandes", en: "Requests" },
  requestsHint: { fr: "Réponses à ce que vous avez demandé.", en: "Answers to what you asked." },
  announcements: { fr: "Informations et lettres", en: "News and newsletters" },
  announcementsHint: {
    fr: "Ce que l’organisme annonce à ses clients.",
    en: "What the organization announces to its customers.",
  },
  information: { fr: "Mes coordonnées", en: "My details" },
  informationHint: {
    fr: "Quand une modification que vous avez demandée est acceptée ou refusée.",
    en: "When a change that you asked for is accepted or refused.",
  },
} satisfies Words;

export const channelWords = {
  mail: { fr: "Courriel", en: "E-mail" },
  sms: { fr: "SMS", en: "SMS" },
  push: { fr: "Notification", en: "Notification" },
  always: { fr: "toujours", en: "always" },
} satisfies Words;
