/** Statements on what notifications hold of one person: read whole, and erased (INF-5). */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { Subject } from "../../../platform/personal-data.ts";

const his = (ctx: Context, userId: string) =>
  sql`organization_id = ${ctx.organizationId} and user_id = ${userId}::uuid`;

export const mailsOf = (ctx: Context, { userId }: Subject): RawBuilder<unknown> => sql`
  select id::text as key, created_at as at, kind as mail_kind, to_address, subject, text, state, created_at as written, sent_at as sent
  from mails where ${his(ctx, userId)} and to_address <> ''`;

export const textsOf = (ctx: Context, { userId }: Subject): RawBuilder<unknown> => sql`
  select 'sms:' || id as key, created_at as at, 'sms' as channel, to_phone as recipient, body, state, created_at as written
  from texts where ${his(ctx, userId)} and to_phone <> ''
  union all
  select 'push:' || id, created_at, 'push', title, body, state, created_at
  from pushes where ${his(ctx, userId)}`;

export const choicesOf = (ctx: Context, { userId }: Subject): RawBuilder<unknown> => sql`
  select news || ':' || channel as key, changed_at as at, news, channel, wanted, changed_at as chosen
  from notification_choices where ${his(ctx, userId)}
  union all
  select 'digest:' || kind, told_at, kind, 'digest', true, told_at from digests where ${his(ctx, userId)}`;

export const devicesOf = (ctx: Context, { userId }: Subject): RawBuilder<unknown> => sql`
  select 'phone' as key, confirmed_at as at, 'phone' as what, phone as name, confirmed_at as since
  from notification_phones where ${his(ctx, userId)}
  union all
  select id::text, created_at, 'push', name, created_at from push_devices where ${his(ctx, userId)}`;

type DeviceRow = { what: "phone" | "push"; name: string; since: Date | null };

/** The phone that he proved to be his, and the browsers that accepted notifications. */
export async function selectReached(ctx: Context, userId: string): Promise<DeviceRow[]> {
  const { rows } = await sql<DeviceRow>`
    select what, name, since from (${devicesOf(ctx, { userId, actsFor: [], himself: [] })}) d
    where since is not null order by since desc limit 50`.execute(ctx.db);
  return rows;
}

export async function selectChosen(
  ctx: Context,
  userId: string,
): Promise<{ news: string; channel: string; wanted: boolean; changed_at: Date }[]> {
  const { rows } = await sql<{ news: string; channel: string; wanted: boolean; changed_at: Date }>`
    select news, channel, wanted, changed_at from notification_choices where ${his(ctx, userId)}
    order by changed_at desc`.execute(ctx.db);
  return rows;
}

/**
 * Whom a mail went to and what it said; that one left, of which kind and when, stays for the figures. One that waits to
 * leave is left alone: it tells him what was decided.
 */
export async function eraseMails(ctx: Context, { userId }: Subject): Promise<[]> {
  await sql`
    delete from bounced_addresses b where b.organization_id = ${ctx.organizationId} and b.address in (
      select lower(to_address) from mails where ${his(ctx, userId)})`.execute(ctx.db);
  await sql`
    update mails set to_address = '', subject = '', text = '', html = '', attachments = '[]', error = null
    where ${his(ctx, userId)} and state <> 'queued' and to_address <> ''`.execute(ctx.db);
  return [];
}

export async function eraseTexts(ctx: Context, { userId }: Subject): Promise<[]> {
  await sql`
    update texts set to_phone = '', body = '', error = null where ${his(ctx, userId)} and to_phone <> ''
      and state in ('sent', 'delivered', 'failed')`.execute(ctx.db);
  await sql`delete from pushes where ${his(ctx, userId)}`.execute(ctx.db);
  return [];
}

export async function eraseChoices(ctx: Context, { userId }: Subject): Promise<[]> {
  await sql`delete from notification_choices where ${his(ctx, userId)}`.execute(ctx.db);
  await sql`delete from digests where ${his(ctx, userId)}`.execute(ctx.db);
  return [];
}

export async function eraseDevices(ctx: Context, { userId }: Subject): Promise<[]> {
  await sql`delete from notification_phones where ${his(ctx, userId)}`.execute(ctx.db);
  await sql`delete from push_devices where ${his(ctx, userId)}`.execute(ctx.db);
  return [];
}
