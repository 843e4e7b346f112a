/** What the ledger holds of a person (INF-5): books, kept by law. */
import type { PersonalKind } from "../../platform/personal-data.ts";
import { accountsOf, entriesOf, invoicesOf, lotsOf } from "./sql/personal.ts";

const books = { basis: "law", keep: "accounting" } as const;

export const personalKinds: readonly PersonalKind[] = [
  {
    ...books,
    kind: "accounts",
    label: { fr: "Comptes", en: "Accounts" },
    why: { fr: "Savoir ce qui est dû, à qui et par qui", en: "To know what is owed, to whom and by whom" },
    columns: [
      { key: "creditor", fr: "Créancier", en: "Creditor" },
      { key: "code", fr: "Compte", en: "Account" },
      { key: "label", fr: "Intitulé", en: "Label" },
      { key: "account_kind", fr: "Nature", en: "Kind" },
      { key: "balance_cents", fr: "Solde", en: "Balance", kind: "cents" },
    ],
    source: accountsOf,
  },
  {
    ...books,
    kind: "entries",
    label: { fr: "Écritures des comptes", en: "Entries of the accounts" },
    why: { fr: "Tenir la comptabilité, comme la loi le demande", en: "To keep the books, as the law asks" },
    columns: [
      { key: "account", fr: "Compte", en: "Account" },
      { key: "entered_on", fr: "Date", en: "Date", kind: "day" },
      { key: "due_on", fr: "Échéance", en: "Due date", kind: "day" },
      { key: "label", fr: "Libellé", en: "Label" },
      { key: "piece", fr: "Pièce", en: "Piece" },
      { key: "amount_cents", fr: "Montant", en: "Amount", kind: "cents" },
      { key: "settled_cents", fr: "Dont soldé", en: "Of which settled", kind: "cents" },
      { key: "lettering", fr: "Lettrage", en: "Lettering" },
    ],
    source: entriesOf,
  },
  {
    ...books,
    kind: "invoices",
    label: { fr: "Factures et avoirs", en: "Invoices and credit notes" },
    why: { fr: "Justifier ce qui vous est demandé", en: "To justify what you are asked for" },
    columns: [
      { key: "account", fr: "Compte", en: "Account" },
      { key: "number", fr: "Numéro", en: "Number" },
      { key: "invoice_kind", fr: "Nature", en: "Kind" },
      { key: "subject", fr: "Objet", en: "Subject" },
      { key: "issued_on", fr: "Date", en: "Date", kind: "day" },
      { key: "due_on", fr: "Échéance", en: "Due date", kind: "day" },
      { key: "net_cents", fr: "Hors taxe", en: "Without tax", kind: "cents" },
      { key: "vat_cents", fr: "TVA", en: "VAT", kind: "cents" },
      { key: "total_cents", fr: "Total", en: "Total", kind: "cents" },
    ],
    source: invoicesOf,
    files: true,
  },
  {
    ...books,
    kind: "lots",
    label: { fr: "Lots", en: "Lots" },
    why: {
      fr: "Montrer au propriétaire les comptes de ses locataires",
      en: "To show owners the accounts of their tenants",
    },
    columns: [
      { key: "lot", fr: "Lot", en: "Lot" },
      { key: "place", fr: "À titre de", en: "As" },
      { key: "from_on", fr: "Depuis", en: "Since", kind: "day" },
      { key: "until_on", fr: "Jusqu’au", en: "Until", kind: "day" },
    ],
    source: lotsOf,
  },
];
