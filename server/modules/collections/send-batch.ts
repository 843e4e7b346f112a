import { type Context, theUser } from "../../platform/context.ts";
import { found, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { sumCents } from "../../platform/money.ts";
import { noteCollected } from "../mandates/index.ts";
import { asStaff, asSystem } from "./access.ts";
import { refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { readBatch } from "./read-batch.ts";
import { maySend, PAGE } from "./rules.ts";
import { lockOfBatch, updateBackInBatch } from "./sql/batch-debits.ts";
import { type BatchRow, blocksOf, findBatch, updateBatch } from "./sql/batches.ts";
import type { CollectionRow } from "./sql/collections.ts";

const refuse = refuser(refusals);

/** Staff gave the file to the bank themselves. @throws Refusal `batch.no_file` before it is made. */
export async function markSent(ctx: Context, batchId: string) {
  const batch = found(await findBatch(ctx, batchId, asStaff(ctx, "b"), { lock: true }));
  if (batch.state === "sent") return readBatch(ctx, batchId);
  if (batch.state !== "ready") refuse("batch.no_file");
  if (!maySend(batch)) refuse("batch.dropping");
  await noteSent(ctx, batch, theUser(ctx).userId);
  return readBatch(ctx, batchId);
}

/**
 * The bank has the file: mandates count as used, changes of them as told. Again, it changes nothing.
 * @param sentBy who gave it; null when it was dropped by SFTP, or when the bank tells of it.
 */
export async function noteSent(ctx: Context, batch: BatchRow, sentBy: string | null): Promise<void> {
  if (batch.state !== "ready") return;
  const now = ctx.clock();
  for (let after: string | null = null; ; ) {
    const rows: CollectionRow[] = await lockOfBatch(ctx, batch.id, after, PAGE);
    for (const [on, group] of Map.groupBy(
      rows.filter((row) => row.state === "sent"),
      (row) => row.collectOn,
    ))
      await noteCollected(ctx, { mandateIds: [...new Set(group.map((row) => row.mandateId))], on });
    if (rows.length < PAGE) break;
    after = rows.at(-1)!.id;
  }
  await updateBatch(ctx, batch.id, {
    state: "sent",
    sent_at: now,
    sent_by: sentBy,
    not_taken_at: null,
    not_taken_by: null,
    not_taken_reason: null,
  });
  await recordFact(ctx, {
    name: facts.batchSent,
    subject: { kind: "batch", id: batch.id },
    data: {
      reference: batch.reference,
      creditorId: batch.creditorId,
      how: sentBy ? "hand" : batch.dropState ? "drop" : "bank",
    },
  });
}

/**
 * A bank that tells of a batch has its file, whatever we noted.
 * @returns false of one that stays given up: the bank refused it as a whole.
 */
export async function noteKnownToBank(ctx: Context, batchId: string): Promise<boolean> {
  const batch = await findBatch(ctx, batchId, asSystem(), { lock: true });
  if (!batch) return false;
  if (batch.state === "cancelled") return restore(ctx, batch);
  await noteSent(ctx, batch, null);
  return true;
}

/**
 * The bank has a file that it was said not to have taken: its debits are in it again, but for those that another file has
 * taken, or that were given up meanwhile. A file that it refused as a whole stays given up.
 */
async function restore(ctx: Context, batch: BatchRow): Promise<boolean> {
  const blocks = await blocksOf(ctx, batch.id);
  if (!batch.leftAt || blocks.every((block) => block.bankStatus === "RJCT")) return false;
  const restored = await updateBackInBatch(ctx, batch.id);
  await updateBatch(ctx, batch.id, { state: "ready", given_up_by: null });
  await recordFact(ctx, {
    name: facts.batchRestored,
    subject: { kind: "batch", id: batch.id },
    data: {
      reference: batch.reference,
      creditorId: batch.creditorId,
      restored,
      elsewhere: sumCents(blocks.map((block) => block.count)) - restored,
    },
  });
  await noteSent(ctx, { ...batch, state: "ready" }, null);
  return true;
}
