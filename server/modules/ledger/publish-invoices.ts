import type { Context } from "../../platform/context.ts";
import { recordFact } from "../../platform/facts.ts";
import { facts } from "./facts.ts";
import { tieEntries, updateInvoicePdfs, upsertInvoices } from "./sql/publication-invoices.ts";
import { selectAccountsByCode } from "./sql/publication-writes.ts";

export type PublishedInvoice = {
  accountId: string;
  number: string;
  kind: "invoice" | "credit_note";
  subject: string;
  issuedOn: string;
  dueOn: string | null;
  netCents: number;
  vatCents: number;
  totalCents: number;
  lines: { designation: string; quantity: number; unitCents: number; netCents: number; vatRate: number }[];
};

/**
 * Publishes invoices, known by their account and number, and ties the entries whose piece is their number. Of the same
 * invoice twice in the list, the last counts. @returns how many were new or changed.
 */
export async function publishInvoices(ctx: Context, invoices: readonly PublishedInvoice[]): Promise<number> {
  const unique = [...new Map(invoices.map((one) => [`${one.accountId} ${one.number}`, one])).values()];
  if (unique.length === 0) return 0;
  const written = await upsertInvoices(ctx, unique);
  await tieEntries(ctx, unique);
  return written;
}

/** Attaches stored PDFs to invoices; what they say is read later, by a job. @returns the places in the list of those whose invoice does not exist. */
export async function attachInvoicePdfs(
  ctx: Context,
  pdfs: readonly { accountId: string; number: string; hash: string }[],
): Promise<number[]> {
  if (pdfs.length === 0) return [];
  const unknown = await updateInvoicePdfs(ctx, pdfs);
  if (unknown.length < pdfs.length && pdfs.some((one) => one.hash !== ""))
    await recordFact(ctx, {
      name: facts.pdfsAttached,
      subject: { kind: "organization", id: ctx.organizationId },
      data: { pdfs: pdfs.length - unknown.length },
    });
  return unknown;
}

/** The id of each account of a creditor that exists, by code. */
export async function findAccountIds(
  ctx: Context,
  creditorId: string,
  codes: readonly string[],
): Promise<Map<string, string>> {
  const rows = await selectAccountsByCode(ctx, creditorId, codes);
  return new Map(rows.map((row) => [row.code, row.id]));
}
