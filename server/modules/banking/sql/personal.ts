/** Statements on what bank lines hold of one person (INF-5): money that was given to his accounts, and whence it comes. */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { Dropped, Subject } from "../../../platform/personal-data.ts";

const hisAccounts = (ctx: Context, of: Subject) => sql`(
  select k.id from v_ledger_party_accounts k where k.organization_id = ${ctx.organizationId} and k.party_id = any(${[...of.himself]}::uuid[]))`;

export const transfersOf = (ctx: Context, of: Subject): RawBuilder<unknown> => sql`
  select a.id::text || s.account_id::text as key, a.made_at as at, l.booked_on, s.cents, l.counterparty, l.payer_mask, l.texts, a.reference, a.state
  from bank_allocation_accounts s
  join bank_allocations a on a.organization_id = s.organization_id and a.id = s.allocation_id
  join bank_lines l on l.organization_id = a.organization_id and l.id = a.line_id
  where s.organization_id = ${ctx.organizationId} and s.account_id in ${hisAccounts(ctx, of)}`;

export const payersOf = (ctx: Context, of: Subject): RawBuilder<unknown> => sql`
  select p.payer_hash || p.account_id::text as key, p.last_used_on::timestamptz as at, p.uses, p.last_used_on
  from bank_payers p where p.organization_id = ${ctx.organizationId} and p.account_id in ${hisAccounts(ctx, of)}`;

/** His bank accounts are no longer known again. */
export async function forgetPayers(ctx: Context, of: Subject): Promise<readonly Dropped[]> {
  await sql`delete from bank_payers where organization_id = ${ctx.organizationId} and account_id in ${hisAccounts(ctx, of)}`.execute(
    ctx.db,
  );
  return [];
}
