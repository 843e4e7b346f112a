/** The statement that finds what money may be for (PAY-10). */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";

/**
 * What is known of money that came to a creditor. `pieces`: numbers of pieces or codes of accounts, as letters and digits in capitals. `names`: of
 * who paid. `accountIds`: accounts that this payer paid before. `searched`: what a person typed.
 */
export type Wanted = {
  creditorId: string;
  cents: number;
  pieces: readonly string[];
  names: readonly string[];
  accountIds: readonly string[];
  searched?: string;
};
/** An open entry that money may be for, with whose it is. */
export type MatchableRow = {
  wanted: number;
  entryId: string;
  accountId: string;
  accountCode: string;
  accountLabel: string;
  partyId: string;
  partyName: string;
  piece: string;
  label: string;
  date: string;
  dueOn: string | null;
  openCents: number;
};

const PER_PIECE = 20;
const ACCOUNTS_PER_NAME = 10;
const PER_ACCOUNT = 60;
const PER_AMOUNT = 40;

/**
 * Each way in is a lateral look-up along an index of its own, cut short: what a line costs does not grow with the books.
 * `a.name_key` and `e.open_cents` are columns, for row-level security to let their indexes be used; `limit 1` keeps whoever plans from reading
 * whole tables, since it cannot know how few rows are found.
 */
export function selectMatchable(ctx: Context, wanted: readonly Wanted[]): RawBuilder<MatchableRow> {
  const asked = wanted.map((one, n) => ({
    n,
    creditor: one.creditorId,
    cents: one.cents,
    pieces: one.pieces,
    names: one.names,
    accounts: one.accountIds,
    searched: one.searched ?? null,
  }));
  const open = sql`e.organization_id = ${ctx.organizationId} and e.superseded_at is null`;
  const own = sql`a.organization_id = ${ctx.organizationId} and a.creditor_id = w.creditor`;
  const searched = wanted.some((one) => one.searched) ? bySearch(ctx, own) : sql``;
  return sql<MatchableRow>`
    with w as materialized (
      select n, creditor, cents, pieces, accounts, searched, array(select quitus_name_key(name) from unnest(names) name) as names
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
        as w (n int, creditor uuid, cents bigint, pieces text[], names text[], accounts uuid[], searched text)
    ), by_piece as (
      select w.n, w.creditor, e.id, e.account_id from w cross join lateral unnest(w.pieces) wanted_piece cross join lateral (
        select e.id, e.account_id from entries e
        where ${open} and e.piece_key = wanted_piece and e.piece_key <> '' and e.open_cents <> 0 limit ${PER_PIECE}) e
    ), by_amount as (
      select w.n, w.creditor, e.id, e.account_id from w cross join lateral (
        select e.id, e.account_id from entries e where ${open} and e.open_cents = w.cents and e.open_cents > 0 limit ${PER_AMOUNT}) e
    ), by_account as (
      select n, creditor, account_id as id from by_piece
      union select w.n, w.creditor, a.id from w cross join lateral unnest(w.pieces) wanted_code cross join lateral (
        select a.id from accounts a where ${own} and a.code = wanted_code limit 1) a
      union select w.n, w.creditor, id from w cross join lateral unnest(w.accounts) id
      union select w.n, w.creditor, a.id from w cross join lateral unnest(w.names) wanted_name cross join lateral (
        select a.id from accounts a where ${own} and a.name_key = wanted_name and a.name_key <> '' limit ${ACCOUNTS_PER_NAME}) a
      union select w.n, w.creditor, a.id from w cross join lateral unnest(w.names) wanted_name cross join lateral (
        select p.id from v_directory_party_names p
        where p.organization_id = ${ctx.organizationId} and p.name_key = wanted_name and p.name_key <> '' limit ${ACCOUNTS_PER_NAME}) p
        cross join lateral (select a.id from accounts a where ${own} and a.party_id = p.id limit ${ACCOUNTS_PER_NAME}) a ${searched}
    ), found as (
      select n, creditor, id from by_piece
      union select n, creditor, id from by_amount
      union select b.n, b.creditor, e.id from by_account b cross join lateral (
        select e.id from entries e where ${open} and e.account_id = b.id and e.amount_cents <> e.settled_cents
        order by e.sort_due_on, e.id limit ${PER_ACCOUNT}) e
    )
    select f.n as wanted, e.id as "entryId", a.id as "accountId", a.code as "accountCode", a.label as "accountLabel", a.party_id as "partyId",
           p.name as "partyName", e.piece, e.label, e.entered_on as date, e.due_on as "dueOn", e.open_cents as "openCents"
    from found f
    cross join lateral (select e.* from entries e where ${open} and e.id = f.id limit 1) e
    cross join lateral (
      select a.* from accounts a where a.organization_id = ${ctx.organizationId} and a.id = e.account_id and a.creditor_id = f.creditor limit 1) a
    cross join lateral (select p.name from v_directory_parties p where p.organization_id = a.organization_id and p.id = a.party_id limit 1) p
    where not exists (select from holds h where h.organization_id = e.organization_id and h.entry_id = e.id
      and h.kind in ('payment', 'collection') and h.released_at is null)
    order by f.n, e.sort_due_on, e.id`;
}

/** Only for what a person types, one at a time: it reads the names of all accounts. */
const bySearch = (ctx: Context, own: RawBuilder<unknown>) =>
  sql`union select w.n, w.creditor, a.id from w cross join lateral (
        select a.id from accounts a where w.searched is not null and ${own} and (
            strpos(a.search_text, quitus_search_text(array[w.searched])) > 0 or a.party_id in (
              select p.id from v_directory_parties p where p.organization_id = ${ctx.organizationId}
                and strpos(p.search_text, quitus_search_text(array[w.searched])) > 0))
        order by a.sort_label, a.id limit ${ACCOUNTS_PER_NAME}) a`;
