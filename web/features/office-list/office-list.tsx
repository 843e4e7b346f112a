import type { KeyboardEvent, ReactNode } from "react";
import { sentenceOf } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import "./list.css";

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
          {summary && <span role="status">{summary}</span>}
        </div>
      )}
    </div>
  );
}

/** Arrow keys move between what opens the rows; the browser keeps every other key. */
export function walkRows(event: KeyboardEvent<HTMLElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const target = event.target as HTMLElement;
  const inSearch = target instanceof HTMLInputElement && target.type === "search";
  if (!inSearch && target.closest("input, select, textarea, dialog")) return;
  const openers = [...event.currentTarget.querySelectorAll<HTMLElement>(".q-table__open")];
  const row = target.closest("tr")?.querySelector<HTMLElement>(".q-table__open");
  const at = row ? openers.indexOf(row) : -1;
  const next = nextRow(event.key, at, openers.length, inSearch);
  if (next === null) return;
  event.preventDefault();
  if (next < 0) event.currentTarget.querySelector<HTMLElement>("input[type=search]")?.focus();
  else openers[next]?.focus();
}

/** The row to go to, -1 for the search above the rows, null when the key is not ours. */
export function nextRow(key: string, at: number, count: number, inSearch: boolean): number | null {
  if (count === 0) return null;
  if (key === "ArrowDown") return Math.min(at + 1, count - 1);
  if (inSearch || at < 0) return null;
  if (key === "ArrowUp") return at - 1;
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}
