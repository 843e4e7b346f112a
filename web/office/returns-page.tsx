import { CalendarClock, CircleCheck, Upload } from "lucide-react";
import { useState } from "react";
import { ImportReturns } from "../features/office-collection/import-returns.tsx";
import { ReturnRecord } from "../features/office-collection/return-record.tsx";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { useMay } from "../features/office-frame/role.ts";
import { CreditorFilter, FilterSelect } from "../features/office-list/filters.tsx";
import { ListPage } from "../features/office-list/list-page.tsx";
import { useList } from "../features/office-list/use-list.ts";
import type { CallOf, GotOf } from "../lib/api.ts";
import { useFilters } from "../lib/navigation.ts";
import { plural, useLanguage, useWords, type Words } from "../lib/words.ts";
import { Amount, DateText } from "../ui/amount.tsx";
import { Button, LinkButton } from "../ui/button.tsx";
import type { Column } from "../ui/table.tsx";
import { State } from "../ui/tag.tsx";

const words = {
  title: { fr: "Prélèvements rejetés", en: "Direct debits that came back" },
  collections: { fr: "Prélèvements", en: "Direct debits" },
  send: { fr: "Lire un fichier de la banque", en: "Read a file of the bank" },
  state: { fr: "État", en: "State" },
  open: { fr: "À traiter", en: "To deal with" },
  handled: { fr: "Traités", en: "Dealt with" },
  everything: { fr: "Tous", en: "All" },
  day: { fr: "Le", en: "On" },
  party: { fr: "Tiers", en: "Party" },
  reason: { fr: "Motif", en: "Reason" },
  retry: { fr: "Représenté le", en: "Presented again" },
  amount: { fr: "Montant", en: "Amount" },
  shown: {
    fr: (n: number) => plural("fr", n, { one: "# rejet affiché", other: "# rejets affichés" }),
    en: (n: number) => plural("en", n, { one: "# return shown", other: "# returns shown" }),
  },
  none: { fr: "Aucun rejet à traiter", en: "No return to deal with" },
  noneText: {
    fr: "Ce que les banques refusent ou reprennent vient ici, avec son motif et la suite à donner. Lisez un fichier de la banque (pain.002, camt.054, CFONB) ou importez vos relevés.",
    en: "What banks refuse or take back comes here, with its reason and the next step. Read a file of the bank (pain.002, camt.054, CFONB) or import your statements.",
  },
  noMatch: { fr: "Aucun rejet ne répond à ces filtres", en: "No return matches these filters" },
  noMatchText: { fr: "Retirez un filtre pour voir les autres.", en: "Remove a filter to see the others." },
} satisfies Words;

type Query = NonNullable<CallOf<"listReturns">["query"]>;
type Row = GotOf<"listReturns">["items"][number];
const all = "tous";

/** Debits that came back (SPEC MAN-7, MAN-8): why, and what to do next; one opens beside the list. */
export function ReturnsPage() {
  const t = useWords(words);
  const may = useMay();
  const [filters, change] = useFilters();
  const [reading, setReading] = useState(false);
  const state = filters.etat === all ? undefined : ((filters.etat ?? "open") as Query["state"]);
  const list = useList("listReturns", { query: { state, creditor: filters.creancier } });
  const current = list.rows.find((row) => row.id === filters.rejet);
  return (
    <ListPage
      title={t.title}
      actions={
        <>
          <LinkButton icon={CalendarClock} look="quiet" href={officePaths.collections()}>
            {t.collections}
          </LinkButton>
          {may("accountant") && (
            <Button icon={Upload} onClick={() => setReading(true)}>
              {t.send}
            </Button>
          )}
        </>
      }
      list={list}
      filters={
        <>
          <FilterSelect
            name="etat"
            label={t.state}
            all={t.open}
            options={[
              { value: "handled", label: t.handled },
              { value: all, label: t.everything },
            ]}
          />
          <CreditorFilter />
        </>
      }
      summary={t.shown(list.rows.length)}
      columns={useColumns(Boolean(current))}
      rowKey={(row) => row.id}
      rowHref={(row) => officePaths.returns({ ...filters, rejet: row.id })}
      openKey="party"
      currentKey={current?.id ?? null}
      empty={{
        icon: CircleCheck,
        narrowed: Boolean(filters.etat || filters.creancier),
        none: { title: t.none, text: t.noneText },
        noMatch: { title: t.noMatch, text: t.noMatchText },
      }}
    >
      <ImportReturns open={reading} onClose={() => setReading(false)} />
      {current && <ReturnRecord key={current.id} row={current} onClose={() => change({ rejet: null })} />}
    </ListPage>
  );
}

/** Fewer columns while one stands beside the list. */
function useColumns(tight: boolean): Column<Row>[] {
  const t = useWords(words);
  const { language } = useLanguage();
  const columns: Column<Row>[] = [
    {
      key: "day",
      header: t.day,
      width: "narrow",
      phone: "meta",
      cell: (row) => <DateText date={row.on} short />,
    },
    { key: "party", header: t.party, phone: "title", cell: (row) => row.party.name },
    { key: "reason", header: t.reason, phone: "hide", cell: (row) => row.reason[language] },
    {
      key: "retry",
      header: t.retry,
      width: "narrow",
      phone: "hide",
      cell: (row) => (row.retryOn ? <DateText date={row.retryOn} short /> : null),
    },
    {
      key: "state",
      header: t.state,
      width: "narrow",
      phone: "state",
      cell: (row) => (
        <State kind={row.handledAt ? "settled" : "overdue"}>{row.handledAt ? t.handled : t.open}</State>
      ),
    },
    {
      key: "amount",
      header: t.amount,
      numeric: true,
      phone: "amount",
      cell: (row) => <Amount cents={row.cents} />,
    },
  ];
  const kept = ["day", "party", "amount"];
  return tight ? columns.filter(({ key }) => kept.includes(key)) : columns;
}
