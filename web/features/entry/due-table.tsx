import { CircleCheck } from "lucide-react";
import { useFormat } from "../../lib/format.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Amount, DateText } from "../../ui/amount.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { type Selection, Table } from "../../ui/table.tsx";
import { EntryLabel } from "./entry-cells.tsx";
import { EntryState } from "./entry-state.tsx";
import type { TableOf } from "./table-of.ts";
import type { Entry } from "./use-statement.ts";

const words = {
  caption: { fr: "Ce qui reste à régler", en: "What remains to pay" },
  what: { fr: "Désignation", en: "Description" },
  date: { fr: "Date", en: "Date" },
  due: { fr: "Échéance", en: "Due" },
  state: { fr: "État", en: "State" },
  toPay: { fr: "À régler", en: "To pay" },
  left: { fr: "Reste dû", en: "Still due" },
  of: { fr: (total: string) => `sur ${total}`, en: (total: string) => `of ${total}` },
  dueIn: { fr: (month: string) => `Échéance en ${month}`, en: (month: string) => `Due in ${month}` },
  credits: { fr: "À déduire", en: "To deduct" },
  total: { fr: "Total", en: "Total" },
  net: { fr: "Total, avoirs déduits", en: "Total, credits deducted" },
  noDue: { fr: "Sans échéance", en: "Without a due date" },
  onPhone: { fr: (day: string) => `Échéance ${day}`, en: (day: string) => `Due ${day}` },
  noneTitle: { fr: "Rien à régler", en: "Nothing to pay" },
  none: {
    fr: "Vous êtes à jour. Les prochaines factures apparaîtront ici dès leur publication.",
    en: "You are up to date. The next invoices will appear here as soon as they are published.",
  },
} satisfies Words;

/** What is open, oldest due first: what can be paid, what is held and why. */
export function DueTable({
  entries,
  account,
  inCart,
  selection,
  handed,
  loading,
  complete,
  totals,
  empty,
}: TableOf & { selection?: Selection<Entry>; handed?: boolean }) {
  const t = useWords(words);
  const f = useFormat();
  const monthOf = (entry: Entry) => (entry.openCents < 0 ? "credits" : (entry.dueOn ?? "none").slice(0, 7));
  const group = (entry: Entry) => {
    const key = monthOf(entry);
    const sum = entries
      .filter((one) => monthOf(one) === key)
      .reduce((cents, one) => cents + one.toPayCents, 0);
    const label = key === "credits" ? t.credits : key === "none" ? t.noDue : t.dueIn(f.month(`${key}-01`));
    return { key, label, aside: complete && sum !== 0 ? f.cents(sum) : undefined };
  };
  const several = entries.length > 1;
  return (
    <Table
      caption={t.caption}
      hideCaption
      rows={entries}
      rowKey={(entry) => entry.id}
      loading={loading}
      selection={selection}
      group={group}
      empty={
        empty ?? (
          <EmptyState icon={CircleCheck} title={t.noneTitle}>
            {t.none}
          </EmptyState>
        )
      }
      columns={[
        {
          key: "what",
          header: t.what,
          phone: "title",
          cell: (entry) => <EntryLabel entry={entry} account={account} inCart={inCart.has(entry.id)} />,
          foot:
            several && !handed
              ? entries.some((entry) => entry.toPayCents < 0)
                ? t.net
                : t.total
              : undefined,
        },
        {
          key: "date",
          header: t.date,
          width: "narrow",
          phone: "hide",
          cell: (entry) => <DateText date={entry.date} short />,
        },
        {
          key: "due",
          header: t.due,
          width: "narrow",
          phone: "meta",
          cell: (entry) =>
            entry.dueOn && (
              <>
                <span className="entry-desk">
                  <DateText date={entry.dueOn} short />
                </span>
                <span className="entry-phone">{t.onPhone(f.dateShort(entry.dueOn))}</span>
              </>
            ),
        },
        {
          key: "state",
          header: t.state,
          width: "narrow",
          phone: "state",
          cell: (entry) => <EntryState entry={entry} />,
        },
        {
          key: "amount",
          header: handed ? t.left : t.toPay,
          width: "narrow",
          numeric: true,
          phone: "amount",
          cell: (entry) => <ToPay entry={entry} of={t.of} />,
          foot: several && !handed ? <Amount cents={totals.toPayCents} /> : undefined,
        },
      ]}
    />
  );
}

/** What can be paid of an entry now; what is held is greyed, what was paid in part says of how much. */
function ToPay({ entry, of }: { entry: Entry; of: (total: string) => string }) {
  const f = useFormat();
  const whole = entry.debitCents - entry.creditCents;
  const held = entry.toPayCents === 0;
  const shown = held ? entry.openCents : entry.toPayCents;
  const tone = held ? "muted" : shown < 0 ? "settled" : entry.state === "overdue" ? "overdue" : "ink";
  return (
    <>
      <Amount cents={shown} tone={tone} />
      {Math.abs(shown) !== Math.abs(whole) && <span className="entry-rest">{of(f.cents(whole))}</span>}
    </>
  );
}
