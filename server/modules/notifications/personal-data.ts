/** What notifications hold of a person, and what he chose to receive (INF-5). */
import type { Context } from "../../platform/context.ts";
import type { Consent, PersonalKind, Said } from "../../platform/personal-data.ts";
import type { Channel, NewsKind } from "./news-rules.ts";
import * as held from "./sql/personal.ts";

const choice = { basis: "consent", keep: "access" } as const;
const told = { basis: "contract", keep: "relation" } as const;

export const personalKinds: readonly PersonalKind[] = [
  {
    ...told,
    kind: "mails",
    label: { fr: "Courriels envoyés", en: "Mails sent" },
    why: {
      fr: "Vous prévenir, et prouver que vous l’avez été",
      en: "To tell you things, and prove that you were told",
    },
    columns: [
      { key: "mail_kind", fr: "Nature", en: "Kind" },
      { key: "to_address", fr: "À", en: "To" },
      { key: "subject", fr: "Objet", en: "Subject" },
      { key: "text", fr: "Texte", en: "Text" },
      { key: "state", fr: "État", en: "State" },
      { key: "written", fr: "Écrit le", en: "Written", kind: "instant" },
      { key: "sent", fr: "Parti le", en: "Sent", kind: "instant" },
    ],
    source: held.mailsOf,
    erase: { part: false, run: held.eraseMails },
  },
  {
    ...told,
    kind: "texts",
    label: { fr: "SMS et notifications envoyés", en: "Text messages and notifications sent" },
    why: { fr: "Vous prévenir sur votre téléphone", en: "To tell you things on your phone" },
    columns: [
      { key: "channel", fr: "Canal", en: "Channel" },
      { key: "recipient", fr: "À", en: "To" },
      { key: "body", fr: "Texte", en: "Text" },
      { key: "state", fr: "État", en: "State" },
      { key: "written", fr: "Écrit le", en: "Written", kind: "instant" },
    ],
    source: held.textsOf,
    erase: { part: false, run: held.eraseTexts },
  },
  {
    ...choice,
    kind: "notification_choices",
    label: { fr: "Choix de notifications", en: "Choices of notifications" },
    why: { fr: "Vous écrire comme vous le voulez", en: "To write to you the way you want" },
    columns: [
      { key: "news", fr: "Nouvelles", en: "News" },
      { key: "channel", fr: "Canal", en: "Channel" },
      { key: "wanted", fr: "Voulu", en: "Wanted" },
      { key: "chosen", fr: "Choisi le", en: "Chosen", kind: "instant" },
    ],
    source: held.choicesOf,
    erase: { part: false, run: held.eraseChoices },
  },
  {
    ...choice,
    kind: "notification_devices",
    label: { fr: "Téléphone et navigateurs prévenus", en: "Phone and browsers that are told" },
    why: { fr: "Y envoyer vos SMS et vos notifications", en: "To send them your messages and notifications" },
    columns: [
      { key: "what", fr: "Quoi", en: "What" },
      { key: "name", fr: "Nom", en: "Name" },
      { key: "since", fr: "Depuis", en: "Since", kind: "instant" },
    ],
    source: held.devicesOf,
    erase: { part: false, run: held.eraseDevices },
  },
];

const news: Record<NewsKind, Said> = {
  security: { fr: "Sécurité de mon accès", en: "Security of my access" },
  receipts: { fr: "Reçus de paiement", en: "Payment receipts" },
  invoices: { fr: "Nouvelles factures", en: "New invoices" },
  payments: { fr: "Suites de mes paiements", en: "What becomes of my payments" },
  disputes: { fr: "Mes litiges", en: "My disputes" },
  requests: { fr: "Mes demandes", en: "My requests" },
  announcements: { fr: "Informations", en: "News" },
  debits: { fr: "Prélèvements", en: "Direct debits" },
  information: { fr: "Mes coordonnées", en: "My details" },
};
const channels: Record<Channel, Said> = {
  mail: { fr: "par courriel", en: "by mail" },
  sms: { fr: "par SMS", en: "by text message" },
  push: { fr: "dans le navigateur", en: "in the browser" },
};
const path = "/mes-notifications";

/** What he chose to receive and where, with the day of each choice (INF-4). */
export async function notificationConsents(ctx: Context, userId: string): Promise<Consent[]> {
  const reached = await held.selectReached(ctx, userId);
  const chosen = await held.selectChosen(ctx, userId);
  return [
    ...reached.map((one) => ({
      kind: one.what,
      label:
        one.what === "phone"
          ? { fr: "Recevoir des SMS", en: "Text messages" }
          : { fr: "Recevoir des notifications dans un navigateur", en: "Notifications in a browser" },
      detail: one.name,
      given: true,
      at: one.since,
      path,
    })),
    ...chosen.map((one) => {
      const [about, by] = [news[one.news as NewsKind], channels[one.channel as Channel]];
      return {
        kind: "news",
        label: { fr: `${about.fr}, ${by.fr}`, en: `${about.en}, ${by.en}` },
        detail: "",
        given: one.wanted,
        at: one.changed_at,
        path,
      };
    }),
  ];
}
