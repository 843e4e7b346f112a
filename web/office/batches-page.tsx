import { Outlet } from "@tanstack/react-router";
import { CalendarClock, FileStack } from "lucide-react";
import { BatchState } from "../features/office-collection/batch-state.tsx";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { CreditorFilter, FilterSelect } from "../features/office-list/filters.tsx";
import { ListPage } from "../features/office-list/list-page.tsx";
import { useList } from "../features/office-list/use-list.ts";
import type { CallOf, GotOf } from "../lib/api.ts";
import { useFormat } from "../lib/format.ts";
import { useFilters, useParam } from "../lib/navigation.ts";
import { plural, useWords, type Words } from "../lib/words.ts";
import { Amount, DateText } from "../ui/amount.tsx";
import { LinkButton } from "../ui/button.tsx";
import type { Column } from "../ui/table.tsx";
import { State } from "../ui/tag.tsx";

const words = {
  title: { fr: "Remises de prélèvements", en: "Direct debit batches" },
  collections: { fr: "Prélèvements", en: "Direct debits" },
  state: { fr: "État", en: "State" },
  open: { fr: "Pas encore à la banque", en: "Not at the bank yet" },
  draft: { fr: "À contrôler", en: "To review" },
  released: { fr: "Fichier en préparation", en: "File being made" },
  ready: { fr: "À remettre", en: "To give" },
  sent: { fr: "À la banque", en: "At the bank" },
  cancelled: { fr: "Annulées", en: "Cancelled" },
  reference: { fr: "Remise", en: "Batch" },
  creditor: { fr: "Créancier", en: "Creditor" },
  day: { fr: "Prélèvement le", en: "Taken on" },
  count: { fr: "Nombre", en: "Number" },
  before: { fr: "À remettre avant", en: "To give before" },
  at: {
    fr: (day: string, hour: number) => `${day}, ${hour} h`,
    en: (day: string, hour: number) => `${day}, ${hour}:00`,
  },
  late: { fr: "Heure limite passée", en: "Cut-off passed" },
  amount: { fr: "Total", en: "Total" },
  shown: {
    fr: (n: number) => plural("fr", n, { one: "# remise affichée", other: "# remises affichées" }),
    en: (n: number) => plural("en", n, { one: "# batch shown", other: "# batches shown" }),
  },
  none: { fr: "Aucune remise", en: "No batch" },
  noneText: {
    fr: "Deux jours ouvrés avant l’heure limite de la banque, une remise se prépare seule ; vous pouvez aussi la préparer depuis les prélèvements.",
    en: "Two working days before the bank’s cut-off a batch is proposed by itself; you can also prepare it from the direct debits.",
  },
  noMatch: { fr: "Aucune remise dans cet état", en: "No batch in this state" },
  noMatchText: { fr: "Retirez un filtre pour voir les autres.", en: "Remove a filter to see the others." },
} satisfies Words;

type Query = NonNullable<CallOf<"listBatches">["query"]>;
type Row = GotOf<"listBatches">["items"][number];
const states = ["open", "draft", "released", "ready", "sent", "cancelled"] as const;

/** Batches for the bank (SPEC MAN-7), the latest first; one opens beside the list. */
export function BatchesPage() {
  const t = useWords(words);
  const [filters] = useFilters();
  const current = useParam("batch");
  const list = useList("listBatches", {
    query: { creditor: filters.creancier, state: filters.etat as Query["state"] },
  });
  return (
    <ListPage
      title={t.title}
      actions={
        <LinkButton icon={CalendarClock} look="quiet" href={officePaths.collections()}>
          {t.collections}
        </LinkButton>
      }
      list={list}
      filters={
        <>
          <FilterSelect
            name="etat"
            label={t.state}
            options={states.map((value) => ({ value, label: t[value] }))}
          />
          <CreditorFilter />
        </>
      }
      summary={t.shown(list.rows.length)}
      columns={useColumns(Boolean(current))}
      rowKey={(row) => row.id}
      rowHref={(row) => officePaths.batch(row.id, filters)}
      openKey="reference"
      currentKey={current || null}
      empty={{
        icon: FileStack,
        narrowed: Boolean(filters.etat || filters.creancier),
        none: { title: t.none, text: t.noneText },
        noMatch: { title: t.noMatch, text: t.noMatchText },
      }}
    >
      <Outlet />
    </ListPage>
  );
}

/** Fewer columns while a batch stands beside the list. */
function useColumns(tight: boolean): Column<Row>[] {
  const t = useWords(words);
  const f = useFormat();
  const columns: Column<Row>[] = [
    { key: "reference", header: t.reference, phone: "title", cell: (row) => row.reference },
    { key: "creditor", header: t.creditor, phone: "hide", cell: (row) => row.creditor.name },
    {
      key: "day",
      header: t.day,
      width: "narrow",
      phone: "meta",
      cell: (row) => (row.firstDay ? <DateText date={row.firstDay} short /> : null),
    },
    { key: "count", header: t.count, numeric: true, phone: "hide", cell: (row) => f.number(row.count) },
    {
      key: "before",
      header: t.before,
      phone: "hide",
      cell: ({ cutOff }) => {
        if (!cutOff) return null;
        if (cutOff.passed) return <State kind="overdue">{t.late}</State>;
        return t.at(f.dateShort(cutOff.day), cutOff.hour);
      },
    },
    {
      key: "state",
      header: t.state,
      width: "narrow",
      phone: "state",
      cell: (row) => <BatchState batch={row} />,
    },
    {
      key: "amount",
      header: t.amount,
      numeric: true,
      phone: "amount",
      cell: (row) => <Amount cents={row.cents} />,
    },
  ];
  const kept = ["reference", "day", "state", "amount"];
  return tight ? columns.filter(({ key }) => kept.includes(key)) : columns;
}
