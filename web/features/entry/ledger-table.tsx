import { BookOpen } from "lucide-react";
import type { ReactNode } from "react";
import { useFormat } from "../../lib/format.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Amount, DateText } from "../../ui/amount.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Table, type Column as TableColumn } from "../../ui/table.tsx";
import { Column, EntryLabel, LetteringTag, PhoneAmount } from "./entry-cells.tsx";
import type { TableOf } from "./table-of.ts";
import type { Entry } from "./use-statement.ts";

const words = {
  caption: { fr: "Grand livre du compte", en: "Ledger of the account" },
  what: { fr: "Désignation", en: "Description" },
  date: { fr: "Date", en: "Date" },
  debit: { fr: "Débit (€)", en: "Debit (€)" },
  credit: { fr: "Crédit (€)", en: "Credit (€)" },
  balance: { fr: "Solde (€)", en: "Balance (€)" },
  balanceOnPhone: { fr: "solde", en: "balance" },
  lettering: { fr: "Lettrage", en: "Lettering" },
  opening: { fr: "Solde à l’ouverture", en: "Opening balance" },
  openingOn: { fr: (day: string) => `Solde avant le ${day}`, en: (day: string) => `Balance before ${day}` },
  closing: { fr: "Solde à la fin", en: "Closing balance" },
  closingOn: { fr: (day: string) => `Solde au ${day}`, en: (day: string) => `Balance on ${day}` },
  today: { fr: "Solde aujourd’hui", en: "Balance today" },
  noneTitle: { fr: "Aucune écriture encore", en: "No entry yet" },
  none: {
    fr: "Le grand livre s’écrira ici, à chaque publication du service.",
    en: "The ledger will be written here, each time the office publishes.",
  },
} satisfies Words;

type Line = { key: string; entry: Entry } | { key: string; balance: number; label: string };
type LedgerOf = TableOf & {
  openingCents: number | null;
  closingCents: number | null;
  from?: string;
  to?: string;
  todayCents: number;
};

/** The ledger: opening balance, entries with a running balance, closing balance, balance today (SPEC ACT-3). */
export function LedgerTable(given: LedgerOf) {
  const { entries, openingCents, closingCents, complete, from, to, todayCents, loading, empty } = given;
  const t = useWords(words);
  const f = useFormat();
  const lines: Line[] = entries.map((entry) => ({ key: entry.id, entry }));
  if (entries.length > 0 && openingCents !== null)
    lines.unshift({
      key: "opening",
      balance: openingCents,
      label: from ? t.openingOn(f.date(from)) : t.opening,
    });
  if (entries.length > 0 && closingCents !== null && complete) {
    lines.push({ key: "closing", balance: closingCents, label: to ? t.closingOn(f.date(to)) : t.closing });
    if (to && todayCents !== closingCents) lines.push({ key: "today", balance: todayCents, label: t.today });
  }
  return (
    <Table
      caption={t.caption}
      hideCaption
      ruled
      rows={lines}
      rowKey={(line) => line.key}
      loading={loading}
      empty={
        empty ?? (
          <EmptyState icon={BookOpen} title={t.noneTitle}>
            {t.none}
          </EmptyState>
        )
      }
      columns={columnsOf(given, t)}
    />
  );
}

type Spoken = Record<
  "date" | "what" | "lettering" | "debit" | "credit" | "balance" | "balanceOnPhone",
  string
>;

function columnsOf({ account, inCart, onLettering, convention }: TableOf, t: Spoken): TableColumn<Line>[] {
  const ofEntry = (cell: (entry: Entry) => ReactNode) => (line: Line) =>
    "entry" in line ? cell(line.entry) : null;
  const debit: TableColumn<Line> = {
    key: "debit",
    header: t.debit,
    numeric: true,
    width: "narrow",
    phone: "amount",
    cell: (line) =>
      "entry" in line ? (
        <>
          <span className="entry-desk">
            <Column cents={line.entry.debitCents} />
          </span>
          <PhoneAmount entry={line.entry} />
        </>
      ) : (
        <span className="entry-phone entry-balance">
          <Amount cents={line.balance} />
        </span>
      ),
  };
  const credit: TableColumn<Line> = {
    key: "credit",
    header: t.credit,
    numeric: true,
    width: "narrow",
    phone: "hide",
    cell: ofEntry((entry) => <Column cents={entry.creditCents} />),
  };
  return [
    {
      key: "date",
      header: t.date,
      width: "narrow",
      phone: "meta",
      cell: ofEntry((entry) => <DateText date={entry.date} short />),
    },
    {
      key: "what",
      header: t.what,
      phone: "title",
      cell: (line) =>
        "entry" in line ? (
          <EntryLabel entry={line.entry} account={account} inCart={inCart.has(line.entry.id)} />
        ) : (
          <span className="entry-balance">{line.label}</span>
        ),
    },
    {
      key: "lettering",
      header: t.lettering,
      width: "narrow",
      phone: "hide",
      cell: ofEntry((entry) => <LetteringTag entry={entry} onOpen={onLettering} />),
    },
    ...(convention === "debit_credit" ? [debit, credit] : [credit, debit]),
    {
      key: "balance",
      header: t.balance,
      numeric: true,
      width: "narrow",
      phone: "state",
      cell: (line) => <Balance line={line} word={t.balanceOnPhone} />,
    },
  ];
}

function Balance({ line, word }: { line: Line; word: string }) {
  if (!("entry" in line))
    return (
      <span className="entry-balance entry-desk">
        <Amount cents={line.balance} bare />
      </span>
    );
  if (line.entry.runningCents === null) return null;
  return (
    <>
      <span className="entry-phone">{word} </span>
      <Amount cents={line.entry.runningCents} bare tone="muted" />
    </>
  );
}
