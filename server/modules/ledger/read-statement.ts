import type { Context } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { refuser } from "../../platform/errors.ts";
import { earliestSearchableDay } from "../organizations/index.ts";
import { refusals, type Statement } from "./contract.ts";
import { type OpenAccount, openAccount } from "./open-account.ts";
import { entryCursor, entryKey } from "./page-keys.ts";
import { showEntryTo } from "./show-entry.ts";
import { entriesPage, type Reading, readingTotals } from "./sql/statement.ts";

const refuse = refuser(refusals);

export type Bounds = {
  reading: Reading["reading"];
  from?: string | undefined;
  to?: string | undefined;
  settled?: "yes" | "no" | undefined;
  piece?: string | undefined;
  treasury?: "yes" | "no" | undefined;
};

/**
 * The bounds of a reading. What is open is shown however old it is; everything else goes back to the earliest day that
 * the organization lets be searched. @throws Refusal `entries.bounds_invalid`, `entries.too_old`.
 */
export function settleReading(
  ctx: Context,
  account: Pick<OpenAccount, "settings" | "municipal" | "hidden" | "grouped">,
  bounds: Bounds,
): Reading {
  const earliest = earliestSearchableDay(dayInParis(ctx.clock()), account.settings.searchableMonths);
  if (bounds.from && bounds.to && bounds.to < bounds.from) refuse("entries.bounds_invalid");
  if (bounds.from && bounds.from < earliest) refuse("entries.too_old", { earliest });
  const from = bounds.from ?? (bounds.reading === "due" ? null : earliest);
  // What is looked for, or due, is shown piece by piece.
  const whole = bounds.reading !== "due" && !bounds.piece && !bounds.settled && !bounds.treasury;
  const grouped = whole ? account.grouped : null;
  // Bills that are due are those that can still be paid here.
  const treasury = bounds.treasury ?? (account.municipal && bounds.reading === "due" ? "no" : undefined);
  return { ...bounds, treasury, from, to: bounds.to ?? null, hidden: account.hidden, grouped };
}

/** One page of a reading of an account, with its totals (ACT-2, ACT-3). @throws Refusal `not_found` and those of the bounds. */
export async function readStatement(
  ctx: Context,
  accountId: string,
  query: Bounds & { cursor?: string | undefined; limit: number },
): Promise<Statement> {
  const { cursor, limit, ...bounds } = query;
  const account = await openAccount(ctx, accountId);
  const reading = settleReading(ctx, account, bounds);
  const [{ rows }, figures] = await Promise.all([
    entriesPage(ctx, accountId, reading, entryKey(cursor), limit + 1).execute(ctx.db),
    readingTotals(ctx, accountId, reading).execute(ctx.db),
  ]);
  const { openingCents, closingCents, ...totals } = figures.rows[0]!;
  const last = rows.length > limit ? rows[limit - 1]! : null;
  const ledger = reading.reading === "ledger";
  return {
    items: rows.slice(0, limit).map((row) => showEntryTo(ctx, account, row)),
    next: last ? entryCursor(last) : null,
    openingCents: ledger ? openingCents : null,
    closingCents: ledger ? closingCents : null,
    totals,
  };
}
