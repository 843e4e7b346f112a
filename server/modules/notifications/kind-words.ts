/** Every kind of mail: what it is called in the office, what news it is, its words, its fields, and a sample to preview it. */
import { formatCents, type Language } from "../../platform/money.ts";
import { collectionTexts } from "./collection-words.ts";
import { mandateTexts } from "./mandate-words.ts";
import type { NewsKind } from "./news-rules.ts";
import { newsTexts } from "./news-words.ts";
import { givenOf, type Paid, paymentTexts } from "./payment-words.ts";
import { privacyTexts } from "./privacy-words.ts";
import type { FieldName, FieldValues, MailGiven } from "./template-rules.ts";
import { transferTexts } from "./transfer-words.ts";
import { accessLabels, accessTexts, lasting, type MailTexts } from "./words.ts";

export const mailTexts = {
  ...accessTexts,
  ...paymentTexts,
  ...newsTexts,
  ...mandateTexts,
  ...privacyTexts,
  ...transferTexts,
  ...collectionTexts,
} satisfies Record<string, MailTexts>;
export type MailKind = keyof typeof mailTexts;

type Kind = {
  label: Record<Language, string>;
  /** What a person chooses channels for; `staff`: goes to the service. */
  news: NewsKind | "staff";
  fields: readonly FieldName[];
};
const kind = (news: Kind["news"], fr: string, en: string, ...fields: FieldName[]): Kind => ({
  news,
  label: { fr, en },
  fields: [...fields, "organization"],
});

export const mailKinds: Record<MailKind, Kind> = {
  activation_link: kind(
    "security",
    "Activation de l’accès",
    "Activation of the access",
    "name",
    "identifier",
    "lifetime",
  ),
  password_link: kind("security", "Nouveau mot de passe", "New password", "name", "identifier", "lifetime"),
  email_link: kind(
    "security",
    "Confirmation d’une adresse",
    "Confirmation of an address",
    "name",
    "newEmail",
    "lifetime",
  ),
  password_changed: kind("security", "Mot de passe changé", "Password changed", "name", "at"),
  email_changed: kind("security", "Adresse changée", "Address changed", "name", "at", "newEmail"),
  protection_changed: kind("security", "Protection changée", "Protection changed", "name", "at", "subject"),
  data_ready: kind("security", "Données à télécharger", "Data to download", "name", "at"),
  erasure_received: kind("security", "Effacement : reçu", "Erasure: received", "name", "at"),
  erasure_decided: kind("security", "Effacement : réponse", "Erasure: answer", "name", "answer"),
  access_given: kind(
    "security",
    "Accès donné par un collègue",
    "Access given by a colleague",
    "name",
    "subject",
  ),
  access_ending: kind("security", "Fermeture d’un accès", "Closing of an access", "name", "at"),
  new_device: kind("security", "Nouvel appareil", "New device", "name", "at", "device"),
  payment_receipt: kind(
    "receipts",
    "Reçu de paiement",
    "Payment receipt",
    "name",
    "amount",
    "creditor",
    "receipt",
  ),
  transfer_order: kind(
    "receipts",
    "Virement à faire",
    "Transfer to make",
    "name",
    "amount",
    "creditor",
    "reference",
  ),
  transfer_received: kind(
    "payments",
    "Virement reçu",
    "Transfer received",
    "name",
    "amount",
    "creditor",
    "reference",
  ),
  new_invoices: kind("invoices", "Nouvelles factures", "New invoices", "name", "count", "creditor", "amount"),
  declaration_decided: kind(
    "payments",
    "Paiement déclaré : décision",
    "Declared payment: decision",
    "name",
    "amount",
    "subject",
    "answer",
  ),
  dispute_answered: kind(
    "disputes",
    "Litige : réponse",
    "Dispute: answer",
    "name",
    "reference",
    "subject",
    "creditor",
  ),
  dispute_resolved: kind(
    "disputes",
    "Litige clos",
    "Dispute closed",
    "name",
    "reference",
    "subject",
    "creditor",
    "answer",
  ),
  request_answered: kind("requests", "Demande : réponse", "Request: answer", "name", "subject"),
  announcement: kind("announcements", "Information publiée", "News published", "name", "subject"),
  change_decided: kind(
    "information",
    "Modification : décision",
    "Change: decision",
    "name",
    "subject",
    "answer",
  ),
  mandate_code: kind(
    "security",
    "Mandat : code de signature",
    "Mandate: signature code",
    "name",
    "creditor",
    "reference",
    "subject",
    "lifetime",
  ),
  mandate_signed: kind("debits", "Mandat signé", "Mandate signed", "name", "creditor", "reference"),
  mandate_account: kind(
    "debits",
    "Mandat : compte bancaire changé",
    "Mandate: bank account changed",
    "name",
    "creditor",
    "reference",
    "subject",
  ),
  mandate_state: kind(
    "debits",
    "Mandat suspendu, révoqué…",
    "Mandate suspended, revoked…",
    "name",
    "creditor",
    "reference",
    "answer",
  ),
  debit_announced: kind(
    "debits",
    "Prélèvement annoncé",
    "Direct debit announced",
    "name",
    "creditor",
    "amount",
    "at",
    "subject",
    "reference",
  ),
  debit_moved: kind(
    "debits",
    "Prélèvement déplacé",
    "Direct debit moved",
    "name",
    "creditor",
    "amount",
    "at",
    "subject",
    "reference",
  ),
  debit_cancelled: kind(
    "debits",
    "Prélèvement annulé",
    "Direct debit cancelled",
    "name",
    "creditor",
    "amount",
    "at",
    "reference",
  ),
  debit_collected: kind(
    "debits",
    "Prélèvement effectué",
    "Direct debit made",
    "name",
    "creditor",
    "amount",
    "at",
    "subject",
    "reference",
  ),
  debit_returned: kind(
    "debits",
    "Prélèvement rejeté",
    "Direct debit that came back",
    "name",
    "creditor",
    "amount",
    "reason",
    "answer",
    "reference",
  ),
  debits_returned: kind("staff", "Prélèvements rejetés", "Direct debits that came back", "creditor", "at"),
  debits_drop_failed: kind(
    "staff",
    "Dépôt SFTP en échec",
    "SFTP drop failed",
    "creditor",
    "reference",
    "reason",
  ),
  debits_not_taken: kind(
    "staff",
    "Fichier dit non pris par la banque",
    "File said not to have been taken by the bank",
    "name",
    "creditor",
    "reference",
    "reason",
  ),
  debits_restored: kind(
    "staff",
    "Remise rétablie : la banque avait le fichier",
    "Batch restored: the bank had the file",
    "creditor",
    "reference",
    "reason",
  ),
  mandate_news: kind(
    "staff",
    "Mandat : du nouveau",
    "Mandate: news",
    "name",
    "creditor",
    "reference",
    "answer",
  ),
  payment_merchant: kind(
    "staff",
    "Paiement reçu",
    "Payment received",
    "name",
    "amount",
    "reference",
    "receipt",
  ),
  payment_alert: kind(
    "staff",
    "Paiement à traiter",
    "Payment to deal with",
    "name",
    "amount",
    "reference",
    "reason",
  ),
  payment_returned: kind(
    "staff",
    "Paiement rendu",
    "Payment given back",
    "name",
    "amount",
    "reference",
    "subject",
  ),
  payment_declared: kind("staff", "Paiement déclaré", "Declared payment", "name", "amount", "subject"),
  dispute_opened: kind(
    "staff",
    "Litige ouvert",
    "Dispute opened",
    "name",
    "amount",
    "reference",
    "subject",
    "creditor",
  ),
  dispute_message: kind(
    "staff",
    "Litige : message du client",
    "Dispute: message from the customer",
    "name",
    "amount",
    "reference",
    "subject",
    "creditor",
  ),
  erasure_asked: kind("staff", "Effacement demandé", "Erasure asked for", "name", "at"),
  request_received: kind("staff", "Demande reçue", "Request received", "name", "subject"),
  change_asked: kind("staff", "Modification demandée", "Change asked for", "name", "subject"),
  paper_choice: kind("staff", "Choix du papier", "Choice about paper", "name", "answer"),
  address_bounced: kind(
    "staff",
    "Adresse qui ne reçoit plus",
    "Address that no longer receives",
    "name",
    "newEmail",
    "reason",
  ),
};
export const MAIL_KINDS = Object.keys(mailKinds) as MailKind[];

