import { writeCsv } from "../../formats/table-export/index.ts";
import type { Context, Outer } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { rememberFile } from "../../platform/remember-file.ts";
import {
  type Books,
  COLUMNS,
  DEFAULTS,
  fecHeader,
  fecLines,
  type Line,
  mediaTypeOf,
  type PaymentLine,
  rowOf,
} from "./rules.ts";
import {
  collectionLines,
  coordinateLines,
  disputeLines,
  type ExportRow,
  findExport,
  findSettings,
  lastRank,
  letteringLines,
  paymentLines,
  updateExport,
} from "./sql.ts";

const PAGE = 1000;
const READERS = {
  payments: paymentLines,
  letterings: letteringLines,
  disputes: disputeLines,
  coordinates: coordinateLines,
  collections: collectionLines,
};

/** Makes the file of what an export took, page by page, and keeps it. Again, or after a crash, it changes nothing. */
export async function makeFile(outer: Outer, exportId: string): Promise<void> {
  const row = await outer.transaction((ctx) => findExport(ctx, exportId));
  if (row?.state !== "making") return;
  const books = await outer.transaction((ctx) => booksOf(ctx, row.creditorId));
  const stored = await outer.services.files.put(outer.organizationId, contentOf(outer, row, books));
  await outer.transaction(async (ctx) => {
    if ((await findExport(ctx, exportId, true))?.state !== "making") return;
    await rememberFile(ctx, stored, mediaTypeOf(row.format));
    await updateExport(ctx, exportId, { state: "ready", file_hash: stored.hash, bytes: stored.bytes });
  });
}

async function booksOf(ctx: Parameters<typeof findSettings>[0], creditorId: string): Promise<Books> {
  const row = await findSettings(ctx, creditorId);
  if (!row) return DEFAULTS;
  return { journal: row.journal, bankAccount: row.bank_account, customerAccount: row.customer_account };
}

async function* contentOf(outer: Outer, row: ExportRow, books: Books): AsyncGenerator<Uint8Array> {
  if (row.format === "csv") {
    const rows = mapped(linesOf(outer, row), (line) => rowOf(line, dayInParis));
    for await (const part of writeCsv(COLUMNS[row.kind], rows, { language: "fr" })) yield Buffer.from(part);
    return;
  }
  if (row.format === "fec") yield Buffer.from(fecHeader());
  for await (const line of linesOf(outer, row)) {
    const text =
      row.format === "fec"
        ? fecLines(line as PaymentLine, books)
        : `${JSON.stringify(rowOf(line, dayInParis))}\n`;
    yield Buffer.from(text);
  }
}

/** A page is the lines of a thousand sources, each read in a short transaction of its own. */
async function* linesOf(outer: Outer, { id, kind }: ExportRow): AsyncGenerator<Line> {
  const read: (ctx: Context, id: string, after: { rank: number; limit: number }) => Promise<Line[]> =
    READERS[kind];
  const last = await outer.transaction((ctx) => lastRank(ctx, id));
  for (let rank = 0; rank < last; rank += PAGE) {
    const lines = await outer.transaction((ctx) => read(ctx, id, { rank, limit: PAGE }));
    yield* lines;
  }
}

async function* mapped<T, U>(items: AsyncIterable<T>, to: (item: T) => U): AsyncGenerator<U> {
  for await (const item of items) yield to(item);
}
