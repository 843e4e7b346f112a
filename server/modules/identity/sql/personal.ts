/** Statements on what identity holds of one person: read whole, and erased (INF-5). */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { Subject } from "../../../platform/personal-data.ts";

const his = (ctx: Context, userId: string) =>
  sql`organization_id = ${ctx.organizationId} and user_id = ${userId}::uuid`;

export const accessOf = (ctx: Context, { userId }: Subject): RawBuilder<unknown> => sql`
  select id::text as key, coalesce(last_sign_in_at, created_at) as at, identifier, name, email, language, state, staff_role,
    created_at, last_sign_in_at
  from users where organization_id = ${ctx.organizationId} and id = ${userId}::uuid and erased_at is null`;

export const sessionsOf = (ctx: Context, { userId }: Subject): RawBuilder<unknown> => sql`
  select 'session:' || id as key, seen_at as at, 'session' as what, user_agent as browser, ip as address,
    created_at as since, seen_at as seen
  from sessions where ${his(ctx, userId)}
  union all
  select 'device:' || encode(token_hash, 'hex'), last_seen_at, 'device', null, null, first_seen_at, last_seen_at
  from devices where ${his(ctx, userId)}`;

export const protectionsOf = (ctx: Context, { userId }: Subject): RawBuilder<unknown> => sql`
  select 'totp' as key, created_at as at, 'totp' as what, '' as name, created_at as since, null::timestamptz as used
  from totp_secrets where ${his(ctx, userId)}
  union all
  select 'passkey:' || id, coalesce(last_used_at, created_at), 'passkey', name, created_at, last_used_at
  from passkeys where ${his(ctx, userId)}
  union all
  select 'code:' || encode(code_hash, 'hex'), coalesce(used_at, created_at), 'recovery_code', '', created_at, used_at
  from recovery_codes where ${his(ctx, userId)}
  union all
  select 'sso:' || issuer, bound_at, 'sso', issuer, bound_at, null from sso_identities where ${his(ctx, userId)}`;

export const linksOf = (ctx: Context, { userId }: Subject): RawBuilder<unknown> => sql`
  select id::text as key, created_at as at, kind as link_kind, new_email, created_at as sent, used_at as used
  from mail_links where ${his(ctx, userId)}`;

export async function eraseSessions(ctx: Context, userId: string): Promise<[]> {
  await sql`delete from sessions where ${his(ctx, userId)}`.execute(ctx.db);
  await sql`delete from devices where ${his(ctx, userId)}`.execute(ctx.db);
  return [];
}

export async function eraseProtections(ctx: Context, userId: string): Promise<[]> {
  await sql`delete from totp_secrets where ${his(ctx, userId)}`.execute(ctx.db);
  await sql`delete from passkeys where ${his(ctx, userId)}`.execute(ctx.db);
  await sql`delete from recovery_codes where ${his(ctx, userId)}`.execute(ctx.db);
  await sql`delete from sso_identities where ${his(ctx, userId)}`.execute(ctx.db);
  return [];
}

export async function eraseLinks(ctx: Context, userId: string): Promise<[]> {
  await sql`delete from ceremonies where ${his(ctx, userId)}`.execute(ctx.db);
  await sql`delete from mail_links where ${his(ctx, userId)}`.execute(ctx.db);
  return [];
}

/** The row stays, because payments and facts name it by its id: it says of nobody any more who he is. */
export async function eraseAccess(ctx: Context, userId: string): Promise<[]> {
  await sql`
    update users set identifier = 'efface-' || replace(id::text, '-', ''), email = null, name = 'Compte effacé', password_hash = null,
      must_change_password = false, temporary_until = null, state = 'disabled', last_sign_in_at = null, erased_at = ${ctx.clock()}
    where organization_id = ${ctx.organizationId} and id = ${userId}::uuid and erased_at is null`.execute(
    ctx.db,
  );
  return [];
}

/** @returns false when he could not sign in anyway. */
export async function disableForErasure(ctx: Context, userId: string): Promise<boolean> {
  const { rows } = await sql`
    update users set state = 'disabled' where organization_id = ${ctx.organizationId} and id = ${userId}::uuid
      and state <> 'disabled' and staff_role is null returning id`.execute(ctx.db);
  return rows.length > 0;
}
