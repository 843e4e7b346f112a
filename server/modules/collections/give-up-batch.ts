import { type Context, theUser } from "../../platform/context.ts";
import { found, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { asStaff } from "./access.ts";
import { nextBankDay } from "./calendar-rules.ts";
import { refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { readBatch } from "./read-batch.ts";
import { hasLeft, mayCancelBatch, maySayNotTaken } from "./rules.ts";
import { updateOutOfBatch } from "./sql/batch-debits.ts";
import { type BatchRow, findBatch, updateBatch } from "./sql/batches.ts";
import { findSettings } from "./sql/settings.ts";

const refuse = refuser(refusals);

const lockBatch = async (ctx: Context, batchId: string): Promise<BatchRow> =>
  found(await findBatch(ctx, batchId, asStaff(ctx, "b"), { lock: true }));

/**
 * Gives a batch up before its file leaves: its debits are announced again, for another batch. Again, it changes nothing.
 * @throws Refusal `batch.file_left` once somebody downloaded it or a drop gave it its name, `batch.already_sent` once the bank
 *   has it or is receiving it.
 */
export async function cancelBatch(ctx: Context, batchId: string) {
  const batch = await lockBatch(ctx, batchId);
  if (batch.state === "cancelled") return readBatch(ctx, batchId);
  if (hasLeft(batch)) refuse("batch.file_left");
  if (!mayCancelBatch(batch)) refuse("batch.already_sent");
  const count = await updateOutOfBatch(ctx, batchId, null);
  await updateBatch(ctx, batchId, { state: "cancelled" });
  await tellCancelled(ctx, batch, { count });
  return readBatch(ctx, batchId);
}

/**
 * Says that the bank did not take a file that had left, and why: the one way to give its batch up. With four eyes it waits for
 * somebody else; alone, it is done. Said again by the same person, it changes nothing.
 * @throws Refusal `batch.file_not_left` while it can simply be cancelled, `batch.dropping`, `batch.already_sent`,
 *   `batch.not_taken_said` when somebody else has said it.
 */
export async function sayNotTaken(ctx: Context, batchId: string, reason: string) {
  const batch = await lockBatch(ctx, batchId);
  if (batch.state === "cancelled" && batch.givenUpBy) return readBatch(ctx, batchId);
  if (!maySayNotTaken(batch)) refuse(whyNot(batch));
  const { userId, name } = theUser(ctx);
  if (batch.notTakenBy)
    return batch.notTakenBy === userId ? readBatch(ctx, batchId) : refuse("batch.not_taken_said");
  const alone = !(await wantsFourEyes(ctx, batch));
  const said = { not_taken_at: ctx.clock(), not_taken_by: userId, not_taken_reason: reason };
  await updateBatch(ctx, batchId, said);
  await recordFact(ctx, {
    name: facts.notTakenSaid,
    subject: { kind: "batch", id: batchId },
    data: { reference: batch.reference, creditorId: batch.creditorId, reason, saidBy: name, alone },
  });
  if (alone) await giveUpLeft(ctx, batch, reason);
  return readBatch(ctx, batchId);
}

/**
 * The second person confirms that the bank did not take the file, and its batch is given up; or anybody takes it back.
 * Confirmed again, it changes nothing. @throws Refusal `batch.nothing_said`, `batch.four_eyes_not_taken`.
 */
export async function answerNotTaken(ctx: Context, batchId: string, answer: "confirm" | "withdraw") {
  const batch = await lockBatch(ctx, batchId);
  if (batch.state === "cancelled" && batch.givenUpBy && answer === "confirm") return readBatch(ctx, batchId);
  if (batch.state !== "ready" || !batch.notTakenBy) refuse("batch.nothing_said");
  if (answer === "withdraw") {
    await updateBatch(ctx, batchId, { not_taken_at: null, not_taken_by: null, not_taken_reason: null });
    await recordFact(ctx, {
      name: facts.notTakenWithdrawn,
      subject: { kind: "batch", id: batchId },
      data: { reference: batch.reference, creditorId: batch.creditorId },
    });
    return readBatch(ctx, batchId);
  }
  if (batch.notTakenBy === theUser(ctx).userId && (await wantsFourEyes(ctx, batch)))
    refuse("batch.four_eyes_not_taken");
  await giveUpLeft(ctx, batch, batch.notTakenReason!);
  return readBatch(ctx, batchId);
}

const wantsFourEyes = async (ctx: Context, batch: BatchRow): Promise<boolean> =>
  (await findSettings(ctx, batch.creditorId))?.fourEyes ?? true;

const whyNot = (batch: BatchRow) => {
  if (batch.state === "ready" && !hasLeft(batch)) return "batch.file_not_left";
  return batch.state === "ready" ? "batch.dropping" : "batch.already_sent";
};

/** Its debits wait for the bank's next day: had it taken the file all the same, it would have said so (0023). */
async function giveUpLeft(ctx: Context, batch: BatchRow, reason: string): Promise<void> {
  const resumeOn = nextBankDay(ctx.clock());
  const count = await updateOutOfBatch(ctx, batch.id, resumeOn);
  await updateBatch(ctx, batch.id, { state: "cancelled", given_up_by: theUser(ctx).userId });
  await tellCancelled(ctx, batch, { count, how: "not_taken", reason, resumeOn });
}

const tellCancelled = (ctx: Context, batch: BatchRow, more: Record<string, unknown>) =>
  recordFact(ctx, {
    name: facts.batchCancelled,
    subject: { kind: "batch", id: batch.id },
    data: { reference: batch.reference, creditorId: batch.creditorId, was: batch.state, ...more },
  });
