import { useQuery } from "@tanstack/react-query";
import { FailedRead, PendingPage } from "../app/fallback-pages.tsx";
import { formatName } from "../features/bank/bank-words.tsx";
import { FileState } from "../features/bank/file-state.tsx";
import { officePaths } from "../features/office-frame/office-paths.ts";
import type { GotOf } from "../lib/api.ts";
import { useFormat } from "../lib/format.ts";
import { useParam } from "../lib/navigation.ts";
import { query } from "../lib/queries.ts";
import { useLanguage, useWords, type Words } from "../lib/words.ts";
import { LinkButton } from "../ui/button.tsx";
import { DefinitionList } from "../ui/definitions.tsx";
import { Stack } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageTitle, Section } from "../ui/page.tsx";
import { Progress } from "../ui/progress.tsx";

const words = {
  back: { fr: "Relevés", en: "Statements" },
  sent: {
    fr: (who: string, at: string, size: string) => `${size}, reçu de ${who} le ${at}`,
    en: (who: string, at: string, size: string) => `${size}, received from ${who} on ${at}`,
  },
  reading: { fr: "Lecture du fichier", en: "Reading the file" },
  leave: {
    fr: "Vous pouvez quitter cette page, le travail continue.",
    en: "You can leave this page, the work goes on.",
  },
  failed: { fr: "Ce fichier n’a pas pu être lu", en: "This file could not be read" },
  did: { fr: "Ce que l’import a fait", en: "What the import did" },
  format: { fr: "Format", en: "Format" },
  statements: { fr: "Relevés lus", en: "Statements read" },
  linesNew: { fr: "Lignes nouvelles", en: "New lines" },
  linesKnown: { fr: "Lignes déjà connues", en: "Lines known already" },
  linesPending: { fr: "Pas encore comptabilisées par la banque", en: "Not booked by the bank yet" },
  problems: { fr: "Points à vérifier", en: "Points to check" },
  work: { fr: "Voir les lignes à rapprocher", en: "See the lines to match" },
} satisfies Words;

/** One bank file: live progress, then its report. */
export function BankFilePage() {
  const t = useWords(words);
  const f = useFormat();
  const id = useParam("file");
  const { data, error, refetch } = useQuery({
    ...query("readBankFile", { params: { file: id } }),
    refetchInterval: ({ state }) => (isAtWork(state.data) ? 700 : false),
  });
  if (error && !data) return <FailedRead error={error} onRetry={() => void refetch()} />;
  if (!data) return <PendingPage />;
  return (
    <>
      <PageTitle
        title={data.fileName}
        back={{ href: officePaths.statements(), label: t.back }}
        lead={
          <>
            <FileState file={data} /> {t.sent(data.createdBy, f.instant(data.createdAt), f.bytes(data.bytes))}
          </>
        }
        actions={
          data.state === "done" && (
            <LinkButton look="primary" href={officePaths.bank()}>
              {t.work}
            </LinkButton>
          )
        }
      />
      {isAtWork(data) ? (
        <Progress
          label={t.reading}
          value={data.state === "queued" ? undefined : data.progress}
          detail={t.leave}
        />
      ) : (
        <Report file={data} />
      )}
    </>
  );
}

const isAtWork = (file: GotOf<"readBankFile"> | undefined) =>
  file?.state === "queued" || file?.state === "running";

function Report({ file }: { file: GotOf<"readBankFile"> }) {
  const t = useWords(words);
  const f = useFormat();
  const { language } = useLanguage();
  const counts = (["statements", "linesNew", "linesKnown", "linesPending"] as const).map((key) => ({
    key,
    term: t[key],
    value: f.number(file[key]),
  }));
  return (
    <Stack gap={8}>
      {file.failure && (
        <Notice kind="error" title={t.failed}>
          {file.failure[language]}
        </Notice>
      )}
      <Section title={t.did}>
        <DefinitionList
          wide
          items={[{ key: "format", term: t.format, value: formatName(file.format ?? "") }, ...counts].filter(
            (one) => one.value !== "",
          )}
        />
      </Section>
      {file.problems.length > 0 && (
        <Section title={t.problems}>
          <ul>
            {file.problems.map((one) => (
              <li key={`${one.at}${one.fr}`}>{one[language]}</li>
            ))}
          </ul>
        </Section>
      )}
    </Stack>
  );
}
