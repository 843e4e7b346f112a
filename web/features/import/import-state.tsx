import { plural, useWords, type Words } from "../../lib/words.ts";
import { State } from "../../ui/tag.tsx";
import type { Import } from "./upload.ts";

const words = {
  queued: { fr: "En attente", en: "Waiting" },
  running: { fr: (n: number) => `En cours, ${n} %`, en: (n: number) => `Running, ${n}%` },
  failed: { fr: "Non abouti", en: "Failed" },
  done: { fr: "Publié", en: "Published" },
  checked: { fr: "Vérifié", en: "Checked" },
  errors: {
    fr: (n: number) => plural("fr", n, { one: "# ligne à corriger", other: "# lignes à corriger" }),
    en: (n: number) => plural("en", n, { one: "# line to correct", other: "# lines to correct" }),
  },
} satisfies Words;

/** Where an import is, in words. */
export function ImportState({ one }: { one: Pick<Import, "state" | "mode" | "errors" | "progress"> }) {
  const t = useWords(words);
  if (one.state === "queued") return <State kind="pending">{t.queued}</State>;
  if (one.state === "running") return <State kind="pending">{t.running(one.progress)}</State>;
  if (one.state === "failed") return <State kind="overdue">{t.failed}</State>;
  if (one.errors > 0) return <State kind="overdue">{t.errors(one.errors)}</State>;
  return <State kind="settled">{one.mode === "check" ? t.checked : t.done}</State>;
}
