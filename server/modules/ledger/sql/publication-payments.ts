/**
 * Statements where publication meets the payments made here: `pub_money` our provisional entries, `pub_parts` the parts of
 * their letterings, `pub_replaced` the provisional entries whose money the accounting software has now published itself.
 */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";

/** Reads what payments wrote on the accounts. @returns false when there is nothing. */
export async function readMoney(ctx: Context): Promise<boolean> {
  await sql`
    create temp table pub_parts on commit drop as
    select p.lettering_id, p.entry_id, p.cents, l.payment_id, l.account_id, l.code, l.created_at, false as moved
    from letterings l join lettering_parts p on p.organization_id = l.organization_id and p.lettering_id = l.id
    where l.organization_id = ${ctx.organizationId} and p.organization_id = ${ctx.organizationId} and l.origin = 'payment'
      and l.account_id in (select account_id from pub_touched)`.execute(ctx.db);
  await sql`
    create temp table pub_money on commit drop as
    select e.id, e.account_id, e.payment_id, e.piece, e.amount_cents as cents, e.created_at, e.superseded_by, e.superseded_at is not null as superseded
    from entries e where e.organization_id = ${ctx.organizationId} and e.origin = 'payment' and e.account_id in (select account_id from pub_touched)`.execute(
    ctx.db,
  );
  await sql`create temp table pub_replaced (id uuid primary key, account_id uuid, cents bigint, by_id uuid, restored boolean, was boolean) on commit drop`.execute(
    ctx.db,
  );
  await sql`create temp table pub_dropped (lettering_id uuid primary key) on commit drop`.execute(ctx.db);
  const { rows } = await sql`select from pub_money limit 1`.execute(ctx.db);
  return rows.length > 0;
}

/** The published credit that had taken its place has left the books: the provisional entry counts again. */
export async function restoreMoney(ctx: Context): Promise<void> {
  await sql`
    insert into pub_replaced select m.id, m.account_id, m.cents, null, true, true
    from pub_money m where m.superseded and exists (select from pub_gone g where g.id = m.superseded_by)`.execute(
    ctx.db,
  );
  await sql`
    with taken as (
      delete from pub_parts p using pub_money m, pub_replaced r
      where r.id = m.id and r.restored and p.payment_id = m.payment_id and p.account_id = m.account_id and sign(p.cents) = sign(m.cents)
        and p.entry_id in (select id from pub_gone)
      returning p.*, m.id as money_id
    )
    insert into pub_parts
    select lettering_id, money_id, sum(cents), payment_id, account_id, code, created_at, true
    from taken group by lettering_id, money_id, payment_id, account_id, code, created_at`.execute(ctx.db);
  await sql`update pub_money m set superseded = false from pub_replaced r where r.id = m.id`.execute(ctx.db);
}

/**
 * The accounting software letters an entry that a payment had provisionally settled: its lettering replaces ours. When
 * the group has a credit published since the payment, that credit is the payment's money: ours no longer counts.
 */
export async function giveWay(ctx: Context): Promise<void> {
  await sql`
    insert into pub_replaced
    select distinct on (m.id) m.id, m.account_id, m.cents, c.id, false, false
    from pub_parts p
    join pub_members d on d.id = p.entry_id and d.cents > 0
    join pub_members c on c.account_id = d.account_id and c.general = d.general and c.code = d.code and c.span = d.span and c.cents < 0
    join pub_money m on m.payment_id = p.payment_id and m.account_id = p.account_id and m.cents < 0 and not m.superseded
    left join entries e on e.organization_id = ${ctx.organizationId} and e.id = c.id
    where e.id is null or e.created_at > m.created_at
    order by m.id, c.cents, c.id
    on conflict (id) do update set by_id = excluded.by_id, restored = false`.execute(ctx.db);
  await sql`
    insert into pub_dropped select distinct p.lettering_id from pub_parts p join pub_members d on d.id = p.entry_id`.execute(
    ctx.db,
  );
  await dropParts(ctx);
  await sql`update pub_money m set superseded = true from pub_replaced r where r.id = m.id and not r.restored`.execute(
    ctx.db,
  );
}

/**
 * A published debit of the very amount that went back (PAY-11), which bears the reference of the payment or is lettered with
 * the credit that took the place of its money, IS that reversal: it takes the place of the provisional one, in its
 * lettering too when the accounting software has not lettered it itself. While the money is provisional, one lettered in the
 * books is left alone: ours cancel each other, and theirs do.
 */
export async function followReversals(ctx: Context): Promise<void> {
  await sql`
    create temp table pub_reversed on commit drop as
    with gone as (
      select m.payment_id, m.account_id, coalesce(r.by_id, m.superseded_by) as by_id
      from pub_money m left join pub_replaced r on r.id = m.id where m.cents < 0 and m.superseded
    ), wanted as (
      select m.id, m.account_id, m.cents, c.id as by_id, l.id is not null as lettered,
             dense_rank() over (partition by m.account_id, m.payment_id, m.cents order by m.id) as nth,
             dense_rank() over (partition by m.account_id, m.payment_id, m.cents order by c.line) as line_nth
      from pub_money m
      join pub_entries c on c.account_id = m.account_id and c.cents = m.cents
      left join pub_members l on l.id = c.id
      left join gone g on g.payment_id = m.payment_id and g.account_id = m.account_id
      where m.cents > 0 and not m.superseded and (l.id is null or g.by_id is not null)
        and not exists (select from pub_money o where o.superseded_by = c.id)
        and ((m.piece ~ '^[A-Z0-9]{6,30}$' and strpos(c.piece || ' ' || c.label, m.piece) > 0)
          or exists (
            select from pub_members k where k.id = g.by_id
              and k.account_id = l.account_id and k.general = l.general and k.code = l.code and k.span = l.span))
    )
    select * from wanted where nth = line_nth`.execute(ctx.db);
  await sql`
    insert into pub_replaced select id, account_id, cents, by_id, false, false from pub_reversed
    on conflict (id) do update set by_id = excluded.by_id, restored = false`.execute(ctx.db);
  await sql`
    insert into pub_dropped select distinct p.lettering_id from pub_parts p join pub_reversed r on r.id = p.entry_id where r.lettered
    on conflict do nothing`.execute(ctx.db);
  await dropParts(ctx);
  await sql`update pub_parts p set entry_id = r.by_id from pub_reversed r where p.entry_id = r.id`.execute(
    ctx.db,
  );
  await sql`
    update pub_parts set moved = true where lettering_id in (
      select p.lettering_id from pub_parts p join pub_reversed r on r.by_id = p.entry_id)`.execute(ctx.db);
  await sql`update pub_money m set superseded = true from pub_reversed r where r.id = m.id`.execute(ctx.db);
}

