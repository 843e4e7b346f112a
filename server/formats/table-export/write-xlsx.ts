import { writeXlsxStream, XLSX_MAX_ROWS_PER_SHEET, type XlsxStreamRow } from "hucre/xlsx";
import {
  dateParts,
  type Language,
  safeInteger,
  type TableColumn,
  type TableRows,
  type TableValue,
} from "./table.ts";

export type XlsxOptions = {
  /** Shortened to 31 characters, without those that Excel refuses. */
  sheetName: string;
  /** A line above the headers. */
  title?: string;
  language?: Language;
  /** Further rows go to another sheet; Excel's own limit by default. */
  maxRowsPerSheet?: number;
};

type Cell = string | number | Date | null;

const MAX_CELL_CHARACTERS = 32_767;
const CENTS_FORMAT = "#,##0.00";
const INTEGER_FORMAT = "0";
const DATE_FORMATS: Record<Language, string> = { fr: "dd/mm/yyyy", en: "yyyy-mm-dd" };

/**
 * Writes a workbook as bytes while rows are pulled, in constant memory. Cents are numbers with two decimals, dates are
 * dates, texts are typed texts: none is ever a formula. Past Excel's limit of rows it goes on in `name_2`, with the
 * title and headers again. Throws (from the stream) on an amount or a date that is none.
 */
export function writeXlsx(
  columns: readonly TableColumn[],
  rows: TableRows,
  options: XlsxOptions,
): AsyncIterable<Uint8Array> {
  const heads: Cell[][] = options.title ? [[cleanText(options.title)]] : [];
  heads.push(columns.map((column) => cleanText(column.header)));
  const maxRowsPerSheet = Math.max(options.maxRowsPerSheet ?? XLSX_MAX_ROWS_PER_SHEET, heads.length + 1);
  return writeXlsxStream(cellRows(columns, rows, heads, maxRowsPerSheet), {
    name: sheetName(options.sheetName),
    columns: columns.map((column) => ({
      width: column.width ?? defaultWidth(column),
      numFmt: numberFormat(column, options.language ?? "fr"),
    })),
    freezePane: { rows: heads.length },
    maxRowsPerSheet,
    repeatHeaders: false,
  });
}

async function* cellRows(
  columns: readonly TableColumn[],
  rows: TableRows,
  heads: Cell[][],
  maxRowsPerSheet: number,
): AsyncGenerator<XlsxStreamRow> {
  yield* heads;
  let used = heads.length;
  for await (const row of rows) {
    if (used === maxRowsPerSheet) {
      yield* heads;
      used = heads.length;
    }
    yield columns.map((column) => cell(column, row[column.key]));
    used++;
  }
}

function cell(column: TableColumn, value: TableValue): Cell {
  if (value === null || value === undefined || value === "") return null;
  if (column.kind === "cents") return safeInteger(column, value) / 100;
  if (column.kind === "integer") return safeInteger(column, value);
  if (column.kind === "text") return cleanText(String(value));
  const [year, month, day] = dateParts(column, value);
  // The calendar of a workbook starts in 1900.
  return year < "1900" ? String(value) : new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
}

function numberFormat(column: TableColumn, language: Language): string | undefined {
  if (column.kind === "cents") return CENTS_FORMAT;
  if (column.kind === "integer") return INTEGER_FORMAT;
  return column.kind === "date" ? DATE_FORMATS[language] : undefined;
}

function defaultWidth(column: TableColumn): number {
  return Math.max(column.kind === "text" ? 24 : 14, Math.min(column.header.length + 2, 60));
}

/** What XML can't hold is left out; `_x0041_` would be read back as a character, so its first sign is escaped. */
function cleanText(text: string): string {
  return text
    .slice(0, MAX_CELL_CHARACTERS)
    .replace(/\r\n?/g, "\n")
    .toWellFormed()
    .replace(/[^\P{Cc}\n\t]|[\ufffe\uffff]/gu, "")
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_");
}

function sheetName(name: string): string {
  const allowed = cleanText(name)
    .replace(/[\\/?*[\]:\n\t]/g, " ")
    .trim()
    .replace(/^'+|'+$/g, "");
  return allowed.slice(0, 31).toWellFormed().trim() || "Export";
}
