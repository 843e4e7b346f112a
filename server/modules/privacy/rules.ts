/** How long things are kept, when an answer is due, what has to be typed: pure. */
import { addDays, dayInParis, endOfMonth } from "../../platform/dates.ts";
import type { Term } from "../../platform/personal-data.ts";
import type { Settings } from "../organizations/index.ts";

const ARCHIVE_DAYS = 7;
export const ARCHIVES_A_DAY = 3;

type Retention = Settings["retention"];
export type Lasting = { years: number | null; months: number | null };

/** How long a kind is kept, by the organization's grid. */
export function lasting(term: Term, grid: Retention): Lasting {
  if (term === "payment") return { years: null, months: grid.paymentMonths };
  if (term === "log") return { years: null, months: grid.logMonths };
  const years = {
    access: grid.accessYears,
    accounting: grid.accountingYears,
    proof: grid.proofYears,
    relation: grid.relationYears,
  };
  return { years: years[term], months: null };
}

/** The same day some months later, or the last of that month: 31 January + 1 is 28 February. */
export function addMonths(day: string, months: number): string {
  const [year, month] = day.split("-").map(Number) as [number, number];
  const first = new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
  const last = endOfMonth(first);
  const same = `${first.slice(0, 8)}${day.slice(8)}`;
  return same > last ? last : same;
}

/**
 * Until when what stays is kept, from the day it last served. Books are kept from the end of the fiscal year (C. com.
 * L123-22), which a calendar year stands for.
 */
export function keptUntil(term: Term, to: Date | null, grid: Retention, today: string): string {
  const { years, months } = lasting(term, grid);
  const day = to ? dayInParis(to) : today;
  return addMonths(term === "accounting" ? `${day.slice(0, 4)}-12-31` : day, months ?? years! * 12);
}

/** When an answer is due: within one month (GDPR article 12.3). */
export const dueOn = (askedOn: string): string => addMonths(askedOn, 1);

/** Past its term without an answer. */
export const isLate = (due: string, today: string): boolean => due < today;

export const expiryOf = (readyAt: Date): Date => new Date(readyAt.getTime() + ARCHIVE_DAYS * 86_400_000);

const CONFIRMATIONS = ["effacer", "erase"];
/** The person types the word, in either language. */
export const confirmsErasure = (typed: string): boolean => CONFIRMATIONS.includes(typed.trim().toLowerCase());
/** Staff type whom they erase. */
export const namesPerson = (typed: string, identifier: string): boolean =>
  typed.trim().toLowerCase() === identifier.toLowerCase();

/** Days of grace in which mails that waited to leave are erased too, once they left. */
const SWEEP_DAYS = 30;
export const sweptSince = (today: string): string => addDays(today, -SWEEP_DAYS);
