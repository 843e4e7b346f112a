import type { Context } from "../../platform/context.ts";
import { dueEntries, type PayableEntry } from "../ledger/index.ts";
import { type CollectableMandate, lockMandates } from "../mandates/index.ts";
import { type Calendar, firstReachable, laterOf, proposedUntil } from "./calendar-rules.ts";
import { newCollection } from "./new-collection.ts";
import { type Part, planPieces, retryEndToEndId, WHENEVER } from "./rules.ts";
import { type CollectionRow, lockCollections, type NewCollection, piecesOf } from "./sql/collections.ts";
import { retriesOf, selectRetries, updateReturns } from "./sql/returns.ts";

const RETRIES = 200;

/**
 * Second presentations whose day comes near. They were announced when the first came back, and hold nothing until then, so
 * that the debtor could pay otherwise: what is still open of their entries is taken, never more than was announced.
 * A page of them: attempts are locked before their returns, which is the order of whoever records one.
 * @returns also whether there may be more.
 */
export async function planRetries(
  ctx: Context,
  creditorId: string,
  calendar: Calendar,
): Promise<{ made: NewCollection[]; more: boolean }> {
  const until = proposedUntil(ctx.clock(), calendar);
  const ids = await selectRetries(ctx, { creditorId, until, limit: RETRIES });
  const more = ids.length === RETRIES;
  const attempts = await lockCollections(ctx, ids);
  const returns = await retriesOf(ctx, ids, until);
  if (returns.length === 0) return { made: [], more };
  await updateReturns(
    ctx,
    returns.map((one) => one.id),
    { retried: true },
  );
  const days = new Map(returns.map((one) => [one.collectionId, one.retryOn!]));
  const firsts = attempts.filter((one) => days.has(one.id));
  const locked = await lockMandates(ctx, [...new Set(firsts.map((one) => one.mandateId))]);
  const mandates = new Map(locked.map((one) => [one.id, one]));
  const pieces = Map.groupBy(await piecesOf(ctx, ids), (piece) => piece.collectionId);
  const accountIds = [...new Set(firsts.map((one) => one.accountId))];
  const due = await dueEntries(ctx, { accountIds, until: WHENEVER });
  const open = new Map(due.map((entry) => [entry.id, entry]));
  const reachable = firstReachable(ctx.clock(), calendar);
  const made = firsts.flatMap((first) =>
    again(ctx, first, {
      mandate: mandates.get(first.mandateId),
      entries: stillOpen(pieces.get(first.id) ?? [], open),
      collectOn: laterOf(days.get(first.id)!, reachable),
    }),
  );
  return { made, more };
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
