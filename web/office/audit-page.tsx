import { useQuery } from "@tanstack/react-query";
import { Braces, Download, ScrollText, Table2 } from "lucide-react";
import { useFactName, useModuleNames } from "../features/office-audit/fact-names.ts";
import { type Fact, FactRecord } from "../features/office-audit/fact-record.tsx";
import { VerifyTrail } from "../features/office-audit/verify-trail.tsx";
import { useWho } from "../features/office-audit/who.ts";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { InPanel } from "../features/office-frame/panel.tsx";
import { useMay } from "../features/office-frame/role.ts";
import { FilterSelect, LiveSearch } from "../features/office-list/filters.tsx";
import { ListPage } from "../features/office-list/list-page.tsx";
import { ShortInstant } from "../features/office-list/short-instant.tsx";
import { useList } from "../features/office-list/use-list.ts";
import { type CallOf, fileAddress } from "../lib/api.ts";
import { download } from "../lib/download.ts";
import { useFilters, useGo } from "../lib/navigation.ts";
import { query, sentenceOf } from "../lib/queries.ts";
import { plural, useLanguage, useWords, type Words } from "../lib/words.ts";
import { DateField } from "../ui/date-field.tsx";
import { Notice } from "../ui/notice.tsx";
import { Popover, PopoverLinks } from "../ui/popover.tsx";
import { SidePanel } from "../ui/side-panel.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import type { Column } from "../ui/table.tsx";

const words = {
  title: { fr: "Journal", en: "Audit trail" },
  search: { fr: "Personne, adresse IP ou identifiant", en: "Person, IP address or id" },
  kind: { fr: "Sujet", en: "About" },
  by: { fr: "Fait par", en: "Done by" },
  people: { fr: "Des personnes", en: "People" },
  system: { fr: "Quitus seul", en: "Quitus alone" },
  since: { fr: "Du", en: "From" },
  until: { fr: "Au", en: "To" },
  when: { fr: "Quand", en: "When" },
  what: { fr: "Quoi", en: "What" },
  who: { fr: "Qui", en: "Who" },
  from: { fr: "D’où", en: "From" },
  export: { fr: "Exporter", en: "Export" },
  csv: { fr: "Tableur (CSV)", en: "Spreadsheet (CSV)" },
  json: { fr: "Logiciel (JSON)", en: "Software (JSON)" },
  exportHint: {
    fr: "Ce qui est filtré ; l’export est lui-même noté.",
    en: "What is filtered; the export is itself recorded.",
  },
  shown: {
    fr: (n: number) => plural("fr", n, { one: "# fait affiché", other: "# faits affichés" }),
    en: (n: number) => plural("en", n, { one: "# fact shown", other: "# facts shown" }),
  },
  none: { fr: "Rien encore", en: "Nothing yet" },
  noneText: {
    fr: "Chaque acte, des clients comme des agents, s’écrit ici et y reste.",
    en: "Each act, of customers and staff alike, is written here and stays.",
  },
  noMatch: { fr: "Aucun fait ne répond à ces filtres", en: "No fact matches these filters" },
  noMatchText: { fr: "Retirez un filtre pour voir les autres.", en: "Remove a filter to see the others." },
} satisfies Words;

type Query = NonNullable<CallOf<"listAudit">["query"]>;

/** Who did what, when, from where (SPEC OFF-9); a fact opens beside the list. */
export function AuditPage() {
  const t = useWords(words);
  const may = useMay();
  const [filters] = useFilters();
  const asked = useAsked();
  const list = useList("listAudit", { query: asked });
  return (
    <ListPage
      title={t.title}
      actions={
        <>
          <ExportMenu asked={asked} />
          {may("administrator") && <VerifyTrail />}
        </>
      }
      list={list}
      filters={<Filters />}
      summary={t.shown(list.rows.length)}
      columns={useColumns(Boolean(filters.fait))}
      rowKey={(row) => row.id}
      rowHref={(row) => officePaths.audit({ ...filters, fait: row.id })}
      openKey="what"
      currentKey={filters.fait ?? null}
      empty={{
        icon: ScrollText,
        narrowed: Object.values(asked).some(Boolean),
        none: { title: t.none, text: t.noneText },
        noMatch: { title: t.noMatch, text: t.noMatchText },
      }}
    >
      {filters.fait && <FactPanel id={filters.fait} />}
    </ListPage>
  );
}

/** What the address asks for. */
function useAsked(): Query {
  const [{ q, sujet, par, du, au }] = useFilters();
  return { search: q, name: sujet, by: par as Query["by"], from: du, to: au };
}

function Filters() {
  const t = useWords(words);
  const [{ du, au }, change] = useFilters();
  return (
    <>
      <LiveSearch label={t.search} />
      <FilterSelect name="sujet" label={t.kind} options={useModuleNames()} />
      <FilterSelect
        name="par"
        label={t.by}
        options={[
          { value: "people", label: t.people },
          { value: "system", label: t.system },
        ]}
      />
      <DateField label={t.since} value={du ?? null} max={au} onChange={(day) => change({ du: day })} />
      <DateField label={t.until} value={au ?? null} min={du} onChange={(day) => change({ au: day })} />
    </>
  );
}

function ExportMenu({ asked }: { asked: Query }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const save = (format: "csv" | "json") => () =>
    download(fileAddress("exportAudit", { query: { ...asked, format, language } }));
  return (
    <Popover label={t.export} icon={Download} look="button" align="end">
      <PopoverLinks
        label={t.export}
        items={[
          { key: "csv", onClick: save("csv"), label: t.csv, hint: t.exportHint, icon: Table2 },
          { key: "json", onClick: save("json"), label: t.json, icon: Braces },
        ]}
      />
    </Popover>
  );
}

function FactPanel({ id }: { id: string }) {
  const go = useGo();
  const nameOf = useFactName();
  const [{ fait: _, ...filters }] = useFilters();
  const { data, error } = useQuery(query("listAudit", { query: { search: id, limit: 1 } }));
  const fact = data?.items[0];
  return (
    <InPanel>
      <SidePanel
        key={id}
        title={fact ? nameOf(fact.name) : ""}
        onClose={() => go(officePaths.audit(filters))}
      >
        {error && <Notice kind="error">{sentenceOf(error)}</Notice>}
        {!data && !error && <Skeleton lines={6} />}
        {fact && <FactRecord fact={fact} />}
      </SidePanel>
    </InPanel>
  );
}

function useColumns(tight: boolean): Column<Fact>[] {
  const t = useWords(words);
  const who = useWho();
  const columns: Column<Fact>[] = [
    {
      key: "when",
      header: t.when,
      width: "narrow",
      phone: "meta",
      cell: (fact) => <ShortInstant at={fact.at} />,
    },
    { key: "what", header: t.what, phone: "title", cell: (fact) => <What fact={fact} /> },
    { key: "who", header: t.who, phone: "state", cell: (fact) => who(fact) },
    { key: "from", header: t.from, width: "narrow", phone: "hide", cell: (fact) => fact.ip ?? "" },
  ];
  return tight ? columns.filter(({ key }) => key !== "from") : columns;
}

/** The fact, and to whom it happened when that is somebody else than who did it. */
function What({ fact }: { fact: Fact }) {
  const nameOf = useFactName();
  const { subject, actor } = fact;
  return subject.name && subject.id !== actor.id
    ? `${nameOf(fact.name)} : ${subject.name}`
    : nameOf(fact.name);
}
