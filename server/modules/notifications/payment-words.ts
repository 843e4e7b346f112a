/** Sentences of the mails about payments. */
import { dayInParis, formatDay } from "../../platform/dates.ts";
import { formatCents, type Language } from "../../platform/money.ts";
import type { MailContent } from "./render-mail.ts";
import type { MailGiven } from "./template-rules.ts";
import type { MailTexts } from "./words.ts";

/** What these mails need of a settled payment. */
export type Paid = {
  reference: string;
  cents: number;
  payer: { name: string };
  creditor: { name: string };
  /** What the money settled, and what it did not. */
  pieces: { label: string; piece: string; cents: number }[];
  unusedCents: number;
  receiptNumber: string;
  means: "card" | "direct_debit" | "unknown";
  receivedAt: Date;
  unapplied: boolean;
  alert: string | null;
};

const means: Record<Paid["means"], Record<Language, string>> = {
  card: { fr: "Carte bancaire", en: "Card" },
  direct_debit: { fr: "Prélèvement", en: "Direct debit" },
  unknown: { fr: "Paiement en ligne", en: "On-line payment" },
};
const labels = {
  paid: { fr: "Montant réglé", en: "Amount paid" },
  received: { fr: "Montant reçu", en: "Amount received" },
  payer: { fr: "Payé par", en: "Paid by" },
  creditor: { fr: "Créancier", en: "Creditor" },
  means: { fr: "Moyen de paiement", en: "Means of payment" },
  date: { fr: "Date", en: "Date" },
  receipt: { fr: "Reçu", en: "Receipt" },
  reference: { fr: "Référence", en: "Reference" },
  unused: { fr: "Non affecté", en: "Not used" },
  others: {
    fr: (count: number) => `et ${count} autres pièces`,
    en: (count: number) => `and ${count} other items`,
  },
} as const;
/** A mail shows this many pieces; the receipt has them all. */
const MOST_PIECES = 20;

/** Why money could not be used as ordered, by the code that payments give: what staff have to do about it. */
function reasonOf(language: Language, alert: string | null): string {
  const [code, got, wanted] = (alert ?? "").split(":");
  const amount = (cents: string | undefined) => formatCents(Number(cents ?? 0), language);
  switch (code) {
    case "amount_differs":
      return language === "fr"
        ? `Le prestataire a encaissé ${amount(got)} au lieu de ${amount(wanted)}. Rien n’a été lettré : rapprochez ce paiement.`
        : `The provider collected ${amount(got)} instead of ${amount(wanted)}. Nothing was lettered: match this payment yourself.`;
    case "paid_after_cancellation":
      return language === "fr"
        ? "Le client avait annulé ce paiement, le prestataire l’a pourtant encaissé. Il figure en crédit sur son compte : affectez-le ou remboursez-le."
        : "The customer had cancelled this payment, yet the provider collected it. It stands as a credit on the account: use it or refund it.";
    case "paid_after_closing":
      return language === "fr"
        ? "Ce paiement a abouti après que ses pièces avaient été libérées. Vérifiez ce qu’il règle."
        : "This payment came through after its items had been freed. Check what it settles.";
    case "not_fully_used":
      return language === "fr"
        ? "Une pièce avait été réglée entre-temps : le reste figure en crédit sur le compte. Affectez-le ou remboursez-le."
        : "An item had been settled in the meantime: the rest stands as a credit on the account. Use it or refund it.";
    case "paid_twice":
      return language === "fr"
        ? `Le prestataire annonce un second encaissement pour ce paiement (${got}). Un seul est enregistré : remboursez l’autre chez lui.`
        : `The provider tells of a second collection for this payment (${got}). Only one is recorded: refund the other there.`;
    case "tipi_unvouched":
      return language === "fr"
        ? "TIPI ne signe pas ses réponses, et les adresses de la DGFiP ne sont pas réglées : vérifiez ce paiement dans les comptes de la régie."
        : "TIPI does not sign its answers, and DGFiP’s addresses are not set: check this payment in the accounts of the régie.";
    default:
      return language === "fr"
        ? "Ce paiement demande votre attention."
        : "This payment needs your attention.";
  }
}

function pieceRows(language: Language, payment: Paid): NonNullable<MailContent["rows"]> {
  const rows = payment.pieces.slice(0, MOST_PIECES).map(({ label, piece, cents }) => ({
    label: piece && !label.includes(piece) ? `${label} (${piece})` : label,
    value: formatCents(cents, language),
  }));
  const rest = payment.pieces.slice(MOST_PIECES);
  const restCents = rest.reduce((sum, one) => sum + one.cents, 0);
  if (rest.length > 0)
    rows.push({ label: labels.others[language](rest.length), value: formatCents(restCents, language) });
  if (payment.unusedCents !== 0)
    rows.push(row(language, "unused", formatCents(payment.unusedCents, language)));
  return rows;
}

