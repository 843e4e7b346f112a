import { useQuery } from "@tanstack/react-query";
import { FailedRead } from "../app/fallback-pages.tsx";
import { ImportCounts } from "../features/import/import-counts.tsx";
import { ImportState } from "../features/import/import-state.tsx";
import { ProblemList } from "../features/import/problem-list.tsx";
import { checkedFile, type Import } from "../features/import/upload.ts";
import { useUpload } from "../features/import/use-upload.ts";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { useMay } from "../features/office-frame/role.ts";
import { useFormat } from "../lib/format.ts";
import { useParam } from "../lib/navigation.ts";
import { query } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { Stack } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageTitle, Section } from "../ui/page.tsx";
import { Progress } from "../ui/progress.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

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
    fr: "C’était une vérification. Appliquez le même fichier pour que les clients voient ces écritures.",
    en: "This was a check. Apply the same file for customers to see these entries.",
  },
  apply: { fr: "Appliquer ce fichier", en: "Apply this file" },
  again: { fr: "Choisir le fichier de nouveau", en: "Choose the file again" },
  sending: { fr: "Envoi du fichier", en: "Sending the file" },
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
  if (!data) return <Skeleton lines={6} />;
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
      {one.state === "done" && one.mode === "check" && may("accountant") && <ApplyChecked id={one.id} />}
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

/** Applies the file that was checked, when this tab still holds it; else leads to choosing it again. */
function ApplyChecked({ id }: { id: string }) {
  const t = useWords(words);
  const { share, error, send } = useUpload();
  const held = checkedFile(id);
  if (share !== null) return <Progress label={t.sending} value={Math.round(share * 100)} />;
  const action = held ? (
    <Button look="primary" onClick={() => void send({ ...held, mode: "apply" })}>
      {t.apply}
    </Button>
  ) : (
    <LinkButton href={officePaths.imports()}>{t.again}</LinkButton>
  );
  return (
    <Notice kind={error ? "error" : "info"} title={t.checked} actions={action} live={Boolean(error)}>
      {error ?? t.checkedText}
    </Notice>
  );
}
