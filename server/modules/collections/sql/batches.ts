/** Statements on batches and blocks. */
import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { decodeCursor } from "../../../platform/database/pool.ts";
import { dayInParis } from "../../../platform/dates.ts";
import type { BatchState, FileCreditor } from "../rules.ts";
import { mayTake } from "./batch-debits.ts";
import type { Version } from "./settings.ts";

export type DropState = "waiting" | "uploading" | "renaming" | "done" | "failed";
export type BatchRow = {
  id: string;
  reference: string;
  creditorId: string;
  collectUntil: string;
  state: BatchState;
  preparedBy: string | null;
  preparedAt: Date;
  releasedBy: string | null;
  releasedAt: Date | null;
  messageId: string | null;
  version: Version | null;
  creditor: FileCreditor | null;
  fileHash: string | null;
  bytes: number | null;
  sentAt: Date | null;
  sentBy: string | null;
  dropState: DropState | null;
  dropTries: number;
  dropError: string | null;
  /** When its file first left the house, and with whom; nobody when it was dropped. */
  leftAt: Date | null;
  leftBy: string | null;
  /** Who says that the bank did not take it, and why. */
  notTakenAt: Date | null;
  notTakenBy: string | null;
  notTakenReason: string | null;
  givenUpBy: string | null;
  changedAt: Date;
};

const columns = sql`b.id, b.reference, b.creditor_id as "creditorId", b.collect_until as "collectUntil", b.state,
  b.prepared_by as "preparedBy", b.prepared_at as "preparedAt", b.released_by as "releasedBy", b.released_at as "releasedAt",
  b.message_id as "messageId", b.version, b.creditor, b.file_hash as "fileHash", b.bytes, b.sent_at as "sentAt", b.sent_by as "sentBy",
  b.drop_state as "dropState", b.drop_tries as "dropTries", b.drop_error as "dropError",
  b.left_at as "leftAt", b.left_by as "leftBy", b.not_taken_at as "notTakenAt", b.not_taken_by as "notTakenBy",
  b.not_taken_reason as "notTakenReason", b.given_up_by as "givenUpBy", b.changed_at as "changedAt"`;

export type Reach = RawBuilder<SqlBool>;

export async function insertBatch(
  ctx: Context,
  batch: { id: string; reference: string; creditorId: string; until: string; preparedBy: string | null },
): Promise<void> {
  const now = ctx.clock();
  await ctx.db
    .insertInto("debit_batches")
    .values({
      organization_id: ctx.organizationId,
      id: batch.id,
      reference: batch.reference,
      creditor_id: batch.creditorId,
      collect_until: batch.until,
      state: "draft",
      prepared_by: batch.preparedBy,
      prepared_at: now,
      changed_at: now,
    })
    .execute();
}

export async function findBatch(
  ctx: Context,
  id: string,
  reach: Reach,
  { lock } = { lock: false },
): Promise<BatchRow | undefined> {
  const { rows } = await sql<BatchRow>`select ${columns} from debit_batches b
    where b.organization_id = ${ctx.organizationId} and b.id = ${id} and ${reach} ${lock ? sql`for update` : sql``}`.execute(
    ctx.db,
  );
  return rows[0];
}

export type BatchChange = {
  state?: BatchState;
  prepared_by?: string;
  released_by?: string;
  released_at?: Date;
  message_id?: string;
  version?: Version;
  creditor?: string;
  file_hash?: string;
  bytes?: number;
  sent_at?: Date;
  sent_by?: string | null;
  drop_state?: DropState | null;
  drop_tries?: number;
  drop_error?: string | null;
  left_at?: Date;
  left_by?: string | null;
  not_taken_at?: Date | null;
  not_taken_by?: string | null;
  not_taken_reason?: string | null;
  given_up_by?: string | null;
};

export async function updateBatch(ctx: Context, id: string, change: BatchChange): Promise<void> {
  await ctx.db
    .updateTable("debit_batches")
    .set({ ...change, changed_at: ctx.clock() })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .execute();
}

export type BatchSums = { count: number; cents: number; firstDay: string | null; lastDay: string | null };

