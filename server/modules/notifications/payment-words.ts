/** Sentences of the mails about payments. */
import { formatInstant } from "../../platform/dates.ts";
import { formatCents, type Language } from "../../platform/money.ts";
import type { MailContent } from "./render-mail.ts";

/** What these mails need of a settled payment. */
export type Paid = {
  reference: string;
  cents: number;
  payer: { name: string };
  creditor: { name: string };
  pieces: { label: string; piece: string; cents: number }[];
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
  return rest.length === 0
    ? rows
    : [...rows, { label: labels.others[language](rest.length), value: formatCents(restCents, language) }];
}

const row = (language: Language, label: keyof Omit<typeof labels, "others">, value: string) => ({
  label: labels[label][language],
  value,
});

/** To who paid. */
function receipt(language: Language, payment: Paid, url: string): MailContent {
  const amount = formatCents(payment.cents, language);
  const collected = payment.means === "direct_debit";
  const rows = [
    ...pieceRows(language, payment),
    { ...row(language, "paid", amount), strong: true },
    row(language, "creditor", payment.creditor.name),
    row(language, "means", means[payment.means][language]),
    row(language, "date", formatInstant(payment.receivedAt, language)),
    row(language, "receipt", payment.receiptNumber),
  ];
  const credit = payment.unapplied;
  return language === "fr"
    ? {
        subject: `Votre reçu de ${amount}`,
        preview: `${payment.creditor.name} a bien reçu votre règlement.`,
        title: `Merci, nous avons reçu ${amount}`,
        paragraphs: [
          `Bonjour ${payment.payer.name},`,
          "Votre règlement est enregistré. Le reçu est joint à ce message.",
          ...(collected
            ? ["Par prélèvement, le reçu vaut sous réserve d’encaissement par votre banque."]
            : []),
          ...(credit
            ? [
                "Une partie n’a pas pu être affectée aux pièces choisies : elle figure en crédit sur votre compte, et le service a été prévenu.",
              ]
            : []),
        ],
        rows,
        button: { label: "Voir ce règlement", url },
      }
    : {
        subject: `Your receipt for ${amount}`,
        preview: `${payment.creditor.name} has received your payment.`,
        title: `Thank you, we received ${amount}`,
        paragraphs: [
          `Hello ${payment.payer.name},`,
          "Your payment is recorded. The receipt is attached to this message.",
          ...(collected ? ["By direct debit, the receipt holds once your bank has paid."] : []),
          ...(credit
            ? [
                "A part could not be used for the items chosen: it stands as a credit on your account, and the office has been told.",
              ]
            : []),
        ],
        rows,
        button: { label: "See this payment", url },
      };
}

const staffRows = (language: Language, payment: Paid): NonNullable<MailContent["rows"]> => [
  { ...row(language, "received", formatCents(payment.cents, language)), strong: true },
  row(language, "payer", payment.payer.name),
  row(language, "creditor", payment.creditor.name),
  ...pieceRows(language, payment),
  row(language, "means", means[payment.means][language]),
  row(language, "date", formatInstant(payment.receivedAt, language)),
  row(language, "receipt", payment.receiptNumber),
  row(language, "reference", payment.reference),
];

/** To the creditor, for each payment. */
function merchant(language: Language, payment: Paid, url: string): MailContent {
  const amount = formatCents(payment.cents, language);
  const { name } = payment.payer;
  return language === "fr"
    ? {
        subject: `${amount} reçus de ${name} (${payment.reference})`,
        preview: `Paiement en ligne, reçu ${payment.receiptNumber}.`,
        title: "Un paiement en ligne a été reçu",
        paragraphs: [
          `${name} a réglé ${amount} en ligne. Les pièces ci-dessous sont lettrées à titre provisoire.`,
        ],
        rows: staffRows("fr", payment),
        button: { label: "Ouvrir ce paiement", url },
      }
    : {
        subject: `${amount} received from ${name} (${payment.reference})`,
        preview: `On-line payment, receipt ${payment.receiptNumber}.`,
        title: "An on-line payment was received",
        paragraphs: [`${name} paid ${amount} on line. The items below are provisionally lettered.`],
        rows: staffRows("en", payment),
        button: { label: "Open this payment", url },
      };
}

/** To the creditor, when somebody has to look. */
function alert(language: Language, payment: Paid, url: string): MailContent {
  const amount = formatCents(payment.cents, language);
  const reason = reasonOf(language, payment.alert);
  return language === "fr"
    ? {
        subject: `À traiter : paiement ${payment.reference} de ${amount}`,
        preview: reason,
        title: "Un paiement demande votre attention",
        paragraphs: [reason],
        rows: staffRows("fr", payment),
        button: { label: "Traiter ce paiement", url },
      }
    : {
        subject: `To be dealt with: payment ${payment.reference} of ${amount}`,
        preview: reason,
        title: "A payment needs your attention",
        paragraphs: [reason],
        rows: staffRows("en", payment),
        button: { label: "Deal with this payment", url },
      };
}

export const paymentWords = { receipt, merchant, alert };
