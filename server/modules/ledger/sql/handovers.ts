/** Statements of hand-overs to the public treasury (ACT-6). */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { reaches } from "./scope.ts";

/** What may be handed over: due before a day. */
export type Rule = { creditorId: string; dueBefore: string };
export type OverdueRow = {
  id: string;
  accountId: string;
  accountCode: string;
  accountLabel: string;
  label: string;
  piece: string;
  date: string;
  dueOn: string;
  openCents: number;
};

const unheld = (ctx: Context) => sql`not exists (select from holds h
  where h.organization_id = ${ctx.organizationId} and h.entry_id = e.id and h.released_at is null)`;

/** Open debits `e` of accounts `a`, due before the day, held by nothing. */
const overdue = (ctx: Context, { creditorId, dueBefore }: Rule) => sql`
  entries e join accounts a on a.organization_id = e.organization_id and a.id = e.account_id
  where e.organization_id = ${ctx.organizationId} and a.organization_id = ${ctx.organizationId}
    and a.creditor_id = ${creditorId} and e.due_on < ${dueBefore} and e.amount_cents <> e.settled_cents
    and e.amount_cents > 0 and e.superseded_at is null and ${reaches(ctx, "read")} and ${unheld(ctx)}`;

/** One page, oldest due first. */
export const overduePage = (
  ctx: Context,
  rule: Rule,
  after: { dueOn: string; id: string } | null,
  limit: number,
): RawBuilder<OverdueRow> => sql<OverdueRow>`
  select e.id, a.id as "accountId", a.code as "accountCode", a.label as "accountLabel", e.label, e.piece, e.entered_on as date,
         e.due_on as "dueOn", e.amount_cents - e.settled_cents as "openCents"
  from ${overdue(ctx, rule)}
    and ${after ? sql`(e.due_on, e.id) > (${after.dueOn}::date, ${after.id}::uuid)` : sql`true`}
  order by e.due_on, e.id limit ${limit}`;

export const selectOverdueTotals = async (
  ctx: Context,
  rule: Rule,
): Promise<{ count: number; cents: number }> => {
  const { rows } = await sql<{ count: number; cents: number }>`
    select count(*) as count, coalesce(sum(e.amount_cents - e.settled_cents), 0)::bigint as cents from ${overdue(ctx, rule)}`.execute(
    ctx.db,
  );
  return rows[0]!;
};

