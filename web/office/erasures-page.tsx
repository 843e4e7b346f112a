import { Outlet } from "@tanstack/react-router";
import { Eraser } from "lucide-react";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { FilterSelect } from "../features/office-list/filters.tsx";
import { ListPage } from "../features/office-list/list-page.tsx";
import { useList } from "../features/office-list/use-list.ts";
import { type ErasureRow, ErasureState } from "../features/office-privacy/erasure-state.tsx";
import { useFilters, useParam } from "../lib/navigation.ts";
import { plural, useWords, type Words } from "../lib/words.ts";
import { DateText, InstantText } from "../ui/amount.tsx";
import type { Column } from "../ui/table.tsx";
import { State } from "../ui/tag.tsx";

const words = {
  title: { fr: "Effacements", en: "Erasures" },
  state: { fr: "État", en: "State" },
  waiting: { fr: "À décider", en: "To decide" },
  decided: { fr: "Décidées ou retirées", en: "Decided or taken back" },
  person: { fr: "Personne", en: "Person" },
  asked: { fr: "Demandé le", en: "Asked" },
  how: { fr: "Comment", en: "How" },
  online: { fr: "En ligne", en: "On line" },
  byStaff: { fr: "Par le bureau", en: "By the office" },
  due: { fr: "Répondre avant le", en: "Answer by" },
  late: { fr: "En retard", en: "Late" },
  shown: {
    fr: (n: number) => plural("fr", n, { one: "# demande affichée", other: "# demandes affichées" }),
    en: (n: number) => plural("en", n, { one: "# request shown", other: "# requests shown" }),
  },
  none: { fr: "Aucune demande n’attend", en: "No request is waiting" },
  noneText: {
    fr: "Ce que vos clients demandent depuis « Mes données » viendra ici. Pour une demande par courrier, ouvrez-la depuis le compte d’accès de la personne.",
    en: "What your customers ask from “My data” will come here. For a request by letter, open it from the access account of the person.",
  },
  noMatch: { fr: "Aucune demande décidée", en: "No decided request" },
  noMatchText: {
    fr: "Retirez le filtre pour voir celles qui attendent.",
    en: "Remove the filter to see those that wait.",
  },
} satisfies Words;

/** Requests to be erased (SPEC INF-5): by their term; a record opens beside the list. */
export function ErasuresPage() {
  const t = useWords(words);
  const [filters] = useFilters();
  const current = useParam("erasure");
  const decided = filters.etat === "decided";
  const list = useList("listErasures", { query: { state: decided ? "decided" : "waiting" } });
  return (
    <ListPage
      title={t.title}
      list={list}
      filters={
        <FilterSelect
          name="etat"
          label={t.state}
          all={t.waiting}
          options={[{ value: "decided", label: t.decided }]}
        />
      }
      summary={t.shown(list.rows.length)}
      columns={useColumns(Boolean(current))}
      rowKey={(row) => row.id}
      rowHref={(row) => officePaths.erasure(row.id, filters)}
      openKey="person"
      currentKey={current || null}
      empty={{
        icon: Eraser,
        narrowed: decided,
        none: { title: t.none, text: t.noneText },
        noMatch: { title: t.noMatch, text: t.noMatchText },
      }}
    >
      <Outlet />
    </ListPage>
  );
}

/** Fewer columns while a record stands beside the list. */
function useColumns(tight: boolean): Column<ErasureRow>[] {
  const t = useWords(words);
  const columns: Column<ErasureRow>[] = [
    { key: "person", header: t.person, phone: "title", cell: (row) => row.user.name },
    {
      key: "asked",
      header: t.asked,
      width: "narrow",
      phone: "meta",
      cell: (row) => <InstantText at={row.askedAt} />,
    },
    { key: "how", header: t.how, phone: "hide", cell: (row) => (row.byStaff ? t.byStaff : t.online) },
    { key: "due", header: t.due, width: "narrow", phone: "amount", cell: (row) => <Due row={row} /> },
    {
      key: "state",
      header: t.state,
      width: "narrow",
      phone: "state",
      cell: (row) => <ErasureState state={row.state} />,
    },
  ];
  const kept = ["person", "due", "state"];
  return tight ? columns.filter(({ key }) => kept.includes(key)) : columns;
}

function Due({ row }: { row: ErasureRow }) {
  const t = useWords(words);
  return (
    <>
      <DateText date={row.dueOn} short />
      {row.late && (
        <>
          <br />
          <State kind="overdue">{t.late}</State>
        </>
      )}
    </>
  );
}