const row = (language: Language, label: keyof Omit<typeof labels, "others">, value: string) => ({
  label: labels[label][language],
  value,
});

/** To who paid. */
function receipt(language: Language, payment: Paid): MailGiven {
  const amount = formatCents(payment.cents, language);
  const extra = [];
  if (payment.means === "direct_debit") extra.push(receiptRemarks.collected[language]);
  if (payment.unapplied) extra.push(receiptRemarks.credit[language]);
  return {
    fields: {
      name: payment.payer.name,
      amount,
      creditor: payment.creditor.name,
      receipt: payment.receiptNumber,
    },
    extra,
    rows: [
      ...pieceRows(language, payment),
      { ...row(language, "paid", amount), strong: true },
      row(language, "creditor", payment.creditor.name),
      row(language, "means", means[payment.means][language]),
      row(language, "date", formatDay(dayInParis(payment.receivedAt), language)),
      row(language, "receipt", payment.receiptNumber),
    ],
  };
}

/** To the creditor: for each payment, and when somebody has to look. */
function staff(language: Language, payment: Paid, url: string): MailGiven {
  const amount = formatCents(payment.cents, language);
  return {
    fields: {
      name: payment.payer.name,
      amount,
      reference: payment.reference,
      receipt: payment.receiptNumber,
      reason: reasonOf(language, payment.alert),
    },
    rows: [
      { ...row(language, "received", amount), strong: true },
      row(language, "payer", payment.payer.name),
      row(language, "creditor", payment.creditor.name),
      ...pieceRows(language, payment),
      row(language, "means", means[payment.means][language]),
      row(language, "date", formatDay(dayInParis(payment.receivedAt), language)),
      row(language, "receipt", payment.receiptNumber),
      row(language, "reference", payment.reference),
    ],
    url,
  };
}

/** What is said besides, when it holds: no template can leave it out. */
const receiptRemarks = {
  collected: {
    fr: "Par prélèvement, le reçu vaut sous réserve d’encaissement par votre banque.",
    en: "By direct debit, the receipt holds once your bank has paid.",
  },
  credit: {
    fr: "Une partie n’a pas pu être affectée aux pièces choisies : elle figure en crédit sur votre compte, et le service a été prévenu.",
    en: "A part could not be used for the items chosen: it stands as a credit on your account, and the office has been told.",
  },
};

const receiptTexts: MailTexts = {
  fr: {
    subject: "Votre reçu de {montant}",
    preview: "{créancier} a bien reçu votre règlement.",
    title: "Merci, nous avons reçu {montant}",
    intro: ["Bonjour {nom},", "Votre règlement est enregistré. Le reçu est joint à ce message."],
    button: "Voir ce règlement",
    brief: "Votre règlement de {montant} est enregistré.",
  },
  en: {
    subject: "Your receipt for {amount}",
    preview: "{creditor} has received your payment.",
    title: "Thank you, we received {amount}",
    intro: ["Hello {name},", "Your payment is recorded. The receipt is attached to this message."],
    button: "See this payment",
    brief: "Your payment of {amount} is recorded.",
  },
};

const merchantTexts: MailTexts = {
  fr: {
    subject: "{montant} reçus de {nom} ({référence})",
    preview: "Paiement en ligne, reçu {reçu}.",
    title: "Un paiement en ligne a été reçu",
    intro: ["{nom} a réglé {montant} en ligne. Les pièces ci-dessous sont lettrées à titre provisoire."],
    button: "Ouvrir ce paiement",
  },
  en: {
    subject: "{amount} received from {name} ({reference})",
    preview: "On-line payment, receipt {receipt}.",
    title: "An on-line payment was received",
    intro: ["{name} paid {amount} on line. The items below are provisionally lettered."],
    button: "Open this payment",
  },
};

const alertTexts: MailTexts = {
  fr: {
    subject: "À traiter : paiement {référence} de {montant}",
    preview: "{motif}",
    title: "Un paiement demande votre attention",
    intro: ["{motif}"],
    button: "Traiter ce paiement",
  },
  en: {
    subject: "To be dealt with: payment {reference} of {amount}",
    preview: "{reason}",
    title: "A payment needs your attention",
    intro: ["{reason}"],
    button: "Deal with this payment",
  },
};

export const paymentTexts = {
  payment_receipt: receiptTexts,
  payment_merchant: merchantTexts,
  payment_alert: alertTexts,
};
export const givenOf = { receipt, staff };
