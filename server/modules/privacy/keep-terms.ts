import type { Outer } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { recordFact } from "../../platform/facts.ts";
import type { Sweep } from "../../platform/terms.ts";
import { readSettings, type Settings } from "../organizations/index.ts";
import { facts } from "./facts.ts";
import { addMonths, lasting } from "./rules.ts";
import { dropFiles } from "./run-erasure.ts";

/** Rows that go in one transaction: whoever signs in or pays meanwhile waits for none of them. */
const PAGE = 500;

/**
 * Applies the terms of what is held of people: line by line, page by page, each page in a transaction of its own, so
 * that it may stop anywhere and run again. What went by the organization's grid is told as a fact, in numbers.
 */
export async function keepTerms(outer: Outer, sweeps: readonly Sweep[]): Promise<void> {
  const { retention } = await outer.transaction((ctx) => readSettings(ctx));
  const gone: Record<string, number> = {};
  for (const sweep of sweeps) {
    const before = lastServed(sweep.term, retention, outer.clock());
    for (let full = true; full; ) {
      const count = await outer.transaction(async (ctx) => {
        const swept = await sweep.run(ctx, before, PAGE);
        await dropFiles(ctx, swept.dropped ?? []);
        return swept.count;
      });
      full = count === PAGE;
      if (count > 0 && typeof sweep.term === "string") gone[sweep.kind] = (gone[sweep.kind] ?? 0) + count;
    }
  }
  if (Object.keys(gone).length === 0) return;
  const subject = { kind: "organization", id: outer.organizationId };
  await outer.transaction((ctx) => recordFact(ctx, { name: facts.termsKept, subject, data: { gone } }));
}

/** What last served before this is over. Of a term in days: to the hour; of the grid: to the day. */
function lastServed(term: Sweep["term"], grid: Settings["retention"], now: Date): Date {
  if (typeof term === "object") return new Date(now.getTime() - term.days * 86_400_000);
  const { years, months } = lasting(term, grid);
  return new Date(addMonths(dayInParis(now), -(months ?? years! * 12)));
}
