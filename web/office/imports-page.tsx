import { useQuery } from "@tanstack/react-query";
import { Upload } from "lucide-react";
import { ImportState } from "../features/import/import-state.tsx";
import { SendFec } from "../features/import/send-fec.tsx";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { useMay } from "../features/office-frame/role.ts";
import { FilterBar, FilterSelect } from "../features/office-list/filters.tsx";
import { OfficeList } from "../features/office-list/office-list.tsx";
import { ShortInstant } from "../features/office-list/short-instant.tsx";
import { useList } from "../features/office-list/use-list.ts";
import type { GotOf } from "../lib/api.ts";
import { useFormat } from "../lib/format.ts";
import { useFilters } from "../lib/navigation.ts";
import { query } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { PageTitle, Section } from "../ui/page.tsx";
import { type Column, Table } from "../ui/table.tsx";

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
} satisfies Words;

type Row = GotOf<"listImports">["items"][number];

/** Sending a file, and what became of those sent. */
export function ImportsPage() {
  const t = useWords(words);
  const may = useMay();
  const [filters] = useFilters();
  const { read, rows, loading } = useList("listImports", { query: {} });
  const shown = rows.filter((row) =>
    filters.montrer === "echecs"
      ? row.state === "failed"
      : filters.montrer === "erreurs"
        ? row.errors > 0
        : true,
  );
  return (
    <>
      <PageTitle title={t.title} />
      {may("accountant") && (
        <Section title={t.send}>
          <SendFec />
        </Section>
      )}
      <Section title={t.list}>
        <OfficeList
          read={read}
          filters={
            <FilterBar>
              <FilterSelect
                name="montrer"
                label={t.show}
                options={[
                  { value: "echecs", label: t.failures },
                  { value: "erreurs", label: t.errors },
                ]}
              />
            </FilterBar>
          }
        >
          <Table
            dense
            hideCaption
            caption={t.list}
            columns={useColumns()}
            rows={shown}
            rowKey={(row) => row.id}
            rowHref={(row) => officePaths.import(row.id)}
            openKey="file"
            loading={loading}
            empty={
              <EmptyState icon={Upload} title={t.noneTitle}>
                {t.noneText}
              </EmptyState>
            }
          />
        </OfficeList>
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
