/** A FEC of many customers, in the order of the days, as accounting software writes it. */
import { type FecEntry, fecHeader, writeFecLine } from "../server/formats/fec/index.ts";
import { ENTRIES_PER_ACCOUNT } from "./fill.ts";

/** Pairs of an invoice and its payment that are lettered: a third of the entries of an account. */
const PAIRS = ENTRIES_PER_ACCOUNT / 6;

/** @returns pieces of the file: `lines` lines, 24 an account (the last accounts may have one less). */
export function* fecOf(lines: number): Generator<string> {
  const accounts = Math.ceil(lines / ENTRIES_PER_ACCOUNT);
  yield fecHeader();
  let piece = "";
  for (let line = 0; line < lines; line += 1) {
    piece += writeFecLine(entry(line, Math.floor(line / accounts), line % accounts));
    if (piece.length > 65_536) {
      yield piece;
      piece = "";
    }
  }
  yield piece;
}

/** Entry k (0 to 23, two a month) of account n: the first pairs are lettered, what follows is owed. */
function entry(line: number, k: number, n: number): FecEntry {
  const lettered = k < 2 * PAIRS;
  const debit = !lettered || k % 2 === 0;
  const date = `2025-${String(Math.floor(k / 2) + 1).padStart(2, "0")}-${k % 2 === 0 ? "05" : "20"}`;
  const cents = 10_000 + (n % 100) + (lettered ? Math.floor(k / 2) : k);
  return {
    journalCode: debit ? "VE" : "BQ",
    journalLabel: debit ? "Ventes" : "Banque",
    entryNumber: String(line + 1),
    date,
    accountNumber: "411000",
    accountLabel: "Clients",
    auxiliaryNumber: `CLI${String(n).padStart(7, "0")}`,
    auxiliaryLabel: `Société du Client ${n} et Compagnie`,
    piece: `F-${n}-${lettered ? Math.floor(k / 2) : k}`,
    pieceDate: date,
    label: `${debit ? "Facture" : "Règlement"} ${n}-${k}`,
    debitCents: debit ? cents : 0,
    creditCents: debit ? 0 : cents,
    lettering: lettered ? `A${String.fromCharCode(65 + k / 2)}` : "",
    letteringDate: null,
    validationDate: "2025-12-31",
    dueDate: null,
    currencyCents: null,
    currency: "",
  };
}
