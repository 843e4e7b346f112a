import { useFormat } from "../../lib/format.ts";
import { useLanguage, useWords, type Words } from "../../lib/words.ts";
import { Table } from "../../ui/table.tsx";
import { State } from "../../ui/tag.tsx";
import { OfficeList } from "../office-list/office-list.tsx";
import { useList } from "../office-list/use-list.ts";

const words = {
  title: { fr: "Lignes à regarder", en: "Lines to look at" },
  line: { fr: "Ligne", en: "Line" },
  whole: { fr: "Fichier", en: "File" },
  column: { fr: "Colonne", en: "Column" },
  value: { fr: "Valeur lue", en: "Value read" },
  problem: { fr: "Ce qui ne va pas", en: "What is wrong" },
  severity: { fr: "Gravité", en: "Severity" },
  error: { fr: "Laissée de côté", en: "Left out" },
  warning: { fr: "À vérifier", en: "To check" },
} satisfies Words;

/** The line of each problem, with what was read and a sentence. */
export function ProblemList({ id }: { id: string }) {
  const t = useWords(words);
  const f = useFormat();
  const { language } = useLanguage();
  const { read, rows, loading } = useList("listImportProblems", { params: { import: id }, query: {} });
  return (
    <OfficeList read={read}>
      <Table
        dense
        hideCaption
        caption={t.title}
        rows={rows.map((row, index) => ({ ...row, key: `${row.line}-${index}` }))}
        rowKey={(row) => row.key}
        loading={loading}
        columns={[
          {
            key: "line",
            header: t.line,
            numeric: true,
            width: "narrow",
            phone: "amount",
            cell: (row) => (row.line > 0 ? f.number(row.line) : t.whole),
          },
          { key: "problem", header: t.problem, width: "wide", phone: "title", cell: (row) => row[language] },
          { key: "column", header: t.column, width: "narrow", cell: (row) => row.column },
          { key: "value", header: t.value, cell: (row) => row.value && <code>{row.value}</code> },
          {
            key: "severity",
            header: t.severity,
            width: "narrow",
            phone: "state",
            cell: (row) => (
              <State kind={row.severity === "error" ? "overdue" : "pending"}>{t[row.severity]}</State>
            ),
          },
        ]}
      />
    </OfficeList>
  );
}
