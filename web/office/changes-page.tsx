import { Outlet } from "@tanstack/react-router";
import { IdCard } from "lucide-react";
import { useFieldNames } from "../features/office-coordinates/change-record.tsx";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { FilterSelect } from "../features/office-list/filters.tsx";
import { ListPage } from "../features/office-list/list-page.tsx";
import { ShortInstant } from "../features/office-list/short-instant.tsx";
import { useList } from "../features/office-list/use-list.ts";
import type { CallOf, GotOf } from "../lib/api.ts";
import { useFilters, useParam } from "../lib/navigation.ts";
import { plural, useWords, type Words } from "../lib/words.ts";
import type { Column } from "../ui/table.tsx";

const words = {
  title: { fr: "Coordonnées à valider", en: "Changes of details" },
  asked: { fr: "Demandée", en: "Asked" },
  party: { fr: "Tiers", en: "Party" },
  by: { fr: "Par", en: "By" },
  fields: { fr: "Champs", en: "Fields" },
  state: { fr: "État", en: "State" },
  decided: { fr: "Traitées", en: "Answered" },
  withdrawn: { fr: "Retirées par le client", en: "Taken back by the customer" },
  pending: { fr: "À valider", en: "To answer" },
  shown: {
    fr: (n: number) =>
      plural("fr", n, { one: "# modification affichée", other: "# modifications affichées" }),
    en: (n: number) => plural("en", n, { one: "# change shown", other: "# changes shown" }),
  },
  none: { fr: "Rien à valider", en: "Nothing to answer" },
  noneText: {
    fr: "Quand un client modifie ses coordonnées, sa demande vient ici : vous acceptez ou refusez chaque champ.",
    en: "When a customer changes their details, the change comes here: you accept or refuse each field.",
  },
  noMatch: { fr: "Aucune modification dans cet état", en: "No change in this state" },
  noMatchText: { fr: "Choisissez un autre état.", en: "Choose another state." },
} satisfies Words;

type Query = NonNullable<CallOf<"listChanges">["query"]>;
type Row = GotOf<"listChanges">["items"][number];

/** The queue of changes of coordinates (SPEC INF-2); one opens beside the list. */
export function ChangesPage() {
  const t = useWords(words);
  const [filters] = useFilters();
  const current = useParam("change");
  const list = useList("listChanges", { query: { state: (filters.etat ?? "pending") as Query["state"] } });
  return (
    <ListPage
      title={t.title}
      list={list}
      filters={
        <FilterSelect
          name="etat"
          label={t.state}
          all={t.pending}
          options={[
            { value: "decided", label: t.decided },
            { value: "withdrawn", label: t.withdrawn },
          ]}
        />
      }
      summary={t.shown(list.rows.length)}
      columns={useColumns(Boolean(current))}
      rowKey={(row) => row.id}
      rowHref={(row) => officePaths.change(row.id, filters)}
      openKey="party"
      currentKey={current || null}
      empty={{
        icon: IdCard,
        narrowed: Boolean(filters.etat),
        none: { title: t.none, text: t.noneText },
        noMatch: { title: t.noMatch, text: t.noMatchText },
      }}
    >
      <Outlet />
    </ListPage>
  );
}

/** Fewer columns while a change stands beside the list. */
function useColumns(tight: boolean): Column<Row>[] {
  const t = useWords(words);
  const nameOf = useFieldNames();
  const columns: Column<Row>[] = [
    {
      key: "asked",
      header: t.asked,
      width: "narrow",
      phone: "meta",
      cell: (row) => <ShortInstant at={row.askedAt} />,
    },
    { key: "party", header: t.party, phone: "title", cell: (row) => `${row.partyName} (${row.partyCode})` },
    { key: "by", header: t.by, phone: "hide", cell: (row) => row.askedBy },
    { key: "fields", header: t.fields, phone: "meta", cell: (row) => row.fields.map(nameOf).join(", ") },
  ];
  return tight ? columns.filter(({ key }) => key !== "by") : columns;
}
