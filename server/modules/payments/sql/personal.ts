/** Statements on what payments hold of one person: read whole, and what of it may be erased (INF-5). */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { Subject } from "../../../platform/personal-data.ts";

const his = (ctx: Context, userId: string) =>
  sql`organization_id = ${ctx.organizationId} and user_id = ${userId}::uuid`;

export const paymentsOf = (ctx: Context, { userId }: Subject): RawBuilder<unknown> => sql`
  select p.id::text as key, coalesce(p.closed_at, p.created_at) as at, p.reference, p.gateway, p.amount_cents, p.state, p.email,
    r.number as receipt, r.means, p.created_at as started, r.received_at as received
  from (select * from payments where ${his(ctx, userId)}) p
  left join receipts r on r.organization_id = p.organization_id and r.payment_id = p.id`;

export const declarationsOf = (ctx: Context, { userId }: Subject): RawBuilder<unknown> => sql`
  select d.id::text as key, d.declared_at as at, d.cents, d.paid_on, d.means, d.reference, d.comment, d.state, d.answer,
    d.declared_at as declared
  from (select * from declarations where ${his(ctx, userId)}) d`;

export const cartOf = (ctx: Context, { userId }: Subject): RawBuilder<unknown> => sql`
  select entry_id::text as key, added_at as at, entry_id::text as entry, added_at as added
  from cart_entries where ${his(ctx, userId)}`;

export const transfersOf = (ctx: Context, { userId }: Subject): RawBuilder<unknown> => sql`
  select id::text as key, coalesce(closed_at, made_at) as at, reference, cents, state, made_at as made, received_cents, received_on
  from transfer_orders where ${his(ctx, userId)}`;

/** Whether an attempt of his may still bring money: nothing is erased meanwhile. */
export async function hasOpenAttempt(ctx: Context, userId: string): Promise<boolean> {
  const { rows } = await sql`
    select from payments where ${his(ctx, userId)} and state in ('starting', 'waiting') limit 1`.execute(
    ctx.db,
  );
  return rows.length > 0;
}

/** The address of the receipt: the money itself is books. */
export async function erasePayers(ctx: Context, { userId }: Subject): Promise<[]> {
  await sql`update payments set email = null where ${his(ctx, userId)} and email is not null`.execute(ctx.db);
  return [];
}

export async function eraseCart(ctx: Context, { userId }: Subject): Promise<[]> {
  await sql`delete from cart_entries where ${his(ctx, userId)}`.execute(ctx.db);
  return [];
}
