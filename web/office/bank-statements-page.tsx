import { useQuery } from "@tanstack/react-query";
import { FileText } from "lucide-react";
import { BankTabs } from "../features/bank/bank-tabs.tsx";
import { formatName } from "../features/bank/bank-words.tsx";
import { FileState } from "../features/bank/file-state.tsx";
import { SendStatement } from "../features/bank/send-statement.tsx";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { useMay } from "../features/office-frame/role.ts";
import { FilterSelect } from "../features/office-list/filters.tsx";
import { RecordTable } from "../features/office-list/list-page.tsx";
import { ShortInstant } from "../features/office-list/short-instant.tsx";
import { useList } from "../features/office-list/use-list.ts";
import type { GotOf } from "../lib/api.ts";
import { useFormat } from "../lib/format.ts";
import { useFilters } from "../lib/navigation.ts";
import { query } from "../lib/queries.ts";
import { useLanguage, useWords, type Words } from "../lib/words.ts";
import { Amount, DateText } from "../ui/amount.tsx";
import { Stack, Text } from "../ui/layout.tsx";
import { PageTitle, Section } from "../ui/page.tsx";
import type { Column } from "../ui/table.tsx";
import { State } from "../ui/tag.tsx";

const words = {
  title: { fr: "Relevés bancaires", en: "Bank statements" },
  send: { fr: "Importer un relevé", en: "Import a statement" },
  files: { fr: "Derniers fichiers", en: "Latest files" },
  statements: { fr: "Relevés", en: "Statements" },
  account: { fr: "Compte bancaire", en: "Bank account" },
  file: { fr: "Fichier", en: "File" },
  when: { fr: "Reçu", en: "Received" },
  who: { fr: "Par", en: "By" },
  lines: { fr: "Lignes", en: "Lines" },
  state: { fr: "État", en: "State" },
  new: { fr: (n: string) => `dont ${n} nouvelles`, en: (n: string) => `${n} of them new` },
  upTo: { fr: "Jusqu’au", en: "Up to" },
  number: { fr: "Relevé", en: "Statement" },
  numbered: { fr: (n: string) => ` · n° ${n}`, en: (n: string) => ` · no. ${n}` },
  opening: { fr: "Solde avant", en: "Balance before" },
  closing: { fr: "Solde après", en: "Balance after" },
  check: { fr: "Suite", en: "Continuity" },
  gap: { fr: (cents: string) => `Manque ${cents}`, en: (cents: string) => `${cents} missing` },
  gapSince: { fr: "entre ce relevé et celui du", en: "between this statement and that of" },
  problem: { fr: "À vérifier", en: "To check" },
  fine: { fr: "Continu", en: "Continuous" },
  unchecked: { fr: "Sans solde", en: "No balance" },
  noFile: { fr: "Aucun fichier encore", en: "No file yet" },
  noFileText: {
    fr: "Déposez ci-dessus le relevé que donne votre banque.",
    en: "Drop above the statement that your bank gives.",
  },
  none: { fr: "Aucun relevé encore", en: "No statement yet" },
  noneText: {
    fr: "Chaque relevé importé viendra ici, avec ses soldes ; un jour manquant se verra.",
    en: "Each imported statement will come here with its balances; a missing day will show.",
  },
  noMatch: { fr: "Aucun relevé de ce compte", en: "No statement of this account" },
  noMatchText: { fr: "Choisissez un autre compte.", en: "Choose another account." },
} satisfies Words;

type FileRow = GotOf<"listBankFiles">["items"][number];
type StatementRow = GotOf<"listBankStatements">["items"][number];

/** Files sent, and the statements that they told: with what is missing between them. */
export function BankStatementsPage() {
  const t = useWords(words);
  const may = useMay();
  return (
    <>
      <PageTitle title={t.title} />
      <BankTabs current="statements" />
      <Stack gap={8}>
        {may("accountant") && (
          <Section title={t.send}>
            <SendStatement />
          </Section>
        )}
        <Files />
        <Statements />
      </Stack>
    </>
  );
}

