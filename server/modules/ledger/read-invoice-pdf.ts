import { invoicePdf } from "../../formats/pdf/index.ts";
import type { Outer } from "../../platform/context.ts";
import { formatDay } from "../../platform/dates.ts";
import { found } from "../../platform/errors.ts";
import type { FileAnswer } from "../../platform/route.ts";
import { documentIssuer, loadBrand } from "./document-brand.ts";
import { type LoadedInvoice, loadInvoice } from "./read-invoice.ts";
import { selectPostalParty } from "./sql/documents.ts";
import { words } from "./words.ts";

export type PdfWish = { download: "yes" | "no"; language: "fr" | "en" };

/** The PDF of an invoice: the accounting software's own, else a duplicate made from the account (ACT-5). @throws Refusal `not_found`. */
export async function readInvoicePdf(
  outer: Outer,
  accountId: string,
  invoiceId: string,
  wish: PdfWish,
): Promise<FileAnswer> {
  const loaded = await outer.transaction(async (ctx) => {
    const invoice = await loadInvoice(ctx, accountId, invoiceId);
    const holder = found(await selectPostalParty(ctx, invoice.space.partyId));
    return { ...invoice, holder, issuer: await documentIssuer(ctx, invoice.space.creditorId) };
  });
  const { kind, number } = loaded.detail;
  const file = { mediaType: "application/pdf", inline: wish.download === "no" };
  const fileName = `${words[kind][wish.language]} ${number}.pdf`;
  const hash = loaded.invoice.pdfHash;
  if (hash) return { ...file, fileName, content: await outer.services.files.get(outer.organizationId, hash) };
  return { ...file, fileName, content: await duplicate(outer, loaded, wish.language) };
}

type Duplicate = LoadedInvoice & {
  holder: { name: string; address: string[] };
  issuer: Awaited<ReturnType<typeof documentIssuer>>;
};

async function duplicate(
  outer: Outer,
  { space, detail, holder, issuer }: Duplicate,
  lang: "fr" | "en",
): Promise<Buffer> {
  return invoicePdf({
    lang,
    brand: await loadBrand(outer, issuer),
    kind: detail.kind === "credit_note" ? "credit-note" : "invoice",
    number: detail.number,
    issuedOn: detail.issuedOn,
    ...(detail.dueOn ? { dueOn: detail.dueOn } : {}),
    ...(detail.subject ? { subject: detail.subject } : {}),
    creditor: issuer.creditor,
    payer: { name: holder.name, addressLines: holder.address },
    accountNumber: space.code,
    lines: detail.lines.map((line) => ({
      designation: line.designation,
      quantity: line.quantity,
      unitPrice: (line.unitCents / 100).toFixed(2),
      netCents: line.netCents,
      vatPercent: line.vatRate,
    })),
    vat: detail.vat.map((one) => ({ percent: one.rate, netCents: one.netCents, vatCents: one.vatCents })),
    totalCents: Math.abs(detail.totalCents),
    ...settlement(detail, lang),
    madeAt: outer.clock(),
  });
}

/** Says that it is settled, and when: never how much is left, which would be untrue the day after. */
function settlement(detail: LoadedInvoice["detail"], lang: "fr" | "en"): { payment?: string } {
  const last = detail.settledBy
    .map((one) => one.date)
    .sort()
    .at(-1);
  if (detail.openCents !== 0 || !last) return {};
  return { payment: `${words.settledOn[lang]} ${formatDay(last, lang)}.` };
}
