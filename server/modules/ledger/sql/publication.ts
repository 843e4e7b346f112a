/**
 * Statements of publication: lines are staged by COPY, then merged set by set. Temporary tables live in the transaction:
 * `pub_lines` as received, `pub_accounts` their accounts, `pub_keyed` lines named by their source key, `pub_gone` stored
 * entries that left, `pub_entries` lines with the id and the state of the entry that they are, `pub_others` stored entries
 * of the same accounts that are lettered and are not in the lines.
 */
import { pipeline } from "node:stream/promises";
import { sql } from "kysely";
import { from as copyFrom } from "pg-copy-streams";
import type { Context } from "../../../platform/context.ts";
import { clientOf } from "../../../platform/database/pool.ts";

const STAGE = `
  set local work_mem = '96MB';
  create temp table pub_lines (line int, account int, fy int, general text collate "C", journal text collate "C", number text collate "C",
    entered_on date, due_on date, label text, piece text collate "C", cents bigint, lettering text collate "C", opening boolean, analytic text collate "C") on commit drop;
  create temp table pub_accounts (ref int, account_id uuid) on commit drop`;

/** Makes the staging tables and fills `pub_lines` with rows in the text format of COPY. */
export async function copyLines(ctx: Context, rows: AsyncIterable<string>): Promise<void> {
  const client = clientOf(ctx.db);
  await client.query(STAGE);
  await pipeline(rows, client.query(copyFrom("copy pub_lines from stdin")));
}

/** Binds the accounts' numbers in the lines to accounts. */
export async function stageAccounts(
  ctx: Context,
  bound: readonly { ref: number; id: string }[],
): Promise<void> {
  await sql`insert into pub_accounts select * from unnest(${bound.map((one) => one.ref)}::int[], ${bound.map((one) => one.id)}::uuid[])`.execute(
    ctx.db,
  );
}

/** Lines whose account is not known, the first ten thousand. */
export const selectUnbound = (ctx: Context): Promise<{ line: number; account: number }[]> =>
  sql<{ line: number; account: number }>`
    select line, account from pub_lines l where not exists (select from pub_accounts a where a.ref = l.account) order by line limit 10000`
    .execute(ctx.db)
    .then(({ rows }) => rows);

/** From this many lines on, reading a whole table once is cheaper than looking into it for each line. */
const MANY_LINES = 20_000;

/** Tells the planner, which has no statistics on what was just written, to read tables whole (`many`) or to look into them. */
export async function planFor(ctx: Context, many: boolean): Promise<void> {
  await sql`select set_config('enable_nestloop', ${many ? "off" : "on"}, true)`.execute(ctx.db);
}

/** Measures what was staged, and plans for it. */
export async function prepareMerge(ctx: Context): Promise<void> {
  await sql`analyze pub_lines`.execute(ctx.db);
  await sql`analyze pub_accounts`.execute(ctx.db);
  const { rows } = await sql<{ count: number }>`select count(*) as count from pub_lines`.execute(ctx.db);
  await planFor(ctx, rows[0]!.count > MANY_LINES);
}

/** Locks the accounts before anything is read of their entries: the order that every writer of the ledger keeps. */
export async function lockAccounts(ctx: Context, covers: Period | null): Promise<void> {
  await sql`
    create temp table pub_touched on commit drop as
    select account_id from pub_accounts union ${covers ? covered(ctx, covers, sql`e.account_id`) : sql`select null::uuid where false`}`.execute(
    ctx.db,
  );
  await sql`analyze pub_touched`.execute(ctx.db);
  await sql`
    select from accounts where organization_id = ${ctx.organizationId} and id in (select account_id from pub_touched)
    order by id for no key update`.execute(ctx.db);
}

/** What a file says of a creditor: everything between two days. */
export type Period = { creditorId: string; from: string; to: string };

const covered = (ctx: Context, covers: Period, columns: ReturnType<typeof sql>) => sql`
  select ${columns} from entries e
  join accounts a on a.organization_id = e.organization_id and a.id = e.account_id
  where e.organization_id = ${ctx.organizationId} and a.organization_id = ${ctx.organizationId} and a.creditor_id = ${covers.creditorId}
    and e.origin = 'fec' and e.superseded_at is null and e.entered_on between ${covers.from} and ${covers.to}`;

/**
 * Opening entries restate what the years before left. Where those years are published here and say the same sum, the
 * opening lines of that account are left out, and their letterings pass to the entries that they restate.
 * @returns lines left out, and accounts whose opening is another sum than the years before.
 */
