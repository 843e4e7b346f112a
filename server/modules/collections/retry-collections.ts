import type { Context } from "../../platform/context.ts";
import { dueEntries, type PayableEntry } from "../ledger/index.ts";
import { type CollectableMandate, lockMandates } from "../mandates/index.ts";
import { type Calendar, firstReachable, laterOf, proposedUntil } from "./calendar-rules.ts";
import { newCollection } from "./new-collection.ts";
import { type Part, planPieces, retryEndToEndId, WHENEVER } from "./rules.ts";
import { type CollectionRow, lockCollections, type NewCollection, piecesOf } from "./sql/collections.ts";
import { lockRetries, updateReturns } from "./sql/returns.ts";

/**
 * Second presentations whose day comes near. They were announced when the first came back, and hold nothing until then, so
 * that the debtor could pay otherwise: what is still open of their entries is taken, never more than was announced.
 */
export async function planRetries(
  ctx: Context,
  creditorId: string,
  calendar: Calendar,
): Promise<NewCollection[]> {
  const returns = await lockRetries(ctx, creditorId, proposedUntil(ctx.clock(), calendar));
  if (returns.length === 0) return [];
  const ids = returns.map((one) => one.collectionId);
  await updateReturns(
    ctx,
    returns.map((one) => one.id),
    { retried: true },
  );
  const firsts = await lockCollections(ctx, ids);
  const locked = await lockMandates(ctx, [...new Set(firsts.map((one) => one.mandateId))]);
  const mandates = new Map(locked.map((one) => [one.id, one]));
  const pieces = Map.groupBy(await piecesOf(ctx, ids), (piece) => piece.collectionId);
  const accountIds = [...new Set(firsts.map((one) => one.accountId))];
  const due = await dueEntries(ctx, { accountIds, until: WHENEVER });
  const open = new Map(due.map((entry) => [entry.id, entry]));
  const days = new Map(returns.map((one) => [one.collectionId, one.retryOn!]));
  const reachable = firstReachable(ctx.clock(), calendar);
  return firsts.flatMap((first) =>
    again(ctx, first, {
      mandate: mandates.get(first.mandateId),
      entries: stillOpen(pieces.get(first.id) ?? [], open),
      collectOn: laterOf(days.get(first.id)!, reachable),
    }),
  );
}

/** Of each debt that the first one was to take, what is open of it now. */
const stillOpen = (parts: readonly Part[], open: ReadonlyMap<string, PayableEntry>): PayableEntry[] =>
  parts.flatMap(({ entryId, cents }) => {
    const entry = open.get(entryId);
    if (!entry || cents <= 0) return [];
    return [{ ...entry, payableCents: Math.min(cents, Math.max(0, entry.payableCents)) }];
  });

function again(
  ctx: Context,
  first: CollectionRow,
  given: { mandate: CollectableMandate | undefined; entries: readonly PayableEntry[]; collectOn: string },
): NewCollection[] {
  const { parts, cents } = planPieces(given.entries, first.cents);
  if (!given.mandate || cents === 0) return [];
  const planned = { kind: "retry", instalmentId: null, collectOn: given.collectOn, parts, cents } as const;
  return [
    newCollection(ctx, given.mandate, {
      ...planned,
      retryOf: first.id,
      endToEndId: retryEndToEndId(first.endToEndId),
    }),
  ];
}
