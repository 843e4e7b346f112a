import { useFormat } from "../../lib/format.ts";
import { useLanguage, useWords, type Words } from "../../lib/words.ts";
import { Notice } from "../../ui/notice.tsx";
import type { AccountSummary } from "./current-account.ts";

const words = {
  title: { fr: "Le règlement en ligne est suspendu", en: "Paying on line is suspended" },
  until: {
    fr: (day: string) => `Il reprend après le ${day}.`,
    en: (day: string) => `It opens again after ${day}.`,
  },
} satisfies Words;

/** The service's own words while nothing can be paid (SPEC ACT-6). */
export function SuspensionNotice({ suspension }: { suspension: NonNullable<AccountSummary["suspension"]> }) {
  const t = useWords(words);
  const f = useFormat();
  const { language } = useLanguage();
  return (
    <Notice kind="warning" title={t.title}>
      <p>{suspension[language]}</p>
      {suspension.until && <p>{t.until(f.date(suspension.until))}</p>}
    </Notice>
  );
}
