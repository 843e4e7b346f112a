import { useQuery } from "@tanstack/react-query";
import { BatchActions } from "../features/office-collection/batch-actions.tsx";
import { BatchRecord } from "../features/office-collection/batch-record.tsx";
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
    fr: (reference: string) => `Remise ${reference}`,
    en: (reference: string) => `Batch ${reference}`,
  },
} satisfies Words;

/** One batch, beside the list: followed while its file is made or dropped. */
export function BatchPage() {
  const t = useWords(words);
  const go = useGo();
  const [filters] = useFilters();
  const id = useParam("batch");
  const { data: batch, error } = useQuery({
    ...query("readBatch", { params: { batch: id } }),
    refetchInterval: ({ state }) => (isMoving(state.data) ? 1500 : 60_000),
  });
  return (
    <InPanel>
      <SidePanel
        key={id}
        title={t.title(batch?.reference ?? "")}
        onClose={() => go(officePaths.batches(filters))}
        actions={batch && <BatchActions batch={batch} />}
      >
        {error && <Notice kind="error">{sentenceOf(error)}</Notice>}
        {!batch && !error && <Skeleton lines={8} />}
        {batch && <BatchRecord batch={batch} />}
      </SidePanel>
    </InPanel>
  );
}

type Moving = { state: string; drop: { state: string } | null; left: object | null };

/** A file that is made and has not left may leave at any moment: from then on nobody cancels its batch in passing. */
const isMoving = (batch: Moving | undefined): boolean =>
  batch?.state === "released" ||
  (batch?.state === "ready" && batch.left === null) ||
  (batch?.state === "ready" && batch.drop !== null && batch.drop.state !== "failed");
