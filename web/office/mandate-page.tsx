import { useQuery } from "@tanstack/react-query";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { InPanel } from "../features/office-frame/panel.tsx";
import { MandateRecord } from "../features/office-mandate/mandate-record.tsx";
import { MoveActions } from "../features/office-mandate/move-actions.tsx";
import { useFilters, useGo, useParam } from "../lib/navigation.ts";
import { query, sentenceOf } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { Notice } from "../ui/notice.tsx";
import { SidePanel } from "../ui/side-panel.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

const words = {
  title: { fr: (umr: string) => `Mandat ${umr}`, en: (umr: string) => `Mandate ${umr}` },
} satisfies Words;

/** The record of a mandate, beside the list. */
export function MandatePage() {
  const t = useWords(words);
  const go = useGo();
  const [filters] = useFilters();
  const id = useParam("mandate");
  const { data: mandate, error } = useQuery({
    ...query("readOfficeMandate", { params: { mandate: id } }),
    refetchInterval: 60_000,
  });
  return (
    <InPanel>
      <SidePanel
        key={id}
        title={t.title(mandate?.umr ?? "")}
        onClose={() => go(officePaths.mandates(filters))}
        actions={mandate && <MoveActions mandate={mandate} />}
      >
        {error && <Notice kind="error">{sentenceOf(error)}</Notice>}
        {!mandate && !error && <Skeleton lines={8} />}
        {mandate && <MandateRecord mandate={mandate} />}
      </SidePanel>
    </InPanel>
  );
}
