import { type Context, type Outer, theUser } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { found, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { newId } from "../../platform/ids.ts";
import { mayStaffSee } from "../organizations/index.ts";
import { asStaff } from "./access.ts";
import { proposedUntil } from "./calendar-rules.ts";
import { giveUpPaid } from "./cancel-collection.ts";
import { refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { readBatch } from "./read-batch.ts";
import { batchReference } from "./rules.ts";
import { claimAnnounced } from "./sql/batch-debits.ts";
import { announcedDays, findBatch, insertBatch, sumsOf, updateBatch } from "./sql/batches.ts";
import { findSettings, nextNumber, selectCollecting } from "./sql/settings.ts";

const refuse = refuser(refusals);

/** Proposes, for every creditor that collects, a batch of what must soon be given to the bank, and is still owed (MAN-7). */
export async function proposeBatches(outer: Outer): Promise<void> {
  await giveUpPaid(outer);
  const creditors = await outer.transaction((ctx) => selectCollecting(ctx));
  for (const settings of creditors)
    await outer.transaction(async (ctx) => {
      const until = await announcedDays(ctx, settings.creditorId, proposedUntil(ctx.clock(), settings));
      if (until) await makeBatch(ctx, { creditorId: settings.creditorId, until, preparedBy: null });
    });
}

/**
 * Staff make a batch of what is announced for a day or before. @throws Refusal `batch.not_collecting`, `batch.nothing`.
 */
export async function prepareBatch(ctx: Context, given: { creditor: string; until: string }) {
  if (!mayStaffSee(ctx.actor, given.creditor)) found(null);
  const settings = await findSettings(ctx, given.creditor);
  if (!settings?.enabled) refuse("batch.not_collecting");
  const id = await makeBatch(ctx, {
    creditorId: given.creditor,
    until: given.until,
    preparedBy: theUser(ctx).userId,
  });
  return readBatch(ctx, id ?? refuse("batch.nothing"));
}

/** Puts in a batch of its own what is announced: a debit is in one batch. @returns null, and no batch, when nothing is. */
async function makeBatch(
  ctx: Context,
  given: { creditorId: string; until: string; preparedBy: string | null },
): Promise<string | null> {
  const day = await announcedDays(ctx, given.creditorId, given.until);
  if (!day) return null;
  const now = ctx.clock();
  const year = Number(dayInParis(now).slice(0, 4));
  const id = newId(now.getTime());
  const reference = batchReference(year, await nextNumber(ctx, year));
  await insertBatch(ctx, { id, reference, ...given, until: day });
  // Another that ran meanwhile has taken them: its number is lost, and nothing else.
  if ((await claimAnnounced(ctx, { id, ...given })) === 0) {
    await updateBatch(ctx, id, { state: "cancelled" });
    return null;
  }
  const sums = (await sumsOf(ctx, [id])).get(id)!;
  await recordFact(ctx, {
    name: facts.batchPrepared,
    subject: { kind: "batch", id },
    data: { reference, creditorId: given.creditorId, count: sums.count, cents: sums.cents },
  });
  return id;
}

/** The first of the two pairs of eyes, for a batch that the job has proposed. @throws Refusal `batch.not_draft`. */
export async function checkBatch(ctx: Context, batchId: string) {
  const batch = found(await findBatch(ctx, batchId, asStaff(ctx, "b"), { lock: true }));
  if (batch.state !== "draft") refuse("batch.not_draft");
  if (batch.preparedBy === null) {
    await updateBatch(ctx, batchId, { prepared_by: theUser(ctx).userId });
    await recordFact(ctx, {
      name: facts.batchChecked,
      subject: { kind: "batch", id: batchId },
      data: { reference: batch.reference, creditorId: batch.creditorId },
    });
  }
  return readBatch(ctx, batchId);
}
