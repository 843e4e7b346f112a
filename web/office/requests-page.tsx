import { MessageSquareText, Settings2 } from "lucide-react";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { useMay } from "../features/office-frame/role.ts";
import { CreditorFilter, FilterSelect, LiveSearch } from "../features/office-list/filters.tsx";
import { ListPage } from "../features/office-list/list-page.tsx";
import { ShortInstant } from "../features/office-list/short-instant.tsx";
import { useList } from "../features/office-list/use-list.ts";
import { useCategoryNames } from "../features/office-message/categories.ts";
import { RequestStateTag, useRequestStates } from "../features/request/request-state.tsx";
import type { CallOf, GotOf } from "../lib/api.ts";
import { useFilters } from "../lib/navigation.ts";
import { plural, useLanguage, useWords, type Words } from "../lib/words.ts";
import { LinkButton } from "../ui/button.tsx";
import type { Column } from "../ui/table.tsx";

const words = {
  title: { fr: "Demandes", en: "Requests" },
  search: { fr: "Numéro, objet, nom du client", en: "Number, subject, customer’s name" },
  number: { fr: "N°", en: "No." },
  subject: { fr: "Objet", en: "Subject" },
  author: { fr: "De", en: "From" },
  category: { fr: "Motif", en: "About" },
  categories: { fr: "Motifs", en: "Categories" },
  creditor: { fr: "Créancier", en: "Creditor" },
  moved: { fr: "Dernier message", en: "Last message" },
  assignee: { fr: "Suivie par", en: "Assigned to" },
  assigned: { fr: "Suivi", en: "Assignment" },
  me: { fr: "Par moi", en: "To me" },
  nobody: { fr: "Par personne", en: "To nobody" },
  state: { fr: "État", en: "State" },
  every: { fr: "Toutes", en: "All" },
  shown: {
    fr: (n: number) => plural("fr", n, { one: "# demande affichée", other: "# demandes affichées" }),
    en: (n: number) => plural("en", n, { one: "# request shown", other: "# requests shown" }),
  },
  noneTitle: { fr: "Aucune demande à traiter", en: "No request to answer" },
  noneText: {
    fr: "Les demandes que vos clients écrivent dans leur espace arrivent ici, la plus ancienne d’abord.",
    en: "Requests that your customers write in their space come here, the oldest first.",
  },
  noMatch: { fr: "Aucune demande ne correspond", en: "No request matches" },
  noMatchText: { fr: "Changez un mot ou retirez un filtre.", en: "Change a word or remove a filter." },
} satisfies Words;

type Query = NonNullable<CallOf<"listOfficeRequests">["query"]>;
type Row = GotOf<"listOfficeRequests">["items"][number];

/** What customers ask: those that wait for an answer first (SPEC MSG-3). */
export function RequestsPage() {
  const t = useWords(words);
  const may = useMay();
  const states = useRequestStates();
  const categories = useCategoryNames();
  const [filters] = useFilters();
  const state = filters.etat === "toutes" ? undefined : ((filters.etat ?? "open") as Query["state"]);
  const list = useList("listOfficeRequests", {
    query: {
      state,
      search: filters.q,
      assigned: filters.suivi as Query["assigned"],
      category: filters.motif,
      creditor: filters.creancier,
    },
  });
  return (
    <ListPage
      title={t.title}
      actions={
        may("manager") && (
          <LinkButton href={officePaths.requestCategories()} icon={Settings2} look="quiet">
            {t.categories}
          </LinkButton>
        )
      }
      list={list}
      filters={
        <>
          <LiveSearch label={t.search} />
          <FilterSelect
            name="etat"
            label={t.state}
            all={states.open}
            options={[
              { value: "answered", label: states.answered },
              { value: "closed", label: states.closed },
              { value: "toutes", label: t.every },
            ]}
          />
          <FilterSelect
            name="suivi"
            label={t.assigned}
            options={[
              { value: "me", label: t.me },
              { value: "nobody", label: t.nobody },
            ]}
          />
          <FilterSelect name="motif" label={t.category} options={categories} />
          <CreditorFilter />
        </>
      }
      summary={t.shown(list.rows.length)}
      columns={useColumns()}
      rowKey={(row) => row.id}
      rowHref={(row) => officePaths.request(row.id)}
      openKey="subject"
      empty={{
        icon: MessageSquareText,
        narrowed: Boolean(filters.q || filters.etat || filters.suivi || filters.motif || filters.creancier),
        none: { title: t.noneTitle, text: t.noneText },
        noMatch: { title: t.noMatch, text: t.noMatchText },
      }}
    />
  );
}

function useColumns(): Column<Row>[] {
  const t = useWords(words);
  const { language } = useLanguage();
  return [
    { key: "number", header: t.number, width: "narrow", phone: "hide", cell: (row) => row.number },
    { key: "subject", header: t.subject, phone: "title", cell: (row) => row.subject },
    { key: "author", header: t.author, phone: "meta", cell: (row) => row.author },
    { key: "category", header: t.category, phone: "hide", cell: (row) => row.category[language] },
    { key: "creditor", header: t.creditor, phone: "hide", cell: (row) => row.creditor?.name },
    {
      key: "moved",
      header: t.moved,
      width: "narrow",
      phone: "hide",
      cell: (row) => <ShortInstant at={row.movedAt} />,
    },
    { key: "assignee", header: t.assignee, phone: "hide", cell: (row) => row.assignee?.name },
    {
      key: "state",
      header: t.state,
      width: "narrow",
      phone: "state",
      cell: (row) => <RequestStateTag state={row.state} office />,
    },
  ];
}
