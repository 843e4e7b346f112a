import { Mail } from "lucide-react";
import { useEffect } from "react";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { OfficeList } from "../features/office-list/office-list.tsx";
import { ShortInstant } from "../features/office-list/short-instant.tsx";
import { useList } from "../features/office-list/use-list.ts";
import { PrintLetters } from "../features/office-party/print-letters.tsx";
import type { GotOf } from "../lib/api.ts";
import { download } from "../lib/download.ts";
import { useFormat } from "../lib/format.ts";
import { address } from "../lib/place.ts";
import { plural, useWords, type Words } from "../lib/words.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Row } from "../ui/layout.tsx";
import { PageTitle } from "../ui/page.tsx";
import { Progress } from "../ui/progress.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { State } from "../ui/tag.tsx";

const words = {
  title: { fr: "Lettres d’accès", en: "Access letters" },
  lead: {
    fr: "Chaque lettre porte un code, valable 90 jours, avec lequel son destinataire ouvre son accès lui-même.",
    en: "Each letter carries a code, valid for 90 days, with which its addressee opens the access himself.",
  },
  back: { fr: "Tiers", en: "Parties" },
  without: { fr: "Voir ceux qui n’ont pas d’accès", en: "See who has no access" },
  when: { fr: "Demandées le", en: "Asked on" },
  who: { fr: "Par", en: "By" },
  letters: { fr: "Lettres", en: "Letters" },
  state: { fr: "État", en: "State" },
  file: { fr: "Fichier", en: "File" },
  queued: { fr: "En attente", en: "Waiting" },
  running: { fr: "En cours", en: "Being made" },
  done: { fr: "Prêtes", en: "Ready" },
  empty: { fr: "Personne à qui écrire", en: "Nobody to write to" },
  making: { fr: "Lettres faites", en: "Letters made" },
  remaining: {
    fr: (n: number) => plural("fr", n, { one: "# autre attend", other: "# autres attendent" }),
    en: (n: number) => plural("en", n, { one: "# more waits", other: "# more wait" }),
  },
  download: { fr: "Télécharger", en: "Download" },
  until: { fr: (day: string) => `jusqu’au ${day}`, en: (day: string) => `until ${day}` },
  gone: { fr: "Plus gardé", en: "No longer kept" },
  noneTitle: { fr: "Aucune lettre encore", en: "No letter yet" },
  noneText: {
    fr: "Écrivez à tous ceux qui n’ont pas d’accès, ou choisissez des tiers dans leur liste.",
    en: "Write to all who have no access, or choose parties in their list.",
  },
} satisfies Words;

type Letters = GotOf<"readAccessLetters">;
const looks = { queued: "pending", running: "pending", done: "settled", empty: "neutral" } as const;

/** Batches of letters with access codes: made, progressing, to be downloaded for a week (SPEC ACC-3, OFF-8). */
export function AccessLettersPage() {
  const t = useWords(words);
  const list = useList("listAccessLetters", { query: {} });
  const { refetch } = list.read;
  const atWork = list.rows.some(({ state }) => state === "queued" || state === "running");
  useEffect(() => {
    if (!atWork) return;
    const timer = setInterval(() => void refetch(), 1000);
    return () => clearInterval(timer);
  }, [atWork, refetch]);
  return (
    <>
      <PageTitle
        title={t.title}
        lead={t.lead}
        back={{ href: officePaths.parties(), label: t.back }}
        actions={
          <Row>
            <LinkButton href={officePaths.parties({ acces: "without" })}>{t.without}</LinkButton>
            <PrintLetters parties={null} look="primary" />
          </Row>
        }
      />
      <OfficeList read={list.read}>
        <Table
          dense
          hideCaption
          caption={t.title}
          columns={useColumns()}
          rows={list.rows}
          rowKey={(row) => row.id}
          loading={list.loading}
          empty={
            <EmptyState icon={Mail} title={t.noneTitle}>
              {t.noneText}
            </EmptyState>
          }
        />
      </OfficeList>
    </>
  );
}

function useColumns(): Column<Letters>[] {
  const t = useWords(words);
  const f = useFormat();
  return [
    { key: "when", header: t.when, phone: "title", cell: (row) => <ShortInstant at={row.askedAt} /> },
    { key: "who", header: t.who, phone: "meta", cell: (row) => row.askedBy },
    {
      key: "letters",
      header: t.letters,
      numeric: true,
      phone: "amount",
      cell: (row) => (
        <>
          {f.number(row.total)}
          {row.remaining > 0 && <span className="office-second">{t.remaining(row.remaining)}</span>}
        </>
      ),
    },
    {
      key: "state",
      header: t.state,
      phone: "state",
      cell: (row) =>
        row.state === "running" && row.total > 0 ? (
          <Progress label={t.making} value={row.made / row.total} />
        ) : (
          <State kind={looks[row.state]}>{t[row.state]}</State>
        ),
    },
    { key: "file", header: t.file, phone: "meta", cell: (row) => <LettersFile row={row} /> },
  ];
}

/** The file of a batch, while it is kept. */
function LettersFile({ row }: { row: Letters }) {
  const t = useWords(words);
  const f = useFormat();
  if (!row.readableUntil) return null;
  if (!row.can.download) return <span>{t.gone}</span>;
  return (
    <>
      <Button small onClick={() => download(address(`/api/office/access-letters/${row.id}/file`))}>
        {t.download}
      </Button>
      <span className="office-second">{t.until(f.date(row.readableUntil.slice(0, 10)))}</span>
    </>
  );
}