/**
 * An unlettered published credit that bears the reference of a payment IS its money: it takes the place of the provisional
 * entry, in its lettering too when it is enough. Credits that bear several references count for all, when they add up.
 */
export async function followReferences(ctx: Context): Promise<void> {
  await sql`
    create temp table pub_borne on commit drop as
    select m.id as money_id, m.account_id, m.payment_id, m.cents as money_cents, c.id as credit_id, c.cents as credit_cents,
           count(*) over (partition by c.id) as moneys, sum(m.cents) over (partition by c.id) as money_total,
           row_number() over (partition by m.id order by c.line) as rank
    from pub_money m
    join pub_entries c on c.account_id = m.account_id and c.cents < 0
      and m.piece ~ '^[A-Z0-9]{6,30}$' and strpos(c.piece || ' ' || c.label, m.piece) > 0
    where not m.superseded and m.cents < 0 and not exists (select from pub_members x where x.id = c.id)
      and not exists (select from pub_parts x where x.entry_id = c.id)`.execute(ctx.db);
  await sql`
    insert into pub_replaced select money_id, account_id, money_cents, credit_id, false, false from pub_borne where rank = 1
    on conflict (id) do update set by_id = excluded.by_id, restored = false`.execute(ctx.db);
  await moveParts(ctx);
  await sql`
    insert into pub_dropped select distinct p.lettering_id from pub_parts p join pub_borne b on b.money_id = p.entry_id
    on conflict do nothing`.execute(ctx.db);
  await dropParts(ctx);
}

/** Puts the credits that bear a payment's reference where the provisional entry was, in each of its letterings. */
async function moveParts(ctx: Context): Promise<void> {
  await sql`
    with borne as (
      select *, bool_or(moneys > 1) over (partition by money_id) as shared from pub_borne
    ), enough as (
      select *, sum(-credit_cents) over (partition by money_id order by rank) as reach, sum(-credit_cents) over (partition by money_id) as total
      from borne where not shared or (rank = 1 and moneys > 1 and money_total = credit_cents)
    ), taken as (
      delete from pub_parts p using (select distinct money_id, total from enough) e
      where p.entry_id = e.money_id and -p.cents <= e.total returning p.*
    )
    insert into pub_parts
    select t.lettering_id, e.credit_id,
           -(case when e.moneys > 1 then -t.cents else least(e.reach, -t.cents) - least(e.reach + e.credit_cents, -t.cents) end),
           t.payment_id, t.account_id, t.code, t.created_at, true
    from taken t join enough e on e.money_id = t.entry_id
    where e.moneys > 1 or e.reach + e.credit_cents < -t.cents`.execute(ctx.db);
}

/** A part that the entry can no longer bear (its amount was changed in the books) frees the money as a visible credit. */
export async function dropUnfit(ctx: Context): Promise<void> {
  await sql`
    insert into pub_dropped
    select distinct p.lettering_id from pub_parts p
    join (select q.entry_id from pub_parts q join pub_entries e on e.id = q.entry_id group by q.entry_id, e.cents
          having abs(sum(q.cents)) > abs(e.cents) or sign(sum(q.cents)) <> sign(e.cents)) u on u.entry_id = p.entry_id
    on conflict do nothing`.execute(ctx.db);
  await dropParts(ctx);
}

const dropParts = async (ctx: Context): Promise<void> => {
  await sql`delete from pub_parts p using pub_dropped d where d.lettering_id = p.lettering_id`.execute(
    ctx.db,
  );
};

/** Writes what changed of our own letterings and entries. `pub_after` gives the entries their settled part. */
export async function writeMoney(ctx: Context): Promise<void> {
  await sql`
    delete from letterings where organization_id = ${ctx.organizationId} and id in (select lettering_id from pub_dropped)`.execute(
    ctx.db,
  );
  await sql`
    delete from lettering_parts where organization_id = ${ctx.organizationId} and lettering_id in (select lettering_id from pub_parts where moved)`.execute(
    ctx.db,
  );
  await sql`
    insert into lettering_parts (organization_id, lettering_id, entry_id, cents)
    select ${ctx.organizationId}, lettering_id, entry_id, cents from pub_parts
    where lettering_id in (select lettering_id from pub_parts where moved)`.execute(ctx.db);
  await sql`
    update entries e set superseded_at = case when r.restored then null else ${ctx.clock()}::timestamptz end,
           superseded_by = r.by_id, settled_cents = coalesce(f.settled, 0),
           lettering_id = f.lettering_id, lettering_code = coalesce(f.code, '')
    from pub_replaced r left join pub_after f on f.id = r.id
    where e.organization_id = ${ctx.organizationId} and e.id = r.id`.execute(ctx.db);
}
