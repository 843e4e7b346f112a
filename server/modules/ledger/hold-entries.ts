import type { Context } from "../../platform/context.ts";
import { assert } from "../../platform/errors.ts";
import { EntriesHeld, EntryNotFree } from "./hold-rules.ts";
import { type HoldKind, type Part, payableCents, within } from "./rules.ts";
import {
  insertHolds,
  insertPayingHolds,
  type PayingPart,
  selectEntries,
  selectHolds,
  updateHoldsReleased,
} from "./sql/settling.ts";

/**
 * Holds entries for a payment (PAY-5); again for the same payment changes nothing. The database allows one payment per
 * entry at a time: of two that start together, the second waits for the first, then is refused.
 * @param hold `cents` of each entry, signed as the entry.
 * @throws EntriesHeld when another payment has one of them: the transaction must then be given up, since some may be held.
 */
export const holdForPayment = (
  ctx: Context,
  hold: { paymentId: string; entries: readonly { id: string; cents: number }[] },
): Promise<void> =>
  holdToPay(
    ctx,
    "payment",
    hold.entries.map(({ id, cents }) => ({
      entryId: id,
      cents,
      referenceId: hold.paymentId,
      plannedOn: null,
    })),
  );

/** Holds entries for money that is about to come. */
export async function holdToPay(
  ctx: Context,
  kind: "payment" | "collection",
  parts: readonly PayingPart[],
): Promise<void> {
  assert(
    new Set(parts.map((part) => part.entryId)).size === parts.length,
    "an entry is held once by what pays it",
  );
  if (parts.length === 0) return;
  const held = await insertPayingHolds(ctx, kind, parts);
  if (held < parts.length) throw new EntriesHeld();
}

/** What holds entries besides money that is about to come, which alone keeps every other payment out. */
export type OtherHoldKind = Exclude<HoldKind, "payment" | "collection">;

/**
 * Holds parts of entries (DIS-2, ACT-6): what is held is neither paid nor dunned, the rest stays payable. Never beyond
 * what is open and not held by anything else, and nothing of an entry that is in a payment. Again for an entry that the
 * same reference already holds, it changes nothing. Entries are locked in the order of their ids: who pays waits.
 * @param hold `referenceId` is the dispute, declaration, hand-over...; `cents` of each entry, signed as the entry.
 * @throws EntryNotFree, also for an entry that is not there: the transaction must then be given up.
 */
export async function holdEntries(
  ctx: Context,
  hold: { kind: OtherHoldKind; referenceId: string; entries: readonly { id: string; cents: number }[] },
): Promise<void> {
  const { kind, referenceId } = hold;
  const ids = hold.entries.map((entry) => entry.id);
  assert(new Set(ids).size === ids.length, "an entry is held once per reference");
  if (ids.length === 0) return;
  const rows = new Map(
    (await selectEntries(ctx, ids, { right: null, lock: true })).map((row) => [row.id, row]),
  );
  const holds = Map.groupBy(await selectHolds(ctx, ids), (one) => one.entryId);
  const parts: Part[] = [];
  for (const { id, cents } of hold.entries) {
    const held = holds.get(id) ?? [];
    if (held.some((one) => one.kind === kind && one.referenceId === referenceId)) continue;
    const row = rows.get(id);
    const free = row && !row.superseded ? payableCents(row.amountCents - row.settledCents, held) : 0;
    if (cents === 0 || within(cents, free) !== cents) throw new EntryNotFree(id, free);
    parts.push({ entryId: id, cents });
  }
  if (parts.length > 0) await insertHolds(ctx, kind, referenceId, parts);
}

/** `holdEntries` for a dispute: of each entry the contested part. @throws EntryNotFree. */
export const holdForDispute = (
  ctx: Context,
  hold: { disputeId: string; entries: readonly { id: string; cents: number }[] },
): Promise<void> => holdEntries(ctx, { kind: "dispute", referenceId: hold.disputeId, entries: hold.entries });

/** Frees what a payment, or whatever else holds by these references, still holds. Again, it changes nothing. */
export async function releaseHolds(ctx: Context, ...referenceIds: readonly string[]): Promise<void> {
  if (referenceIds.length > 0) await updateHoldsReleased(ctx, referenceIds);
}
