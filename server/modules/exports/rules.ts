/** What the lines of exports look like in each format (API-4). Pure. */
import { type FecEntry, fecHeader, writeFecLine } from "../../formats/fec/index.ts";
import type { TableColumn, TableRow } from "../../formats/table-export/index.ts";

export const KINDS = ["payments", "letterings", "disputes", "coordinates", "collections"] as const;
export type Kind = (typeof KINDS)[number];

/** Money on one account: positive when it came, negative when it went back. */
export type PaymentLine = {
  rank: number;
  entryId: string;
  enteredOn: string;
  label: string;
  piece: string;
  cents: number;
  accountCode: string;
  accountLabel: string;
  partyCode: string;
  partyName: string;
  /** The account of the books that the money is against, when it is not the bank's. */
  counterAccount: string | null;
  gateway: string | null;
  receiptNumber: string | null;
  means: string | null;
  authorisation: string | null;
};
export type LetteringLine = {
  rank: number;
  letteringId: string;
  code: string;
  letteredAt: Date;
  accountCode: string;
  /** What names the entry in the system it comes from. */
  sourceKey: string;
  origin: string;
  enteredOn: string;
  piece: string;
  label: string;
  amountCents: number;
  /** The part of the entry that is in the lettering: those of one lettering sum to zero. */
  cents: number;
};
export type DisputeLine = {
  rank: number;
  reference: string;
  step: string;
  outcome: string | null;
  at: Date;
  accountCode: string;
  partyCode: string;
  category: string;
  sourceKey: string;
  piece: string;
  cents: number;
};

/** A field of a party's coordinates, as it was accepted. */
export type CoordinateLine = {
  rank: number;
  at: Date;
  partyCode: string;
  partyName: string;
  field: string;
  was: string;
  wanted: string;
};

/** What happened to a direct debit: it was collected, rejected or returned. */
export type CollectionLine = {
  rank: number;
  at: Date;
  step: string;
  reference: string;
  umr: string;
  collectOn: string;
  messageId: string | null;
  accountCode: string;
  partyCode: string;
  reasonCode: string | null;
  feeCents: number;
  cents: number;
};

export type Line = PaymentLine | LetteringLine | DisputeLine | CoordinateLine | CollectionLine;

export type Books = { journal: string; bankAccount: string; customerAccount: string };

export { fecHeader };

/** The two lines of a movement in a FEC: the bank against the customer, so that each movement balances by itself. */
export function fecLines(line: PaymentLine, books: Books): string {
  const came = line.cents > 0;
  const cents = Math.abs(line.cents);
  const common: Omit<FecEntry, "accountNumber" | "accountLabel" | "auxiliaryNumber" | "auxiliaryLabel"> & {
    debitCents: number;
    creditCents: number;
  } = {
    journalCode: books.journal,
    journalLabel: "Quitus",
    entryNumber: String(line.rank),
    date: line.enteredOn,
    piece: line.piece,
    pieceDate: line.enteredOn,
    label: line.label,
    debitCents: 0,
    creditCents: 0,
    lettering: "",
    letteringDate: null,
    validationDate: null,
    dueDate: null,
    currencyCents: null,
    currency: "",
  };
  const bank = {
    ...common,
    accountNumber: line.counterAccount ?? books.bankAccount,
    accountLabel: line.counterAccount ? "Frais refacturés" : "Banque",
    auxiliaryNumber: "",
    auxiliaryLabel: "",
    [came ? "debitCents" : "creditCents"]: cents,
  };
  const customer = {
    ...common,
    accountNumber: books.customerAccount,
    accountLabel: "Clients",
    auxiliaryNumber: line.accountCode,
    auxiliaryLabel: line.accountLabel,
    [came ? "creditCents" : "debitCents"]: cents,
  };
  return writeFecLine(bank) + writeFecLine(customer);
}

const text = (key: string, header: string): TableColumn => ({ key, header, kind: "text" });
const cents = (key: string, header: string): TableColumn => ({ key, header, kind: "cents" });
const day = (key: string, header: string): TableColumn => ({ key, header, kind: "date" });

/** The columns of each kind as CSV: the names that accountants know. */
export const COLUMNS: Record<Kind, TableColumn[]> = {
  payments: [
    day("enteredOn", "Date"),
    text("accountCode", "Compte"),
    text("accountLabel", "Intitulé"),
    text("partyCode", "Tiers"),
    text("partyName", "Nom"),
    text("piece", "Référence"),
    text("receiptNumber", "Reçu"),
    text("means", "Moyen"),
    text("gateway", "Prestataire"),
    text("authorisation", "Autorisation"),
    text("label", "Libellé"),
    cents("cents", "Montant"),
  ],
  letterings: [
    text("letteringId", "Lettrage"),
    text("code", "Code"),
    day("letteredOn", "Lettré le"),
    text("accountCode", "Compte"),
    text("sourceKey", "Écriture"),
    text("origin", "Origine"),
    day("enteredOn", "Date"),
    text("piece", "Pièce"),
    text("label", "Libellé"),
    cents("amountCents", "Montant de l’écriture"),
    cents("cents", "Part lettrée"),
  ],
  disputes: [
    text("reference", "Litige"),
    text("step", "Étape"),
    text("outcome", "Issue"),
    day("on", "Date"),
    text("accountCode", "Compte"),
    text("partyCode", "Tiers"),
    text("category", "Motif"),
    text("sourceKey", "Écriture"),
    text("piece", "Pièce"),
    cents("cents", "Montant contesté"),
  ],
  collections: [
    day("on", "Date"),
    text("step", "Étape"),
    text("reference", "Prélèvement"),
    text("umr", "Mandat (RUM)"),
    day("collectOn", "Échéance"),
    text("messageId", "Remise"),
    text("accountCode", "Compte"),
    text("partyCode", "Tiers"),
    text("reasonCode", "Motif"),
    cents("feeCents", "Frais"),
    cents("cents", "Montant"),
  ],
  coordinates: [
    day("on", "Date"),
    text("partyCode", "Tiers"),
    text("partyName", "Nom"),
    text("field", "Champ"),
    text("was", "Avant"),
    text("wanted", "Après"),
  ],
};

/** A line as a row of a table: instants become days in Paris. */
export function rowOf(line: Line, dayOf: (at: Date) => string): TableRow {
  const { rank: _rank, ...fields } = line;
  const row: Record<string, string | number | null> = {};
  for (const [key, value] of Object.entries(fields)) {
    if (!(value instanceof Date)) row[key] = value as string | number | null;
    else row[key === "letteredAt" ? "letteredOn" : "on"] = dayOf(value);
  }
  return row;
}

export const DEFAULTS = {
  journal: "QT",
  bankAccount: "512000",
  customerAccount: "411000",
  dailyHour: null,
  dailyFormat: "fec",
} as const;

const TYPES = {
  fec: ["text/tab-separated-values", "txt"],
  csv: ["text/csv", "csv"],
  jsonl: ["application/x-ndjson", "jsonl"],
} as const;
export const mediaTypeOf = (format: keyof typeof TYPES): string => TYPES[format][0];

/** `payments-2026-11-23-0197a5c2.txt`: sorted by day, told apart by the export. */
export const fileNameOf = (kind: Kind, format: keyof typeof TYPES, on: string, id: string): string =>
  `${kind}-${on}-${id.replaceAll("-", "").slice(-8)}.${TYPES[format][1]}`;
