import type { Context } from "../../platform/context.ts";
import { assert } from "../../platform/errors.ts";
import { type Part, payableCents, within } from "./rules.ts";
import {
  insertDisputeHolds,
  insertPaymentHolds,
  selectEntries,
  selectHolds,
  updateHoldsReleased,
} from "./sql/settling.ts";

/** One of the entries is already in another open payment. */
export class EntriesHeld extends Error {
  constructor() {
    super("an entry is held by another payment");
    this.name = "EntriesHeld";
  }
}

/**
 * Holds entries for a payment (PAY-5); again for the same payment changes nothing. The database allows one payment per
 * entry at a time: of two that start together, the second waits for the first, then is refused.
 * @param hold `cents` of each entry, signed as the entry.
 * @throws EntriesHeld when another payment has one of them: the transaction must then be given up, since some may be held.
 */
export async function holdForPayment(
  ctx: Context,
  hold: { paymentId: string; entries: readonly { id: string; cents: number }[] },
): Promise<void> {
  const parts: Part[] = hold.entries.map(({ id, cents }) => ({ entryId: id, cents }));
  assert(
    new Set(parts.map((part) => part.entryId)).size === parts.length,
    "an entry is held once per payment",
  );
  if (parts.length === 0) return;
  const held = await insertPaymentHolds(ctx, hold.paymentId, parts);
  if (held < parts.length) throw new EntriesHeld();
}

/** More of an entry would be held than is open and free. */
export class EntryNotFree extends Error {
  readonly entryId: string;
  /** What could be held of it, signed as the entry. */
  readonly freeCents: number;
  constructor(entryId: string, freeCents: number) {
    super("more of an entry would be held than is open and free");
    this.name = "EntryNotFree";
    this.entryId = entryId;
    this.freeCents = freeCents;
  }
}

/**
 * Holds parts of entries for a dispute (DIS-2): what is held is neither paid nor dunned, the rest stays payable. Never
 * beyond what is open and not held by anything else, and nothing of an entry that is in a payment. Again for an entry
 * that the dispute already holds, it changes nothing. Entries are locked in the order of their ids: who pays waits.
 * @param hold `cents` of each entry, signed as the entry.
 * @throws EntryNotFree, also for an entry that is not there: the transaction must then be given up.
 */
export async function holdForDispute(
  ctx: Context,
  hold: { disputeId: string; entries: readonly { id: string; cents: number }[] },
): Promise<void> {
  const ids = hold.entries.map((entry) => entry.id);
  assert(new Set(ids).size === ids.length, "an entry is held once per dispute");
  if (ids.length === 0) return;
  const rows = new Map(
    (await selectEntries(ctx, ids, { right: null, lock: true })).map((row) => [row.id, row]),
  );
  const holds = Map.groupBy(await selectHolds(ctx, ids), (one) => one.entryId);
  const parts: Part[] = [];
  for (const { id, cents } of hold.entries) {
    const held = holds.get(id) ?? [];
    if (held.some((one) => one.kind === "dispute" && one.referenceId === hold.disputeId)) continue;
    const row = rows.get(id);
    const free = row && !row.superseded ? payableCents(row.amountCents - row.settledCents, held) : 0;
    if (cents === 0 || within(cents, free) !== cents) throw new EntryNotFree(id, free);
    parts.push({ entryId: id, cents });
  }
  if (parts.length > 0) await insertDisputeHolds(ctx, hold.disputeId, parts);
}

/** Frees what a payment, or whatever else holds by this reference, still holds. Again, it changes nothing. */
export async function releaseHolds(ctx: Context, referenceId: string): Promise<void> {
  await updateHoldsReleased(ctx, referenceId);
}
