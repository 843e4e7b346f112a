/** Statements on what was done with the money of lines, and on payers known from before. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";

export type AllocationRow = {
  id: string;
  lineId: string;
  detail: number | null;
  creditorId: string;
  reference: string;
  cents: number;
  leftCents: number;
  source: "rule" | "staff";
  userId: string | null;
  score: number | null;
  reason: string;
  orderIds: string[];
  state: "active" | "undone";
  madeAt: Date;
  undoneAt: Date | null;
};

export type NewAllocation = Omit<AllocationRow, "state" | "madeAt" | "undoneAt"> & {
  accounts: readonly (readonly [accountId: string, cents: number])[];
  parts: readonly { entryId: string; cents: number }[];
};

export async function insertAllocations(ctx: Context, made: readonly NewAllocation[]): Promise<void> {
  const rows = made.map(({ accounts: _, parts: __, ...one }) => ({
    id: one.id,
    line_id: one.lineId,
    detail: one.detail,
    creditor_id: one.creditorId,
    reference: one.reference,
    cents: one.cents,
    left_cents: one.leftCents,
    source: one.source,
    user_id: one.userId,
    score: one.score,
    reason: one.reason,
    order_ids: one.orderIds,
  }));
  await sql`
    insert into bank_allocations (organization_id, id, line_id, detail, creditor_id, reference, cents, left_cents, source, user_id, score, reason,
      order_ids, state, made_at)
    select ${ctx.organizationId}, n.*, 'active', ${ctx.clock()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (id uuid, line_id uuid, detail int, creditor_id uuid, reference text, cents bigint,
      left_cents bigint, source text, user_id uuid, score int, reason text, order_ids uuid[])`.execute(
    ctx.db,
  );
  const shares = made.flatMap((one) =>
    one.accounts.map(([account_id, cents]) => ({ id: one.id, account_id, cents })),
  );
  await sql`
    insert into bank_allocation_accounts (organization_id, allocation_id, account_id, cents)
    select ${ctx.organizationId}, n.* from jsonb_to_recordset(${JSON.stringify(shares)}::jsonb) as n (id uuid, account_id uuid, cents bigint)`.execute(
    ctx.db,
  );
  const parts = made.flatMap((one) =>
    one.parts.map(({ entryId, cents }) => ({ id: one.id, entry_id: entryId, cents })),
  );
  await sql`
    insert into bank_allocation_parts (organization_id, allocation_id, entry_id, cents)
    select ${ctx.organizationId}, n.* from jsonb_to_recordset(${JSON.stringify(parts)}::jsonb) as n (id uuid, entry_id uuid, cents bigint)`.execute(
    ctx.db,
  );
}

const columns = sql`id, line_id as "lineId", detail, creditor_id as "creditorId", reference, cents, left_cents as "leftCents", source,
  user_id as "userId", score, reason, order_ids as "orderIds", state, made_at as "madeAt", undone_at as "undoneAt"`;

export async function allocationsOf(ctx: Context, lineId: string): Promise<AllocationRow[]> {
  const { rows } = await sql<AllocationRow>`
    select ${columns} from bank_allocations where organization_id = ${ctx.organizationId} and line_id = ${lineId} order by made_at, id`.execute(
    ctx.db,
  );
  return rows;
}

/** The transactions of lines that are matched one by one. */
export async function matchedDetailsOf(
  ctx: Context,
  lineIds: readonly string[],
): Promise<{ lineId: string; detail: number }[]> {
  const { rows } = await sql<{ lineId: string; detail: number }>`
    select line_id as "lineId", detail from bank_allocations
    where organization_id = ${ctx.organizationId} and line_id = any(${[...lineIds]}::uuid[]) and state = 'active' and detail is not null`.execute(
    ctx.db,
  );
  return rows;
}

/** Of lines, those of which somebody undid a match. */
export async function undoneLines(ctx: Context, lineIds: readonly string[]): Promise<Set<string>> {
  if (lineIds.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    select distinct line_id as id from bank_allocations
    where organization_id = ${ctx.organizationId} and line_id = any(${[...lineIds]}::uuid[]) and state = 'undone'`.execute(
    ctx.db,
  );
  return new Set(rows.map((row) => row.id));
}

export type AllocatedShare = { allocationId: string; accountId: string; cents: number };
export async function sharesOf(ctx: Context, ids: readonly string[]): Promise<AllocatedShare[]> {
  const { rows } = await sql<AllocatedShare>`
    select allocation_id as "allocationId", account_id as "accountId", cents from bank_allocation_accounts
    where organization_id = ${ctx.organizationId} and allocation_id = any(${[...ids]}::uuid[]) order by account_id`.execute(
    ctx.db,
  );
  return rows;
}

export type AllocatedPart = { allocationId: string; entryId: string; cents: number };
export async function partsOf(ctx: Context, ids: readonly string[]): Promise<AllocatedPart[]> {
  const { rows } = await sql<AllocatedPart>`
    select allocation_id as "allocationId", entry_id as "entryId", cents from bank_allocation_parts
    where organization_id = ${ctx.organizationId} and allocation_id = any(${[...ids]}::uuid[]) order by entry_id`.execute(
    ctx.db,
  );
  return rows;
}

export async function markUndone(ctx: Context, id: string, userId: string): Promise<void> {
  await sql`update bank_allocations set state = 'undone', undone_at = ${ctx.clock()}, undone_by = ${userId}
    where organization_id = ${ctx.organizationId} and id = ${id} and state = 'active'`.execute(ctx.db);
}

/** `on`: the day of the money. */
export type TaughtPayer = { hash: string; accountId: string; on: string };

/** Remembers that money from bank accounts was for these accounts. */
export async function learnPayers(ctx: Context, taught: readonly TaughtPayer[]): Promise<void> {
  if (taught.length === 0) return;
  await sql`
    insert into bank_payers (organization_id, payer_hash, account_id, uses, last_used_on)
    select ${ctx.organizationId}, hash, id, count(*), max(day)
    from unnest(${taught.map((one) => one.hash)}::text[], ${taught.map((one) => one.accountId)}::uuid[], ${taught.map((one) => one.on)}::date[]) as n (hash, id, day)
    group by hash, id order by hash, id
    on conflict (organization_id, payer_hash, account_id)
      do update set uses = bank_payers.uses + excluded.uses, last_used_on = greatest(bank_payers.last_used_on, excluded.last_used_on)`.execute(
    ctx.db,
  );
}

/** Takes back what one match taught. */
export async function unlearnPayer(ctx: Context, hash: string, accountIds: readonly string[]): Promise<void> {
  const these = sql`organization_id = ${ctx.organizationId} and payer_hash = ${hash} and account_id = any(${[...accountIds]}::uuid[])`;
  await sql`update bank_payers set uses = uses - 1 where ${these}`.execute(ctx.db);
  await sql`delete from bank_payers where ${these} and uses <= 0`.execute(ctx.db);
}

export async function payersOf(
  ctx: Context,
  hashes: readonly string[],
): Promise<{ hash: string; accountId: string }[]> {
  if (hashes.length === 0) return [];
  const { rows } = await sql<{ hash: string; accountId: string }>`
    select payer_hash as hash, account_id as "accountId" from bank_payers
    where organization_id = ${ctx.organizationId} and payer_hash = any(${[...hashes]}::text[]) order by payer_hash, uses desc, account_id limit 2000`.execute(
    ctx.db,
  );
  return rows;
}
