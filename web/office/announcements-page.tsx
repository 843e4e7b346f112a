import { useQuery } from "@tanstack/react-query";
import { Megaphone, PenLine } from "lucide-react";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { useMay } from "../features/office-frame/role.ts";
import { FilterSelect, LiveSearch } from "../features/office-list/filters.tsx";
import { ListPage } from "../features/office-list/list-page.tsx";
import { useList } from "../features/office-list/use-list.ts";
import {
  announcementWords,
  kinds,
  stateLooks,
  states,
} from "../features/office-message/announcement-words.ts";
import type { CallOf, GotOf } from "../lib/api.ts";
import { useFilters } from "../lib/navigation.ts";
import { query } from "../lib/queries.ts";
import { plural, useWords, type Words } from "../lib/words.ts";
import { DateText } from "../ui/amount.tsx";
import { LinkButton } from "../ui/button.tsx";
import type { Column } from "../ui/table.tsx";
import { State } from "../ui/tag.tsx";

const words = {
  title: { fr: "Messages aux clients", en: "Customer messages" },
  write: { fr: "Écrire un message", en: "Write a message" },
  search: { fr: "Titre", en: "Title" },
  name: { fr: "Titre", en: "Title" },
  kind: { fr: "Nature", en: "Kind" },
  audience: { fr: "Adressé à", en: "Addressed to" },
  from: { fr: "Du", en: "From" },
  to: { fr: "Au", en: "To" },
  readings: { fr: "Lu par", en: "Read by" },
  state: { fr: "État", en: "State" },
  shown: {
    fr: (n: number) => plural("fr", n, { one: "# message affiché", other: "# messages affichés" }),
    en: (n: number) => plural("en", n, { one: "# message shown", other: "# messages shown" }),
  },
  noneTitle: { fr: "Aucun message encore", en: "No message yet" },
  noneText: {
    fr: "Écrivez une information, une lettre, un message important ou un mot d’accueil : vous choisissez à qui et quand.",
    en: "Write an announcement, a newsletter, an important message or a welcome: you choose to whom and when.",
  },
  noMatch: { fr: "Aucun message ne correspond", en: "No message matches" },
  noMatchText: { fr: "Changez un mot ou retirez un filtre.", en: "Change a word or remove a filter." },
} satisfies Words;

type Query = NonNullable<CallOf<"listOfficeAnnouncements">["query"]>;
type Row = GotOf<"listOfficeAnnouncements">["items"][number];

/** What the organization tells its customers (SPEC MSG-1, MSG-2). */
export function AnnouncementsPage() {
  const t = useWords(words);
  const names = useWords(announcementWords);
  const may = useMay();
  const [filters] = useFilters();
  const list = useList("listOfficeAnnouncements", {
    query: {
      search: filters.q,
      kind: filters.nature as Query["kind"],
      state: filters.etat as Query["state"],
    },
  });
  const write = may("manager") && (
    <LinkButton href={officePaths.newAnnouncement()} look="primary" icon={PenLine}>
      {t.write}
    </LinkButton>
  );
  return (
    <ListPage
      title={t.title}
      actions={write}
      list={list}
      filters={
        <>
          <LiveSearch label={t.search} />
          <FilterSelect
            name="nature"
            label={t.kind}
            options={kinds.map((value) => ({ value, label: names[value] }))}
          />
          <FilterSelect
            name="etat"
            label={t.state}
            options={states.map((value) => ({ value, label: names[value] }))}
          />
        </>
      }
      summary={t.shown(list.rows.length)}
      columns={useColumns()}
      rowKey={(row) => row.id}
      rowHref={(row) => officePaths.announcement(row.id)}
      openKey="name"
      empty={{
        icon: Megaphone,
        narrowed: Boolean(filters.q || filters.nature || filters.etat),
        none: { title: t.noneTitle, text: t.noneText },
        noMatch: { title: t.noMatch, text: t.noMatchText },
      }}
    />
  );
}

function useColumns(): Column<Row>[] {
  const t = useWords(words);
  const names = useWords(announcementWords);
  const creditors = useQuery(query("listCreditors", {})).data?.items ?? [];
  const audience = (row: Row) => {
    const named = new Map(creditors.map((one) => [one.id, one.name]));
    const parts = [
      ...row.accountKinds.map((kind) => names[kind]),
      ...row.creditors.flatMap((id) => named.get(id) ?? []),
    ];
    return parts.length === 0 ? names.everybody : parts.join(", ");
  };
  return [
    { key: "name", header: t.name, phone: "title", cell: (row) => row.title },
    { key: "kind", header: t.kind, phone: "meta", cell: (row) => names[row.kind] },
    { key: "audience", header: t.audience, phone: "hide", cell: audience },
    {
      key: "from",
      header: t.from,
      width: "narrow",
      phone: "hide",
      cell: (row) => <DateText date={row.startsOn} short />,
    },
    {
      key: "to",
      header: t.to,
      width: "narrow",
      phone: "hide",
      cell: (row) => row.endsOn && <DateText date={row.endsOn} short />,
    },
    {
      key: "readings",
      header: t.readings,
      width: "narrow",
      numeric: true,
      phone: "hide",
      cell: (row) => (row.kind === "welcome" ? "" : row.readings),
    },
    {
      key: "state",
      header: t.state,
      width: "narrow",
      phone: "state",
      cell: (row) => <State kind={stateLooks[row.state]}>{names[row.state]}</State>,
    },
  ];
}
