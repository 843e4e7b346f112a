/** What goes at its term of what identity keeps: data, term, statement. Accesses themselves go by being closed (privacy). */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { deleteSome, type Sweep } from "../../../platform/terms.ts";

export const sweeps: readonly Sweep[] = [
  {
    kind: "sessions",
    tables: ["sessions"],
    term: { days: 0 },
    run: (ctx, before, limit) => deleteSome(ctx, "sessions", sql`x.expires_at <= ${before}`, limit),
  },
  {
    kind: "links",
    tables: ["mail_links"],
    term: { days: 2 },
    run: (ctx, before, limit) => deleteSome(ctx, "mail_links", sql`x.expires_at <= ${before}`, limit),
  },
  {
    kind: "ceremonies",
    tables: ["ceremonies"],
    term: { days: 0 },
    run: (ctx, before, limit) => deleteSome(ctx, "ceremonies", sql`x.expires_at <= ${before}`, limit),
  },
  {
    kind: "devices",
    tables: ["devices"],
    term: "log",
    run: (ctx, before, limit) => deleteSome(ctx, "devices", sql`x.last_seen_at <= ${before}`, limit),
  },
  // Tries to sign in, challenges of the captcha: their keys name what was typed and from where.
  {
    kind: "throttles",
    tables: ["throttles"],
    term: { days: 0 },
    run: (ctx, before, limit) => deleteSome(ctx, "throttles", sql`x.window_ends_at <= ${before}`, limit),
  },
  {
    kind: "idempotency_keys",
    tables: ["idempotency_keys"],
    term: { days: 2 },
    run: (ctx, before, limit) => deleteSome(ctx, "idempotency_keys", sql`x.created_at <= ${before}`, limit),
  },
];

const idle = (ctx: Context, before: Date) => sql`
  u.organization_id = ${ctx.organizationId} and u.erased_at is null and u.staff_role is null
  and coalesce(u.last_sign_in_at, u.created_at) <= ${before}`;

/** Customers who have not signed in since, after one of them. Staff are the organization's own to let go. */
export async function idleUsers(
  ctx: Context,
  page: { before: Date; after: string | null; limit: number },
): Promise<{ id: string; lastUsedAt: Date }[]> {
  const { rows } = await sql<{ id: string; lastUsedAt: Date }>`
    select u.id, coalesce(u.last_sign_in_at, u.created_at) as "lastUsedAt" from users u
    where ${idle(ctx, page.before)} and ${page.after === null ? sql`true` : sql`u.id > ${page.after}::uuid`}
    order by u.id limit ${page.limit}`.execute(ctx.db);
  return rows;
}

/** Locks a customer who has not signed in since. @returns false when he has, or is no longer there to be closed. */
export async function lockIdleUser(ctx: Context, userId: string, before: Date): Promise<boolean> {
  const { rows } = await sql`
    select u.id from users u where ${idle(ctx, before)} and u.id = ${userId}::uuid for update`.execute(
    ctx.db,
  );
  return rows.length > 0;
}
