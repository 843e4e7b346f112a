/** Statements on the debits of a batch, of its file and of its blocks. */
import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { dayInParis } from "../../../platform/dates.ts";
import { type CollectionRow, columns } from "./collections.ts";

/** A batch may take it today: it was in no file that left and was given up, or the bank has had the time to speak since. */
export const mayTake = (ctx: Context): RawBuilder<SqlBool> =>
  sql<SqlBool>`(resume_on is null or resume_on <= ${dayInParis(ctx.clock())})`;

/** Puts what is announced for a day or before in a batch; what another batch takes at the same time is left to it. */
export async function claimAnnounced(
  ctx: Context,
  batch: { id: string; creditorId: string; until: string },
): Promise<number> {
  const { numAffectedRows } = await sql`
    update collections set state = 'prepared', batch_id = ${batch.id}, changed_at = ${ctx.clock()}
    where organization_id = ${ctx.organizationId} and creditor_id = ${batch.creditorId} and state = 'announced'
      and collect_on <= ${batch.until} and ${mayTake(ctx)}`.execute(ctx.db);
  return Number(numAffectedRows ?? 0);
}

/**
 * Takes the debits of a batch out of it, in the order of their ids as everybody locks them. With a day, its file had left:
 * they wait until then, and keep what the file says of them, since the bank may speak of it after all.
 * @returns how many.
 */
export async function updateOutOfBatch(
  ctx: Context,
  batchId: string,
  resumeOn: string | null,
): Promise<number> {
  const { numAffectedRows } = await sql`
    with locked as (select id from collections
      where organization_id = ${ctx.organizationId} and batch_id = ${batchId} and state in ('prepared', 'sent') order by id for update)
    update collections c set state = 'announced', batch_id = null, changed_at = ${ctx.clock()},
      ${
        resumeOn
          ? sql`resume_on = ${resumeOn}::date`
          : sql`block_id = case when c.state = 'sent' then null else c.block_id end,
              debit = case when c.state = 'sent' then null else c.debit end`
      }
    from locked where c.organization_id = ${ctx.organizationId} and c.id = locked.id`.execute(ctx.db);
  return Number(numAffectedRows ?? 0);
}

/** The opposite, of a file that the bank had all the same: what no other file has taken since. @returns how many. */
export async function updateBackInBatch(ctx: Context, batchId: string): Promise<number> {
  const { numAffectedRows } = await sql`
    with locked as (select c.id from collections c
      join debit_blocks k on k.organization_id = c.organization_id and k.id = c.block_id
      where c.organization_id = ${ctx.organizationId} and k.batch_id = ${batchId} and c.state in ('announced', 'prepared')
      order by c.id for update of c)
    update collections c set state = 'sent', batch_id = ${batchId}, changed_at = ${ctx.clock()}
    from locked where c.organization_id = ${ctx.organizationId} and c.id = locked.id`.execute(ctx.db);
  return Number(numAffectedRows ?? 0);
}

/** Batches whose file left with debits that a draft holds now, and how many they are: they are looked at twice. */
export async function leftBefore(
  ctx: Context,
  draftId: string,
): Promise<{ id: string; reference: string; count: number }[]> {
  const { rows } = await sql<{ id: string; reference: string; count: number }>`
    select b.id, b.reference, count(*) as count from collections c
    join debit_blocks k on k.organization_id = c.organization_id and k.id = c.block_id
    join debit_batches b on b.organization_id = k.organization_id and b.id = k.batch_id
    where c.organization_id = ${ctx.organizationId} and c.batch_id = ${draftId} and c.state = 'prepared'
    group by b.id, b.reference order by b.reference`.execute(ctx.db);
  return rows;
}

/** The collections of a batch after one, locked in the order of their ids. */
export async function lockOfBatch(
  ctx: Context,
  batchId: string,
  after: string | null,
  limit: number,
): Promise<CollectionRow[]> {
  const { rows } = await sql<CollectionRow>`select ${columns} from collections c
    where c.organization_id = ${ctx.organizationId} and c.batch_id = ${batchId}
      and ${after ? sql`c.id > ${after}::uuid` : sql`true`}
    order by c.id limit ${limit} for update`.execute(ctx.db);
  return rows;
}

/** Writes what the file will say of debits, and the block that each is in. */
export async function updateReleased(
  ctx: Context,
  released: readonly { id: string; blockId: string; collectOn: string; debit: Buffer; amended: boolean }[],
): Promise<void> {
  if (released.length === 0) return;
  await sql`
    update collections c set state = 'sent', block_id = n.block_id, collect_on = n.collect_on, debit = n.debit, amended = n.amended,
      changed_at = ${ctx.clock()}
    from unnest(${released.map((one) => one.id)}::uuid[], ${released.map((one) => one.blockId)}::uuid[],
      ${released.map((one) => one.collectOn)}::date[], ${released.map((one) => one.debit)}::bytea[],
      ${released.map((one) => one.amended)}::boolean[]) as n (id, block_id, collect_on, debit, amended)
    where c.organization_id = ${ctx.organizationId} and c.id = n.id`.execute(ctx.db);
}

/** The debits of a block, sealed, after one: in the order of their ids, which is that of the file. */
export async function debitsOfBlock(
  ctx: Context,
  blockId: string,
  after: string | null,
  limit: number,
): Promise<{ id: string; debit: Buffer }[]> {
  const { rows } = await sql<{ id: string; debit: Buffer }>`select id, debit from collections
    where organization_id = ${ctx.organizationId} and block_id = ${blockId} and ${after ? sql`id > ${after}::uuid` : sql`true`}
    order by id limit ${limit}`.execute(ctx.db);
  return rows;
}

/** The debits of a block that are in its file: what a bank refuses together. */
export async function sentOf(
  ctx: Context,
  blockId: string,
  after: string | null,
  limit: number,
): Promise<{ id: string; endToEndId: string; cents: number }[]> {
  const { rows } = await sql<{ id: string; endToEndId: string; cents: number }>`
    select id, end_to_end_id as "endToEndId", cents from collections
    where organization_id = ${ctx.organizationId} and block_id = ${blockId} and ${after ? sql`id > ${after}::uuid` : sql`true`}
    order by id limit ${limit}`.execute(ctx.db);
  return rows;
}
