import type { Context, Outer } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { recordFact } from "../../platform/facts.ts";
import { letterPayment, recordPaymentEntry, releaseHolds } from "../ledger/index.ts";
import { facts } from "./facts.ts";
import { factData } from "./new-collection.ts";
import { PAGE } from "./rules.ts";
import { lockCollections, piecesOf, selectToSettle, updateCollections } from "./sql/collections.ts";

/** Writes the money of debits whose day has come, in a file that the bank has (PAY-7): each in a transaction of its own. */
export async function settleCollections(outer: Outer): Promise<void> {
  const today = dayInParis(outer.clock());
  for (let after: string | null = null; ; ) {
    const ids: string[] = await outer.transaction((ctx) => selectToSettle(ctx, today, after, PAGE));
    for (const id of ids) await outer.transaction((ctx) => settle(ctx, id));
    if (ids.length < PAGE) break;
    after = ids.at(-1)!;
  }
}

/**
 * The money of one debit, subject to a return for weeks: a provisional credit, lettered with what it was announced for.
 * What was rejected meanwhile is left alone; again, it changes nothing.
 */
async function settle(ctx: Context, collectionId: string): Promise<void> {
  const [row] = await lockCollections(ctx, [collectionId]);
  if (row?.state !== "sent") return;
  await releaseHolds(ctx, row.id);
  const { entryId } = await recordPaymentEntry(ctx, {
    paymentId: row.id,
    accountId: row.accountId,
    reference: row.endToEndId,
    label: `Prélèvement ${row.endToEndId}`,
    cents: row.cents,
    receivedOn: row.collectOn,
  });
  const parts = (await piecesOf(ctx, [row.id])).map(({ entryId: id, cents }) => ({ entryId: id, cents }));
  const { leftCents } = await letterPayment(ctx, { paymentId: row.id, creditEntryIds: [entryId], parts });
  await updateCollections(ctx, [row.id], {
    state: "collected",
    collected_at: ctx.clock(),
    left_cents: leftCents,
  });
  await recordFact(ctx, {
    name: facts.collected,
    subject: { kind: "collection", id: row.id },
    data: { ...factData(row), leftCents },
  });
}
