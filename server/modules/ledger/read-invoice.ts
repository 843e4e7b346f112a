import { z } from "zod";
import type { Context } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import { outside, outsideOrNull } from "../../platform/ids.ts";
import { sumCents } from "../../platform/money.ts";
import { InvoiceDetail } from "./contract.ts";
import { settledBy, vatByRate } from "./invoice-rules.ts";
import { showEntry } from "./show-entry.ts";
import { type InvoiceRow, selectInvoice, selectSettlingParts } from "./sql/documents.ts";
import { type SpaceRow, selectSpace } from "./sql/spaces.ts";
import { invoiceEntries } from "./sql/statement.ts";

/** What a document needs of an invoice, beside what the screen shows. */
export type LoadedInvoice = { space: SpaceRow; invoice: InvoiceRow; detail: InvoiceDetail };

/** An invoice or a credit note in detail (ACT-5). @throws Refusal `not_found`. */
export const readInvoice = async (
  ctx: Context,
  accountId: string,
  invoiceId: string,
): Promise<InvoiceDetail> => (await loadInvoice(ctx, accountId, invoiceId)).detail;

export async function loadInvoice(
  ctx: Context,
  accountId: string,
  invoiceId: string,
): Promise<LoadedInvoice> {
  const space = found(await selectSpace(ctx, accountId));
  const invoice = found(await selectInvoice(ctx, accountId, invoiceId));
  const { rows } = await invoiceEntries(ctx, accountId, invoiceId).execute(ctx.db);
  const parts =
    rows.length > 0
      ? await selectSettlingParts(
          ctx,
          rows.map((row) => row.id),
        )
      : [];
  const lines = z.array(InvoiceDetail.shape.lines.element).parse(invoice.lines);
  const { pdfHash, ...shown } = invoice;
  const detail: InvoiceDetail = {
    ...shown,
    id: outside("invoice", invoice.id),
    kind: InvoiceDetail.shape.kind.parse(invoice.kind),
    lines,
    openCents: sumCents(rows.map((row) => row.amountCents - row.settledCents)),
    vat: vatByRate(lines, invoice),
    pdf: pdfHash ? "published" : "duplicate",
    entries: rows.map((row) => showEntry(ctx, row)),
    settledBy: settledBy(parts).map((part) => ({
      date: part.date,
      label: part.label,
      cents: part.cents,
      payment: outsideOrNull("payment", part.paymentId),
    })),
  };
  return { space, invoice, detail };
}
