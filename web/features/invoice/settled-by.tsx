import { useWords, type Words } from "../../lib/words.ts";
import { Amount, DateText } from "../../ui/amount.tsx";
import { Link } from "../../ui/link.tsx";
import { Section } from "../../ui/page.tsx";
import { Table } from "../../ui/table.tsx";
import { useRooms } from "../account/rooms.ts";
import type { Invoice } from "./invoice-lines.tsx";

const words = {
  title: { fr: "Ce qui l’a réglée", en: "What settled it" },
  used: { fr: "Où il a servi", en: "Where it was used" },
  what: { fr: "Opération", en: "Operation" },
  date: { fr: "Date", en: "Date" },
  amount: { fr: "Montant", en: "Amount" },
} satisfies Words;

/** The payments and credit notes that were matched with an invoice (SPEC ACT-5). */
export function SettledBy({ invoice }: { invoice: Invoice }) {
  const t = useWords(words);
  const rooms = useRooms();
  if (invoice.settledBy.length === 0) return null;
  const rows = invoice.settledBy.map((one, index) => ({ ...one, key: `${index}` }));
  const title = invoice.kind === "credit_note" ? t.used : t.title;
  return (
    <Section title={title}>
      <Table
        caption={title}
        hideCaption
        rows={rows}
        rowKey={(one) => one.key}
        columns={[
          {
            key: "what",
            header: t.what,
            phone: "title",
            cell: (one) =>
              one.payment ? <Link href={rooms.payment(one.payment)}>{one.label}</Link> : one.label,
          },
          {
            key: "date",
            header: t.date,
            width: "narrow",
            phone: "meta",
            cell: (one) => <DateText date={one.date} short />,
          },
          {
            key: "amount",
            header: t.amount,
            width: "narrow",
            numeric: true,
            phone: "amount",
            cell: (one) => <Amount cents={Math.abs(one.cents)} tone="settled" />,
          },
        ]}
      />
    </Section>
  );
}
