import { addDays, endOfMonth } from "../../platform/dates.ts";
import type { DueRule, Settings } from "./contract.ts";

/** The due date of an entry published without one: `days` after its date, then, if asked, the end of that month. */
export function applyDueRule(rule: DueRule, entryDate: string): string {
  const day = addDays(entryDate, rule.days);
  return rule.endOfMonth ? endOfMonth(day) : day;
}

/**
 * The accounting year of a day, named after the calendar year in which it ends.
 * @param endMonth last month of the accounting year, 1 to 12.
 */
export function fiscalYearOf(day: string, endMonth: number): number {
  const [year, month] = day.split("-").map(Number) as [number, number];
  return month > endMonth ? year + 1 : year;
}

/** `months` before a day, or the last day of that month when it is shorter (ACT-3). */
export function earliestSearchableDay(today: string, months: number): string {
  const [year, month] = today.split("-").map(Number) as [number, number];
  const first = new Date(Date.UTC(year, month - 1 - months, 1)).toISOString().slice(0, 10);
  const sameDay = first.slice(0, 8) + today.slice(8);
  const last = endOfMonth(first);
  return sameDay < last ? sameDay : last;
}

export type ImageType = "image/png" | "image/jpeg" | "image/webp";

/** What an image is by its first bytes, whatever its sender says; null when it is none that we show. */
export function sniffImage(content: Buffer): ImageType | null {
  const starts = (bytes: string, at = 0) =>
    content.subarray(at, at + bytes.length / 2).toString("hex") === bytes;
  if (starts("89504e470d0a1a0a")) return "image/png";
  if (starts("ffd8ff")) return "image/jpeg";
  if (starts("52494646") && starts("57454250", 8)) return "image/webp";
  return null;
}

/** Whether accounts are read as bills (ACT-6): as chosen, else as municipalities do. */
export const readsBills = (kind: string, { municipalReading }: Pick<Settings, "municipalReading">): boolean =>
  municipalReading === "on" || (municipalReading === "auto" && kind === "municipality");

/** The suspension of payments that is in force on a day, its last day included (ACT-6). */
export function suspensionOn(
  { suspension }: Pick<Settings, "suspension">,
  day: string,
): Settings["suspension"] {
  if (suspension === null || day < suspension.from) return null;
  return suspension.until !== null && day > suspension.until ? null : suspension;
}
