import type { Context } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import { entriesByIds, type PayableEntry } from "./find-entries.ts";
import { openAccount } from "./open-account.ts";
import { selectAccountsByIds } from "./sql/accounts.ts";
import { selectInvoice } from "./sql/documents.ts";
import { type MatchableRow, selectMatchable, type Wanted } from "./sql/matchable.ts";
import { selectOpenEntryIds } from "./sql/settling.ts";
import { invoiceEntries } from "./sql/statement.ts";

export type AccountLine = {
  id: string;
  code: string;
  label: string;
  kind: string;
  creditorId: string;
  partyId: string;
  /** Positive when the party owes. */
  balanceCents: number;
};

/** Accounts by id, whoever asks: the caller has decided that they may be seen. */
export async function accountsByIds(ctx: Context, accountIds: readonly string[]): Promise<AccountLine[]> {
  return accountIds.length === 0 ? [] : selectAccountsByIds(ctx, accountIds);
}

/**
 * What is open on an account, for display or to collect it, whoever asks: the caller has decided that it may be seen.
 * Entries oldest first by the day on which they are due; settled ones are left out. Nothing is locked.
 */
export async function openEntriesOf(ctx: Context, accountId: string): Promise<PayableEntry[]> {
  const entries = await entriesByIds(ctx, await selectOpenEntryIds(ctx, accountId));
  return entries.toSorted(
    (one, other) =>
      (one.dueOn ?? one.date).localeCompare(other.dueOn ?? other.date) || one.id.localeCompare(other.id),
  );
}

/** The entries of an invoice that the actor may read. @throws Refusal `not_found`. */
export async function entriesOfInvoice(
  ctx: Context,
  accountId: string,
  invoiceId: string,
): Promise<string[]> {
  await openAccount(ctx, accountId);
  found(await selectInvoice(ctx, accountId, invoiceId));
  return (await invoiceEntries(ctx, accountId, invoiceId).execute(ctx.db)).rows.map((row) => row.id);
}

/**
 * Open entries that each of many sums of money that came may be for (PAY-10), in one statement: by piece, by the account's code, by the
 * payer's accounts, by name, and by the very amount; each says which sum (`wanted`, in the order given). Accounts found come with their oldest open
 * entries; what another payment holds is left out. Whoever asks: the caller has decided that it may be seen.
 */
export async function matchableEntries(ctx: Context, wanted: readonly Wanted[]): Promise<MatchableRow[]> {
  if (wanted.length === 0) return [];
  const { rows } = await selectMatchable(ctx, wanted).execute(ctx.db);
  return rows;
}
