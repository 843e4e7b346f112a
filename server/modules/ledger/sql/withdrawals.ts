/** Accounts that leave the customers' space, and come back (OFF-8). */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { dayInParis } from "../../../platform/dates.ts";
import { reaches } from "./scope.ts";

/** Those of some accounts that staff may see, to be changed. */
const chosen = (ctx: Context, ids: readonly string[]) =>
  sql`a.organization_id = ${ctx.organizationId} and a.id = any(${ids}::uuid[]) and ${reaches(ctx, "read")}`;

export type PlanRow = {
  accounts: number;
  documents: number;
  toPayCents: number;
  users: number;
  emptied: number;
  names: string[];
};

/** What would disappear with accounts that customers read today, for whom, and who would have nothing left. */
export async function selectPlan(ctx: Context, ids: readonly string[]): Promise<PlanRow> {
  const org = ctx.organizationId;
  const today = dayInParis(ctx.clock());
  const { rows } = await sql<PlanRow>`
    with leaving as (
      select a.id, a.party_id from accounts a where ${chosen(ctx, ids)} and a.withdrawn_at is null
    ), readers as (
      select v.user_id, bool_and(not exists (
          select from accounts k
          where k.organization_id = ${org} and k.party_id = o.party_id and k.withdrawn_at is null
            and k.id not in (select id from leaving))) as emptied
      from v_directory_user_parties v
      join v_directory_user_parties o on o.organization_id = ${org} and o.user_id = v.user_id
        and (o.ends_on is null or o.ends_on >= ${today}::date)
      where v.organization_id = ${org} and v.party_id in (select party_id from leaving)
        and (v.ends_on is null or v.ends_on >= ${today}::date)
      group by v.user_id
    ), people as (
      select u.id, u.name, u.sort_name, r.emptied from readers r
      join v_identity_users u on u.organization_id = ${org} and u.id = r.user_id and u.state <> 'disabled'
    )
    select (select count(*)::int from leaving) as accounts,
      (select count(*)::int from invoices i where i.organization_id = ${org} and i.account_id in (select id from leaving)) as documents,
      (select coalesce(sum(e.amount_cents - e.settled_cents), 0)::bigint from entries e where e.organization_id = ${org}
        and e.account_id in (select id from leaving) and e.superseded_at is null and e.amount_cents > e.settled_cents) as "toPayCents",
      (select count(*)::int from people) as users,
      (select count(*)::int from people where emptied) as emptied,
      (select coalesce(array_agg(name), '{}') from (select name from people order by sort_name, id limit 5) first) as names`.execute(
    ctx.db,
  );
  return rows[0]!;
}

/** Marks accounts that customers read: they leave at the next publication. @returns those marked now. */
export async function askWithdrawal(ctx: Context, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update accounts a set withdrawal_asked_at = ${ctx.clock()}
    where ${chosen(ctx, ids)} and a.withdrawn_at is null and a.withdrawal_asked_at is null returning a.id`.execute(
    ctx.db,
  );
  return rows.map(({ id }) => id);
}

/** Withdraws accounts at once. @returns those that customers read until now. */
export async function withdrawNow(ctx: Context, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update accounts a set withdrawn_at = ${ctx.clock()}, withdrawal_asked_at = null
    where ${chosen(ctx, ids)} and a.withdrawn_at is null returning a.id`.execute(ctx.db);
  return rows.map(({ id }) => id);
}

/** Withdraws the accounts of a creditor, or of all, whose withdrawal was asked. @returns them. */
export async function withdrawAsked(ctx: Context, creditorId: string | null): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update accounts set withdrawn_at = ${ctx.clock()}, withdrawal_asked_at = null
    where organization_id = ${ctx.organizationId} and ${creditorId === null ? sql`true` : sql`creditor_id = ${creditorId}`} and withdrawal_asked_at is not null
    returning id`.execute(ctx.db);
  return rows.map(({ id }) => id);
}

/** Gives accounts back to the customers' space. @returns those that had left it or were about to. */
export async function restore(ctx: Context, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update accounts a set withdrawn_at = null, withdrawal_asked_at = null
    where ${chosen(ctx, ids)} and (a.withdrawn_at is not null or a.withdrawal_asked_at is not null) returning a.id`.execute(
    ctx.db,
  );
  return rows.map(({ id }) => id);
}