const samples: Record<FieldName, Record<Language, string>> = {
  name: { fr: "Camille Durand", en: "Camille Durand" },
  organization: { fr: "Votre organisme", en: "Your organization" },
  creditor: { fr: "Régie des eaux", en: "Water service" },
  identifier: { fr: "C-1042", en: "C-1042" },
  newEmail: { fr: "c•••@example.org", en: "c•••@example.org" },
  lifetime: {
    fr: lasting("fr", { count: 72, unit: "hours" }),
    en: lasting("en", { count: 72, unit: "hours" }),
  },
  at: { fr: "3 mars 2026 à 14:05", en: "3 March 2026 at 14:05" },
  device: { fr: "Firefox sous Windows", en: "Firefox on Windows" },
  amount: { fr: formatCents(114_798, "fr"), en: formatCents(114_798, "en") },
  reference: { fr: "Q2026ABCD", en: "Q2026ABCD" },
  receipt: { fr: "2026-000042", en: "2026-000042" },
  reason: { fr: "cette boîte n’existe pas", en: "this mailbox does not exist" },
  count: { fr: "2 nouvelles factures", en: "2 new invoices" },
  subject: { fr: "Facture d’eau du deuxième semestre", en: "Water bill of the second half-year" },
  answer: { fr: "acceptée", en: "accepted" },
};

const samplePaid = (language: Language): Paid => ({
  reference: samples.reference[language],
  cents: 114_798,
  payer: { name: samples.name[language] },
  creditor: { name: samples.creditor[language] },
  pieces: [
    {
      label: language === "fr" ? "Facture F-2026-118" : "Invoice F-2026-118",
      piece: "F-2026-118",
      cents: 120_000,
    },
    { label: language === "fr" ? "Avoir A-12" : "Credit note A-12", piece: "A-12", cents: -5_202 },
  ],
  receiptNumber: samples.receipt[language],
  means: "card",
  receivedAt: new Date("2026-03-03T13:05:00Z"),
  unapplied: false,
  unusedCents: 0,
  alert: "not_fully_used",
});

/** News that never happened, for a preview. */
export function sampleOf(which: MailKind, language: Language, url: string): MailGiven {
  if (which === "payment_receipt") return { ...givenOf.receipt(language, samplePaid(language)), url };
  if (which === "payment_merchant" || which === "payment_alert")
    return givenOf.staff(language, samplePaid(language), url);
  const fields: FieldValues = Object.fromEntries(
    mailKinds[which].fields.map((field) => [field, samples[field][language]]),
  );
  const rows = (["identifier", "newEmail"] as const)
    .filter((field) => which.endsWith("_link") && fields[field])
    .map((field) => ({ label: accessLabels[field][language], value: fields[field]! }));
  return { fields, ...(rows.length > 0 ? { rows } : {}), url };
}
