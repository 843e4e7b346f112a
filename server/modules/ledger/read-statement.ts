import type { Context } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { found, refuser } from "../../platform/errors.ts";
import { earliestSearchableDay, readSettings } from "../organizations/index.ts";
import { refusals, type Statement } from "./contract.ts";
import { entryCursor, entryKey } from "./page-keys.ts";
import { showEntry } from "./show-entry.ts";
import { selectSpace } from "./sql/spaces.ts";
import { entriesPage, type Reading, readingTotals } from "./sql/statement.ts";

const refuse = refuser(refusals);

export type Bounds = {
  reading: Reading["reading"];
  from?: string | undefined;
  to?: string | undefined;
  settled?: "yes" | "no" | undefined;
  piece?: string | undefined;
};

/**
 * The bounds of a reading. What is open is shown however old it is; everything else goes back to the earliest day that
 * the organization lets be searched. @throws Refusal `entries.bounds_invalid`, `entries.too_old`.
 */
export function settleReading(
  ctx: Context,
  { searchableMonths }: { searchableMonths: number },
  bounds: Bounds,
): Reading {
  const earliest = earliestSearchableDay(dayInParis(ctx.clock()), searchableMonths);
  if (bounds.from && bounds.to && bounds.to < bounds.from) refuse("entries.bounds_invalid");
  if (bounds.from && bounds.from < earliest) refuse("entries.too_old", { earliest });
  const from = bounds.from ?? (bounds.reading === "due" ? null : earliest);
  return { ...bounds, from, to: bounds.to ?? null };
}

/** One page of a reading of an account, with its totals (ACT-2, ACT-3). @throws Refusal `not_found` and those of the bounds. */
export async function readStatement(
  ctx: Context,
  accountId: string,
  query: Bounds & { cursor?: string | undefined; limit: number },
): Promise<Statement> {
  const { cursor, limit, ...bounds } = query;
  const [space, settings] = await Promise.all([selectSpace(ctx, accountId), readSettings(ctx)]);
  found(space);
  const reading = settleReading(ctx, settings, bounds);
  const [{ rows }, figures] = await Promise.all([
    entriesPage(ctx, accountId, reading, entryKey(cursor), limit + 1).execute(ctx.db),
    readingTotals(ctx, accountId, reading).execute(ctx.db),
  ]);
  const { openingCents, closingCents, ...totals } = figures.rows[0]!;
  const last = rows.length > limit ? rows[limit - 1]! : null;
  const ledger = reading.reading === "ledger";
  return {
    items: rows.slice(0, limit).map((row) => showEntry(ctx, row)),
    next: last ? entryCursor(last) : null,
    openingCents: ledger ? openingCents : null,
    closingCents: ledger ? closingCents : null,
    totals,
  };
}
