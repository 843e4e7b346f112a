import type { Outer } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import type { FileAnswer } from "../../platform/route.ts";
import { loadInvoice } from "./read-invoice.ts";

/** The XML that the published PDF of an invoice carries (ACT-5). @throws Refusal `not_found` when it carries none. */
export async function readInvoiceXml(
  outer: Outer,
  accountId: string,
  invoiceId: string,
): Promise<FileAnswer> {
  const { invoice } = await outer.transaction((ctx) => loadInvoice(ctx, accountId, invoiceId));
  return {
    mediaType: "application/xml",
    fileName: `factur-x ${invoice.number}.xml`,
    content: await outer.services.files.get(outer.organizationId, found(invoice.facturxHash)),
  };
}
