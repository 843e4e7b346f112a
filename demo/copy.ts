/** Rows into PostgreSQL by COPY, in its text format. */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";

export type Cell = string | number | boolean | null | Date | readonly string[] | Buffer | { json: unknown };

const escapes: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };
const escape = (text: string): string =>
  /[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, (one) => escapes[one]!) : text;
const element = (text: string): string => `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;

function cell(value: Cell): string {
  if (value === null) return "\\N";
  if (typeof value === "string") return escape(value);
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return value ? "t" : "f";
  if (value instanceof Date) return value.toISOString();
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString("hex")}`;
  if ("json" in value) return escape(JSON.stringify(value.json));
  return escape(`{${value.map(element).join(",")}}`);
}

const BATCH = 400;

function* chunks(rows: Iterable<readonly Cell[]>): Generator<string> {
  let batch: string[] = [];
  for (const row of rows) {
    batch.push(`${row.map(cell).join("\t")}\n`);
    if (batch.length < BATCH) continue;
    yield batch.join("");
    batch = [];
  }
  yield batch.join("");
}

/** Copies rows into a table; `columns`, names parted by spaces, in the order of the cells. */
export async function copyRows(
  client: pg.Client,
  table: string,
  columns: string,
  rows: Iterable<readonly Cell[]>,
): Promise<void> {
  const target = client.query(copyFrom(`copy ${table} (${columns.replaceAll(" ", ", ")}) from stdin`));
  await pipeline(Readable.from(chunks(rows)), target);
}
