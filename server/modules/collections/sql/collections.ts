/** Statements on collections and their pieces. */
import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { CollectionKind, CollectionState, Part } from "../rules.ts";

export type CollectionRow = {
  id: string;
  endToEndId: string;
  creditorId: string;
  accountId: string;
  partyId: string;
  /** Who signed the mandate on line; null under a paper. */
  userId: string | null;
  mandateId: string;
  umr: string;
  scheme: "CORE" | "B2B";
  mode: "one_off" | "automatic";
  kind: CollectionKind;
  instalmentId: string | null;
  retryOf: string | null;
  cents: number;
  collectOn: string;
  state: CollectionState;
  announcedOn: string;
  noticeDays: number;
  debtorName: string;
  maskedIban: string;
  batchId: string | null;
  blockId: string | null;
  amended: boolean;
  bars: boolean;
  cancelledBy: "customer" | "staff" | "system" | null;
  collectedAt: Date | null;
  leftCents: number;
  changedAt: Date;
};

export const columns = sql`c.id, c.end_to_end_id as "endToEndId", c.creditor_id as "creditorId", c.account_id as "accountId",
  c.party_id as "partyId", c.user_id as "userId", c.mandate_id as "mandateId", c.umr, c.scheme, c.mode, c.kind,
  c.instalment_id as "instalmentId", c.retry_of as "retryOf", c.cents, c.collect_on as "collectOn", c.state,
  c.announced_on as "announcedOn", c.notice_days as "noticeDays", c.debtor_name as "debtorName", c.masked_iban as "maskedIban",
  c.batch_id as "batchId", c.block_id as "blockId", c.amended, c.bars, c.cancelled_by as "cancelledBy",
  c.collected_at as "collectedAt", c.left_cents as "leftCents", c.changed_at as "changedAt"`;

/** Which collections an actor reaches, as a condition on `c`. */
export type Reach = RawBuilder<SqlBool>;

export type NewCollection = {
  id: string;
  endToEndId: string;
  creditorId: string;
  accountId: string;
  partyId: string;
  /** Who signed the mandate on line; null under a paper. */
  userId: string | null;
  mandateId: string;
  umr: string;
  scheme: "CORE" | "B2B";
  mode: "one_off" | "automatic";
  kind: CollectionKind;
  instalmentId: string | null;
  retryOf: string | null;
  cents: number;
  collectOn: string;
  announcedOn: string;
  noticeDays: number;
  debtorName: string;
  maskedIban: string;
  parts: readonly Part[];
};

/** Writes collections that are announced, and what they take. */
export async function insertCollections(ctx: Context, made: readonly NewCollection[]): Promise<void> {
  if (made.length === 0) return;
  const now = ctx.clock();
  await ctx.db
    .insertInto("collections")
    .values(
      made.map((one) => ({
        organization_id: ctx.organizationId,
        id: one.id,
        end_to_end_id: one.endToEndId,
        creditor_id: one.creditorId,
        account_id: one.accountId,
        party_id: one.partyId,
        user_id: one.userId,
        mandate_id: one.mandateId,
        umr: one.umr,
        scheme: one.scheme,
        mode: one.mode,
        kind: one.kind,
        instalment_id: one.instalmentId,
        retry_of: one.retryOf,
        cents: one.cents,
        collect_on: one.collectOn,
        state: "announced",
        announced_on: one.announcedOn,
        notice_days: one.noticeDays,
        debtor_name: one.debtorName,
        masked_iban: one.maskedIban,
        created_at: now,
        changed_at: now,
      })),
    )
    .execute();
  const parts = made.flatMap((one) => one.parts.map((part) => ({ ...part, collectionId: one.id })));
  if (parts.length === 0) return;
  await sql`
    insert into collection_pieces (organization_id, collection_id, entry_id, cents)
    select ${ctx.organizationId}::uuid, * from unnest(${parts.map((part) => part.collectionId)}::uuid[],
      ${parts.map((part) => part.entryId)}::uuid[], ${parts.map((part) => part.cents)}::bigint[])`.execute(
    ctx.db,
  );
}

/** One collection within reach; `lock` takes its row until the transaction ends. */
export async function findCollection(
  ctx: Context,
  id: string,
  reach: Reach,
  { lock } = { lock: false },
): Promise<CollectionRow | undefined> {
  const { rows } = await sql<CollectionRow>`select ${columns} from collections c
    where c.organization_id = ${ctx.organizationId} and c.id = ${id} and ${reach} ${lock ? sql`for update` : sql``}`.execute(
    ctx.db,
  );
  return rows[0];
}

/** Collections by id, locked in the order of their ids. */
export async function lockCollections(ctx: Context, ids: readonly string[]): Promise<CollectionRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<CollectionRow>`select ${columns} from collections c
    where c.organization_id = ${ctx.organizationId} and c.id = any(${[...ids]}::uuid[]) order by c.id for update`.execute(
    ctx.db,
  );
  return rows;
}

/** Where collections are, without a lock: what is to be locked before them. One whose file was given up is of that file. */
export async function placesOf(
  ctx: Context,
  ids: readonly string[],
): Promise<{ id: string; creditorId: string; batchId: string | null }[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string; creditorId: string; batchId: string | null }>`
    select c.id, c.creditor_id as "creditorId", coalesce(k.batch_id, c.batch_id) as "batchId" from collections c
    left join debit_blocks k on k.organization_id = c.organization_id and k.id = c.block_id
    where c.organization_id = ${ctx.organizationId} and c.id = any(${[...ids]}::uuid[]) order by c.id`.execute(
    ctx.db,
  );
  return rows;
}

