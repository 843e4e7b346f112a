import { sql } from "kysely";
import type { Context, StaffRole } from "../../../platform/context.ts";
import type { OpenedBy } from "../factor-rules.ts";
import { IDLE_MS, LONGEST_MS, SEEN_EVERY_MS } from "../rules.ts";

export type SessionRow = {
  session_id: string;
  seen_at: Date;
  user_id: string;
  name: string;
  staff_role: StaffRole | null;
  staff_creditor_ids: string[] | null;
  must_change_password: boolean;
  /** False for staff without a second factor, unless the session came by single sign-on. */
  secured: boolean;
  viewed_id: string | null;
  viewed_name: string | null;
  preview: unknown;
  preview_until: Date | null;
};

/** Whose eyes a session looks through, and under which options not saved yet (OFF-5); null for one's own eyes. */
export type Look = { userId: string; preview: { fields: unknown; until: Date } | null } | null;

/** The living session of a token, with its user and the customer he looks through, if any. */
export async function findSession(ctx: Context, tokenHash: Buffer): Promise<SessionRow | undefined> {
  const { rows } = await sql<SessionRow>`
    select s.id as session_id, s.seen_at, u.id as user_id, u.name, u.staff_role, u.staff_creditor_ids,
           u.must_change_password and s.opened_by not in ('passkey', 'sso') as must_change_password,
           u.staff_role is null or s.opened_by = 'sso'
             or exists (select from totp_secrets t where t.organization_id = s.organization_id and t.user_id = u.id
                        and t.confirmed_at is not null)
             or exists (select from passkeys p where p.organization_id = s.organization_id and p.user_id = u.id) as secured,
           v.id as viewed_id, v.name as viewed_name,
           s.preview, s.preview_until
    from sessions s
    join users u on u.organization_id = s.organization_id and u.id = s.user_id and u.state = 'active'
    left join users v on v.organization_id = s.organization_id and v.id = s.viewing_as
    where s.organization_id = ${ctx.organizationId} and s.token_hash = ${tokenHash} and s.expires_at > ${ctx.clock()}`.execute(
    ctx.db,
  );
  return rows[0];
}

/**
 * A sign of life, which also puts off the end of a session that is not remembered. Requests of one session at the same
 * time do not wait for each other: one writes, the others skip.
 */
export async function touchSession(ctx: Context, id: string): Promise<void> {
  const now = ctx.clock();
  const seenBefore = new Date(now.getTime() - SEEN_EVERY_MS);
  await sql`
    update sessions set
      seen_at = ${now},
      expires_at = case when remembered then expires_at else least(${new Date(now.getTime() + IDLE_MS)}::timestamptz,
        created_at + make_interval(secs => ${LONGEST_MS / 1000})) end
    where organization_id = ${ctx.organizationId} and id = (
      select id from sessions
      where organization_id = ${ctx.organizationId} and id = ${id} and seen_at <= ${seenBefore}
      for update skip locked)`.execute(ctx.db);
}

export type NewSession = {
  id: string;
  user_id: string;
  token_hash: Buffer;
  remembered: boolean;
  opened_by: OpenedBy;
  /** When he proved who he is at the provider, asked anew. */
  proved_at: Date | null;
  created_at: Date;
  seen_at: Date;
  expires_at: Date;
};

export async function insertSession(ctx: Context, session: NewSession): Promise<void> {
  await ctx.db
    .insertInto("sessions")
    .values({
      ...session,
      organization_id: ctx.organizationId,
      ip: ctx.ip,
      user_agent: ctx.userAgent?.slice(0, 300) ?? null,
    })
    .execute();
}

/** Gives a session another token; with `look`, also other eyes. @returns whether it is remembered. */
export async function saveSessionToken(
  ctx: Context,
  id: string,
  tokenHash: Buffer,
  look?: Look,
): Promise<{ remembered: boolean } | undefined> {
  const eyes = {
    viewing_as: look?.userId ?? null,
    preview: look?.preview ? JSON.stringify(look.preview.fields) : null,
    preview_until: look?.preview?.until ?? null,
  };
  return ctx.db
    .updateTable("sessions")
    .set({ token_hash: tokenHash, ...(look === undefined ? {} : eyes) })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .returning("remembered")
    .executeTakeFirst();
}

export async function deleteSession(ctx: Context, id: string): Promise<void> {
  await ctx.db
    .deleteFrom("sessions")
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .execute();
}

/** Ends the sessions of a user, all or all but one; with them, what others see through his eyes. */
export async function deleteSessionsOf(ctx: Context, userId: string, but: string | null): Promise<void> {
  await sql`
    delete from sessions
    where organization_id = ${ctx.organizationId} and user_id = ${userId} and id is distinct from ${but}::uuid`.execute(
    ctx.db,
  );
}

/** The name of whom a session belongs to, who may be looking through somebody else's eyes. */
export async function findSessionOwner(
  ctx: Context,
  id: string,
): Promise<{ id: string; name: string } | undefined> {
  return ctx.db
    .selectFrom("sessions as s")
    .innerJoin("users as u", (join) =>
      join.onRef("u.organization_id", "=", "s.organization_id").onRef("u.id", "=", "s.user_id"),
    )
    .select(["u.id", "u.name"])
    .where("s.organization_id", "=", ctx.organizationId)
    .where("s.id", "=", id)
    .executeTakeFirst();
}

export async function countSessions(ctx: Context, userId: string): Promise<number> {
  const { count } = await ctx.db
    .selectFrom("sessions")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("organization_id", "=", ctx.organizationId)
    .where("user_id", "=", userId)
    .where("expires_at", ">", ctx.clock())
    .executeTakeFirstOrThrow();
  return Number(count);
}

export type DeviceRow = {
  id: string;
  user_agent: string | null;
  ip: string | null;
  remembered: boolean;
  opened_by: string;
  created_at: Date;
  seen_at: Date;
};

/** The living sessions of a user, the last seen first. */
export const selectSessions = (ctx: Context, userId: string): Promise<DeviceRow[]> =>
  ctx.db
    .selectFrom("sessions")
    .select(["id", "user_agent", "ip", "remembered", "opened_by", "created_at", "seen_at"])
    .where("organization_id", "=", ctx.organizationId)
    .where("user_id", "=", userId)
    .where("expires_at", ">", ctx.clock())
    .orderBy("seen_at", "desc")
    .orderBy("id", "desc")
    .limit(100)
    .execute();

/** Ends one session of a user. False when he has no such one. */
export async function deleteSessionOf(ctx: Context, userId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await ctx.db
    .deleteFrom("sessions")
    .where("organization_id", "=", ctx.organizationId)
    .where("user_id", "=", userId)
    .where("id", "=", id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Whether the person of a session proved who he is at the provider since an instant. */
export async function wasProved(ctx: Context, sessionId: string, since: Date): Promise<boolean> {
  const row = await ctx.db
    .selectFrom("sessions")
    .select("id")
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", sessionId)
    .where("proved_at", ">=", since)
    .executeTakeFirst();
  return row !== undefined;
}
