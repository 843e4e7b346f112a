import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { decodeCursor } from "../../../platform/database/pool.ts";
import { newId } from "../../../platform/ids.ts";
import type { ChangeField } from "../contract.ts";

export type ChangeState = "pending" | "decided" | "withdrawn";
export type ChangeRow = {
  id: string;
  party_id: string;
  asked_by: string;
  state: ChangeState;
  asked_at: Date;
  closed_at: Date | null;
};
export type FieldRow = {
  change_id: string;
  field: ChangeField;
  was: string;
  wanted: string;
  outcome: "accepted" | "refused" | null;
  reason: string;
  decided_at: Date | null;
  decided_by: string | null;
};

/** Parties that staff limited to `creditorIds` may see; null for all. */
const seenBy = (ctx: Context, creditorIds: readonly string[] | null) =>
  creditorIds === null
    ? sql`true`
    : sql`exists (
        select from v_ledger_party_creditors k
        where k.organization_id = ${ctx.organizationId} and k.party_id = c.party_id
          and k.creditor_id = any(${[...creditorIds]}::uuid[]))`;

const columns = sql`c.id, c.party_id, c.asked_by, c.state, c.asked_at, c.closed_at`;

export type Queue = {
  state: ChangeState;
  creditorIds: readonly string[] | null;
  cursor?: string | undefined;
  limit: number;
};

/** Pending changes oldest first, the others newest first; one row more than asked. */
export async function listChangeRows(ctx: Context, { state, creditorIds, cursor, limit }: Queue) {
  const key = decodeCursor(cursor, 2);
  const waiting = state === "pending";
  const after = key && sql`(${key[0]}::timestamptz, ${key[1]}::uuid)`;
  const conditions = [
    sql`c.organization_id = ${ctx.organizationId} and c.state = ${state}`,
    seenBy(ctx, creditorIds),
    ...(after ? [waiting ? sql`(c.asked_at, c.id) > ${after}` : sql`(c.asked_at, c.id) < ${after}`] : []),
  ];
  const order = waiting ? sql`c.asked_at, c.id` : sql`c.asked_at desc, c.id desc`;
  const { rows } = await sql<ChangeRow>`
    select ${columns} from coordinate_changes c where ${sql.join(conditions, sql` and `)}
    order by ${order} limit ${limit + 1}`.execute(ctx.db);
  return rows;
}

/** How many changes wait for an answer, and the instant of the latest. */
export async function countPending(ctx: Context, creditorIds: readonly string[] | null) {
  const { rows } = await sql<{ count: number; newest: Date | null }>`
    select count(*)::int as count, max(c.asked_at) as newest from coordinate_changes c
    where c.organization_id = ${ctx.organizationId} and c.state = 'pending' and ${seenBy(ctx, creditorIds)}`.execute(
    ctx.db,
  );
  return rows[0]!;
}

/** With `lock`, who decides waits for whoever does. */
export async function findChange(
  ctx: Context,
  id: string,
  creditorIds: readonly string[] | null,
  lock = false,
): Promise<ChangeRow | undefined> {
  const { rows } = await sql<ChangeRow>`
    select ${columns} from coordinate_changes c
    where c.organization_id = ${ctx.organizationId} and c.id = ${id}::uuid and ${seenBy(ctx, creditorIds)}
    ${lock ? sql`for update` : sql``}`.execute(ctx.db);
  return rows[0];
}

/** The pending change of a party, else the last that staff answered. */
export async function latestChange(
  ctx: Context,
  partyId: string,
  state: "pending" | "decided",
): Promise<ChangeRow | undefined> {
  const { rows } = await sql<ChangeRow>`
    select ${columns} from coordinate_changes c
    where c.organization_id = ${ctx.organizationId} and c.party_id = ${partyId}::uuid and c.state = ${state}
      and exists (
        select from coordinate_change_fields f
        where f.organization_id = c.organization_id and f.change_id = c.id and f.field <> 'paper')
    order by c.closed_at desc nulls first, c.id desc limit 1`.execute(ctx.db);
  return rows[0];
}

