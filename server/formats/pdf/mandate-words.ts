/** What a SEPA mandate says. The authorisation is the EPC's own translation and may not be reworded (EPC392-08, EPC131-10). */
import type { Language } from "./format.ts";

export type MandateScheme = "CORE" | "B2B";

/** Names the wording in what is kept as evidence: it changes when a sentence of `mandateWording` does. */
export const MANDATE_WORDING_VERSION = "epc-2019-09";

export const mandateTitle = {
  CORE: { fr: "Mandat de prélèvement SEPA", en: "SEPA Direct Debit Mandate" },
  B2B: {
    fr: "Mandat de prélèvement SEPA interentreprises",
    en: "SEPA Business-to-Business Direct Debit Mandate",
  },
} as const;

const authorisation = {
  fr: (creditor: string) =>
    `En signant ce formulaire de mandat, vous autorisez (A) ${creditor} à envoyer des instructions à votre banque pour débiter votre compte, et (B) votre banque à débiter votre compte conformément aux instructions de ${creditor}.`,
  en: (creditor: string) =>
    `By signing this mandate form, you authorise (A) ${creditor} to send instructions to your bank to debit your account and (B) your bank to debit your account in accordance with the instructions from ${creditor}.`,
};

const rights = {
  CORE: {
    fr: "Vous bénéficiez du droit d’être remboursé par votre banque selon les conditions décrites dans la convention que vous avez passée avec elle. Une demande de remboursement doit être présentée dans les 8 semaines suivant la date de débit de votre compte pour un prélèvement autorisé.",
    en: "As part of your rights, you are entitled to a refund from your bank under the terms and conditions of your agreement with your bank. A refund must be claimed within 8 weeks starting from the date on which your account was debited.",
  },
  B2B: {
    fr: "Ce mandat est dédié aux prélèvements SEPA interentreprises. Vous n’êtes pas en droit de demander à votre banque le remboursement d’un prélèvement SEPA interentreprises une fois que le montant est débité de votre compte. Vous pouvez cependant demander à votre banque de ne pas débiter votre compte jusqu’au jour de l’échéance.",
    en: "This mandate is only intended for business-to-business transactions. You are not entitled to a refund from your bank after your account has been debited, but you are entitled to request your bank not to debit your account up until the day on which the payment is due.",
  },
} as const;

const statement = {
  fr: "Vos droits concernant le présent mandat sont expliqués dans un document que vous pouvez obtenir auprès de votre banque.",
  en: "Your rights regarding the above mandate are explained in a statement that you can obtain from your bank.",
} as const;

/** The authorisation, the right to a refund, where rights are explained: for the document and for the screen before signing. */
export function mandateWording(scheme: MandateScheme, creditor: string, lang: Language): string[] {
  return [authorisation[lang](creditor), rights[scheme][lang], statement[lang]];
}

export const words = {
  umr: { fr: "Référence unique du mandat (RUM)", en: "Unique mandate reference (UMR)" },
  authorisation: { fr: "Autorisation", en: "Authorisation" },
  debtor: { fr: "Débiteur", en: "Debtor" },
  address: { fr: "Adresse", en: "Address" },
  creditor: { fr: "Créancier", en: "Creditor" },
  name: { fr: "Nom", en: "Name" },
  ics: { fr: "Identifiant (ICS)", en: "Creditor identifier" },
  payment: { fr: "Paiement", en: "Payment" },
  kind: { fr: "Type de paiement", en: "Type of payment" },
  recurrent: { fr: "Paiement récurrent", en: "Recurrent payment" },
  one_off: { fr: "Paiement ponctuel", en: "One-off payment" },
  purpose: { fr: "Objet", en: "Purpose" },
  amount: { fr: "Montant", en: "Amount" },
  notice: { fr: "Avis avant prélèvement", en: "Notice before a debit" },
  schedule: { fr: "Échéancier", en: "Schedule" },
  rank: { fr: "N°", en: "No." },
  date: { fr: "Date du prélèvement", en: "Date of the debit" },
  total: { fr: "Total", en: "Total" },
  signature: { fr: "Signature du débiteur", en: "Signature of the debtor" },
  unsigned: {
    fr: "Ce mandat n’est pas encore signé.",
    en: "This mandate is not signed yet.",
  },
  placeAndDate: { fr: "Lieu et date", en: "Place and date" },
  signedBy: { fr: "Signé par", en: "Signed by" },
  signedAt: { fr: "Le", en: "On" },
  signedIn: { fr: "À", en: "In" },
  how: { fr: "Moyen", en: "How" },
  sms: { fr: "Code à usage unique envoyé par SMS au", en: "One-time code sent by text message to" },
  email: { fr: "Code à usage unique envoyé par courriel à", en: "One-time code sent by e-mail to" },
  hash: { fr: "SHA-256 du document lu : ", en: "SHA-256 of what was read: " },
  attached: {
    fr: "Le dossier de preuve est joint à ce fichier : ",
    en: "The evidence is attached to this file: ",
  },
} as const;

/** How long before each debit its date and amount are told. */
export function noticeSentence(days: number, lang: Language): string {
  if (lang === "fr")
    return `Date et montant annoncés au moins ${days} ${days > 1 ? "jours" : "jour"} avant chaque prélèvement`;
  return `Date and amount told at least ${days} ${days === 1 ? "day" : "days"} before each debit`;
}
