import type { GotOf } from "../../lib/api.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Amount, DateText } from "../../ui/amount.tsx";
import { Link } from "../../ui/link.tsx";
import { type Selection, Table } from "../../ui/table.tsx";
import { State } from "../../ui/tag.tsx";
import { officePaths } from "../office-frame/office-paths.ts";

const words = {
  caption: { fr: "Factures de cette remise", en: "Bills of this hand-over" },
  account: { fr: "Compte", en: "Account" },
  bill: { fr: "Facture", en: "Bill" },
  due: { fr: "Échéance", en: "Due" },
  state: { fr: "État", en: "State" },
  treasury: { fr: "En trésorerie", en: "At the treasury" },
  settled: { fr: "Soldée", en: "Settled" },
  taken_back: { fr: "Reprise", en: "Taken back" },
  handed: { fr: "Remis", en: "Handed over" },
  choose: { fr: (label: string) => `Choisir ${label}`, en: (label: string) => `Choose ${label}` },
} satisfies Words;

type Handed = GotOf<"listHandedEntries">["items"][number];
const looks = { treasury: "pending", settled: "settled", taken_back: "neutral" } as const;

type HandedTableProps = {
  rows: Handed[];
  loading: boolean;
  selection?: Pick<Selection<Handed>, "selected" | "onChange"> | undefined;
};

/** The bills of a hand-over, by account; those still at the treasury can be ticked. */
export function HandedTable({ rows, loading, selection }: HandedTableProps) {
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
        selection && {
          ...selection,
          label: (row) => t.choose(`${row.label}, ${row.account.label}`),
          canSelect: (row) => row.state === "treasury",
        }
      }
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
        {
          key: "due",
          header: t.due,
          phone: "meta",
          cell: (row) => row.dueOn && <DateText date={row.dueOn} short />,
        },
        {
          key: "state",
          header: t.state,
          phone: "state",
          cell: (row) => <State kind={looks[row.state]}>{t[row.state]}</State>,
        },
        {
          key: "handed",
          header: t.handed,
          numeric: true,
          phone: "amount",
          cell: (row) => <Amount cents={row.handedCents} />,
        },
      ]}
    />
  );
}
