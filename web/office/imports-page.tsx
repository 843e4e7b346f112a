import { useQuery } from "@tanstack/react-query";
import { Upload } from "lucide-react";
import { ImportState } from "../features/import/import-state.tsx";
import { SendFec } from "../features/import/send-fec.tsx";
import { NeedsCreditor } from "../features/office-frame/needs-creditor.tsx";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { useMay } from "../features/office-frame/role.ts";
import { FilterSelect } from "../features/office-list/filters.tsx";
import { RecordTable } from "../features/office-list/list-page.tsx";
import { ShortInstant } from "../features/office-list/short-instant.tsx";
import { useList } from "../features/office-list/use-list.ts";
import type { CallOf, GotOf } from "../lib/api.ts";
import { useFormat } from "../lib/format.ts";
import { useFilters } from "../lib/navigation.ts";
import { query } from "../lib/queries.ts";
import { plural, useWords, type Words } from "../lib/words.ts";
import { PageTitle, Section } from "../ui/page.tsx";
import type { Column } from "../ui/table.tsx";

const words = {
  title: { fr: "Imports", en: "Imports" },
  send: { fr: "Envoyer un fichier", en: "Send a file" },
  list: { fr: "Fichiers envoyés", en: "Files sent" },
  file: { fr: "Fichier", en: "File" },
  creditor: { fr: "Créancier", en: "Creditor" },
  when: { fr: "Envoyé", en: "Sent" },
  who: { fr: "Par", en: "By" },
  lines: { fr: "Lignes", en: "Lines" },
  state: { fr: "État", en: "State" },
  show: { fr: "Montrer", en: "Show" },
  failures: { fr: "Non aboutis", en: "Failed" },
  errors: { fr: "Avec des lignes à corriger", en: "With lines to correct" },
  noneTitle: { fr: "Aucun fichier encore", en: "No file yet" },
  noneText: {
    fr: "Exportez le FEC de votre logiciel comptable, envoyez-le ici : les comptes de vos clients se mettent à jour.",
    en: "Export the FEC from your accounting software and send it here: your customers’ accounts are brought up to date.",
  },
  noMatch: { fr: "Aucun fichier de cette sorte", en: "No file of this kind" },
  noMatchText: { fr: "Retirez le filtre pour voir les autres.", en: "Remove the filter to see the others." },
  shown: {
    fr: (n: number) => plural("fr", n, { one: "# fichier affiché", other: "# fichiers affichés" }),
    en: (n: number) => plural("en", n, { one: "# file shown", other: "# files shown" }),
  },
} satisfies Words;

/** What the choice in the address asks of the list. */
const shownBy: Readonly<Record<string, CallOf<"listImports">["query"]>> = {
  echecs: { state: "failed" },
  erreurs: { errors: "yes" },
};

type Row = GotOf<"listImports">["items"][number];

/** Sending a file, and what became of those sent. */
export function ImportsPage() {
  const t = useWords(words);
  const may = useMay();
  const [filters] = useFilters();
  const list = useList("listImports", { query: shownBy[filters.montrer ?? ""] ?? {} });
  return (
    <>
      <PageTitle title={t.title} />
      {may("accountant") && (
        <Section title={t.send}>
          <NeedsCreditor>
            <SendFec />
          </NeedsCreditor>
        </Section>
      )}
      <Section title={t.list}>
        <RecordTable
          title={t.list}
          list={list}
          filters={
            <FilterSelect
              name="montrer"
              label={t.show}
              options={[
                { value: "echecs", label: t.failures },
                { value: "erreurs", label: t.errors },
              ]}
            />
          }
          summary={t.shown(list.rows.length)}
          columns={useColumns()}
          rowKey={(row) => row.id}
          rowHref={(row) => officePaths.import(row.id)}
          openKey="file"
          empty={{
            icon: Upload,
            narrowed: Boolean(filters.montrer),
            none: { title: t.noneTitle, text: t.noneText },
            noMatch: { title: t.noMatch, text: t.noMatchText },
          }}
        />
      </Section>
    </>
  );
}

function useColumns(): Column<Row>[] {
  const t = useWords(words);
  const f = useFormat();
  const creditors = useQuery(query("listCreditors", {})).data?.items ?? [];
  return [
    { key: "file", header: t.file, phone: "title", cell: (row) => row.fileName },
    {
      key: "creditor",
      header: t.creditor,
      phone: "hide",
      cell: (row) => creditors.find(({ id }) => id === row.creditor)?.name,
    },
    { key: "when", header: t.when, phone: "meta", cell: (row) => <ShortInstant at={row.createdAt} /> },
    { key: "who", header: t.who, phone: "hide", cell: (row) => row.createdBy },
    { key: "lines", header: t.lines, numeric: true, phone: "amount", cell: (row) => f.number(row.lines) },
    {
      key: "state",
      header: t.state,
      width: "narrow",
      phone: "state",
      cell: (row) => <ImportState one={row} />,
    },
  ];
}
