import type { GotOf } from "../../lib/api.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { State } from "../../ui/tag.tsx";

export type BankLine = GotOf<"listBankLines">["items"][number];
export type BankLineRecord = GotOf<"readBankLine">;
export type Proposal = BankLineRecord["proposals"][number];

const formats: Record<string, string> = {
  camt052: "camt.052",
  camt053: "camt.053",
  camt054: "camt.054",
  cfonb120: "CFONB 120",
  cfonb240: "CFONB 240",
};
/** The name of a bank file's format, as banks write it. */
export const formatName = (format: string): string => formats[format.replace(".", "")] ?? format;

const kinds = {
  transfer: { fr: "Virement", en: "Transfer" },
  instant_transfer: { fr: "Virement instantané", en: "Instant transfer" },
  debit_batch: { fr: "Remise de prélèvements", en: "Batch of direct debits" },
  debit_return: { fr: "Prélèvement rejeté", en: "Returned direct debit" },
  debit_reversal: { fr: "Prélèvement annulé", en: "Reversed direct debit" },
  direct_debit_paid: { fr: "Prélèvement payé", en: "Direct debit paid" },
  transfer_return: { fr: "Virement revenu", en: "Returned transfer" },
  cheque: { fr: "Chèques", en: "Cheques" },
  card: { fr: "Cartes", en: "Cards" },
  fee: { fr: "Frais bancaires", en: "Bank fees" },
  interest: { fr: "Intérêts", en: "Interest" },
  other: { fr: "Autre", en: "Other" },
} satisfies Words;
export const useKinds = () => useWords(kinds);

const reasons = {
  order_reference: { fr: "Référence de virement demandée au client", en: "Reference given to the customer" },
  invoice_reference: { fr: "Référence de la facture", en: "Reference of the invoice" },
  invoice_number: { fr: "Numéro de facture", en: "Invoice number" },
  several_invoices: { fr: "Plusieurs factures font ce montant", en: "Several invoices make this amount" },
  account_reference: { fr: "Numéro de compte", en: "Account number" },
  known_payer_amount: { fr: "Payeur connu, montant exact", en: "Known payer, exact amount" },
  payer_amount_name: { fr: "Payeur, montant et nom", en: "Payer, amount and name" },
  name_amount: { fr: "Nom proche, montant exact", en: "Similar name, exact amount" },
  whole_balance: { fr: "Tout le solde du compte", en: "The whole balance of the account" },
  amount_alone: { fr: "Le montant seul : à vérifier", en: "The amount alone: to be checked" },
  partial: { fr: "Une partie de ce qui est dû", en: "A part of what is due" },
} satisfies Words;
export const useReasons = () => useWords(reasons);

const aside = {
  fee: { fr: "Frais bancaires", en: "Bank fees" },
  interest: { fr: "Intérêts", en: "Interest" },
  internal: { fr: "Virement entre nos comptes", en: "Transfer between our accounts" },
  supplier: { fr: "Fournisseur ou remboursement reçu", en: "Supplier, or refund received" },
  card_takings: { fr: "Remise de cartes", en: "Card takings" },
  not_ours: { fr: "Argent qui n’est pas pour nous", en: "Money that is not for us" },
  booked_elsewhere: { fr: "Déjà comptabilisé ailleurs", en: "Booked elsewhere already" },
  other: { fr: "Autre raison", en: "Another reason" },
  outgoing: { fr: "Argent sorti : rien à rapprocher", en: "Money that left: nothing to match" },
  currency: { fr: "Dans une autre monnaie", en: "In another currency" },
  matched: { fr: "", en: "" },
  debit_batch: { fr: "Remise de prélèvements reconnue", en: "Batch of direct debits recognised" },
  debit_return: { fr: "Rejet transmis aux prélèvements", en: "Return handed to direct debits" },
  by_hand: { fr: "À la main", en: "By hand" },
} satisfies Words;
export type AsideReason = keyof typeof aside;
export const ASIDE_CHOICES = [
  "fee",
  "interest",
  "internal",
  "supplier",
  "card_takings",
  "not_ours",
  "booked_elsewhere",
  "other",
] as const;
export const useAsideReasons = () => useWords(aside) as Record<string, string | undefined>;

const scores = {
  certain: { fr: "Certain", en: "Certain" },
  likely: { fr: "Très probable", en: "Very likely" },
  possible: { fr: "Probable", en: "Likely" },
  weak: { fr: "À vérifier", en: "To check" },
} satisfies Words;

/** How sure a proposal is, in a word beside its figure. */
export function Score({ score }: { score: number }) {
  const t = useWords(scores);
  if (score >= 95) return <State kind="settled">{`${t.certain} · ${score}`}</State>;
  if (score >= 85) return <State kind="settled">{`${t.likely} · ${score}`}</State>;
  return <State kind="pending">{`${score >= 70 ? t.possible : t.weak} · ${score}`}</State>;
}

const states = {
  waiting: { fr: "À rapprocher", en: "To match" },
  matched: { fr: "Rapprochée", en: "Matched" },
  set_aside: { fr: "Mise de côté", en: "Set aside" },
  ignored: { fr: "Sans suite", en: "Ignored" },
} satisfies Words;
export const useLineStates = () => useWords(states);

export function LineState({ state }: { state: BankLine["state"] }) {
  const t = useLineStates();
  const kind = state === "waiting" ? "pending" : state === "matched" ? "settled" : "neutral";
  return <State kind={kind}>{t[state]}</State>;
}

const evidence = {
  reference: { fr: (one: string) => `référence ${one}`, en: (one: string) => `reference ${one}` },
  piece: { fr: (one: string) => `pièce ${one}`, en: (one: string) => `item ${one}` },
  account: { fr: (one: string) => `compte ${one}`, en: (one: string) => `account ${one}` },
  payer: { fr: () => "payeur déjà connu", en: () => "payer known already" },
  name: { fr: (one: string) => `nom ${one}`, en: (one: string) => `name ${one}` },
  amount: { fr: () => "montant exact", en: () => "exact amount" },
  whole: { fr: () => "tout le solde", en: () => "the whole balance" },
  several: {
    fr: (one: string) => `${one} factures ensemble`,
    en: (one: string) => `${one} invoices together`,
  },
  oldest: { fr: () => "le plus ancien d’abord", en: () => "oldest first" },
  short: { fr: (one: string) => `il manque ${one}`, en: (one: string) => `${one} short` },
  over: { fr: (one: string) => `${one} de trop`, en: (one: string) => `${one} over` },
  ambiguous: { fr: () => "plusieurs lectures possibles", en: () => "more than one reading" },
  unknown_reference: {
    fr: (one: string) => `la référence ${one} n’est à rien d’ouvert`,
    en: (one: string) => `reference ${one} is of nothing open`,
  },
  unknown_piece: {
    fr: (one: string) => `la pièce ${one} n’est à rien d’ouvert`,
    en: (one: string) => `item ${one} is of nothing open`,
  },
} satisfies Words;

/** What a proposal was seen by, in plain words: `key` or `key:value`, amounts in cents. */
export function useEvidence(): (said: string, cents: (value: number) => string) => string {
  const t = useWords(evidence) as Record<string, ((value: string) => string) | undefined>;
  return (said, cents) => {
    const [key = "", ...rest] = said.split(":");
    const value = rest.join(":");
    return t[key]?.(key === "short" || key === "over" ? cents(Number(value)) : value) ?? said;
  };
}
