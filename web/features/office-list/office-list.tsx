import type { ReactNode } from "react";
import { sentenceOf } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import "./list.css";
import { walkRows } from "./walk-rows.ts";

const words = {
  more: { fr: "Afficher la suite", en: "Show more" },
  retry: { fr: "Réessayer", en: "Try again" },
  failed: { fr: "La liste n’a pas pu être lue", en: "The list could not be read" },
} satisfies Words;

/** What a list needs of the query behind it (`useInfiniteQuery(pages(...))`). */
export type ListRead = {
  error: Error | null;
  hasNextPage?: boolean;
  isFetchingNextPage?: boolean;
  fetchNextPage?: () => unknown;
  refetch: () => unknown;
};

/**
 * A list with its filters, walked by keyboard: arrows go from row to row (and from the search to the first row),
 * Enter opens. Under it, what leads further.
 */
export function OfficeList({
  read,
  filters,
  summary,
  children,
}: {
  read: ListRead;
  filters?: ReactNode;
  summary?: ReactNode;
  children: ReactNode;
}) {
  const t = useWords(words);
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- hears the arrow keys of its rows
    <div className="office-list" onKeyDown={walkRows}>
      {filters}
      {read.error ? (
        <Notice
          kind="error"
          title={t.failed}
          actions={
            <Button small onClick={() => void read.refetch()}>
              {t.retry}
            </Button>
          }
        >
          {sentenceOf(read.error)}
        </Notice>
      ) : (
        children
      )}
      {(summary || read.hasNextPage) && (
        <div className="office-list__more">
          {read.hasNextPage && (
            <Button busy={read.isFetchingNextPage} onClick={() => void read.fetchNextPage?.()}>
              {t.more}
            </Button>
          )}
          {summary && <output>{summary}</output>}
        </div>
      )}
    </div>
  );
}
