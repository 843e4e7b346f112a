/** Statements on what privacy itself holds of one person, and on what he did (INF-5). */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { Dropped, Subject } from "../../../platform/personal-data.ts";

const his = (ctx: Context, userId: string) =>
  sql`organization_id = ${ctx.organizationId} and user_id = ${userId}::uuid`;

export const archivesOf = (ctx: Context, { userId }: Subject): RawBuilder<unknown> => sql`
  select id::text as key, asked_at as at, state, bytes, asked_at as asked, ready_at as ready, expires_at as expires
  from data_archives where ${his(ctx, userId)}`;

export const erasuresOf = (ctx: Context, { userId }: Subject): RawBuilder<unknown> => sql`
  select id::text as key, coalesce(decided_at, asked_at) as at, state, reason, answer, asked_at as asked, decided_at as decided
  from erasures where ${his(ctx, userId)}`;

/** The trail of what he did himself; what was done about him is the others'. */
export const activityOf = (ctx: Context, { userId }: Subject): RawBuilder<unknown> => sql`
  select id::text as key, at, name, subject_kind, ip, at as done
  from facts where organization_id = ${ctx.organizationId} and actor_kind = 'user' and actor_id = ${userId}`;

export async function eraseArchives(ctx: Context, { userId }: Subject): Promise<Dropped[]> {
  const { rows } = await sql<{ file_hash: string | null; ready_at: Date }>`
    delete from data_archives where ${his(ctx, userId)} returning file_hash, ready_at`.execute(ctx.db);
  return rows.flatMap((row) =>
    row.file_hash ? [{ hash: row.file_hash, first: row.ready_at, last: row.ready_at }] : [],
  );
}
