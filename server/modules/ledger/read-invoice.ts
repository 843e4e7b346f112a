import { z } from "zod";
import type { FacturxInvoice } from "../../formats/facturx/index.ts";
import { referenceOfPiece } from "../../formats/iban/index.ts";
import type { Context } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import { outside, outsideOrNull } from "../../platform/ids.ts";
import { sumCents } from "../../platform/money.ts";
import { mayStaffSee, readCreditor } from "../organizations/index.ts";
import { InvoiceDetail } from "./contract.ts";
import { differencesOf, fillLines } from "./facturx-rules.ts";
import { settledBy } from "./invoice-rules.ts";
import { type OpenAccount, openAccount } from "./open-account.ts";
import { keptFacturx } from "./read-pdfs.ts";
import { payableCents } from "./rules.ts";
import { showEntryTo } from "./show-entry.ts";
import { type InvoiceRow, selectInvoice, selectSettlingParts } from "./sql/documents.ts";
import type { SpaceRow } from "./sql/spaces.ts";
import { type EntryRow, invoiceEntries } from "./sql/statement.ts";
import { transferDetails } from "./transfer-details.ts";

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
  const account = await openAccount(ctx, accountId);
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
  const { pdfHash, facturx, facturxHash, ...shown } = invoice;
  const kept = keptFacturx(facturx);
  const pdf = kept?.state === "read" ? kept : null;
  const own = account.readAs === "holder";
  const detail: InvoiceDetail = {
    ...shown,
    id: outside("invoice", invoice.id),
    kind: InvoiceDetail.shape.kind.parse(invoice.kind),
    ...fillLines(lines, invoice, pdf),
    facturx: pdf && {
      profile: pdf.profile,
      xml: facturxHash !== null,
      differences: await differencesForStaff(ctx, pdf, invoice, account.space.creditorId),
    },
    openCents: sumCents(rows.map((row) => row.amountCents - row.settledCents)),
    pdf: pdfHash ? "published" : "duplicate",
    entries: rows.map((row) => showEntryTo(ctx, account, row)),
    settledBy: settledBy(parts).map((part) => ({
      date: part.date,
      label: part.label,
      cents: part.cents,
      payment: own ? outsideOrNull("payment", part.paymentId) : null,
    })),
    transfer: await transferOf(ctx, account, invoice.number, rows),
  };
  return { space: account.space, invoice, detail };
}

/** Whoever may see the invoice as its holder may pay what no hold keeps of it. */
function transferOf(ctx: Context, account: OpenAccount, number: string, rows: readonly EntryRow[]) {
  const cents = sumCents(
    rows.map((row) => payableCents(row.amountCents - row.settledCents, row.holds ?? [])),
  );
  const reference = referenceOfPiece(number);
  return account.readAs === "holder" && cents > 0 && reference !== null
    ? transferDetails(ctx, account.space.creditorId, { cents, reference })
    : null;
}

/** What staff have to look into; customers read the invoice as it was published. */
async function differencesForStaff(
  ctx: Context,
  pdf: FacturxInvoice,
  invoice: InvoiceRow,
  creditorId: string,
): Promise<ReturnType<typeof differencesOf>> {
  if (!mayStaffSee(ctx.actor, creditorId)) return [];
  const creditor = found(await readCreditor(ctx, creditorId));
  return differencesOf(pdf, invoice, creditor.iban);
}
