import { useQuery } from "@tanstack/react-query";
import { FailedRead, PendingPage } from "../app/fallback-pages.tsx";
import { ImportCounts } from "../features/import/import-counts.tsx";
import { ImportState } from "../features/import/import-state.tsx";
import { ProblemList } from "../features/import/problem-list.tsx";
import type { Import } from "../features/import/upload.ts";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { useMay } from "../features/office-frame/role.ts";
import { ApiProblem } from "../lib/api.ts";
import { useFormat } from "../lib/format.ts";
import { useGo, useParam } from "../lib/navigation.ts";
import { query, sentenceOf, useWrite } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { Stack } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageTitle, Section } from "../ui/page.tsx";
import { Progress } from "../ui/progress.tsx";

const words = {
  back: { fr: "Imports", en: "Imports" },
  sent: {
    fr: (who: string, at: string, size: string) => `${size}, envoyé par ${who} le ${at}`,
    en: (who: string, at: string, size: string) => `${size}, sent by ${who} on ${at}`,
  },
  reading: { fr: "Lecture du fichier", en: "Reading the file" },
  leave: {
    fr: "Vous pouvez quitter cette page, le travail continue.",
    en: "You can leave this page, the work goes on.",
  },
  failed: {
    fr: "L’import n’a pas abouti ; les comptes sont restés comme avant.",
    en: "The import failed; the accounts are as they were.",
  },
  checked: { fr: "Rien n’a encore changé", en: "Nothing has changed yet" },
  checkedText: {
    fr: "C’était une vérification. Appliquez ce fichier pour que les clients voient ces écritures.",
    en: "This was a check. Apply this file for customers to see these entries.",
  },
  checkedWrong: {
    fr: "C’était une vérification. Vous pouvez corriger les lignes ci-dessous dans votre logiciel et renvoyer le fichier, ou appliquer celui-ci : les lignes fausses seront laissées de côté.",
    en: "This was a check. You can correct the lines below in your software and send the file again, or apply this one: wrong lines will be left out.",
  },
  apply: { fr: "Appliquer ce fichier", en: "Apply this file" },
  again: { fr: "Envoyer un fichier", en: "Send a file" },
  applied: { fr: "Ce fichier a été appliqué", en: "This file was applied" },
  appliedText: {
    fr: "Ce qui suit est le rapport de la vérification, avant l’application.",
    en: "What follows is the report of the check, before it was applied.",
  },
  seeApplied: { fr: "Voir l’import", en: "See the import" },
  did: { fr: "Ce que l’import a fait", en: "What the import did" },
  would: { fr: "Ce que l’import ferait", en: "What the import would do" },
  problems: { fr: "Lignes à regarder", en: "Lines to look at" },
} satisfies Words;

/** One import: live progress, counts, the line of each problem, and the way from a check to the real thing. */
export function ImportPage() {
  const t = useWords(words);
  const f = useFormat();
  const id = useParam("import");
  const { data, error, refetch } = useQuery({
    ...query("readImport", { params: { import: id } }),
    refetchInterval: ({ state }) => (isAtWork(state.data) ? 700 : false),
  });
  if (error && !data) return <FailedRead error={error} onRetry={() => void refetch()} />;
  if (!data) return <PendingPage />;
  return (
    <>
      <PageTitle
        title={data.fileName}
        back={{ href: officePaths.imports(), label: t.back }}
        lead={
          <>
            <ImportState one={data} />{" "}
            {t.sent(data.createdBy, f.instant(data.createdAt), f.bytes(data.bytes))}
          </>
        }
      />
      {isAtWork(data) ? (
        <Progress
          label={t.reading}
          value={data.state === "queued" ? undefined : data.progress}
          detail={t.leave}
        />
      ) : (
        <Report key={data.id} one={data} />
      )}
    </>
  );
}

const isAtWork = (one: Import | undefined) => one?.state === "queued" || one?.state === "running";

function Report({ one }: { one: Import }) {
  const t = useWords(words);
  const may = useMay();
  return (
    <Stack gap={8}>
      {one.state === "failed" && (
        <Notice kind="error" title={t.failed}>
          {one.failure}
        </Notice>
      )}
      {one.state === "done" && one.mode === "check" && may("accountant") && <ApplyChecked one={one} />}
      {one.state === "done" && (
        <Section title={one.mode === "check" ? t.would : t.did}>
          <ImportCounts one={one} />
        </Section>
      )}
      {one.errors + one.warnings > 0 && (
        <Section title={t.problems}>
          <ProblemList id={one.id} />
        </Section>
      )}
    </Stack>
  );
}

/** From a check to the real thing: the server kept the file, and applies it once. */
function ApplyChecked({ one }: { one: Import }) {
  const t = useWords(words);
  const go = useGo();
  const apply = useWrite("applyImport", { refreshes: ["readImport", "listImports", "readHome"] });
  if (one.appliedAs)
    return (
      <Notice
        kind="success"
        title={t.applied}
        actions={<LinkButton href={officePaths.import(one.appliedAs)}>{t.seeApplied}</LinkButton>}
      >
        {t.appliedText}
      </Notice>
    );
  const run = () =>
    apply.mutate({ params: { import: one.id } }, { onSuccess: (made) => go(officePaths.import(made.id)) });
  const problem = apply.error;
  // Refused for good, unlike a network that failed.
  const refused = problem instanceof ApiProblem && problem.status >= 400 && problem.status < 500;
  const action = refused ? (
    <LinkButton href={officePaths.imports()}>{t.again}</LinkButton>
  ) : (
    <Button look="primary" busy={apply.isPending} onClick={run}>
      {t.apply}
    </Button>
  );
  return (
    <Notice kind={problem ? "error" : "info"} title={t.checked} actions={action} live={problem !== null}>
      {problem ? sentenceOf(problem) : one.errors > 0 ? t.checkedWrong : t.checkedText}
    </Notice>
  );
}
