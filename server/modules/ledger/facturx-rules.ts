/** The pure rules of an invoice that its own PDF describes too (Factur-X, ACT-5). */
import type { FacturxInvoice, FacturxProblemCode } from "../../formats/facturx/index.ts";
import { sumCents } from "../../platform/money.ts";
import type { InvoiceDetail } from "./contract.ts";
import { type VatOfRate, vatByRate } from "./invoice-rules.ts";

/** What is kept of a reading, beside the XML itself. */
export type KeptFacturx =
  | ({ state: "read" } & FacturxInvoice)
  | { state: "unreadable"; code: FacturxProblemCode };

export type Published = {
  number: string;
  issuedOn: string;
  dueOn: string | null;
  netCents: number;
  vatCents: number;
  totalCents: number;
};
type Difference = NonNullable<InvoiceDetail["facturx"]>["differences"][number];

/**
 * Where the PDF and the publication do not say the same, and the IBAN where it is not the creditor's. Amounts are
 * compared without their sign: credit notes are published negative by some, positive by others. What one of them leaves
 * out is no difference.
 */
export function differencesOf(pdf: FacturxInvoice, published: Published, creditorIban: string): Difference[] {
  const pairs: [Difference["field"], string | null, string | null][] = [
    ["number", published.number, pdf.number],
    ["issuedOn", published.issuedOn, pdf.issuedOn],
    ["dueOn", published.dueOn, pdf.dueOn],
    ...(["netCents", "vatCents", "totalCents"] as const).map(
      (field): [Difference["field"], string | null, string | null] => {
        const cents = pdf[field];
        return [field, String(Math.abs(published[field])), cents === null ? null : String(Math.abs(cents))];
      },
    ),
    ["iban", creditorIban || null, pdf.iban || null],
  ];
  return pairs.flatMap(([field, ours, theirs]) =>
    ours === null || theirs === null || ours === theirs ? [] : [{ field, published: ours, pdf: theirs }],
  );
}

type Filled = Pick<InvoiceDetail, "lines" | "linesFrom" | "vat">;

/**
 * Lines and VAT of an invoice: as published, else as its PDF tells them, if it tells of the same total. With the sign of
 * the invoice.
 */
export function fillLines(
  published: InvoiceDetail["lines"],
  invoice: Pick<Published, "netCents" | "vatCents" | "totalCents">,
  pdf: FacturxInvoice | null,
): Filled {
  if (published.length > 0)
    return { lines: published, linesFrom: "published", vat: vatByRate(published, invoice) };
  if (!pdf || Math.abs(pdf.totalCents ?? 0) !== Math.abs(invoice.totalCents))
    return { lines: [], linesFrom: null, vat: [] };
  const sign = Math.sign(pdf.totalCents ?? 0) === -Math.sign(invoice.totalCents) ? -1 : 1;
  const lines = pdf.lines.map((line) => ({ ...line, netCents: sign * line.netCents }));
  const told = pdf.vat.map((one) => ({
    ...one,
    netCents: sign * one.netCents,
    vatCents: sign * one.vatCents,
  }));
  const vat = addsUp(told, invoice) ? told : vatByRate(lines, invoice);
  return { lines, linesFrom: lines.length > 0 ? "facturx" : null, vat };
}

const addsUp = (vat: readonly VatOfRate[], invoice: { netCents: number; vatCents: number }): boolean =>
  vat.length > 0 &&
  sumCents(vat.map((one) => one.netCents)) === invoice.netCents &&
  sumCents(vat.map((one) => one.vatCents)) === invoice.vatCents;
