import { useQuery } from "@tanstack/react-query";
import { AcceptAll, ChangeRecord } from "../features/office-coordinates/change-record.tsx";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { InPanel } from "../features/office-frame/panel.tsx";
import { useFilters, useGo, useParam } from "../lib/navigation.ts";
import { query, sentenceOf } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { Notice } from "../ui/notice.tsx";
import { SidePanel } from "../ui/side-panel.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

const words = { title: { fr: "Modification de coordonnées", en: "Change of details" } } satisfies Words;

/** One change of coordinates, beside the queue. */
export function ChangePage() {
  const t = useWords(words);
  const go = useGo();
  const [filters] = useFilters();
  const id = useParam("change");
  const { data: change, error } = useQuery(query("readChange", { params: { change: id } }));
  return (
    <InPanel>
      <SidePanel
        key={id}
        title={change?.partyName ?? t.title}
        onClose={() => go(officePaths.changes(filters))}
        actions={change?.can.decide && <AcceptAll change={change} />}
      >
        {error && <Notice kind="error">{sentenceOf(error)}</Notice>}
        {!change && !error && <Skeleton lines={8} />}
        {change && <ChangeRecord change={change} />}
      </SidePanel>
    </InPanel>
  );
}
