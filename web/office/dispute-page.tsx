import { useQuery } from "@tanstack/react-query";
import { DisputeRecord } from "../features/office-dispute/dispute-record.tsx";
import { ResolveActions } from "../features/office-dispute/resolve-actions.tsx";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { InPanel } from "../features/office-frame/panel.tsx";
import { useFilters, useGo, useParam } from "../lib/navigation.ts";
import { query, sentenceOf } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { Notice } from "../ui/notice.tsx";
import { SidePanel } from "../ui/side-panel.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

const words = {
  title: {
    fr: (reference: string) => `Litige ${reference}`,
    en: (reference: string) => `Dispute ${reference}`,
  },
} satisfies Words;

/** The record of a dispute, beside the list. */
export function DisputePage() {
  const t = useWords(words);
  const go = useGo();
  const [filters] = useFilters();
  const id = useParam("dispute");
  const { data: dispute, error } = useQuery({
    ...query("readOfficeDispute", { params: { dispute: id } }),
    refetchInterval: 60_000,
  });
  return (
    <InPanel>
      <SidePanel
        key={id}
        title={t.title(dispute?.reference ?? "")}
        onClose={() => go(officePaths.disputes(filters))}
        actions={dispute && <ResolveActions dispute={dispute} />}
      >
        {error && <Notice kind="error">{sentenceOf(error)}</Notice>}
        {!dispute && !error && <Skeleton lines={8} />}
        {dispute && <DisputeRecord dispute={dispute} />}
      </SidePanel>
    </InPanel>
  );
}