function Files() {
  const t = useWords(words);
  const f = useFormat();
  const list = useList("listBankFiles", { query: { limit: 10 } });
  const columns: Column<FileRow>[] = [
    { key: "file", header: t.file, phone: "title", cell: (row) => row.fileName },
    { key: "when", header: t.when, phone: "meta", cell: (row) => <ShortInstant at={row.createdAt} /> },
    { key: "who", header: t.who, phone: "hide", cell: (row) => row.createdBy },
    {
      key: "lines",
      header: t.lines,
      numeric: true,
      phone: "amount",
      cell: (row) => f.number(row.linesNew + row.linesKnown),
    },
    {
      key: "state",
      header: t.state,
      width: "narrow",
      phone: "state",
      cell: (row) => <FileState file={row} />,
    },
  ];
  return (
    <Section title={t.files}>
      <RecordTable
        title={t.files}
        list={list}
        columns={columns}
        rowKey={(row) => row.id}
        rowHref={(row) => officePaths.bankFile(row.id)}
        openKey="file"
        empty={{
          icon: FileText,
          narrowed: false,
          none: { title: t.noFile, text: t.noFileText },
          noMatch: { title: t.noFile, text: t.noFileText },
        }}
      />
    </Section>
  );
}

function Statements() {
  const t = useWords(words);
  const [filters] = useFilters();
  const accounts = useQuery(query("listBankAccounts", {})).data?.items ?? [];
  const list = useList("listBankStatements", { query: { account: filters.compte } });
  return (
    <Section title={t.statements}>
      <RecordTable
        title={t.statements}
        list={list}
        filters={
          accounts.length > 1 && (
            <FilterSelect
              name="compte"
              label={t.account}
              options={accounts.map(({ id, label, name }) => ({ value: id, label: label || name }))}
            />
          )
        }
        columns={useColumns()}
        rowKey={(row) => row.id}
        rowHref={(row) => officePaths.bankFile(row.file)}
        openKey="number"
        empty={{
          icon: FileText,
          narrowed: Boolean(filters.compte),
          none: { title: t.none, text: t.noneText },
          noMatch: { title: t.noMatch, text: t.noMatchText },
        }}
      />
    </Section>
  );
}

function useColumns(): Column<StatementRow>[] {
  const t = useWords(words);
  const f = useFormat();
  return [
    {
      key: "upTo",
      header: t.upTo,
      width: "narrow",
      phone: "meta",
      cell: (row) => <DateText date={row.closing?.on ?? row.createdAt.slice(0, 10)} short />,
    },
    {
      key: "number",
      header: t.number,
      phone: "title",
      cell: (row) => (
        <>
          {row.accountName}
          <span className="office-second">
            {formatName(row.format)}
            {row.number && t.numbered(row.number)}
          </span>
        </>
      ),
    },
    {
      key: "lines",
      header: t.lines,
      numeric: true,
      phone: "hide",
      cell: (row) => (
        <>
          {f.number(row.lines)}
          <span className="office-second">{t.new(f.number(row.linesNew))}</span>
        </>
      ),
    },
    {
      key: "opening",
      header: t.opening,
      numeric: true,
      phone: "hide",
      cell: (row) => row.opening && <Amount cents={row.opening.cents} />,
    },
    {
      key: "closing",
      header: t.closing,
      numeric: true,
      phone: "amount",
      cell: (row) => row.closing && <Amount cents={row.closing.cents} />,
    },
    { key: "check", header: t.check, phone: "state", cell: (row) => <Continuity row={row} /> },
  ];
}

function Continuity({ row }: { row: StatementRow }) {
  const t = useWords(words);
  const f = useFormat();
  const { language } = useLanguage();
  if (row.gap)
    return (
      <>
        <State kind="overdue">{t.gap(f.cents(Math.abs(row.gap.cents)))}</State>
        <span className="office-second">
          {t.gapSince} {f.dateShort(row.gap.since)}
        </span>
      </>
    );
  if (row.problems.length > 0)
    return (
      <>
        <State kind="pending">{t.problem}</State>
        <span className="office-second">{row.problems[0]![language]}</span>
      </>
    );
  if (!row.opening || !row.closing) return <Text look="small">{t.unchecked}</Text>;
  return <State kind="settled">{t.fine}</State>;
}
