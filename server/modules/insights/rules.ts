/** Days of a chart, and when a day begins in Paris. */
import { addDays, PARIS } from "../../platform/dates.ts";

/** The last `count` days up to `today`, oldest first. */
export const daysBack = (today: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => addDays(today, i + 1 - count));

/** The instant at which a day begins in Paris, summer time included. */
export function startOfDayInParis(day: string): Date {
  const midnightUtc = new Date(`${day}T00:00:00Z`);
  const hour = Number(
    new Intl.DateTimeFormat("en-GB", { timeZone: PARIS, hour: "2-digit", hourCycle: "h23" }).format(
      midnightUtc,
    ),
  );
  return new Date(midnightUtc.getTime() - hour * 3_600_000);
}
