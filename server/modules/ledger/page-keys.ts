import { decodeCursor, encodeCursor } from "../../platform/database/pool.ts";
import { isDay } from "../../platform/dates.ts";
import type { EntryKey } from "./sql/statement.ts";

/** The text when it is a UUID: a cursor comes from outside. */
export const asUuid = (value: unknown): string | null =>
  typeof value === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value) ? value : null;

/** The key in the cursor of a statement; null for the first page, or for what is no cursor of ours. */
export function entryKey(cursor: string | undefined): EntryKey | null {
  const [day, id] = decodeCursor(cursor, 2) ?? [];
  const uuid = asUuid(id);
  return typeof day === "string" && isDay(day) && uuid ? { day, id: uuid } : null;
}

export const entryCursor = (key: EntryKey): string => encodeCursor([key.day, key.id]);