/** Locks the bills of a rule, or those chosen among them, in the order of their ids. */
export async function lockOverdue(
  ctx: Context,
  rule: Rule,
  chosen: readonly string[] | null,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select e.id from ${overdue(ctx, rule)} and ${chosen ? sql`e.id = any(${[...chosen]}::uuid[])` : sql`true`}
    order by e.id limit ${limit} for update of e`.execute(ctx.db);
  return rows.map((row) => row.id);
}

/**
 * Holds locked bills for the treasury, whole. A statement after the one that locks: it sees what was held, or paid,
 * while that one waited. @returns how many, and their sum.
 */
export async function insertTreasuryHolds(
  ctx: Context,
  handoverId: string,
  entryIds: readonly string[],
): Promise<{ entries: number; cents: number }> {
  const { rows } = await sql<{ entries: number; cents: number }>`
    with held as (
      insert into holds (organization_id, id, entry_id, kind, reference_id, cents, created_at)
      select ${ctx.organizationId}::uuid, quitus_new_id(), e.id, 'treasury', ${handoverId}::uuid, e.amount_cents - e.settled_cents, ${ctx.clock()}::timestamptz
      from entries e
      where e.organization_id = ${ctx.organizationId} and e.id = any(${[...entryIds]}::uuid[])
        and e.amount_cents > e.settled_cents and e.superseded_at is null and ${unheld(ctx)}
      returning cents
    )
    select count(*) as entries, coalesce(sum(cents), 0)::bigint as cents from held`.execute(ctx.db);
  return rows[0]!;
}

export type NewHandover = {
  id: string;
  creditorId: string;
  overdueDays: number | null;
  entries: number;
  cents: number;
  handedBy: string;
};

export const insertHandover = (ctx: Context, one: NewHandover) =>
  ctx.db
    .insertInto("handovers")
    .values({
      organization_id: ctx.organizationId,
      id: one.id,
      creditor_id: one.creditorId,
      overdue_days: one.overdueDays,
      entries: one.entries,
      cents: one.cents,
      handed_by: one.handedBy,
      handed_at: ctx.clock(),
    })
    .execute();

export type HandoverRow = {
  id: string;
  creditorId: string;
  creditorName: string;
  overdueDays: number | null;
  entries: number;
  cents: number;
  heldEntries: number;
  heldCents: number;
  handedBy: string;
  handedAt: Date;
  undoneBy: string | null;
  undoneAt: Date | null;
};

const handovers = sql`
  select t.id, t.creditor_id as "creditorId", c.name as "creditorName", t.overdue_days as "overdueDays", t.entries, t.cents,
         h.entries as "heldEntries", h.cents as "heldCents", t.handed_by as "handedBy", t.handed_at as "handedAt",
         t.undone_by as "undoneBy", t.undone_at as "undoneAt"
  from handovers t
  join v_organizations_creditors c on c.organization_id = t.organization_id and c.id = t.creditor_id
  cross join lateral (
    select count(*) as entries, coalesce(sum(least(h.cents, e.amount_cents - e.settled_cents)), 0)::bigint as cents
    from holds h join entries e on e.organization_id = h.organization_id and e.id = h.entry_id
    where h.organization_id = t.organization_id and h.reference_id = t.id and h.released_at is null
      and e.amount_cents <> e.settled_cents and e.superseded_at is null
  ) h`;
const seenBy = (creditorIds: readonly string[] | null) =>
  creditorIds === null ? sql`true` : sql`t.creditor_id = any(${[...creditorIds]}::uuid[])`;

/** Newest first, of the creditors that the actor may see. */
export const handoversPage = (
  ctx: Context,
  creditorIds: readonly string[] | null,
  after: { at: string; id: string } | null,
  limit: number,
): RawBuilder<HandoverRow> => sql<HandoverRow>`
  ${handovers}
  where t.organization_id = ${ctx.organizationId} and ${seenBy(creditorIds)}
    and ${after ? sql`(t.handed_at, t.id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql`true`}
  order by t.handed_at desc, t.id desc limit ${limit}`;

export const selectHandover = async (
  ctx: Context,
  id: string,
  creditorIds: readonly string[] | null,
): Promise<HandoverRow | undefined> =>
  (
    await sql<HandoverRow>`${handovers}
      where t.organization_id = ${ctx.organizationId} and t.id = ${id} and ${seenBy(creditorIds)}`.execute(
      ctx.db,
    )
  ).rows[0];

/** Two who undo the same hand-over wait for each other. */
export const lockHandover = (ctx: Context, id: string) =>
  ctx.db
    .selectFrom("handovers")
    .select("undone_at as undoneAt")
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();

/** Ends the holds of a hand-over, of some entries or of all. @returns how many ended now. */
export async function releaseTreasuryHolds(
  ctx: Context,
  handoverId: string,
  entryIds: readonly string[] | null,
): Promise<number> {
  const { rows } = await sql`
    update holds set released_at = ${ctx.clock()}::timestamptz
    where organization_id = ${ctx.organizationId} and reference_id = ${handoverId} and kind = 'treasury' and released_at is null
      and ${entryIds ? sql`entry_id = any(${[...entryIds]}::uuid[])` : sql`true`}
    returning id`.execute(ctx.db);
  return rows.length;
}

/** Marks a hand-over undone once none of its bills is held. */
export const markUndone = (ctx: Context, handoverId: string, userId: string) =>
  sql`update handovers t set undone_at = ${ctx.clock()}::timestamptz, undone_by = ${userId}::uuid
      where t.organization_id = ${ctx.organizationId} and t.id = ${handoverId} and t.undone_at is null
        and not exists (select from holds h where h.organization_id = ${ctx.organizationId} and h.reference_id = t.id and h.released_at is null)`.execute(
    ctx.db,
  );

export type HandedRow = Omit<OverdueRow, "dueOn"> & {
  dueOn: string | null;
  handedCents: number;
  released: boolean;
};

/** The bills of a hand-over, by account then id. */
export const handedPage = (
  ctx: Context,
  handoverId: string,
  after: { code: string; id: string } | null,
  limit: number,
): RawBuilder<HandedRow> => sql<HandedRow>`
  select e.id, a.id as "accountId", a.code as "accountCode", a.label as "accountLabel", e.label, e.piece, e.entered_on as date,
         e.due_on as "dueOn", e.amount_cents - e.settled_cents as "openCents", h.cents as "handedCents",
         h.released_at is not null as released
  from holds h
  join entries e on e.organization_id = h.organization_id and e.id = h.entry_id
  join accounts a on a.organization_id = e.organization_id and a.id = e.account_id
  where h.organization_id = ${ctx.organizationId} and h.reference_id = ${handoverId} and h.kind = 'treasury'
    and ${after ? sql`(a.code, e.id) > (${after.code}, ${after.id}::uuid)` : sql`true`}
  order by a.code, e.id limit ${limit}`;
