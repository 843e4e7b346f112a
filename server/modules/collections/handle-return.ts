import { type Context, theUser } from "../../platform/context.ts";
import { encodeCursor } from "../../platform/database/pool.ts";
import { found, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { outside } from "../../platform/ids.ts";
import { findUsersByIds, type Person } from "../identity/index.ts";
import { giveBackInstalments } from "../mandates/index.ts";
import { mayStaffSee } from "../organizations/index.ts";
import { asStaff, mayWrite } from "./access.ts";
import { type OfficeReturn, refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { NEXT_STEPS, reasonOf } from "./reason-rules.ts";
import { type CollectionRow, lockCollections, updateCollections } from "./sql/collections.ts";
import { type NamedRow, namedByIds } from "./sql/reading.ts";
import { findReturn, type ReturnRow, returnsPage, updateReturns } from "./sql/returns.ts";

const refuse = refuser(refusals);

/** Debits that came back, of the creditors that staff may see: a work list. */
export async function listReturns(
  ctx: Context,
  query: {
    creditor?: string | undefined;
    state?: "open" | "handled" | undefined;
    cursor?: string | undefined;
    limit: number;
  },
) {
  const rows = await returnsPage(ctx, asStaff(ctx, "r"), query);
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: await showReturns(ctx, shown),
    next: rows.length > query.limit && last ? encodeCursor([last.recordedAt.toISOString(), last.id]) : null,
  };
}

/**
 * Staff dealt with a return (MAN-7). `again`: what it was to take may be collected again, at the next run; a second
 * presentation that was planned is given up for it. @throws Refusal `returns.handled`.
 */
export async function handleReturn(ctx: Context, id: string, how: "again" | "done"): Promise<OfficeReturn> {
  // The attempt before its return: the order of locks of whoever records one.
  const [collection] = await lockCollections(ctx, [found(await findReturn(ctx, id)).collectionId]);
  const row = found(await findReturn(ctx, id, { lock: true }));
  if (!mayStaffSee(ctx.actor, row.creditorId)) found(null);
  if (row.handledAt !== null) refuse("returns.handled");
  if (how === "again") await collectAgain(ctx, found(collection));
  await updateReturns(ctx, [id], {
    handled_at: ctx.clock(),
    handled_by: theUser(ctx).userId,
    ...(how === "again" && !row.retried ? { retry_on: null } : {}),
  });
  await recordFact(ctx, {
    name: facts.returnHandled,
    subject: { kind: "collection", id: row.collectionId },
    data: { returnId: id, creditorId: row.creditorId, how },
  });
  return (await showReturns(ctx, [found(await findReturn(ctx, id))]))[0]!;
}

/** What stood in the way of proposing it again no longer does. */
async function collectAgain(ctx: Context, collection: CollectionRow): Promise<void> {
  await updateCollections(ctx, [collection.id], { bars: false });
  if (collection.instalmentId) await giveBackInstalments(ctx, [collection.instalmentId]);
}

async function showReturns(ctx: Context, rows: readonly ReturnRow[]): Promise<OfficeReturn[]> {
  const named = await namedByIds(
    ctx,
    rows.map((row) => row.collectionId),
  );
  const people = await findUsersByIds(
    ctx,
    rows.flatMap((row) => (row.handledBy ? [row.handledBy] : [])),
  );
  return rows.map((row) => showReturn(ctx, row, named.get(row.collectionId)!, people));
}

function showReturn(
  ctx: Context,
  row: ReturnRow,
  of: NamedRow,
  people: ReadonlyMap<string, Person>,
): OfficeReturn {
  const reason = reasonOf(row.reasonCode);
  const open = row.handledAt === null && mayWrite(ctx);
  return {
    id: outside("collection_return", row.id),
    collection: outside("collection", row.collectionId),
    reference: of.endToEndId,
    creditor: { id: outside("creditor", row.creditorId), name: of.creditorName },
    account: { id: outside("account", of.accountId), name: of.accountLabel },
    party: { id: outside("party", of.partyId), name: of.partyName },
    umr: of.umr,
    maskedIban: of.maskedIban,
    kind: row.kind,
    cents: row.cents,
    code: row.reasonCode,
    reason: reason.text,
    bankText: row.reasonText,
    next: NEXT_STEPS[reason.next],
    mandate: reason.mandate,
    on: row.returnedOn,
    sources: row.sources,
    feeCents: row.feeCents,
    chargesCents: row.chargesCents,
    retryOn: row.retryOn,
    retried: row.retried,
    handledAt: row.handledAt?.toISOString() ?? null,
    handledBy: row.handledBy ? (people.get(row.handledBy)?.name ?? "") : null,
    can: { handle: open, collectAgain: open && of.mode === "automatic" && reason.mandate !== "stopped" },
  };
}