export async function leaveOutOpening(
  ctx: Context,
  covers: Period,
): Promise<{ left: number; different: string[] }> {
  const { rows: any } = await sql`select from pub_lines where opening limit 1`.execute(ctx.db);
  if (any.length === 0) return { left: 0, different: [] };
  await sql`
    create temp table pub_opening on commit drop as
    select p.account_id, o.account as ref, o.cents = p.cents as same
    from (select account, sum(cents) as cents from pub_lines where opening group by account) o
    join pub_accounts b on b.ref = o.account
    join (select e.account_id, sum(e.amount_cents) as cents from entries e
          where e.organization_id = ${ctx.organizationId} and e.account_id in (select account_id from pub_accounts)
            and e.origin = 'fec' and e.superseded_at is null and e.entered_on < ${covers.from} group by e.account_id) p
      on p.account_id = b.account_id`.execute(ctx.db);
  await sql`
    with restated as (
      select b.account_id, l.piece, l.cents, l.lettering, row_number() over (partition by l.account, l.piece, l.cents order by l.line) as rank
      from pub_lines l join pub_opening b on b.ref = l.account and b.same
      where l.opening and l.lettering <> ''
    ), before as (
      select e.id, e.account_id, e.piece, e.amount_cents as cents,
             row_number() over (partition by e.account_id, e.piece, e.amount_cents order by e.entered_on, e.id) as rank
      from entries e where e.organization_id = ${ctx.organizationId} and e.account_id in (select account_id from pub_opening where same)
        and e.origin = 'fec' and e.superseded_at is null and e.entered_on < ${covers.from} and e.amount_cents <> e.settled_cents
    )
    update entries e set published_lettering = r.lettering
    from restated r join before b using (account_id, piece, cents, rank)
    where e.organization_id = ${ctx.organizationId} and e.id = b.id and e.published_lettering <> r.lettering`.execute(
    ctx.db,
  );
  const left =
    await sql`delete from pub_lines l using pub_opening o where l.opening and o.same and o.ref = l.account`.execute(
      ctx.db,
    );
  const { rows } = await sql<{ code: string }>`
    select a.code from pub_opening o join accounts a on a.organization_id = ${ctx.organizationId} and a.id = o.account_id
    where not o.same order by a.code limit 50`.execute(ctx.db);
  return { left: Number(left.numAffectedRows ?? 0), different: rows.map((row) => row.code) };
}

/**
 * Names each line of a FEC: accounting year, general account, journal, entry number, and its rank in that entry. A number
 * that is empty, or that stands on several days, names nothing: the day and the piece are taken in its place.
 */
export async function keyLedgerLines(ctx: Context): Promise<void> {
  await sql`
    create temp table pub_keyed on commit drop as
    with vague as (
      select fy, journal, number from pub_lines where number <> '' group by fy, journal, number having min(entered_on) <> max(entered_on)
    ), named as (
      select l.*, l.fy || '|' || l.general || '|' || l.journal || '|' ||
             case when l.number <> '' and v.number is null then l.number else l.entered_on || ' ' || l.piece end as base
      from pub_lines l left join vague v on v.fy = l.fy and v.journal = l.journal and v.number = l.number
    )
    select n.line, a.account_id, n.fy, n.general, n.journal, n.entered_on, n.due_on, n.label, n.piece, n.cents, n.lettering, n.analytic,
           n.base || '|' || row_number() over (partition by n.account, n.base order by n.line) as source_key
    from named n join pub_accounts a on a.ref = n.account`.execute(ctx.db);
  await sql`analyze pub_keyed`.execute(ctx.db);
}

/** Names each line of a batch by its external key; of the same key twice, the last line counts. */
export async function keyBatchLines(ctx: Context): Promise<void> {
  await sql`
    create temp table pub_keyed on commit drop as
    select distinct on (a.account_id, l.number) l.line, a.account_id, 0 as fy, ''::text collate "C" as general, l.journal, l.entered_on, l.due_on,
           l.label, l.piece, l.cents, l.lettering, l.analytic, l.number as source_key
    from pub_lines l join pub_accounts a on a.ref = l.account
    order by a.account_id, l.number, l.line desc`.execute(ctx.db);
  await sql`analyze pub_keyed`.execute(ctx.db);
}

const isStaged = sql`exists (select from pub_keyed k where k.account_id = e.account_id and k.source_key = e.source_key)`;

/**
 * Finds the stored entries of the period that the file has no more. Those that only changed their name (a draft that was
 * numbered) are first given the new one.
 */
