import type { Context } from "../../platform/context.ts";
import { rememberFile } from "../../platform/remember-file.ts";
import {
  attachInvoicePdfs,
  findAccountIds,
  type PublishedInvoice,
  publishInvoices,
} from "../ledger/index.ts";
import type { FindCreditor } from "./merge-batch.ts";
import { readBatch } from "./read-batch.ts";
import type { Reading } from "./run-import.ts";
import type { ImportRow } from "./sql.ts";
import type { StoredPdf } from "./store-pdfs.ts";

const CHUNK = 500;

type Placed<T> = { line: number; creditorId: string; account: string; item: T };
type Bound<T> = { line: number; accountId: string; item: T };

/** Reads a batch once more for its invoices, whose accounts now exist, and attaches the PDFs that were stored before. */
export async function mergeInvoices(
  ctx: Context,
  row: ImportRow,
  reading: Reading,
  pdfs: readonly StoredPdf[],
  find: FindCreditor,
): Promise<{ invoices: number; files: number }> {
  let invoices = 0;
  let waiting: Placed<Omit<PublishedInvoice, "accountId">>[] = [];
  const flush = async () => {
    const bound = await bind(ctx, reading, waiting);
    invoices += await publishInvoices(
      ctx,
      bound.map(({ accountId, item }) => ({ ...item, accountId })),
    );
    waiting = [];
  };
  const source = await ctx.services.files.get(ctx.organizationId, row.fileHash);
  for await (const { line, value } of readBatch(source, { bytes: 0, lines: 0 }, () => {}, '"invoice"')) {
    if (value.type !== "invoice") continue;
    const creditor = await find(line, value.creditor);
    if (!creditor) continue;
    const { type: _, creditor: __, account, ...item } = value;
    waiting.push({ line, creditorId: creditor.id, account, item });
    if (waiting.length >= CHUNK) await flush();
  }
  await flush();
  return { invoices, files: await attach(ctx, reading, pdfs, find) };
}

async function attach(
  ctx: Context,
  reading: Reading,
  pdfs: readonly StoredPdf[],
  find: FindCreditor,
): Promise<number> {
  let files = 0;
  for (let at = 0; at < pdfs.length; at += CHUNK) {
    const placed: Placed<StoredPdf>[] = [];
    for (const pdf of pdfs.slice(at, at + CHUNK)) {
      const creditor = await find(pdf.line, pdf.creditor);
      if (creditor) placed.push({ line: pdf.line, creditorId: creditor.id, account: pdf.account, item: pdf });
    }
    const bound = await bind(ctx, reading, placed);
    const unknown = await attachInvoicePdfs(
      ctx,
      bound.map(({ accountId, item }) => ({ accountId, number: item.invoice, hash: item.hash })),
    );
    for (const place of unknown) {
      const { line, item } = bound[place]!;
      reading.problems.add({
        line,
        severity: "error",
        code: "batch.invoice_unknown",
        column: "invoice",
        value: item.invoice,
      });
    }
    const attached = bound.filter((_, place) => !unknown.includes(place));
    for (const { item } of attached) {
      if (item.hash) await rememberFile(ctx, { hash: item.hash, bytes: item.bytes }, "application/pdf");
    }
    files += attached.length;
  }
  return files;
}

/** Gives each item its account; those whose account does not exist are told and left out. */
async function bind<T>(
  ctx: Context,
  { problems }: Reading,
  items: readonly Placed<T>[],
): Promise<Bound<T>[]> {
  const bound: Bound<T>[] = [];
  for (const [creditorId, ofCreditor] of Map.groupBy(items, (one) => one.creditorId)) {
    const ids = await findAccountIds(ctx, creditorId, [...new Set(ofCreditor.map((one) => one.account))]);
    for (const { line, account, item } of ofCreditor) {
      const accountId = ids.get(account);
      if (accountId) bound.push({ line, accountId, item });
      else
        problems.add({
          line,
          severity: "error",
          code: "batch.account_unknown",
          column: "account",
          value: account,
        });
    }
  }
  return bound;
}