/** The pieces of collections, signed as their entries. */
export async function piecesOf(
  ctx: Context,
  collectionIds: readonly string[],
): Promise<(Part & { collectionId: string })[]> {
  if (collectionIds.length === 0) return [];
  const { rows } = await sql<Part & { collectionId: string }>`
    select collection_id as "collectionId", entry_id as "entryId", cents from collection_pieces
    where organization_id = ${ctx.organizationId} and collection_id = any(${[...collectionIds]}::uuid[])
    order by collection_id, entry_id`.execute(ctx.db);
  return rows;
}

/** Of entries, those that a debit took which was given up or came back: they are not proposed again by themselves. */
export async function barredEntries(ctx: Context, entryIds: readonly string[]): Promise<Set<string>> {
  if (entryIds.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    select distinct p.entry_id as id from collection_pieces p
    join collections c on c.organization_id = p.organization_id and c.id = p.collection_id
    where p.organization_id = ${ctx.organizationId} and p.entry_id = any(${[...entryIds]}::uuid[]) and c.bars`.execute(
    ctx.db,
  );
  return new Set(rows.map((row) => row.id));
}

/** Of mandates, whether their one debit was made, and whether an instalment is under way. */
export async function mandatesUnderWay(
  ctx: Context,
  mandateIds: readonly string[],
): Promise<Map<string, { takenOneOff: boolean; planUnderWay: boolean }>> {
  const { rows } = await sql<{ id: string; takenOneOff: boolean; planUnderWay: boolean }>`
    select mandate_id as id,
      coalesce(bool_or(kind = 'one_off' and (state <> 'cancelled' or bars)), false) as "takenOneOff",
      coalesce(bool_or(kind = 'instalment' and state in ('announced', 'prepared', 'sent')), false) as "planUnderWay"
    from collections
    where organization_id = ${ctx.organizationId} and mandate_id = any(${[...mandateIds]}::uuid[])
    group by mandate_id`.execute(ctx.db);
  return new Map(rows.map((row) => [row.id, row]));
}

export type CollectionChange = {
  state?: CollectionState;
  collect_on?: string;
  batch_id?: string | null;
  block_id?: string | null;
  debit?: Buffer | null;
  bars?: boolean;
  cancelled_by?: "customer" | "staff" | "system";
  collected_at?: Date;
  left_cents?: number;
};

export async function updateCollections(
  ctx: Context,
  ids: readonly string[],
  change: CollectionChange,
): Promise<void> {
  if (ids.length === 0) return;
  await ctx.db
    .updateTable("collections")
    .set({ ...change, changed_at: ctx.clock() })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "in", [...ids])
    .execute();
}

/** Debits whose day has come, in a file that the bank has. */
export async function selectToSettle(
  ctx: Context,
  today: string,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from collections c
    join debit_batches b on b.organization_id = c.organization_id and b.id = c.batch_id
    where c.organization_id = ${ctx.organizationId} and c.state = 'sent' and c.collect_on <= ${today} and b.state = 'sent'
      and ${after ? sql`c.id > ${after}::uuid` : sql`true`}
    order by c.id limit ${limit}`.execute(ctx.db);
  return rows.map((row) => row.id);
}

/** Attempts by what the bank calls them. */
export async function findByEndToEndIds(
  ctx: Context,
  endToEndIds: readonly string[],
): Promise<Map<string, string>> {
  if (endToEndIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; endToEndId: string }>`
    select id, end_to_end_id as "endToEndId" from collections
    where organization_id = ${ctx.organizationId} and end_to_end_id = any(${[...endToEndIds]}::text[])`.execute(
    ctx.db,
  );
  return new Map(rows.map((row) => [row.endToEndId, row.id]));
}

/** Attempts under mandates that may have come back for an amount: what a bank names by the mandate only. */
export async function findByMandates(
  ctx: Context,
  umrs: readonly string[],
): Promise<{ id: string; umr: string; cents: number; collectOn: string; state: CollectionState }[]> {
  if (umrs.length === 0) return [];
  const { rows } = await sql<{
    id: string;
    umr: string;
    cents: number;
    collectOn: string;
    state: CollectionState;
  }>`
    select c.id, c.umr, c.cents, c.collect_on as "collectOn", c.state from collections c
    where c.organization_id = ${ctx.organizationId} and c.umr_key = any(${umrs.map((umr) => umr.toUpperCase())}::text[])
      and c.state in ('sent', 'collected', 'rejected', 'returned')
    order by c.collect_on desc limit 2000`.execute(ctx.db);
  return rows;
}

export type Place = { id: string; collectOn: string };

/** Collections that are in no file yet, the nearest first, after one. */
export async function selectUnreleased(ctx: Context, after: Place | null, limit: number): Promise<Place[]> {
  const { rows } = await sql<Place>`select id, collect_on as "collectOn" from collections
    where organization_id = ${ctx.organizationId} and state in ('announced', 'prepared')
      and ${after ? sql`(collect_on, id) > (${after.collectOn}::date, ${after.id}::uuid)` : sql`true`}
    order by collect_on, id limit ${limit}`.execute(ctx.db);
  return rows;
}

/** Living collections of mandates that are not in a file yet. */
export async function selectCancellable(ctx: Context, mandateIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from collections
    where organization_id = ${ctx.organizationId} and mandate_id = any(${[...mandateIds]}::uuid[])
      and state in ('announced', 'prepared') order by id`.execute(ctx.db);
  return rows.map((row) => row.id);
}