/** How many debits batches have, and what they are worth; those that were given up are not counted. */
export async function sumsOf(ctx: Context, batchIds: readonly string[]): Promise<Map<string, BatchSums>> {
  if (batchIds.length === 0) return new Map();
  const { rows } = await sql<BatchSums & { id: string }>`
    select batch_id as id, count(*) as count, sum(cents)::bigint as cents, min(collect_on) as "firstDay", max(collect_on) as "lastDay"
    from collections where organization_id = ${ctx.organizationId} and batch_id = any(${[...batchIds]}::uuid[]) and state <> 'cancelled'
    group by batch_id`.execute(ctx.db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Batches, the latest first. */
export async function batchesPage(
  ctx: Context,
  reach: Reach,
  query: {
    creditor?: string | undefined;
    state?: "open" | BatchState | undefined;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<BatchRow[]> {
  const after = decodeCursor(query.cursor, 2);
  const state =
    query.state === "open"
      ? sql`b.state in ('draft', 'released', 'ready')`
      : query.state
        ? sql`b.state = ${query.state}`
        : sql`true`;
  const { rows } = await sql<BatchRow>`select ${columns} from debit_batches b
    where b.organization_id = ${ctx.organizationId} and ${reach} and ${state}
      and ${query.creditor ? sql`b.creditor_id = ${query.creditor}` : sql`true`}
      and ${after ? sql`(b.prepared_at, b.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`}
    order by b.prepared_at desc, b.id desc limit ${query.limit + 1}`.execute(ctx.db);
  return rows;
}

/** Batches that wait for their file, or for their drop, since an instant: nobody works at them any more. */
export async function selectForsaken(
  ctx: Context,
  before: Date,
): Promise<{ id: string; state: BatchState; dropState: DropState | null }[]> {
  const { rows } = await sql<{ id: string; state: BatchState; dropState: DropState | null }>`
    select id, state, drop_state as "dropState" from debit_batches
    where organization_id = ${ctx.organizationId} and changed_at < ${before}
      and (state = 'released' or (state = 'ready' and drop_state in ('waiting', 'uploading', 'renaming')))
    order by changed_at limit 100`.execute(ctx.db);
  return rows;
}

/** The last day, up to one, on which something is announced that a batch may take today. */
export async function announcedDays(ctx: Context, creditorId: string, until: string): Promise<string | null> {
  const { rows } = await sql<{ day: string | null }>`
    select max(collect_on) as day from collections
    where organization_id = ${ctx.organizationId} and creditor_id = ${creditorId} and state = 'announced' and collect_on <= ${until}
      and ${mayTake(ctx)}`.execute(ctx.db);
  return rows[0]?.day ?? null;
}

export type ComingRow = {
  creditorId: string;
  creditorName: string;
  collectOn: string;
  count: number;
  cents: number;
  /** Before this day no batch takes it. */
  resumeOn: string | null;
};

/** What is announced and in no batch yet, by creditor and day. */
export async function selectComing(ctx: Context, reach: Reach): Promise<ComingRow[]> {
  const { rows } = await sql<ComingRow>`
    select c.creditor_id as "creditorId", n.name as "creditorName", c.collect_on as "collectOn", count(*) as count,
      sum(c.cents)::bigint as cents, w.resume_on as "resumeOn"
    from collections c
    join v_organizations_creditors n on n.organization_id = c.organization_id and n.id = c.creditor_id
    cross join lateral (select case when c.resume_on > ${dayInParis(ctx.clock())} then c.resume_on end as resume_on) w
    where c.organization_id = ${ctx.organizationId} and c.state = 'announced' and ${reach}
    group by c.creditor_id, n.name, c.collect_on, w.resume_on
    order by c.collect_on, n.name, c.creditor_id, w.resume_on limit 200`.execute(ctx.db);
  return rows;
}

export type BlockRow = {
  id: string;
  batchId: string;
  paymentInformationId: string;
  collectOn: string;
  sequence: "OOFF" | "RCUR";
  scheme: "CORE" | "B2B";
  count: number;
  cents: number;
  bankStatus: string | null;
  creditedCents: number | null;
  creditedOn: string | null;
  bankLineId: string | null;
};
const blockColumns = sql`k.id, k.batch_id as "batchId", k.payment_information_id as "paymentInformationId", k.collect_on as "collectOn",
  k.sequence, k.scheme, k.count, k.cents, k.bank_status as "bankStatus", k.credited_cents as "creditedCents", k.credited_on as "creditedOn", k.bank_line_id as "bankLineId"`;

export type NewBlock = Pick<
  BlockRow,
  "id" | "batchId" | "paymentInformationId" | "collectOn" | "sequence" | "scheme" | "count" | "cents"
>;

export async function insertBlocks(ctx: Context, blocks: readonly NewBlock[]): Promise<void> {
  await ctx.db
    .insertInto("debit_blocks")
    .values(
      blocks.map((block) => ({
        organization_id: ctx.organizationId,
        id: block.id,
        batch_id: block.batchId,
        payment_information_id: block.paymentInformationId,
        collect_on: block.collectOn,
        sequence: block.sequence,
        scheme: block.scheme,
        count: block.count,
        cents: block.cents,
      })),
    )
    .execute();
}

/** The blocks of a batch, in the order of its file. */
export async function blocksOf(ctx: Context, batchId: string): Promise<BlockRow[]> {
  const { rows } = await sql<BlockRow>`select ${blockColumns} from debit_blocks k
    where k.organization_id = ${ctx.organizationId} and k.batch_id = ${batchId}
    order by k.collect_on, k.payment_information_id`.execute(ctx.db);
  return rows;
}

export async function findBlock(
  ctx: Context,
  id: string,
  { lock } = { lock: false },
): Promise<BlockRow | undefined> {
  const { rows } = await sql<BlockRow>`select ${blockColumns} from debit_blocks k
    where k.organization_id = ${ctx.organizationId} and k.id = ${id} ${lock ? sql`for update` : sql``}`.execute(
    ctx.db,
  );
  return rows[0];
}

/** The blocks that a bank's reference names: one, or those of a message. A file that never left is no business of a bank. */
export async function findBlocks(
  ctx: Context,
  ref: { messageId?: string | null | undefined; paymentInformationId?: string | null | undefined },
): Promise<(BlockRow & { creditorId: string; batchState: BatchState })[]> {
  const { rows } = await sql<BlockRow & { creditorId: string; batchState: BatchState }>`
    select ${blockColumns}, b.creditor_id as "creditorId", b.state as "batchState"
    from debit_blocks k join debit_batches b on b.organization_id = k.organization_id and b.id = k.batch_id
    where k.organization_id = ${ctx.organizationId} and (b.state <> 'cancelled' or b.left_at is not null)
      and ${ref.paymentInformationId ? sql`k.payment_information_id = ${ref.paymentInformationId}` : sql`b.message_id = ${ref.messageId ?? null}`}
    order by k.collect_on, k.payment_information_id`.execute(ctx.db);
  return rows;
}

export async function updateBlocks(
  ctx: Context,
  ids: readonly string[],
  change: { bank_status?: string; credited_cents?: number; credited_on?: string; bank_line_id?: string },
): Promise<void> {
  if (ids.length === 0) return;
  await ctx.db
    .updateTable("debit_blocks")
    .set(change)
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "in", [...ids])
    .execute();
}

/** What the blocks of a batch will be: debits that share day, kind of mandate and scheme. A day before `reachable` is that day. */
export async function groupsOf(
  ctx: Context,
  batchId: string,
  reachable: string,
): Promise<
  {
    collectOn: string;
    mode: "one_off" | "automatic";
    scheme: "CORE" | "B2B";
    count: number;
    cents: number;
  }[]
> {
  const { rows } = await sql<{
    collectOn: string;
    mode: "one_off" | "automatic";
    scheme: "CORE" | "B2B";
    count: number;
    cents: number;
  }>`
    select greatest(collect_on, ${reachable}::date) as "collectOn", mode, scheme, count(*) as count, sum(cents)::bigint as cents
    from collections where organization_id = ${ctx.organizationId} and batch_id = ${batchId} and state = 'prepared'
    group by 1, 2, 3 order by 1, 2, 3`.execute(ctx.db);
  return rows;
}
