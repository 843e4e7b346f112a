import type { KeyboardEvent } from "react";

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
