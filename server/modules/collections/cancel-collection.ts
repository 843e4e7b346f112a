import type { Context, Outer } from "../../platform/context.ts";
import { found, refuser } from "../../platform/errors.ts";
import { type FactJob, recordFacts } from "../../platform/facts.ts";
import { entriesByIds, releaseHolds } from "../ledger/index.ts";
import { giveBackInstalments } from "../mandates/index.ts";
import { asCustomer, asStaff } from "./access.ts";
import { refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { factData } from "./new-collection.ts";
import { readCollection, readOfficeCollection } from "./read-collection.ts";
import { mayCancel, openOf, PAGE, type Part } from "./rules.ts";
import {
  type CollectionRow,
  findCollection,
  lockCollections,
  type Place,
  piecesOf,
  selectCancellable,
  selectUnreleased,
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
 * Gives up what is in no file yet and was paid otherwise since it was announced, as the accounting software says (PAY-6): page
 * by page. What is left of a debt is announced again.
 */
export async function giveUpPaid(outer: Outer): Promise<void> {
  for (let after: Place | null = null; ; ) {
    const page: Place[] = await outer.transaction(async (ctx) => {
      const places = await selectUnreleased(ctx, after, PAGE);
      const rows = await lockCollections(
        ctx,
        places.map((one) => one.id),
      );
      const living = rows.filter((row) => mayCancel(row.state));
      await cancel(ctx, paidOtherwise(living, await debtsOf(ctx, living)), "system");
      return places;
    });
    if (page.length < PAGE) return;
    after = page.at(-1)!;
  }
}

export type Debts = {
  /** By collection. */
  pieces: ReadonlyMap<string, readonly Part[]>;
  entries: ReadonlyMap<string, Awaited<ReturnType<typeof entriesByIds>>[number]>;
};

/** What debits take, and what is open of it now. */
export async function debtsOf(ctx: Context, rows: readonly CollectionRow[]): Promise<Debts> {
  const pieces = await piecesOf(
    ctx,
    rows.map((row) => row.id),
  );
  const entries = await entriesByIds(ctx, [...new Set(pieces.map((piece) => piece.entryId))]);
  return {
    pieces: Map.groupBy(pieces, (piece) => piece.collectionId),
    entries: new Map(entries.map((entry) => [entry.id, entry])),
  };
}

/** Debits of which less is open than they take. A one-off debit was signed for its amount: what exceeds is a credit. */
export function paidOtherwise(rows: readonly CollectionRow[], { pieces, entries }: Debts): CollectionRow[] {
  const openCents = (id: string) => entries.get(id)?.openCents ?? 0;
  return rows.filter(
    (row) => row.kind !== "one_off" && openOf(pieces.get(row.id) ?? [], openCents) < row.cents,
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
  await releaseHolds(ctx, ...rows.map((row) => row.id));
  await recordFacts(
    ctx,
    facts.cancelled,
    rows.map((row) => ({ subject: { kind: "collection", id: row.id }, data: { ...factData(row), by } })),
  );
}
