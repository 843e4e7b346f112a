import type { Context } from "../../platform/context.ts";
import { type HoldKind, heldBy, payableCents, vatOf } from "./rules.ts";
import { type HoldRow, type SettlingRow, selectEntries, selectHolds } from "./sql/settling.ts";

/** An entry as those who pay it need it. Cents are signed: a debit is positive, a credit negative. */
export type PayableEntry = {
  id: string;
  accountId: string;
  accountLabel: string;
  creditorId: string;
  label: string;
  piece: string;
  date: string;
  dueOn: string | null;
  amountCents: number;
  /** What is not settled; zero for an entry that left the books. */
  openCents: number;
  /** What of it can be paid, or used for a credit, now: zero when settled or wholly held. */
  payableCents: number;
  /** The strongest hold, even when a part stays payable beside it. */
  heldBy: HoldKind | null;
  /** VAT in what is payable: its share of the invoice's; null when the invoice is not known. */
  vatCents: number | null;
  invoiceId: string | null;
};

/**
 * Entries that the actor may pay, whether something is left to pay of them or not; ids that he may not pay, unknown or
 * superseded, are left out. Rows are locked until the end of the transaction, in the order of their ids.
 * @param options `lock: false` for a mere look at a cart.
 */
export async function payableEntries(
  ctx: Context,
  entryIds: readonly string[],
  options: { lock: boolean } = { lock: true },
): Promise<PayableEntry[]> {
  if (entryIds.length === 0) return [];
  const rows = await selectEntries(ctx, entryIds, { right: "pay", lock: options.lock });
  return withHolds(ctx, rows);
}

/**
 * Entries that the actor may contest (DIS-1): `payableCents` is what of each no hold covers yet. Ids that he may not
 * contest, unknown or superseded, are left out. Rows are locked unless told otherwise.
 */
export async function contestableEntries(
  ctx: Context,
  entryIds: readonly string[],
  options: { lock: boolean } = { lock: true },
): Promise<PayableEntry[]> {
  if (entryIds.length === 0) return [];
  const rows = await selectEntries(ctx, entryIds, { right: "dispute", lock: options.lock });
  return withHolds(ctx, rows);
}

/** Entries by id, for display, whoever asks: the caller has decided that they may be seen. Nothing is locked. */
export async function entriesByIds(ctx: Context, entryIds: readonly string[]): Promise<PayableEntry[]> {
  if (entryIds.length === 0) return [];
  return withHolds(ctx, await selectEntries(ctx, entryIds, { right: null, lock: false }));
}

/** The creditor of each entry. */
export async function creditorOfEntries(
  ctx: Context,
  entryIds: readonly string[],
): Promise<Map<string, string>> {
  if (entryIds.length === 0) return new Map();
  const rows = await selectEntries(ctx, entryIds, { right: null, lock: false });
  return new Map(rows.map((row) => [row.id, row.creditorId]));
}

/** What may be paid of entries, with what holds them. */
export async function withHolds(ctx: Context, rows: readonly SettlingRow[]): Promise<PayableEntry[]> {
  const holds = Map.groupBy(
    await selectHolds(
      ctx,
      rows.map((row) => row.id),
    ),
    (hold) => hold.entryId,
  );
  return rows.map((row) => payableEntry(row, holds.get(row.id) ?? []));
}

function payableEntry(row: SettlingRow, holds: readonly HoldRow[]): PayableEntry {
  // One that left the books owes nothing.
  const openCents = row.superseded ? 0 : row.amountCents - row.settledCents;
  const payable = payableCents(openCents, holds);
  const { settledCents: _, superseded: __, invoiceTotalCents, invoiceVatCents, ...shown } = row;
  const invoice =
    invoiceTotalCents === null || invoiceVatCents === null
      ? null
      : { totalCents: invoiceTotalCents, vatCents: invoiceVatCents };
  return {
    ...shown,
    openCents,
    payableCents: payable,
    heldBy: heldBy(holds),
    vatCents: vatOf(payable, invoice),
  };
}
