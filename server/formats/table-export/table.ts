/** "cents" and "integer" are safe integers; "date" is `YYYY-MM-DD`. */
export type ColumnKind = "text" | "date" | "cents" | "integer";

export type TableColumn = {
  key: string;
  header: string;
  kind: ColumnKind;
  /** In characters; XLSX only. */
  width?: number;
};

export type TableValue = string | number | bigint | null | undefined;
export type TableRow = Readonly<Record<string, TableValue>>;
export type TableRows = AsyncIterable<TableRow> | Iterable<TableRow>;
export type Language = "fr" | "en";

/** A number of cents or of things. Throws on what is not a safe integer: an export never writes a wrong amount. */
export function safeInteger(column: TableColumn, value: TableValue): number {
  const number = typeof value === "bigint" || typeof value === "number" ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(number))
    throw new TypeError(`${column.key}: ${String(value)} is not a safe integer`);
  return number;
}

/** A `YYYY-MM-DD` as three texts. Throws on anything else. */
export function dateParts(
  column: TableColumn,
  value: TableValue,
): [year: string, month: string, day: string] {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(String(value));
  if (!found) throw new TypeError(`${column.key}: ${String(value)} is not a date`);
  return [found[1] as string, found[2] as string, found[3] as string];
}
