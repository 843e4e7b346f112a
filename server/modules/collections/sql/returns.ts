/** Statements on debits that came back. */
import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { decodeCursor } from "../../../platform/database/pool.ts";
import { ISO_REASONS } from "../reason-rules.ts";

export type ReturnKind = "rejected" | "returned";
export type ReturnRow = {
  id: string;
  collectionId: string;
  creditorId: string;
  kind: ReturnKind;
  cents: number;
  reasonCode: string | null;
  reasonText: string | null;
  returnedOn: string;
  sources: string[];
  chargesCents: number | null;
  feeCents: number;
  retryOn: string | null;
  retried: boolean;
  recordedAt: Date;
  handledAt: Date | null;
  handledBy: string | null;
};
const columns = sql`r.id, r.collection_id as "collectionId", r.creditor_id as "creditorId", r.kind, r.cents, r.reason_code as "reasonCode",
  r.reason_text as "reasonText", r.returned_on as "returnedOn", r.sources, r.charges_cents as "chargesCents", r.fee_cents as "feeCents",
  r.retry_on as "retryOn", r.retried, r.recorded_at as "recordedAt", r.handled_at as "handledAt", r.handled_by as "handledBy"`;

export type NewReturn = Pick<
  ReturnRow,
  | "id"
  | "collectionId"
  | "creditorId"
  | "kind"
  | "cents"
  | "reasonCode"
  | "reasonText"
  | "returnedOn"
  | "chargesCents"
  | "feeCents"
  | "retryOn"
> & { source: string };

/** Writes attempts that came back. @throws when one of them did before: its state says so. */
export async function insertReturns(ctx: Context, given: readonly NewReturn[]): Promise<void> {
  await ctx.db
    .insertInto("collection_returns")
    .values(
      given.map((one) => ({
        organization_id: ctx.organizationId,
        id: one.id,
        collection_id: one.collectionId,
        creditor_id: one.creditorId,
        kind: one.kind,
        cents: one.cents,
        reason_code: one.reasonCode,
        reason_text: one.reasonText,
        returned_on: one.returnedOn,
        sources: [one.source],
        charges_cents: one.chargesCents,
        fee_cents: one.feeCents,
        retry_on: one.retryOn,
        recorded_at: ctx.clock(),
      })),
    )
    .execute();
}

export type ToldAgain = {
  collectionId: string;
  source: string;
  reasonCode: string | null;
  reasonText: string | null;
  chargesCents: number | null;
};

/** Returns told again, each once: who told it is kept, and what the first one did not know; a reason that we know counts more. */
export async function noteToldAgain(ctx: Context, told: readonly ToldAgain[]): Promise<void> {
  await sql`
    update collection_returns r set
      sources = case when n.source = any(r.sources) then r.sources else r.sources || n.source end,
      reason_code = case when n.code = any(${ISO_REASONS}::text[]) and not coalesce(r.reason_code = any(${ISO_REASONS}::text[]), false)
        then n.code else coalesce(r.reason_code, n.code) end,
      reason_text = coalesce(r.reason_text, n.text), charges_cents = coalesce(r.charges_cents, n.charges)
    from unnest(${told.map((one) => one.collectionId)}::uuid[], ${told.map((one) => one.source)}::text[],
      ${told.map((one) => one.reasonCode?.toUpperCase() ?? null)}::text[], ${told.map((one) => one.reasonText)}::text[],
      ${told.map((one) => one.chargesCents)}::bigint[]) as n (collection_id, source, code, text, charges)
    where r.organization_id = ${ctx.organizationId} and r.collection_id = n.collection_id`.execute(ctx.db);
}

export async function findReturn(
  ctx: Context,
  id: string,
  { lock } = { lock: false },
): Promise<ReturnRow | undefined> {
  const { rows } = await sql<ReturnRow>`select ${columns} from collection_returns r
    where r.organization_id = ${ctx.organizationId} and r.id = ${id} ${lock ? sql`for update` : sql``}`.execute(
    ctx.db,
  );
  return rows[0];
}

/** The returns of collections, by collection. */
export async function returnsOf(
  ctx: Context,
  collectionIds: readonly string[],
): Promise<Map<string, ReturnRow>> {
  if (collectionIds.length === 0) return new Map();
  const { rows } = await sql<ReturnRow>`select ${columns} from collection_returns r
    where r.organization_id = ${ctx.organizationId} and r.collection_id = any(${[...collectionIds]}::uuid[])`.execute(
    ctx.db,
  );
  return new Map(rows.map((row) => [row.collectionId, row]));
}

/** The attempts whose second presentation is to be announced, the nearest first. */
export async function selectRetries(
  ctx: Context,
  wish: { creditorId: string; until: string; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select r.collection_id as id from collection_returns r
    where r.organization_id = ${ctx.organizationId} and r.creditor_id = ${wish.creditorId} and r.retry_on <= ${wish.until} and not r.retried
    order by r.retry_on, r.id limit ${wish.limit}`.execute(ctx.db);
  return rows.map((row) => row.id);
}

/** Of attempts, locked by the caller, the returns that are still to be presented again by a day. */
export async function retriesOf(
  ctx: Context,
  collectionIds: readonly string[],
  until: string,
): Promise<ReturnRow[]> {
  const { rows } = await sql<ReturnRow>`select ${columns} from collection_returns r
    where r.organization_id = ${ctx.organizationId} and r.collection_id = any(${[...collectionIds]}::uuid[])
      and r.retry_on <= ${until} and not r.retried
    order by r.retry_on, r.id for update`.execute(ctx.db);
  return rows;
}

export async function updateReturns(
  ctx: Context,
  ids: readonly string[],
  change: {
    retried?: boolean;
    retry_on?: string | null;
    fee_cents?: number;
    handled_at?: Date;
    handled_by?: string | null;
  },
): Promise<void> {
  if (ids.length === 0) return;
  await ctx.db
    .updateTable("collection_returns")
    .set(change)
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "in", [...ids])
    .execute();
}

/** Returns, the latest first; `open` are those that nobody dealt with. */
export async function returnsPage(
  ctx: Context,
  reach: RawBuilder<SqlBool>,
  query: {
    creditor?: string | undefined;
    state?: "open" | "handled" | undefined;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<ReturnRow[]> {
  const after = decodeCursor(query.cursor, 2);
  const state =
    query.state === "open"
      ? sql`r.handled_at is null`
      : query.state === "handled"
        ? sql`r.handled_at is not null`
        : sql`true`;
  const { rows } = await sql<ReturnRow>`select ${columns} from collection_returns r
    where r.organization_id = ${ctx.organizationId} and ${reach} and ${state}
      and ${query.creditor ? sql`r.creditor_id = ${query.creditor}` : sql`true`}
      and ${after ? sql`(r.recorded_at, r.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`}
    order by r.recorded_at desc, r.id desc limit ${query.limit + 1}`.execute(ctx.db);
  return rows;
}
