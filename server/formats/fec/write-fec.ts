import { LEGAL_COLUMNS } from "./columns.ts";
import type { FecLine } from "./types.ts";

/** What `writeFecLine` needs: a line as it is read, but for its place in the file. */
export type FecEntry = Omit<FecLine, "line">;

/** The header line, tabs, CR LF. `withDueDate` adds EcheanceDate behind the 18 legal columns. */
export function fecHeader(options: { withDueDate?: boolean } = {}): string {
  return joined(options.withDueDate ? [...LEGAL_COLUMNS, "EcheanceDate"] : [...LEGAL_COLUMNS]);
}

/** One line of an UTF-8 FEC separated by tabs. A tab or line end inside a text becomes a space. */
export function writeFecLine(entry: FecEntry, options: { withDueDate?: boolean } = {}): string {
  const fields = [
    entry.journalCode,
    entry.journalLabel,
    entry.entryNumber,
    compactDate(entry.date),
    entry.accountNumber,
    entry.accountLabel,
    entry.auxiliaryNumber,
    entry.auxiliaryLabel,
    entry.piece,
    compactDate(entry.pieceDate),
    entry.label,
    decimalComma(entry.debitCents),
    decimalComma(entry.creditCents),
    entry.lettering,
    compactDate(entry.letteringDate),
    compactDate(entry.validationDate),
    entry.currencyCents === null ? "" : decimalComma(entry.currencyCents),
    entry.currency,
  ];
  if (options.withDueDate) fields.push(compactDate(entry.dueDate));
  return joined(fields.map((text) => text.replace(/[\t\r\n\0]+/g, " ")));
}

function joined(fields: readonly string[]): string {
  return `${fields.join("\t")}\r\n`;
}

function compactDate(date: string | null): string {
  return date === null ? "" : date.replaceAll("-", "");
}

function decimalComma(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, "0");
  return `${cents < 0 ? "-" : ""}${digits.slice(0, -2)},${digits.slice(-2)}`;
}
