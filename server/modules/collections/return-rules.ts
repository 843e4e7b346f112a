/** Which attempt a bank means that names the mandate only. Pure. */
import type { CollectionState } from "./rules.ts";

export type Candidate = { id: string; umr: string; cents: number; collectOn: string; state: CollectionState };
type Told = { umr: string | null; cents: number; on: string; chargesCents: number | null };

/** Weeks after which no return can be of an attempt: an unauthorized debit may be claimed for thirteen months. */
const OLDEST_DAYS = 425;

const DAY_MS = 86_400_000;
/** Days within which all that a bank tells of one return comes; debits of one mandate are a month apart. */
const SAME_DAYS = 15;
export const isSameReturn = (on: string, other: string): boolean =>
  Math.abs(Date.parse(on) - Date.parse(other)) <= SAME_DAYS * DAY_MS;

/**
 * The latest attempt under the mandate, of that amount, whose day had come; a bank may take its charges with it. Attempts
 * that came back are candidates too: the same return may be told twice. Two that fit alike name none.
 */
export function matchTold(told: Told, candidates: readonly Candidate[]): string | null {
  if (!told.umr) return null;
  const cents = Math.abs(told.cents);
  const amounts = [cents, cents - (told.chargesCents ?? 0)];
  const since = new Date(Date.parse(told.on) - OLDEST_DAYS * DAY_MS).toISOString().slice(0, 10);
  const fits = candidates
    .filter((one) => one.umr.toUpperCase() === told.umr!.toUpperCase() && amounts.includes(one.cents))
    .filter((one) => one.collectOn <= told.on && one.collectOn >= since)
    .toSorted((one, other) => other.collectOn.localeCompare(one.collectOn));
  const latest = fits.filter((one) => one.collectOn === fits[0]?.collectOn);
  return latest.length === 1 ? latest[0]!.id : null;
}
