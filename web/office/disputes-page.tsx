import { useQuery } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { ListTree, MessageCircleWarning } from "lucide-react";
import { DisputeState, useReason } from "../features/dispute/dispute-state.tsx";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { CreditorFilter, FilterSelect, LiveSearch } from "../features/office-list/filters.tsx";
import { ListPage } from "../features/office-list/list-page.tsx";
import { useList } from "../features/office-list/use-list.ts";
import type { CallOf, GotOf } from "../lib/api.ts";
import { useFilters, useParam } from "../lib/navigation.ts";
import { query } from "../lib/queries.ts";
import { plural, useLanguage, useWords, type Words } from "../lib/words.ts";
import { Amount, DateText } from "../ui/amount.tsx";
import { LinkButton } from "../ui/button.tsx";
import type { Column } from "../ui/table.tsx";
import { State } from "../ui/tag.tsx";

const words = {
  title: { fr: "Litiges", en: "Disputes" },
  categories: { fr: "Motifs de litige", en: "Reasons of disputes" },
  search: { fr: "Litige, compte ou tiers", en: "Dispute, account or party" },
  state: { fr: "État", en: "State" },
  active: { fr: "En cours", en: "Open" },
  everything: { fr: "Tous", en: "All" },
  waiting: { fr: "Attendent une réponse", en: "Waiting for an answer" },
  answered: { fr: "Répondus", en: "Answered" },
  resolved: { fr: "Clos", en: "Closed" },
  held: { fr: "Acceptés, écriture attendue", en: "Accepted, entry expected" },
  assigned: { fr: "Confiés à", en: "Given to" },
  anybody: { fr: "Tout le monde", en: "Anybody" },
  me: { fr: "Moi", en: "Me" },
  nobody: { fr: "Personne", en: "Nobody" },
  category: { fr: "Motif", en: "Reason" },
  delay: { fr: "Délai", en: "Delay" },
  late: { fr: "En retard", en: "Late" },
  onlyLate: { fr: "En retard seulement", en: "Late only" },
  answerBy: { fr: "Répondre avant le", en: "Answer by" },
  party: { fr: "Tiers", en: "Party" },
  reference: { fr: "Litige", en: "Dispute" },
  opened: { fr: "Ouvert le", en: "Opened" },
  amount: { fr: "Montant", en: "Amount" },
  shown: {
    fr: (n: number) => plural("fr", n, { one: "# litige affiché", other: "# litiges affichés" }),
    en: (n: number) => plural("en", n, { one: "# dispute shown", other: "# disputes shown" }),
  },
  none: { fr: "Aucun litige en cours", en: "No open dispute" },
  noneText: {
    fr: "Ce que vos clients contestent depuis leur compte viendra ici, le plus ancien d’abord.",
    en: "What your customers contest from their account will come here, the oldest first.",
  },
  noMatch: { fr: "Aucun litige ne répond à ces filtres", en: "No dispute matches these filters" },
  noMatchText: { fr: "Retirez un filtre pour voir les autres.", en: "Remove a filter to see the others." },
} satisfies Words;

type Query = NonNullable<CallOf<"listOfficeDisputes">["query"]>;
type Row = GotOf<"listOfficeDisputes">["items"][number];
const states = ["waiting", "answered", "held", "resolved"] as const;
const all = "tous";

/** The queue of disputes (SPEC DIS-4): the longest wait first; a record opens beside the list. */
export function DisputesPage() {
  const t = useWords(words);
  const [filters] = useFilters();
  const current = useParam("dispute");
  const state = filters.etat === all ? undefined : ((filters.etat ?? "active") as Query["state"]);
  const list = useList("listOfficeDisputes", {
    query: {
      search: filters.q,
      creditor: filters.creancier,
      category: filters.motif,
      assigned: filters.confie,
      late: filters.retard ? "yes" : undefined,
      state,
    },
  });
  const narrowed = ["q", "creancier", "motif", "confie", "retard", "etat"].some((name) => filters[name]);
  return (
    <ListPage
      title={t.title}
      actions={
        <LinkButton icon={ListTree} look="quiet" href={officePaths.disputeCategories()}>
          {t.categories}
        </LinkButton>
      }
      list={list}
      filters={<Filters />}
      summary={t.shown(list.rows.length)}
      columns={useColumns(Boolean(current))}
      rowKey={(row) => row.id}
      rowHref={(row) => officePaths.dispute(row.id, filters)}
      openKey="party"
      currentKey={current || null}
      empty={{
        icon: MessageCircleWarning,
        narrowed,
        none: { title: t.none, text: t.noneText },
        noMatch: { title: t.noMatch, text: t.noMatchText },
      }}
    >
      <Outlet />
    </ListPage>
  );
}

function Filters() {
  const t = useWords(words);
  const { language } = useLanguage();
  const people = useQuery(query("listDisputeAssignees", { query: {} })).data?.items ?? [];
  const categories = useQuery(query("listDisputeCategories", {})).data?.items ?? [];
  return (
    <>
      <LiveSearch label={t.search} />
      <FilterSelect
        name="etat"
        label={t.state}
        all={t.active}
        options={[
          ...states.map((value) => ({ value, label: t[value] })),
          { value: all, label: t.everything },
        ]}
      />
      <FilterSelect name="retard" label={t.delay} options={[{ value: "oui", label: t.onlyLate }]} />
      <FilterSelect
        name="confie"
        label={t.assigned}
        all={t.anybody}
        options={[
          { value: "me", label: t.me },
          { value: "nobody", label: t.nobody },
          ...people.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <FilterSelect
        name="motif"
        label={t.category}
        options={categories.map(({ id, label }) => ({ value: id, label: label[language] }))}
      />
      <CreditorFilter />
    </>
  );
}

/** Fewer columns while a record stands beside the list. */
function useColumns(tight: boolean): Column<Row>[] {
  const t = useWords(words);
  const reasonOf = useReason();
  const columns: Column<Row>[] = [
    {
      key: "opened",
      header: t.opened,
      width: "narrow",
      phone: "meta",
      cell: (row) => <DateText date={row.openedOn} short />,
    },
    { key: "party", header: t.party, phone: "title", cell: (row) => row.party.name },
    { key: "reason", header: t.category, phone: "hide", cell: (row) => reasonOf(row).reason },
    { key: "reference", header: t.reference, phone: "hide", cell: (row) => row.reference },
    { key: "assigned", header: t.assigned, phone: "hide", cell: (row) => row.assignee?.name ?? "" },
    {
      key: "by",
      header: t.answerBy,
      width: "narrow",
      phone: "hide",
      cell: (row) => <Delay row={row} />,
    },
    {
      key: "state",
      header: t.state,
      width: "narrow",
      phone: "state",
      cell: (row) => <DisputeState dispute={row} />,
    },
    {
      key: "amount",
      header: t.amount,
      numeric: true,
      phone: "amount",
      cell: (row) => <Amount cents={row.totalCents} />,
    },
  ];
  const kept = ["opened", "party", "by", "amount"];
  return tight ? columns.filter(({ key }) => kept.includes(key)) : columns;
}

function Delay({ row }: { row: Row }) {
  const t = useWords(words);
  if (!row.answerBy) return null;
  return (
    <>
      <DateText date={row.answerBy} short />
      {row.late && (
        <>
          <br />
          <State kind="overdue">{t.late}</State>
        </>
      )}
    </>
  );
}