export async function findGone(ctx: Context, covers: Period | null): Promise<void> {
  if (!covers) {
    await sql`create temp table pub_gone (id uuid, account_id uuid, cents bigint, was_lettering_id uuid) on commit drop`.execute(
      ctx.db,
    );
    return;
  }
  await sql`
    create temp table pub_gone on commit drop as
    ${covered(ctx, covers, sql`e.id, e.account_id, e.amount_cents as cents, e.lettering_id as was_lettering_id, e.source_key, e.journal, e.entered_on, e.piece`)}
      and not ${isStaged}`.execute(ctx.db);
  const { rows } = await sql`select from pub_gone limit 1`.execute(ctx.db);
  if (rows.length === 0) return;
  await sql`
    with lost as (
      select id, account_id, journal, entered_on, piece, cents,
             row_number() over (partition by account_id, journal, entered_on, piece, cents order by source_key) as rank from pub_gone
    ), fresh as (
      select k.account_id, k.journal, k.entered_on, k.piece, k.cents, k.source_key,
             row_number() over (partition by k.account_id, k.journal, k.entered_on, k.piece, k.cents order by k.line) as rank
      from pub_keyed k where not exists (select from entries e
        where e.organization_id = ${ctx.organizationId} and e.account_id = k.account_id and e.source_key = k.source_key)
    ), renamed as (
      update entries e set source_key = f.source_key
      from lost l join fresh f using (account_id, journal, entered_on, piece, cents, rank)
      where e.organization_id = ${ctx.organizationId} and e.id = l.id returning e.id
    )
    delete from pub_gone where id in (select id from renamed)`.execute(ctx.db);
}

export type KeptEntry = { account: string; piece: string; label: string; enteredOn: string };

/** Takes out of `pub_gone` what an open payment holds, or our own payments letter. @returns those that are kept. */
export async function keepPaid(ctx: Context): Promise<{ count: number; entries: KeptEntry[] }> {
  const { rows: any } = await sql`select from pub_gone limit 1`.execute(ctx.db);
  if (any.length === 0) return { count: 0, entries: [] };
  await sql`
    select from entries where organization_id = ${ctx.organizationId} and id in (select id from pub_gone) order by id for update`.execute(
    ctx.db,
  );
  const { rows } = await sql<KeptEntry & { count: number }>`
    with kept as (
      delete from pub_gone g
      where exists (select from holds h where h.organization_id = ${ctx.organizationId} and h.entry_id = g.id and h.kind in ('payment', 'collection') and h.released_at is null)
         or (exists (select from lettering_parts p
                     join letterings l on l.organization_id = p.organization_id and l.id = p.lettering_id and l.origin = 'payment'
                     where p.organization_id = ${ctx.organizationId} and p.entry_id = g.id)
             and not exists (select from entries s where s.organization_id = ${ctx.organizationId} and s.superseded_by = g.id))
      returning g.id
    )
    select a.code as account, e.piece, e.label, e.entered_on as "enteredOn", count(*) over () as count
    from kept join entries e on e.organization_id = ${ctx.organizationId} and e.id = kept.id
    join accounts a on a.organization_id = e.organization_id and a.id = e.account_id
    order by e.entered_on, e.id limit 100`.execute(ctx.db);
  return { count: rows[0]?.count ?? 0, entries: rows };
}

/** Gives each line the id of its entry, old or new, and puts beside it what the entry was. */
export async function matchEntries(ctx: Context): Promise<void> {
  await sql`
    create temp table pub_entries on commit drop as
    select k.*, coalesce(e.id, quitus_new_id()) as id, e.id is null as fresh, e.superseded_at is not null as withdrawn,
           e.amount_cents as was_cents, e.settled_cents as was_settled, e.lettering_id as was_lettering_id, e.lettering_code as was_code,
           e.id is not null and (e.superseded_at is not null
             or (e.entered_on, e.due_on, e.label, e.piece, e.journal, e.amount_cents, e.published_lettering, e.analytic)
                is distinct from (k.entered_on, k.due_on, k.label, k.piece, k.journal, k.cents, k.lettering, k.analytic)) as changed
    from pub_keyed k
    left join entries e on e.organization_id = ${ctx.organizationId} and e.account_id = k.account_id and e.source_key = k.source_key`.execute(
    ctx.db,
  );
  await sql`
    create temp table pub_others on commit drop as
    select e.id, e.account_id, e.amount_cents as cents, e.settled_cents as was_settled, e.lettering_id as was_lettering_id,
           e.lettering_code as was_code, e.published_lettering as lettering,
           case when e.origin = 'fec' then split_part(e.source_key, '|', 1)::int else 0 end as fy,
           case when e.origin = 'fec' then split_part(e.source_key, '|', 2) else '' end as general
    from entries e
    where e.organization_id = ${ctx.organizationId} and e.account_id in (select account_id from pub_touched)
      and e.superseded_at is null and (e.published_lettering <> '' or e.lettering_id is not null or e.settled_cents <> 0)
      and not ${isStaged} and not exists (select from pub_gone g where g.id = e.id)`.execute(ctx.db);
  await sql`analyze pub_entries`.execute(ctx.db);
  await sql`analyze pub_others`.execute(ctx.db);
}
