/**
 * Statements on the mandates of one person (INF-5): the proof of an agreement, which nobody rewrites before its term. Who
 * typed a paper signed nothing; who signed for somebody for whom he no longer acts keeps his signature, not the bank account.
 */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { Subject } from "../../../platform/personal-data.ts";

const his = (ctx: Context, of: Subject) =>
  sql`m.organization_id = ${ctx.organizationId} and (m.party_id = any(${[...of.himself]}::uuid[])
    or (m.user_id = ${of.userId}::uuid and m.party_id = any(${[...of.actsFor]}::uuid[])))`;

export const mandatesOf = (ctx: Context, of: Subject): RawBuilder<unknown> => sql`
  select m.id::text as key, m.changed_at as at, m.umr, m.creditor_name, m.creditor_ics, m.mode, m.state, m.purpose, m.debtor_name,
    array_to_string(m.debtor_address, ', ') as debtor_address, m.debtor_iban, m.debtor_bic, m.signed_on, m.one_off_cents,
    m.sealed_hash as file_hash, m.umr || '.pdf' as file_name
  from mandates m where ${his(ctx, of)}`;

export const eventsOf = (ctx: Context, of: Subject): RawBuilder<unknown> => sql`
  select e.id::text as key, e.at, m.umr, e.kind as event, e.side, e.at as happened
  from mandates m join mandate_events e on e.organization_id = m.organization_id and e.mandate_id = m.id
  where ${his(ctx, of)}
  union all
  select e.id::text, e.at, m.umr, e.kind, e.side, e.at
  from mandate_events e join mandates m on m.organization_id = e.organization_id and m.id = e.mandate_id
  where e.organization_id = ${ctx.organizationId} and e.author_id = ${of.userId}::uuid and not (${his(ctx, of)})
  union all
  select a.id::text, a.created_at, m.umr, 'amended', 'customer', a.created_at
  from mandates m join mandate_amendments a on a.organization_id = m.organization_id and a.mandate_id = m.id
  where ${his(ctx, of)}`;

export const signaturesOf = (ctx: Context, { userId }: Subject): RawBuilder<unknown> => sql`
  select s.id::text as key, coalesce(s.sealed_at, s.created_at) as at, s.kind as signature_kind, s.state, s.channel, s.target, s.ip,
    s.user_agent, s.new_iban, s.created_at as begun, s.right_at as signed
  from mandate_signatures s where s.organization_id = ${ctx.organizationId} and s.user_id = ${userId}::uuid`;

/** Whether something may still be debited from him: he has to be told before each debit. */
export async function hasLivingMandate(ctx: Context, of: Subject): Promise<boolean> {
  const { rows } = await sql`
    select from mandates m where (${his(ctx, of)} or (m.organization_id = ${ctx.organizationId}
      and m.user_id = ${of.userId}::uuid and m.origin = 'online')) and m.state in ('signing', 'active', 'suspended', 'blocked') limit 1`.execute(
    ctx.db,
  );
  return rows.length > 0;
}
