import type { GotOf } from "../../lib/api.ts";
import { useFormat } from "../../lib/format.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Amount } from "../../ui/amount.tsx";
import { Table } from "../../ui/table.tsx";

export type Invoice = GotOf<"readInvoice">;

const words = {
  lines: { fr: "Lignes de la facture", en: "Lines of the invoice" },
  what: { fr: "Désignation", en: "Description" },
  quantity: { fr: "Quantité", en: "Quantity" },
  unit: { fr: "Prix unitaire HT", en: "Unit price" },
  rate: { fr: "TVA", en: "VAT" },
  net: { fr: "Montant HT", en: "Net amount" },
  vat: { fr: "TVA par taux", en: "VAT by rate" },
  base: { fr: "Base HT", en: "Net base" },
  vatAmount: { fr: "TVA", en: "VAT" },
  times: {
    fr: (n: string, unit: string) => `${n} × ${unit}`,
    en: (n: string, unit: string) => `${n} × ${unit}`,
  },
} satisfies Words;

/** What is invoiced, line by line (SPEC ACT-5). */
export function InvoiceLines({ invoice }: { invoice: Invoice }) {
  const t = useWords(words);
  const f = useFormat();
  const rows = invoice.lines.map((line, index) => ({ ...line, key: String(index) }));
  if (rows.length === 0) return null;
  return (
    <Table
      caption={t.lines}
      hideCaption
      ruled
      rows={rows}
      rowKey={(line) => line.key}
      columns={[
        { key: "what", header: t.what, phone: "title", cell: (line) => line.designation },
        {
          key: "quantity",
          header: t.quantity,
          numeric: true,
          width: "narrow",
          phone: "hide",
          cell: (line) => f.number(line.quantity, decimalsOf(line.quantity)),
        },
        {
          key: "unit",
          header: t.unit,
          numeric: true,
          width: "narrow",
          phone: "meta",
          cell: (line) => (
            <>
              <span className="entry-desk">
                <Amount cents={line.unitCents} bare />
              </span>
              <span className="entry-phone">
                {t.times(f.number(line.quantity, decimalsOf(line.quantity)), f.cents(line.unitCents))}
              </span>
            </>
          ),
        },
        {
          key: "rate",
          header: t.rate,
          numeric: true,
          width: "narrow",
          phone: "state",
          cell: (line) => f.percent(line.vatRate / 100, decimalsOf(line.vatRate)),
        },
        {
          key: "net",
          header: t.net,
          numeric: true,
          width: "narrow",
          phone: "amount",
          cell: (line) => <Amount cents={line.netCents} bare />,
        },
      ]}
    />
  );
}

/** VAT by rate, when there is any. */
export function InvoiceVat({ invoice }: { invoice: Invoice }) {
  const t = useWords(words);
  const f = useFormat();
  if (invoice.vat.length < 2) return null;
  return (
    <Table
      caption={t.vat}
      dense
      ruled
      rows={invoice.vat}
      rowKey={(one) => String(one.rate)}
      columns={[
        {
          key: "rate",
          header: t.rate,
          phone: "title",
          cell: (one) => f.percent(one.rate / 100, decimalsOf(one.rate)),
        },
        {
          key: "base",
          header: t.base,
          numeric: true,
          width: "narrow",
          phone: "meta",
          cell: (one) => <Amount cents={one.netCents} bare />,
        },
        {
          key: "vat",
          header: t.vatAmount,
          numeric: true,
          width: "narrow",
          phone: "amount",
          cell: (one) => <Amount cents={one.vatCents} bare />,
        },
      ]}
    />
  );
}

/** How many decimals a rate in per cent, or a quantity, is written with. */
const decimalsOf = (value: number): number =>
  Math.min(3, (String(Number(value.toFixed(3))).split(".")[1] ?? "").length);
