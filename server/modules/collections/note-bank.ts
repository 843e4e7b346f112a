import type { Context } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { facts } from "./facts.ts";
import { noteKnownToBank } from "./send-batch.ts";
import { findBlock, findBlocks, updateBlocks } from "./sql/batches.ts";

/**
 * The batch that a bank line names, by the block or by the message of the file. Null when it is none of ours, or when the
 * message has several blocks and nothing says which.
 */
export async function findBatchByReference(
  ctx: Context,
  ref: { messageId?: string | null; paymentInformationId?: string | null },
): Promise<{
  batchId: string;
  blockId: string;
  creditorId: string;
  expectedCents: number;
  state: string;
} | null> {
  if (!ref.messageId && !ref.paymentInformationId) return null;
  const blocks = await findBlocks(ctx, ref);
  const [block] = blocks;
  if (!block || blocks.length > 1) return null;
  return {
    batchId: block.batchId,
    blockId: block.id,
    creditorId: block.creditorId,
    expectedCents: block.cents,
    state: block.batchState,
  };
}

/** The bank has credited a block. Again it changes nothing, and tells nothing. @returns false when another line had: nobody expected this money. */
export async function noteBlockCredited(
  ctx: Context,
  blockId: string,
  given: { cents: number; on: string; bankLineId: string },
): Promise<boolean> {
  const place = await findBlock(ctx, blockId);
  if (!place) return false;
  // The batch before its block: the order of whoever reads what a bank says of a file.
  if (!(await noteKnownToBank(ctx, place.batchId))) return false;
  const block = found(await findBlock(ctx, blockId, { lock: true }));
  if (block.creditedOn !== null) return block.bankLineId === given.bankLineId;
  await updateBlocks(ctx, [blockId], {
    credited_cents: given.cents,
    credited_on: given.on,
    bank_line_id: given.bankLineId,
  });
  await recordFact(ctx, {
    name: facts.blockCredited,
    subject: { kind: "batch", id: block.batchId },
    data: { blockId, cents: given.cents, expectedCents: block.cents, on: given.on },
  });
  return true;
}