export async function selectFields(ctx: Context, changeIds: readonly string[]): Promise<FieldRow[]> {
  const { rows } = await sql<FieldRow>`
    select change_id, field, was, wanted, outcome, reason, decided_at, decided_by from coordinate_change_fields
    where organization_id = ${ctx.organizationId} and change_id = any(${[...changeIds]}::uuid[])`.execute(
    ctx.db,
  );
  return rows;
}

/** A pending change, or one that is accepted as it comes. */
export async function insertChange(
  ctx: Context,
  change: { partyId: string; askedBy: string; state: "pending" | "decided" },
): Promise<string> {
  const now = ctx.clock();
  const id = newId(now.getTime());
  await ctx.db
    .insertInto("coordinate_changes")
    .values({
      organization_id: ctx.organizationId,
      id,
      party_id: change.partyId,
      asked_by: change.askedBy,
      state: change.state,
      asked_at: now,
      closed_at: change.state === "pending" ? null : now,
    })
    .execute();
  return id;
}

export async function closeChange(ctx: Context, id: string, state: "decided" | "withdrawn"): Promise<void> {
  await ctx.db
    .updateTable("coordinate_changes")
    .set({ state, closed_at: ctx.clock() })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .where("state", "=", "pending")
    .execute();
}

type NewField = Pick<FieldRow, "field" | "was" | "wanted"> & { accepted?: boolean };

/** Adds fields to a change; one that is there already waits again, with its new wish. */
export async function upsertFields(
  ctx: Context,
  changeId: string,
  fields: readonly NewField[],
): Promise<void> {
  await sql`
    insert into coordinate_change_fields (organization_id, change_id, field, was, wanted, outcome, decided_at)
    select ${ctx.organizationId}, ${changeId}::uuid, f.field, f.was, f.wanted,
      case when f.accepted then 'accepted' end, case when f.accepted then ${ctx.clock()}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(fields)}::jsonb) as f(field text, was text, wanted text, accepted boolean)
    on conflict (organization_id, change_id, field) do update set
      was = excluded.was, wanted = excluded.wanted, outcome = null, reason = '', decided_at = null, decided_by = null`.execute(
    ctx.db,
  );
}

export async function removeFields(
  ctx: Context,
  changeId: string,
  fields: readonly ChangeField[],
): Promise<void> {
  await ctx.db
    .deleteFrom("coordinate_change_fields")
    .where("organization_id", "=", ctx.organizationId)
    .where("change_id", "=", changeId)
    .where("field", "in", [...fields])
    .where("outcome", "is", null)
    .execute();
}

type Decision = { field: ChangeField; accept: boolean; reason: string };

export async function saveDecisions(
  ctx: Context,
  changeId: string,
  decisions: readonly Decision[],
  by: string | null,
): Promise<void> {
  await sql`
    update coordinate_change_fields f set
      outcome = case when d.accept then 'accepted' else 'refused' end, reason = d.reason,
      decided_at = ${ctx.clock()}::timestamptz, decided_by = ${by}::uuid
    from jsonb_to_recordset(${JSON.stringify(decisions)}::jsonb) as d(field text, accept boolean, reason text)
    where f.organization_id = ${ctx.organizationId} and f.change_id = ${changeId}::uuid and f.field = d.field
      and f.outcome is null`.execute(ctx.db);
}

export type AcceptedRow = {
  change_id: string;
  party_id: string;
  field: ChangeField;
  wanted: string;
  decided_at: Date;
};

/** Accepted fields in the order of their acceptance, after a key; by the index made for it. */
export async function selectAccepted(
  ctx: Context,
  after: { at: Date; changeId: string; field: string } | null,
  limit: number,
): Promise<AcceptedRow[]> {
  const later = after
    ? sql`(f.decided_at, f.change_id, f.field) > (${after.at}::timestamptz, ${after.changeId}::uuid, ${after.field})`
    : sql`true`;
  const { rows } = await sql<AcceptedRow>`
    select f.change_id, c.party_id, f.field, f.wanted, f.decided_at
    from coordinate_change_fields f
    join coordinate_changes c on c.organization_id = f.organization_id and c.id = f.change_id
    where f.organization_id = ${ctx.organizationId} and f.outcome = 'accepted' and ${later}
    order by f.decided_at, f.change_id, f.field limit ${limit}`.execute(ctx.db);
  return rows;
}
