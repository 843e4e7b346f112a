import { type Context, theUser } from "../../platform/context.ts";
import { recordFact } from "../../platform/facts.ts";
import { facts } from "./facts.ts";
import type { Handover } from "./handover-contract.ts";
import { readHandover } from "./list-handovers.ts";
import { lockHandover, markUndone, releaseTreasuryHolds } from "./sql/handovers.ts";

/**
 * Takes bills back from the treasury: some, or all of a hand-over (ACT-6). They are payable here again at once. Again,
 * it changes nothing. @throws Refusal `not_found` for a hand-over of a creditor that the actor may not see.
 */
export async function undoHandover(
  ctx: Context,
  handoverId: string,
  entryIds: readonly string[] | undefined,
): Promise<Handover> {
  await readHandover(ctx, handoverId);
  await lockHandover(ctx, handoverId);
  const released = await releaseTreasuryHolds(ctx, handoverId, entryIds ?? null);
  if (released > 0) {
    await markUndone(ctx, handoverId, theUser(ctx).userId);
    await recordFact(ctx, {
      name: facts.takenBack,
      subject: { kind: "handover", id: handoverId },
      data: { entries: released },
    });
  }
  return readHandover(ctx, handoverId);
}
