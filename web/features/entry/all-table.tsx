import { FileText } from "lucide-react";
import { useFormat } from "../../lib/format.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Amount, DateText } from "../../ui/amount.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Table, type Column as TableColumn } from "../../ui/table.tsx";
import { Column, EntryLabel, LetteringTag, PhoneAmount } from "./entry-cells.tsx";
import { EntryState } from "./entry-state.tsx";
import type { TableOf } from "./table-of.ts";
import type { Entry, Statement } from "./use-statement.ts";

const words = {
  caption: { fr: "Toutes les écritures du compte", en: "All entries of the account" },
  what: { fr: "Désignation", en: "Description" },
  date: { fr: "Date", en: "Date" },
  due: { fr: "Échéance", en: "Due" },
  debit: { fr: "Débit (€)", en: "Debit (€)" },
  credit: { fr: "Crédit (€)", en: "Credit (€)" },
  lettering: { fr: "Lettrage", en: "Lettering" },
  state: { fr: "État", en: "State" },
  totals: { fr: "Total", en: "Total" },
  noneTitle: { fr: "Aucune écriture encore", en: "No entry yet" },
  none: {
    fr: "Factures, avoirs et paiements apparaîtront ici dès que le service publiera votre compte.",
    en: "Invoices, credit notes and payments will appear here as soon as the office publishes your account.",
  },
} satisfies Words;

/** Everything in the bounds, newest first. */
export function AllTable(given: TableOf) {
  const { entries, account, inCart, loading, empty, onLettering } = given;
  const t = useWords(words);
  const f = useFormat();
  const columns: TableColumn<Entry>[] = [
    {
      key: "date",
      header: t.date,
      width: "narrow",
      phone: "meta",
      cell: (entry) => <DateText date={entry.date} short />,
    },
    {
      key: "what",
      header: t.what,
      phone: "title",
      cell: (entry) => <EntryLabel entry={entry} account={account} inCart={inCart.has(entry.id)} />,
      foot: entries.length > 1 ? t.totals : undefined,
    },
    {
      key: "due",
      header: t.due,
      width: "narrow",
      phone: "hide",
      cell: (entry) => entry.dueOn && <DateText date={entry.dueOn} short />,
    },
    {
      key: "state",
      header: t.state,
      width: "narrow",
      phone: "state",
      cell: (entry) => (
        <span className="entry-states">
          <span className="entry-phone">
            <LetteringTag entry={entry} onOpen={onLettering} />
          </span>
          <EntryState entry={entry} />
        </span>
      ),
    },
    {
      key: "lettering",
      header: t.lettering,
      width: "narrow",
      phone: "hide",
      cell: (entry) => <LetteringTag entry={entry} onOpen={onLettering} />,
    },
    ...figures({ ...given, debit: t.debit, credit: t.credit }),
  ];
  return (
    <Table
      caption={t.caption}
      hideCaption
      ruled
      rows={entries}
      rowKey={(entry) => entry.id}
      loading={loading}
      openKey="what"
      group={(entry) => ({ key: entry.date.slice(0, 7), label: f.month(`${entry.date.slice(0, 7)}-01`) })}
      empty={
        empty ?? (
          <EmptyState icon={FileText} title={t.noneTitle}>
            {t.none}
          </EmptyState>
        )
      }
      columns={columns}
    />
  );
}

type Figures = {
  convention: TableOf["convention"];
  totals: Statement["totals"];
  entries: Entry[];
  debit: string;
  credit: string;
};

/** The columns of debits and credits, in the order that the organization chose, with their totals. */
function figures({ convention, totals, entries, debit, credit }: Figures): TableColumn<Entry>[] {
  const several = entries.length > 1;
  const debits: TableColumn<Entry> = {
    key: "debit",
    header: debit,
    numeric: true,
    width: "narrow",
    phone: "amount",
    cell: (entry) => (
      <>
        <span className="entry-desk">
          <Column cents={entry.debitCents} />
        </span>
        <PhoneAmount entry={entry} />
      </>
    ),
    foot: several ? <Sums totals={totals} /> : undefined,
  };
  const credits: TableColumn<Entry> = {
    key: "credit",
    header: credit,
    numeric: true,
    width: "narrow",
    phone: "hide",
    cell: (entry) => <Column cents={entry.creditCents} />,
    foot: several ? <Amount cents={totals.creditCents} bare /> : undefined,
  };
  return convention === "debit_credit" ? [debits, credits] : [credits, debits];
}

/** The sum of the debits; on a phone, where one column bears both, debits less credits. */
function Sums({ totals }: { totals: Statement["totals"] }) {
  return (
    <>
      <span className="entry-desk">
        <Amount cents={totals.debitCents} bare />
      </span>
      <span className="entry-phone">
        <Amount cents={totals.debitCents - totals.creditCents} />
      </span>
    </>
  );
}
