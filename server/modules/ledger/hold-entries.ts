import type { Context } from "../../platform/context.ts";
import { assert } from "../../platform/errors.ts";
import type { Part } from "./rules.ts";
import { insertPaymentHolds, updateHoldsReleased } from "./sql/settling.ts";

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

/** Frees what a payment, or whatever else holds by this reference, still holds. Again, it changes nothing. */
export async function releaseHolds(ctx: Context, referenceId: string): Promise<void> {
  await updateHoldsReleased(ctx, referenceId);
}
