import { putFile, SftpFailure, type SftpSettings } from "../../gateways/sftp/index.ts";
import type { Context, Outer } from "../../platform/context.ts";
import { assert, found, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { asStaff, asSystem } from "./access.ts";
import { dropOf } from "./configure-collections.ts";
import { refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { readBatch } from "./read-batch.ts";
import { DROP_FILE } from "./rules.ts";
import { noteSent } from "./send-batch.ts";
import { type BatchRow, findBatch, updateBatch } from "./sql/batches.ts";

const refuse = refuser(refusals);
/** Over some hours: after them a person looks. */
export const MOST_TRIES = 12;

/** `turn` numbers the claims: who comes later takes the drop over. */
type Drop = { batch: BatchRow; settings: SftpSettings; renaming: boolean; turn: number };

/**
 * Drops the file of a batch at the bank by SFTP, once whatever stops (MAN-7): `uploading` while a draft is written, that the
 * bank does not take; `renaming` is noted before it gets its name, and from then on nothing is written again. What the
 * bank may have taken without our knowing is given to a person. @throws SftpFailure to be tried again.
 */
export async function dropFile(outer: Outer, batchId: string): Promise<void> {
  const drop = await outer.transaction((ctx) => claim(ctx, batchId));
  if (!drop) return;
  const { batch, settings, renaming, turn } = drop;
  assert(batch.fileHash && batch.messageId, "a batch that is ready has a file");
  try {
    const content = await outer.services.files.get(outer.organizationId, batch.fileHash);
    await putFile(
      settings,
      { hosts: outer.services.config.OUTBOUND_HOSTS },
      {
        name: `${batch.messageId}.xml`,
        content,
        renaming,
        beforeRename: () => outer.transaction((ctx) => noteRenaming(ctx, batchId, turn)),
      },
    );
  } catch (error) {
    if (!(error instanceof SftpFailure)) throw error;
    const over = await outer.transaction((ctx) => noteFailure(ctx, drop, error));
    if (over) return;
    throw error;
  }
  await outer.transaction(async (ctx) => {
    const now = found(await findBatch(ctx, batchId, asSystem(), { lock: true }));
    if (now.state !== "ready") return;
    await updateBatch(ctx, batchId, { drop_state: "done", drop_error: null });
    await noteSent(ctx, now, null);
  });
}

/**
 * From now on the bank may have it: noted by one only. Two who write at once (a job that is slow, and the sweep) would give
 * the file its name twice if the bank took the first in between.
 */
async function noteRenaming(ctx: Context, batchId: string, turn: number): Promise<void> {
  const batch = found(await findBatch(ctx, batchId, asSystem(), { lock: true }));
  if (batch.state !== "ready" || batch.dropState !== "uploading" || batch.dropTries !== turn)
    throw new SftpFailure("broken", "another drop has taken it over");
  await updateBatch(ctx, batchId, {
    drop_state: "renaming",
    ...(batch.leftAt ? {} : { left_at: ctx.clock(), left_by: null }),
  });
}

/** Whether there is something to drop, and from where it goes on. */
async function claim(ctx: Context, batchId: string): Promise<Drop | null> {
  const batch = await findBatch(ctx, batchId, asSystem(), { lock: true });
  if (batch?.state !== "ready" || !batch.dropState) return null;
  if (batch.dropState === "done" || batch.dropState === "failed") return null;
  // Somebody says that the bank did not take it: it does not leave again meanwhile. Taken back, the sweep drops it.
  if (batch.notTakenAt) return null;
  const settings = await dropOf(ctx, batch.creditorId);
  if (!settings) {
    await giveUp(ctx, batch, "no_settings");
    return null;
  }
  const renaming = batch.dropState === "renaming";
  const turn = batch.dropTries + 1;
  await updateBatch(ctx, batchId, { drop_state: renaming ? "renaming" : "uploading", drop_tries: turn });
  return { batch, settings, renaming, turn };
}

/** What a person must mend is given up at once; what another has taken over is told there; the rest is tried again for some hours. @returns true when it is over. */
async function noteFailure(
  ctx: Context,
  { batch: { id }, turn }: Drop,
  error: SftpFailure,
): Promise<boolean> {
  const batch = found(await findBatch(ctx, id, asSystem(), { lock: true }));
  if (batch.state !== "ready" || batch.dropTries !== turn) return true;
  const again = error.problem === "unreachable" || error.problem === "timeout" || error.problem === "broken";
  if (again && batch.dropTries < MOST_TRIES) {
    await updateBatch(ctx, id, { drop_error: error.message });
    return false;
  }
  await giveUp(ctx, batch, error.message);
  return true;
}

async function giveUp(ctx: Context, batch: BatchRow, why: string): Promise<void> {
  await updateBatch(ctx, batch.id, { drop_state: "failed", drop_error: why });
  await recordFact(ctx, {
    name: facts.dropFailed,
    subject: { kind: "batch", id: batch.id },
    data: { reference: batch.reference, creditorId: batch.creditorId, why },
  });
}

/**
 * Staff have mended what stood in the way, and looked at the bank's that it has not got the file.
 * @throws Refusal `batch.not_failed`, `batch.giving_up` while somebody says that the bank did not take it.
 */
export async function dropAgain(ctx: Context, batchId: string) {
  const batch = found(await findBatch(ctx, batchId, asStaff(ctx, "b"), { lock: true }));
  if (batch.state !== "ready" || batch.dropState !== "failed") refuse("batch.not_failed");
  if (batch.notTakenAt) refuse("batch.giving_up");
  await updateBatch(ctx, batchId, { drop_state: "waiting", drop_tries: 0, drop_error: null });
  await ctx.services.jobs.enqueue(ctx.db, DROP_FILE, { organizationId: ctx.organizationId, batchId });
  return readBatch(ctx, batchId);
}
