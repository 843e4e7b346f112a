/** Statements of money that goes back: what a payment wrote, and its letterings undone. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";

export type PaymentEntryRow = { id: string; accountId: string; amountCents: number; sourceKey: string };

/** The provisional entries of a payment, reversals included, also those that published ones replaced. */
export const selectPaymentEntries = (ctx: Context, paymentId: string): Promise<PaymentEntryRow[]> =>
  ctx.db
    .selectFrom("entries")
    .select(["id", "account_id as accountId", "amount_cents as amountCents", "source_key as sourceKey"])
    .where("organization_id", "=", ctx.organizationId)
    .where("payment_id", "=", paymentId)
    .where("origin", "=", "payment")
    .orderBy("account_id")
    .orderBy("id")
    .execute();

/** The accounts to which payments gave money, and every entry of theirs or that their letterings settle. */
export async function selectTouched(
  ctx: Context,
  paymentIds: readonly string[],
): Promise<{ accountIds: string[]; entryIds: string[] }> {
  const ids = sql`any(${[...paymentIds]}::uuid[])`;
  const { rows } = await sql<{ id: string; accountId: string }>`
    select id, account_id as "accountId" from entries
    where organization_id = ${ctx.organizationId} and payment_id = ${ids} and origin = 'payment'
    union select p.entry_id, l.account_id from letterings l
    join lettering_parts p on p.organization_id = l.organization_id and p.lettering_id = l.id
    where l.organization_id = ${ctx.organizationId} and l.payment_id = ${ids} and l.origin = 'payment'`.execute(
    ctx.db,
  );
  return {
    accountIds: [...new Set(rows.map((row) => row.accountId))],
    entryIds: rows.map((row) => row.id),
  };
}

export type PaymentPart = { entryId: string; cents: number };

/** What the letterings of a payment settle, on one account or on all. */
export async function selectPaymentParts(
  ctx: Context,
  paymentId: string,
  accountId: string | null = null,
): Promise<PaymentPart[]> {
  const { rows } = await sql<PaymentPart>`
    select p.entry_id as "entryId", p.cents from letterings l
    join lettering_parts p on p.organization_id = l.organization_id and p.lettering_id = l.id
    where l.organization_id = ${ctx.organizationId} and l.payment_id = ${paymentId}
      and ${accountId === null ? sql`true` : sql`l.account_id = ${accountId}`} and l.origin = 'payment'`.execute(
    ctx.db,
  );
  return rows;
}

/**
 * Undoes the letterings of a payment on an account: their entries are open again by as much. An entry shows the lettering
 * that still takes a part of it, or none; what the accounting software wrote of it stays written.
 */
export async function deletePaymentLetterings(
  ctx: Context,
  paymentId: string,
  accountId: string,
): Promise<void> {
  const ours = sql`
    select id from letterings where organization_id = ${ctx.organizationId} and payment_id = ${paymentId}
      and account_id = ${accountId} and origin = 'payment'`;
  await sql`
    with undone as (
      select entry_id, sum(cents)::bigint as cents from lettering_parts
      where organization_id = ${ctx.organizationId} and lettering_id in (${ours}) group by entry_id
    ), others as (
      select distinct on (p.entry_id) p.entry_id, l.id, l.code
      from lettering_parts p join letterings l on l.organization_id = p.organization_id and l.id = p.lettering_id
      where p.organization_id = ${ctx.organizationId} and p.entry_id in (select entry_id from undone)
        and p.lettering_id not in (${ours})
      order by p.entry_id, l.created_at desc, l.id desc
    )
    update entries e
    set settled_cents = e.settled_cents - u.cents, lettering_id = o.id,
        lettering_code = coalesce(o.code, e.published_lettering)
    from undone u left join others o on o.entry_id = u.entry_id
    where e.organization_id = ${ctx.organizationId} and e.id = u.entry_id`.execute(ctx.db);
  await sql`delete from letterings where organization_id = ${ctx.organizationId} and id in (${ours})`.execute(
    ctx.db,
  );
}
