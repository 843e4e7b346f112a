import { useFormat } from "../../lib/format.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import type { Invoice } from "./invoice-lines.tsx";

const words = {
  title: {
    fr: "Le PDF et la publication ne disent pas la même chose",
    en: "The PDF and the publication differ",
  },
  text: {
    fr: "Le client voit ce qui a été publié, et le PDF tel quel. Corrigez dans votre logiciel, puis publiez à nouveau.",
    en: "The customer sees what was published, and the PDF as it is. Mend it in your software, then publish again.",
  },
  field: { fr: "Champ", en: "Field" },
  published: { fr: "Publié", en: "Published" },
  pdf: { fr: "Dans le PDF", en: "In the PDF" },
  number: { fr: "Numéro", en: "Number" },
  issuedOn: { fr: "Date", en: "Date" },
  dueOn: { fr: "Échéance", en: "Due date" },
  netCents: { fr: "Hors taxes", en: "Without tax" },
  vatCents: { fr: "TVA", en: "VAT" },
  totalCents: { fr: "Total TTC", en: "Total with tax" },
  iban: { fr: "IBAN", en: "IBAN" },
} satisfies Words;

type Difference = NonNullable<Invoice["facturx"]>["differences"][number];

/** Where the PDF of an invoice and its publication do not say the same: the server tells staff only (SPEC ACT-5). */
export function InvoiceDifferences({ invoice }: { invoice: Invoice }) {
  const t = useWords(words);
  const f = useFormat();
  const differences = invoice.facturx?.differences ?? [];
  if (differences.length === 0) return null;
  const said = ({ field }: Difference, value: string) =>
    field.endsWith("Cents") ? f.cents(Number(value)) : field.endsWith("On") ? f.date(value) : value;
  return (
    <Notice kind="warning" title={t.title}>
      <Stack gap={3}>
        <p>{t.text}</p>
        <Table
          caption={t.title}
          hideCaption
          dense
          rows={differences}
          rowKey={(one) => one.field}
          columns={[
            { key: "field", header: t.field, phone: "title", cell: (one) => t[one.field] },
            { key: "published", header: t.published, phone: "meta", cell: (one) => said(one, one.published) },
            { key: "pdf", header: t.pdf, phone: "state", cell: (one) => said(one, one.pdf) },
          ]}
        />
      </Stack>
    </Notice>
  );
}
