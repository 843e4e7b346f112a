/** Words of the documents and files that the ledger makes. */
import type { EntryState } from "./rules.ts";

type Words = Record<string, { fr: string; en: string }>;

export const words = {
  invoice: { fr: "Facture", en: "Invoice" },
  credit_note: { fr: "Avoir", en: "Credit note" },
  settledOn: { fr: "Soldé le", en: "Settled on" },
  due: { fr: "À régler", en: "To pay" },
  all: { fr: "Écritures", en: "Entries" },
  ledger: { fr: "Extrait de compte", en: "Account statement" },
  date: { fr: "Date", en: "Date" },
  label: { fr: "Désignation", en: "Description" },
  piece: { fr: "Pièce", en: "Document" },
  dueOn: { fr: "Échéance", en: "Due date" },
  debit: { fr: "Débit", en: "Debit" },
  credit: { fr: "Crédit", en: "Credit" },
  lettering: { fr: "Lettrage", en: "Lettering" },
  toPay: { fr: "À payer", en: "To pay" },
  state: { fr: "État", en: "State" },
  grouped: { fr: "Règlements du jour ({n})", en: "Payments of the day ({n})" },
  balance: { fr: "Solde", en: "Balance" },
} satisfies Words;

export const stateWords: Record<EntryState, { fr: string; en: string }> = {
  settled: { fr: "Réglée", en: "Paid" },
  unpaid: { fr: "À régler", en: "To pay" },
  overdue: { fr: "En retard", en: "Overdue" },
  paying: { fr: "Paiement en cours", en: "Being paid" },
  collecting: { fr: "Prélèvement annoncé", en: "Direct debit to come" },
  disputed: { fr: "En litige", en: "Disputed" },
  declared: { fr: "Déclarée payée", en: "Declared paid" },
  in_recovery: { fr: "En recouvrement", en: "In recovery" },
  treasury: { fr: "En trésorerie", en: "At the treasury" },
  credit_available: { fr: "Crédit disponible", en: "Credit available" },
};
