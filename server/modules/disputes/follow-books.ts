import type { Context } from "../../platform/context.ts";
import { creditNotesSince, entriesByIds, releaseHolds } from "../ledger/index.ts";
import { addStep } from "./add-step.ts";
import { facts } from "./facts.ts";
import { isBooked } from "./rules.ts";
import { contestedEntries, lockAwaitingBooks, updateDispute } from "./sql/disputes.ts";

/**
 * After a publication: ends the holds of disputes that were decided for the customer once the books say so, and tells it.
 * Again, it changes nothing. @param creditorId null for all. @returns how many ended.
 */
export async function followBooks(ctx: Context, creditorId: string | null): Promise<number> {
  const waiting = await lockAwaitingBooks(ctx, creditorId);
  if (waiting.length === 0) return 0;
  const contested = Map.groupBy(
    await contestedEntries(
      ctx,
      waiting.map((one) => one.id),
    ),
    (one) => one.disputeId,
  );
  const ids = [...contested.values()].flatMap((parts) => parts.map((part) => part.entryId));
  const open = new Map((await entriesByIds(ctx, [...new Set(ids)])).map((one) => [one.id, one.openCents]));
  const since = waiting.reduce(
    (first, one) => (one.resolvedAt < first ? one.resolvedAt : first),
    ctx.clock(),
  );
  const accounts = [...new Set(waiting.map((one) => one.accountId))];
  const notes = Map.groupBy(await creditNotesSince(ctx, accounts, since), (note) => note.accountId);
  const booked = waiting.filter((one) =>
    isBooked(
      contested.get(one.id) ?? [],
      open,
      // Of two for the same amount, nothing says which one a credit note answers: staff do.
      one.twin ? [] : (notes.get(one.accountId) ?? []).filter((note) => note.publishedAt >= one.resolvedAt),
    ),
  );
  for (const dispute of booked) {
    await updateDispute(ctx, dispute.id, { holding: false });
    await releaseHolds(ctx, dispute.id);
    await addStep(ctx, dispute, { kind: "released", side: "system", fact: facts.released });
  }
  return booked.length;
}
