import {
  dateParts,
  type Language,
  safeInteger,
  type TableColumn,
  type TableRows,
  type TableValue,
} from "./table.ts";

const CHUNK_CHARACTERS = 65_536;
const BOM = "\ufeff";

/**
 * Writes a CSV that a French Excel opens by a double click: UTF-8 with its mark, `;`, decimal comma, CR LF. Cents are
 * `1147,98`; dates are DD/MM/YYYY in French, YYYY-MM-DD in English. A text that a spreadsheet would run as a formula
 * gets an apostrophe in front. Constant memory. Throws on an amount or a date that is none.
 */
export async function* writeCsv(
  columns: readonly TableColumn[],
  rows: TableRows,
  options: { language?: Language } = {},
): AsyncGenerator<string> {
  const language = options.language ?? "fr";
  let text = `${BOM}${columns.map((column) => textField(column.header)).join(";")}\r\n`;
  for await (const row of rows) {
    text += `${columns.map((column) => csvField(column, row[column.key], language)).join(";")}\r\n`;
    if (text.length < CHUNK_CHARACTERS) continue;
    yield text;
    text = "";
  }
  if (text !== "") yield text;
}

function csvField(column: TableColumn, value: TableValue, language: Language): string {
  if (value === null || value === undefined || value === "") return "";
  if (column.kind === "cents") return decimalComma(safeInteger(column, value));
  if (column.kind === "integer") return String(safeInteger(column, value));
  if (column.kind === "text") return textField(String(value));
  const [year, month, day] = dateParts(column, value);
  return language === "fr" ? `${day}/${month}/${year}` : `${year}-${month}-${day}`;
}

function decimalComma(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, "0");
  return `${cents < 0 ? "-" : ""}${digits.slice(0, -2)},${digits.slice(-2)}`;
}

/** Also behind blanks, which some spreadsheets drop, and the full-width signs that Japanese ones accept. */
const FORMULA = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/;

function textField(value: string): string {
  const text = value.replaceAll("\0", "").toWellFormed();
  const inert = FORMULA.test(text) ? `'${text}` : text;
  return /[";,\t\r\n]|^\s|\s$/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
