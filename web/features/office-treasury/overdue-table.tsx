import type { ReactNode } from "react";
import type { GotOf } from "../../lib/api.ts";
import { plural, useWords, type Words } from "../../lib/words.ts";
import { Amount, DateText } from "../../ui/amount.tsx";
import { Link } from "../../ui/link.tsx";
import { type Selection, Table } from "../../ui/table.tsx";
import { officePaths } from "../office-frame/office-paths.ts";

const words = {
  caption: { fr: "Factures à remettre", en: "Bills to hand over" },
  account: { fr: "Compte", en: "Account" },
  bill: { fr: "Facture", en: "Bill" },
  due: { fr: "Échéance", en: "Due" },
  late: { fr: "Retard", en: "Late by" },
  days: {
    fr: (n: number) => plural("fr", n, { one: "# jour", other: "# jours" }),
    en: (n: number) => plural("en", n, { one: "# day", other: "# days" }),
  },
  open: { fr: "Reste dû", en: "Still due" },
  choose: { fr: (label: string) => `Choisir ${label}`, en: (label: string) => `Choose ${label}` },
} satisfies Words;

type Overdue = GotOf<"listOverdueEntries">["items"][number];

type OverdueTableProps = {
  rows: Overdue[];
  loading: boolean;
  selection?: Pick<Selection<Overdue>, "selected" | "onChange"> | undefined;
  empty: ReactNode;
};

/** Overdue bills, oldest due first. */
export function OverdueTable({ rows, loading, selection, empty }: OverdueTableProps) {
  const t = useWords(words);
  return (
    <Table
      caption={t.caption}
      hideCaption
      dense
      rows={rows}
      rowKey={(row) => row.entry}
      loading={loading}
      selection={
        selection && { ...selection, label: (row) => t.choose(`${row.label}, ${row.account.label}`) }
      }
      empty={empty}
      columns={[
        {
          key: "account",
          header: t.account,
          phone: "title",
          cell: (row) => <Link href={officePaths.account(row.account.id)}>{row.account.label}</Link>,
        },
        {
          key: "bill",
          header: t.bill,
          phone: "hide",
          cell: (row) => (row.label.includes(row.piece) ? row.label : `${row.label} ${row.piece}`),
        },
        { key: "due", header: t.due, phone: "meta", cell: (row) => <DateText date={row.dueOn} short /> },
        { key: "late", header: t.late, numeric: true, phone: "state", cell: (row) => t.days(row.daysLate) },
        {
          key: "open",
          header: t.open,
          numeric: true,
          phone: "amount",
          cell: (row) => <Amount cents={row.openCents} />,
        },
      ]}
    />
  );
}
