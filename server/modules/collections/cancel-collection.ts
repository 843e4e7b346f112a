import type { Context } from "../../platform/context.ts";
import { found, refuser } from "../../platform/errors.ts";
import { type FactJob, recordFact } from "../../platform/facts.ts";
import { releaseHolds } from "../ledger/index.ts";
import { giveBackInstalments } from "../mandates/index.ts";
import { asCustomer, asStaff } from "./access.ts";
import { refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { factData } from "./new-collection.ts";
import { readCollection, readOfficeCollection } from "./read-collection.ts";
import { mayCancel } from "./rules.ts";
import {
  type CollectionRow,
  findCollection,
  lockCollections,
  selectCancellable,
  updateCollections,
} from "./sql/collections.ts";
import { findSettings } from "./sql/settings.ts";

const refuse = refuser(refusals);

/**
 * The customer gives a debit up: what it was to take is to be paid otherwise, and is not proposed again by itself.
 * @throws Refusal `collection.not_offered` when the creditor does not let him, `collection.too_late` once it is in a file.
 */
export async function cancelByCustomer(ctx: Context, collectionId: string) {
  const row = found(await findCollection(ctx, collectionId, asCustomer(ctx, "pay"), { lock: true }));
  const settings = await findSettings(ctx, row.creditorId);
  if (row.state === "cancelled") return readCollection(ctx, collectionId);
  if (!settings?.customerCancels) refuse("collection.not_offered");
  if (!mayCancel(row.state)) refuse("collection.too_late");
  await cancel(ctx, [row], "customer");
  return readCollection(ctx, collectionId);
}

/** Staff give a debit up, also one that is in a batch to review. @throws Refusal `collection.too_late`. */
export async function cancelByStaff(ctx: Context, collectionId: string) {
  const row = found(await findCollection(ctx, collectionId, asStaff(ctx, "c"), { lock: true }));
  if (row.state === "cancelled") return readOfficeCollection(ctx, collectionId);
  if (!mayCancel(row.state)) refuse("collection.too_late");
  await cancel(ctx, [row], "staff");
  return readOfficeCollection(ctx, collectionId);
}

/** A mandate is no longer in force: what was announced under it and is in no file is given up. */
export async function followMandate(ctx: Context, { subjectId }: FactJob): Promise<void> {
  const rows = await lockCollections(ctx, await selectCancellable(ctx, [subjectId]));
  await cancel(
    ctx,
    rows.filter((row) => mayCancel(row.state)),
    "system",
  );
}

/**
 * Frees entries and instalments, and tells it. Only what people gave up stays out of the next proposals: another mandate
 * may take what was given up because the first one ended.
 */
export async function cancel(
  ctx: Context,
  rows: readonly CollectionRow[],
  by: "customer" | "staff" | "system",
): Promise<void> {
  await updateCollections(
    ctx,
    rows.map((row) => row.id),
    { state: "cancelled", cancelled_by: by, bars: by !== "system" },
  );
  const instalments = rows.flatMap((row) => (row.instalmentId ? [row.instalmentId] : []));
  if (by === "system" && instalments.length > 0) await giveBackInstalments(ctx, instalments);
  for (const row of rows) {
    await releaseHolds(ctx, row.id);
    await recordFact(ctx, {
      name: facts.cancelled,
      subject: { kind: "collection", id: row.id },
      data: { ...factData(row), by },
    });
  }
}
