/** Which entries an amount pays, to the cent. Pure, and bounded in time. */
import type { MatchCandidate } from "./matching-rules.ts";

export type Part = { entryId: string; cents: number };
export type Exact = { parts: Part[]; how: "one" | "whole" | "several"; ambiguous: boolean };

/** Entries among which sums are looked for: the oldest. */
const MOST_INVOICES = 24;
const MOST_CREDITS = 6;
const MOST_STEPS = 20_000;

const partsOf = (entries: readonly MatchCandidate[]): Part[] =>
  entries.map(({ entryId, openCents }) => ({ entryId, cents: openCents }));
export const totalOf = (entries: readonly MatchCandidate[]): number =>
  entries.reduce((sum, { openCents }) => sum + openCents, 0);

/** Oldest first; the rest only so that the same entries always stand in the same order. */
export const byAge = (a: MatchCandidate, b: MatchCandidate): number => {
  const [first, second] = [a.dueOn ?? a.date, b.dueOn ?? b.date];
  if (first !== second) return first < second ? -1 : 1;
  if (a.date !== b.date) return a.date < b.date ? -1 : 1;
  return a.entryId < b.entryId ? -1 : 1;
};

/**
 * Entries that make the amount exactly: one of them, else all of them, else the oldest ones in a row, else some of them, credit
 * notes deducted. Ambiguous when others would make it too.
 * @param entries oldest first
 */
export function exactly(entries: readonly MatchCandidate[], cents: number): Exact | null {
  const ones = entries.filter(({ openCents }) => openCents === cents);
  if (ones.length > 0) return { parts: partsOf(ones.slice(0, 1)), how: "one", ambiguous: ones.length > 1 };
  if (entries.length < 2) return null;
  if (totalOf(entries) === cents) return { parts: partsOf(entries), how: "whole", ambiguous: false };
  const row = oldestInARow(entries, cents);
  const found = subsets(entries, cents, 2);
  const other = row ? found.find((one) => !sameEntries(one, row)) : found[1];
  const best = row ?? found[0];
  return best ? { parts: partsOf(best), how: "several", ambiguous: other !== undefined } : null;
}

function oldestInARow(entries: readonly MatchCandidate[], cents: number): MatchCandidate[] | null {
  const invoices = entries.filter(({ openCents }) => openCents > 0);
  const credits = entries.filter(({ openCents }) => openCents < 0);
  for (const taken of credits.length > 0 ? [credits, []] : [[]]) {
    let sum = totalOf(taken);
    for (const [at, invoice] of invoices.entries()) {
      sum += invoice.openCents;
      if (sum === cents && at + taken.length > 0) {
        return entries.filter(
          (one) => taken.includes(one) || (invoices.indexOf(one) <= at && one.openCents > 0),
        );
      }
    }
  }
  return null;
}

const sameEntries = (a: readonly MatchCandidate[], b: readonly MatchCandidate[]) =>
  a.length === b.length && a.every((one) => b.includes(one));

/** Up to `most` sets of two entries or more, those with the oldest entries first. */
function subsets(all: readonly MatchCandidate[], cents: number, most: number): MatchCandidate[][] {
  const entries = [
    ...all.filter(({ openCents }) => openCents < 0).slice(0, MOST_CREDITS),
    ...all.filter(({ openCents }) => openCents > 0).slice(0, MOST_INVOICES),
  ];
  /** What the entries from a place on can still add, and take off. */
  const room = entries.map((_, at) =>
    entries.slice(at).reduce((sum, one) => sum + Math.max(0, one.openCents), 0),
  );
  const floor = entries.map((_, at) =>
    entries.slice(at).reduce((sum, one) => sum + Math.min(0, one.openCents), 0),
  );
  const found: MatchCandidate[][] = [];
  const taken: MatchCandidate[] = [];
  let steps = 0;
  const look = (at: number, left: number): void => {
    if (found.length >= most || (steps += 1) > MOST_STEPS) return;
    if (left === 0 && taken.length > 1) {
      found.push(all.filter((one) => taken.includes(one)));
      return;
    }
    if (at === entries.length || left > room[at]! || left < floor[at]!) return;
    taken.push(entries[at]!);
    look(at + 1, left - entries[at]!.openCents);
    taken.pop();
    look(at + 1, left);
  };
  look(0, cents);
  return found;
}

/** Oldest first until the amount is used; credit notes are left alone. What is over stays unused. */
export function oldestFirst(entries: readonly MatchCandidate[], cents: number): Part[] {
  const parts: Part[] = [];
  let left = cents;
  for (const { entryId, openCents } of entries) {
    if (openCents <= 0 || left <= 0) continue;
    const taken = Math.min(openCents, left);
    parts.push({ entryId, cents: taken });
    left -= taken;
  }
  return parts;
}
