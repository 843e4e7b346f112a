import type { GotOf } from "../../lib/api.ts";
import { plural, useWords, type Words } from "../../lib/words.ts";
import { State } from "../../ui/tag.tsx";

const words = {
  queued: { fr: "En attente", en: "Waiting" },
  running: { fr: (n: number) => `En cours, ${n} %`, en: (n: number) => `Running, ${n}%` },
  failed: { fr: "Non lu", en: "Could not be read" },
  done: { fr: "Lu", en: "Read" },
  known: { fr: "Déjà connu", en: "Known already" },
  problems: {
    fr: (n: number) => plural("fr", n, { one: "# point à vérifier", other: "# points à vérifier" }),
    en: (n: number) => plural("en", n, { one: "# point to check", other: "# points to check" }),
  },
} satisfies Words;

/** Where a bank file is, in words. */
export function FileState({ file }: { file: GotOf<"readBankFile"> }) {
  const t = useWords(words);
  if (file.state === "queued") return <State kind="pending">{t.queued}</State>;
  if (file.state === "running") return <State kind="pending">{t.running(file.progress)}</State>;
  if (file.state === "failed") return <State kind="overdue">{t.failed}</State>;
  if (file.problems.length > 0) return <State kind="pending">{t.problems(file.problems.length)}</State>;
  return <State kind="settled">{file.linesNew === 0 && file.linesKnown > 0 ? t.known : t.done}</State>;
}
