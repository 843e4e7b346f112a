/** Statements of published letterings: `pub_members` entries of groups that balance, `pub_letterings` those groups. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";

/**
 * Brings together the entries that share an account, a general account and a code. A code is used again every year by
 * many packages: so a group is first looked at within its accounting year; years whose groups do not balance alone are
 * then put together, since what one year invoiced may be paid in the next. What still does not balance settles nothing.
 */
export async function groupLetterings(ctx: Context): Promise<void> {
  await sql`
    create temp table pub_members on commit drop as
    with lettered as (
      select id, account_id, cents, lettering as code, general, fy, was_lettering_id,
             not fresh and was_cents = cents and was_settled = cents as intact, fresh
      from pub_entries where lettering <> ''
      union all
      select id, account_id, cents, lettering, general, fy, was_lettering_id, was_settled = cents, false from pub_others where lettering <> ''
    ), yearly as (
      select account_id, general, code, fy, sum(cents) as total, count(*) as n from lettered group by account_id, general, code, fy
    ), across as (
      select account_id, general, code from yearly where total <> 0 group by account_id, general, code having sum(total) = 0
    ), balanced as (
      select y.account_id, y.general, y.code, y.fy, case when y.total = 0 then y.fy else 0 end as span
      from yearly y left join across x using (account_id, general, code)
      where (y.total = 0 and y.n > 1) or (y.total <> 0 and x.code is not null)
    )
    select l.*, b.span from lettered l join balanced b using (account_id, general, code, fy)`.execute(ctx.db);
  await sql`analyze pub_members`.execute(ctx.db);
}

/** Tells the groups that are already stored, member for member, from those to write and those to erase. */
export async function compareLetterings(ctx: Context): Promise<void> {
  await sql`
    create temp table pub_old on commit drop as
    select l.id, l.code, s.members
    from (select was_lettering_id, count(*) as members from (
            select was_lettering_id from pub_entries where was_lettering_id is not null
            union all select was_lettering_id from pub_others where was_lettering_id is not null
            union all select was_lettering_id from pub_gone where was_lettering_id is not null) w group by was_lettering_id) s
    join letterings l on l.organization_id = ${ctx.organizationId} and l.id = s.was_lettering_id and l.origin = 'published'`.execute(
    ctx.db,
  );
  await sql`
    create temp table pub_letterings on commit drop as
    select g.account_id, g.general, g.code, g.span, o.id is not null as same, coalesce(o.id, quitus_new_id()) as id
    from (select account_id, general, code, span, count(*) as members, bool_and(intact) as intact,
                 min(was_lettering_id::text collate "C") as low, max(was_lettering_id::text collate "C") as high
          from pub_members group by account_id, general, code, span) g
    left join pub_old o on g.intact and g.low = g.high and o.id = g.low::uuid and o.code = g.code and o.members = g.members`.execute(
    ctx.db,
  );
  await sql`analyze pub_letterings`.execute(ctx.db);
}

/** What settles each entry from now on; an entry that is not there is not settled. */
export async function planSettlement(ctx: Context): Promise<void> {
  await sql`
    create temp table pub_after on commit drop as
    select m.id, m.cents as settled, l.id as lettering_id, m.code, not l.same as fresh
    from pub_members m join pub_letterings l using (account_id, general, code, span)
    union all
    select entry_id, sum(cents)::bigint, (array_agg(lettering_id order by created_at desc, lettering_id desc))[1],
           (array_agg(code order by created_at desc, lettering_id desc))[1], false
    from pub_parts group by entry_id`.execute(ctx.db);
  await sql`analyze pub_after`.execute(ctx.db);
}

/** Erases the published letterings that are no more, and writes the new ones; their parts follow the entries. */
export async function replaceLetterings(ctx: Context): Promise<void> {
  await sql`
    delete from letterings where organization_id = ${ctx.organizationId}
      and id in (select id from pub_old except select id from pub_letterings where same)`.execute(ctx.db);
  await sql`
    insert into letterings (organization_id, id, account_id, code, origin, created_at)
    select ${ctx.organizationId}, id, account_id, code, 'published', ${ctx.clock()} from pub_letterings where not same`.execute(
    ctx.db,
  );
}

export async function insertParts(ctx: Context): Promise<void> {
  await sql`
    insert into lettering_parts (organization_id, lettering_id, entry_id, cents)
    select ${ctx.organizationId}, lettering_id, id, settled from pub_after where fresh order by lettering_id`.execute(
    ctx.db,
  );
}

export async function countLetterings(ctx: Context): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`select count(*) as count from pub_letterings where not same`.execute(ctx.db);
  return rows[0]!.count;
}
