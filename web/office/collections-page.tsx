import { Outlet } from "@tanstack/react-router";
import { CalendarClock, FileStack, Undo2 } from "lucide-react";
import { CollectionState } from "../features/collection/collection-state.tsx";
import { ComingList } from "../features/office-collection/coming-list.tsx";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { CreditorFilter, FilterSelect, LiveSearch } from "../features/office-list/filters.tsx";
import { ListPage } from "../features/office-list/list-page.tsx";
import { useList } from "../features/office-list/use-list.ts";
import type { CallOf, GotOf } from "../lib/api.ts";
import { useFilters, useParam } from "../lib/navigation.ts";
import { plural, useWords, type Words } from "../lib/words.ts";
import { Amount, DateText } from "../ui/amount.tsx";
import { LinkButton } from "../ui/button.tsx";
import type { Column } from "../ui/table.tsx";

const words = {
  title: { fr: "Prélèvements", en: "Direct debits" },
  batches: { fr: "Remises", en: "Batches" },
  returns: { fr: "Rejets", en: "Returns" },
  search: { fr: "Référence, mandat, compte ou tiers", en: "Reference, mandate, account or party" },
  state: { fr: "État", en: "State" },
  coming: { fr: "À venir", en: "To come" },
  everything: { fr: "Tous", en: "All" },
  announced: { fr: "Annoncés", en: "Announced" },
  prepared: { fr: "En remise", en: "In a batch" },
  sent: { fr: "Dans un fichier", en: "In a file" },
  collected: { fr: "Prélevés", en: "Taken" },
  rejected: { fr: "Refusés", en: "Refused" },
  returned: { fr: "Rejetés", en: "Returned" },
  cancelled: { fr: "Annulés", en: "Cancelled" },
  day: { fr: "Date", en: "Day" },
  party: { fr: "Tiers", en: "Party" },
  account: { fr: "Compte", en: "Account" },
  mandate: { fr: "Mandat", en: "Mandate" },
  batch: { fr: "Remise", en: "Batch" },
  amount: { fr: "Montant", en: "Amount" },
  shown: {
    fr: (n: number) => plural("fr", n, { one: "# prélèvement affiché", other: "# prélèvements affichés" }),
    en: (n: number) => plural("en", n, { one: "# direct debit shown", other: "# direct debits shown" }),
  },
  none: { fr: "Aucun prélèvement à venir", en: "No direct debit to come" },
  noneText: {
    fr: "Chaque matin, ce qui est dû sous un mandat en vigueur est annoncé au débiteur et vient ici.",
    en: "Every morning, what is due under a mandate in force is announced to the debtor and comes here.",
  },
  noMatch: { fr: "Aucun prélèvement ne répond à ces filtres", en: "No direct debit matches these filters" },
  noMatchText: { fr: "Retirez un filtre pour voir les autres.", en: "Remove a filter to see the others." },
} satisfies Words;

type Query = NonNullable<CallOf<"listOfficeCollections">["query"]>;
type Row = GotOf<"listOfficeCollections">["items"][number];
const states = ["announced", "prepared", "sent", "collected", "rejected", "returned", "cancelled"] as const;
const all = "tous";

/** What is due and to come, and what became of it (SPEC MAN-7); a record opens beside the list. */
export function CollectionsPage() {
  const t = useWords(words);
  const [filters] = useFilters();
  const current = useParam("collection");
  const state = filters.etat === all ? undefined : ((filters.etat ?? "coming") as Query["state"]);
  const list = useList("listOfficeCollections", {
    query: { search: filters.q, creditor: filters.creancier, account: filters.compte, state },
  });
  const narrowed = ["q", "creancier", "etat", "compte"].some((name) => filters[name]);
  return (
    <ListPage
      title={t.title}
      actions={
        <>
          <LinkButton icon={Undo2} look="quiet" href={officePaths.returns()}>
            {t.returns}
          </LinkButton>
          <LinkButton icon={FileStack} href={officePaths.batches()}>
            {t.batches}
          </LinkButton>
        </>
      }
      tabs={!current && <ComingList />}
      list={list}
      filters={
        <>
          <LiveSearch label={t.search} />
          <FilterSelect
            name="etat"
            label={t.state}
            all={t.coming}
            options={[
              ...states.map((value) => ({ value, label: t[value] })),
              { value: all, label: t.everything },
            ]}
          />
          <CreditorFilter />
        </>
      }
      summary={t.shown(list.rows.length)}
      columns={useColumns(Boolean(current))}
      rowKey={(row) => row.id}
      rowHref={(row) => officePaths.collection(row.id, filters)}
      openKey="party"
      currentKey={current || null}
      empty={{
        icon: CalendarClock,
        narrowed,
        none: { title: t.none, text: t.noneText },
        noMatch: { title: t.noMatch, text: t.noMatchText },
      }}
    >
      <Outlet />
    </ListPage>
  );
}

/** Fewer columns while a record stands beside the list. */
function useColumns(tight: boolean): Column<Row>[] {
  const t = useWords(words);
  const columns: Column<Row>[] = [
    {
      key: "day",
      header: t.day,
      width: "narrow",
      phone: "meta",
      cell: (row) => <DateText date={row.collectOn} short />,
    },
    { key: "party", header: t.party, phone: "title", cell: (row) => row.party.name },
    { key: "account", header: t.account, phone: "hide", cell: (row) => row.account.name },
    { key: "mandate", header: t.mandate, width: "narrow", phone: "hide", cell: (row) => row.umr },
    { key: "batch", header: t.batch, width: "narrow", phone: "hide", cell: (row) => row.batch?.name ?? "" },
    {
      key: "state",
      header: t.state,
      width: "narrow",
      phone: "state",
      cell: (row) => <CollectionState state={row.state} office />,
    },
    {
      key: "amount",
      header: t.amount,
      numeric: true,
      phone: "amount",
      cell: (row) => <Amount cents={row.cents} />,
    },
  ];
  const kept = ["day", "party", "state", "amount"];
  return tight ? columns.filter(({ key }) => kept.includes(key)) : columns;
}
