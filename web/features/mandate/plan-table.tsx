import { useWords, type Words } from "../../lib/words.ts";
import { Amount, DateText } from "../../ui/amount.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { State } from "../../ui/tag.tsx";

const words = {
  caption: { fr: "Échéancier", en: "Schedule" },
  rank: { fr: "Échéance", en: "Instalment" },
  date: { fr: "Prélevée le", en: "Debited on" },
  cents: { fr: "Montant", en: "Amount" },
  state: { fr: "État", en: "State" },
  taken: { fr: "Présentée", en: "Presented" },
  due: { fr: "À venir", en: "To come" },
} satisfies Words;

type Instalment = { rank: number; dueOn: string; cents: number; taken?: boolean };

/** The dates and amounts of a plan, to the cent (MAN-3). */
export function PlanTable({ instalments }: { instalments: readonly Instalment[] }) {
  const t = useWords(words);
  const total = instalments.reduce((sum, one) => sum + one.cents, 0);
  const columns: Column<Instalment>[] = [
    {
      key: "rank",
      header: t.rank,
      phone: "title",
      cell: (row) => `${t.rank} ${row.rank}`,
    },
    { key: "date", header: t.date, phone: "meta", cell: (row) => <DateText date={row.dueOn} /> },
    ...(instalments.some((one) => one.taken !== undefined)
      ? [
          {
            key: "state",
            header: t.state,
            phone: "state" as const,
            cell: (row: Instalment) => (
              <State kind={row.taken ? "settled" : "neutral"}>{row.taken ? t.taken : t.due}</State>
            ),
          },
        ]
      : []),
    {
      key: "cents",
      header: t.cents,
      numeric: true,
      phone: "amount",
      cell: (row) => <Amount cents={row.cents} />,
      foot: <Amount cents={total} />,
    },
  ];
  return (
    <Table
      caption={t.caption}
      hideCaption
      columns={columns}
      rows={[...instalments]}
      rowKey={(row) => String(row.rank)}
    />
  );
}
