import { useQuery } from "@tanstack/react-query";
import { FileDown } from "lucide-react";
import { useEffect } from "react";
import { ExportActions } from "../features/office-export/export-actions.tsx";
import { type Export, formatWords, kindWords } from "../features/office-export/export-words.ts";
import { TakeExport } from "../features/office-export/take-export.tsx";
import { NeedsCreditor } from "../features/office-frame/needs-creditor.tsx";
import { useMay } from "../features/office-frame/role.ts";
import { CreditorFilter } from "../features/office-list/filters.tsx";
import { RecordTable } from "../features/office-list/list-page.tsx";
import { ShortInstant } from "../features/office-list/short-instant.tsx";
import { useList } from "../features/office-list/use-list.ts";
import { useFormat } from "../lib/format.ts";
import { useFilters } from "../lib/navigation.ts";
import { query } from "../lib/queries.ts";
import { plural, useWords, type Words } from "../lib/words.ts";
import { PageTitle, Section } from "../ui/page.tsx";
import type { Column } from "../ui/table.tsx";
import { State } from "../ui/tag.tsx";

const words = {
  title: { fr: "Exports", en: "Exports" },
  lead: {
    fr: "Ce qui s’est passé ici revient à votre comptabilité, chaque ligne une seule fois.",
    en: "What happened here goes back to your books, each line once.",
  },
  take: { fr: "Exporter ce qui attend", en: "Export what waits" },
  list: { fr: "Exports faits", en: "Exports made" },
  file: { fr: "Fichier", en: "File" },
  kind: { fr: "Quoi", en: "What" },
  creditor: { fr: "Créancier", en: "Creditor" },
  format: { fr: "Format", en: "Format" },
  when: { fr: "Le", en: "On" },
  who: { fr: "Par", en: "By" },
  lines: { fr: "Lignes", en: "Lines" },
  state: { fr: "État", en: "State" },
  making: { fr: "Se prépare", en: "Being made" },
  ready: { fr: "À intégrer", en: "To take into the books" },
  acknowledged: { fr: "Intégré", en: "In the books" },
  cancelled: { fr: "Annulé", en: "Cancelled" },
  actions: { fr: "Action", en: "Action" },
  shown: {
    fr: (n: number) => plural("fr", n, { one: "# export affiché", other: "# exports affichés" }),
    en: (n: number) => plural("en", n, { one: "# export shown", other: "# exports shown" }),
  },
  none: { fr: "Aucun export encore", en: "No export yet" },
  noneText: {
    fr: "Les paiements reçus attendent ici de revenir à votre comptabilité.",
    en: "Payments received here wait to be exported to your books.",
  },
  noMatch: { fr: "Aucun export pour ce créancier", en: "No export for this creditor" },
  noMatchText: { fr: "Choisissez un autre créancier.", en: "Choose another creditor." },
} satisfies Words;

const looks = { making: "pending", ready: "pending", acknowledged: "settled", cancelled: "neutral" } as const;

/** Exports back to the accounting software (SPEC API-4). */
export function ExportsPage() {
  const t = useWords(words);
  const may = useMay();
  const [filters] = useFilters();
  const list = useList("listExports", { query: { creditor: filters.creancier } });
  useUntilMade(list.rows, list.read.refetch);
  return (
    <>
      <PageTitle title={t.title} lead={t.lead} />
      {may("accountant") && (
        <Section title={t.take}>
          <NeedsCreditor>
            <TakeExport />
          </NeedsCreditor>
        </Section>
      )}
      <Section title={t.list}>
        <RecordTable
          title={t.list}
          list={list}
          filters={<CreditorFilter />}
          summary={t.shown(list.rows.length)}
          columns={useColumns()}
          rowKey={(row) => row.id}
          empty={{
            icon: FileDown,
            narrowed: Boolean(filters.creancier),
            none: { title: t.none, text: t.noneText },
            noMatch: { title: t.noMatch, text: t.noMatchText },
          }}
        />
      </Section>
    </>
  );
}

/** Asks again every second while a file is being made. */
function useUntilMade(rows: readonly Export[], refetch: () => Promise<unknown>): void {
  const making = rows.some((row) => row.state === "making");
  useEffect(() => {
    if (!making) return;
    const timer = setInterval(() => void refetch(), 1000);
    return () => clearInterval(timer);
  }, [making, refetch]);
}

function useColumns(): Column<Export>[] {
  const t = useWords(words);
  const f = useFormat();
  const kinds = useWords(kindWords);
  const formats = useWords(formatWords);
  const creditors = useQuery(query("listCreditors", {})).data?.items ?? [];
  return [
    { key: "kind", header: t.kind, phone: "title", cell: (row) => kinds[row.kind] },
    {
      key: "creditor",
      header: t.creditor,
      phone: "hide",
      cell: (row) => creditors.find(({ id }) => id === row.creditor)?.name,
    },
    { key: "when", header: t.when, phone: "meta", cell: (row) => <ShortInstant at={row.createdAt} /> },
    { key: "who", header: t.who, phone: "hide", cell: (row) => row.createdBy },
    { key: "format", header: t.format, phone: "hide", cell: (row) => formats[row.format] },
    { key: "lines", header: t.lines, numeric: true, phone: "amount", cell: (row) => f.number(row.lines) },
    {
      key: "state",
      header: t.state,
      width: "narrow",
      phone: "state",
      cell: (row) => <State kind={looks[row.state]}>{t[row.state]}</State>,
    },
    { key: "actions", header: t.actions, cell: (row) => <ExportActions one={row} /> },
  ];
}
