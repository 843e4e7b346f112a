import { useQuery } from "@tanstack/react-query";
import { CancelCollection } from "../features/office-collection/cancel-collection.tsx";
import { CollectionRecord } from "../features/office-collection/collection-record.tsx";
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
    fr: (reference: string) => `Prélèvement ${reference}`,
    en: (reference: string) => `Direct debit ${reference}`,
  },
} satisfies Words;

/** The record of a direct debit, beside the list. */
export function CollectionPage() {
  const t = useWords(words);
  const go = useGo();
  const [filters] = useFilters();
  const id = useParam("collection");
  const { data: collection, error } = useQuery(query("readOfficeCollection", { params: { collection: id } }));
  return (
    <InPanel>
      <SidePanel
        key={id}
        title={t.title(collection?.reference ?? "")}
        onClose={() => go(officePaths.collections(filters))}
        actions={collection?.can.cancel && <CancelCollection collection={collection} />}
      >
        {error && <Notice kind="error">{sentenceOf(error)}</Notice>}
        {!collection && !error && <Skeleton lines={8} />}
        {collection && <CollectionRecord collection={collection} />}
      </SidePanel>
    </InPanel>
  );
}
