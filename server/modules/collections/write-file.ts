import { type Debit, type DebitBlock, writePain008 } from "../../formats/sepa/index.ts";
import { type Context, type Outer, theUser } from "../../platform/context.ts";
import { assert, found, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { sumCents } from "../../platform/money.ts";
import { rememberFile } from "../../platform/remember-file.ts";
import type { FileAnswer } from "../../platform/route.ts";
import { asStaff, asSystem } from "./access.ts";
import { refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { blockHead, DROP_FILE, debitPurpose, MAKE_FILE, mayDownload, PAGE } from "./rules.ts";
import { debitsOfBlock } from "./sql/batch-debits.ts";
import {
  type BatchRow,
  type BlockRow,
  blocksOf,
  findBatch,
  selectForsaken,
  updateBatch,
} from "./sql/batches.ts";

const refuse = refuser(refusals);

/**
 * Makes the file of a released batch from what was fixed at its release, in constant memory: made twice it is the same, to
 * the byte, and kept by its hash. Stopped anywhere, it is made again.
 */
export async function makeFile(outer: Outer, batchId: string): Promise<void> {
  const { batch, blocks } = await outer.transaction(async (ctx) => ({
    batch: await findBatch(ctx, batchId, asSystem()),
    blocks: await blocksOf(ctx, batchId),
  }));
  if (batch?.state !== "released") return;
  const stored = await outer.services.files.put(outer.organizationId, bytesOf(outer, batch, blocks));
  await outer.transaction(async (ctx) => {
    const now = found(await findBatch(ctx, batchId, asSystem(), { lock: true }));
    if (now.state !== "released") return;
    await rememberFile(ctx, stored, "application/xml");
    await updateBatch(ctx, batchId, { state: "ready", file_hash: stored.hash, bytes: stored.bytes });
    await recordFact(ctx, {
      name: facts.fileMade,
      subject: { kind: "batch", id: batchId },
      data: {
        reference: batch.reference,
        creditorId: batch.creditorId,
        hash: stored.hash,
        bytes: stored.bytes,
      },
    });
    if (now.dropState === "waiting")
      await ctx.services.jobs.enqueue(ctx.db, DROP_FILE, { organizationId: ctx.organizationId, batchId });
  });
}

async function* bytesOf(outer: Outer, batch: BatchRow, blocks: readonly BlockRow[]): AsyncGenerator<Buffer> {
  const { messageId, releasedAt, creditor, version } = batch;
  assert(messageId && releasedAt && creditor && version, "a released batch says what its file is");
  async function* written(): AsyncGenerator<DebitBlock> {
    for (const block of blocks)
      yield {
        ...blockHead(block, creditor!),
        count: block.count,
        cents: block.cents,
        debits: debitsOf(outer, batch.id, block.id),
      };
  }
  const file = {
    messageId,
    createdAt: releasedAt,
    initiator: creditor.name,
    count: sumCents(blocks.map((block) => block.count)),
    cents: sumCents(blocks.map((block) => block.cents)),
    blocks: written(),
  };
  for await (const piece of writePain008(file, version)) yield Buffer.from(piece);
}

/** The debits of a block as they were fixed, a page in a short transaction of its own. */
async function* debitsOf(outer: Outer, batchId: string, blockId: string): AsyncGenerator<Debit> {
  for (let after: string | null = null; ; ) {
    const page: { id: string; debit: Buffer }[] = await outer.transaction((ctx) =>
      debitsOfBlock(ctx, blockId, after, PAGE),
    );
    for (const { debit } of page) yield outer.services.sealer.open<Debit>(debit, debitPurpose(batchId));
    if (page.length < PAGE) return;
    after = page.at(-1)!.id;
  }
}

/**
 * The file, for staff who give it to the bank themselves; each reading is told. From the first one on the bank may have it, and
 * its batch is no longer given up in passing: that is written before a byte leaves.
 * @throws Refusal `batch.no_file`, `batch.given_up` of a batch that was given up, `batch.giving_up` while somebody says that
 *   the bank did not take it.
 */
export async function readFile(ctx: Context, batchId: string): Promise<FileAnswer> {
  const batch = found(await findBatch(ctx, batchId, asStaff(ctx, "b"), { lock: true }));
  const { fileHash } = batch;
  if (!fileHash) return refuse("batch.no_file");
  if (!mayDownload(batch)) refuse(batch.state === "cancelled" ? "batch.given_up" : "batch.giving_up");
  if (batch.state === "ready" && !batch.leftAt)
    await updateBatch(ctx, batchId, { left_at: ctx.clock(), left_by: theUser(ctx).userId });
  await recordFact(ctx, {
    name: facts.fileRead,
    subject: { kind: "batch", id: batchId },
    data: { reference: batch.reference, creditorId: batch.creditorId },
  });
  return {
    mediaType: "application/xml",
    fileName: `${batch.messageId}.xml`,
    content: await ctx.services.files.get(ctx.organizationId, fileHash),
  };
}

/** Minutes after which nobody works any more at what is still to be done. */
const FORSAKEN_MINUTES = 10;

/** Takes up files and drops that the process left in the middle. */
export async function reviveBatches(ctx: Context): Promise<void> {
  const before = new Date(ctx.clock().getTime() - FORSAKEN_MINUTES * 60_000);
  for (const { id, state } of await selectForsaken(ctx, before))
    await ctx.services.jobs.enqueue(
      ctx.db,
      state === "released" ? MAKE_FILE : DROP_FILE,
      { organizationId: ctx.organizationId, batchId: id },
      { onlyOnce: id },
    );
}
