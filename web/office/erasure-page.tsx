import { useQuery } from "@tanstack/react-query";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { InPanel } from "../features/office-frame/panel.tsx";
import { DecideErasure } from "../features/office-privacy/decide-erasure.tsx";
import { ErasureRecord } from "../features/office-privacy/erasure-record.tsx";
import { useFilters, useGo, useParam } from "../lib/navigation.ts";
import { query, sentenceOf } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { Notice } from "../ui/notice.tsx";
import { SidePanel } from "../ui/side-panel.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

const words = { title: { fr: "Demande d’effacement", en: "Request to be erased" } } satisfies Words;

/** The record of a request to be erased, beside the list. */
export function ErasurePage() {
  const t = useWords(words);
  const go = useGo();
  const [filters] = useFilters();
  const id = useParam("erasure");
  const { data: erasure, error } = useQuery({
    ...query("readErasure", { params: { erasure: id } }),
    refetchInterval: ({ state }) => (state.data?.state === "erasing" ? 2000 : 60_000),
  });
  return (
    <InPanel>
      <SidePanel
        key={id}
        title={erasure?.user.name ?? t.title}
        onClose={() => go(officePaths.erasures(filters))}
        actions={erasure?.can.decide && <DecideErasure erasure={erasure} />}
      >
        {error && <Notice kind="error">{sentenceOf(error)}</Notice>}
        {!erasure && !error && <Skeleton lines={8} />}
        {erasure && <ErasureRecord erasure={erasure} />}
      </SidePanel>
    </InPanel>
  );
}
