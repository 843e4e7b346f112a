import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { type Reading, readFacturx } from "../../formats/facturx/index.ts";
import type { Context, Outer } from "../../platform/context.ts";
import { recordFact } from "../../platform/facts.ts";
import { rememberFile } from "../../platform/remember-file.ts";
import { readCreditor } from "../organizations/index.ts";
import { facts } from "./facts.ts";
import { differencesOf, type KeptFacturx } from "./facturx-rules.ts";
import { saveFacturx, selectUnreadPdfs, type UnreadPdf } from "./sql/documents.ts";

const AT_A_TIME = 20;

/**
 * Reads the PDFs of invoices that were attached since the last time (ACT-5): what each says of itself, and its XML, kept
 * as a file. Each is saved for itself, so that a stop loses nothing; a PDF replaced meanwhile is read again. One that cannot be
 * had or kept waits for the next time, and stops no other.
 */
export async function readPdfs(outer: Outer): Promise<void> {
  let after: string | null = null;
  do {
    const seen: string | null = after;
    const unread: UnreadPdf[] = await outer.transaction((ctx) => selectUnreadPdfs(ctx, seen, AT_A_TIME));
    for (const pdf of unread)
      await readPdf(outer, pdf).catch((error: unknown) =>
        outer.services.log.warn({ err: error, invoice: pdf.id }, "the PDF of an invoice could not be read"),
      );
    after = unread[AT_A_TIME - 1]?.id ?? null;
  } while (after !== null);
}

async function readPdf(outer: Outer, pdf: UnreadPdf): Promise<void> {
  const { organizationId, services } = outer;
  const reading = await readFacturx(await buffer(await services.files.get(organizationId, pdf.pdfHash)));
  if (reading.state !== "read") {
    const kept = reading.state === "none" ? null : reading;
    await outer.transaction((ctx) => saveFacturx(ctx, pdf, kept, null));
    return;
  }
  const file = await services.files.put(organizationId, Readable.from([Buffer.from(reading.xml)]));
  await outer.transaction(async (ctx) => {
    await rememberFile(ctx, file, "application/xml");
    await saveFacturx(ctx, pdf, { state: "read", ...reading.invoice }, file.hash);
    await tellDifferences(ctx, pdf, reading);
  });
}

/** Staff see that the PDF and the publication do not say the same. */
async function tellDifferences(
  ctx: Context,
  pdf: UnreadPdf,
  { invoice }: Extract<Reading, { state: "read" }>,
): Promise<void> {
  const creditor = await readCreditor(ctx, pdf.creditorId);
  const fields = differencesOf(invoice, pdf, creditor?.iban ?? "").map((one) => one.field);
  if (fields.length > 0)
    await recordFact(ctx, {
      name: facts.invoiceDiffers,
      subject: { kind: "invoice", id: pdf.id },
      data: { creditorId: pdf.creditorId, accountId: pdf.accountId, fields },
    });
}

/** What was kept of a reading, as it comes from the database. */
export const keptFacturx = (stored: unknown): KeptFacturx | null => stored as KeptFacturx | null;
