/** Statements on the browsers that a user signed in from. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";

/** Marks a browser as seen. @returns whether it was known, and whether any of his was. */
export async function seeDevice(
  ctx: Context,
  userId: string,
  tokenHash: Buffer,
): Promise<{ known: boolean; any: boolean }> {
  const { rows } = await sql<{ known: boolean; any: boolean }>`
    with before as (
      select token_hash from devices where organization_id = ${ctx.organizationId} and user_id = ${userId}
    ), seen as (
      insert into devices (organization_id, user_id, token_hash, first_seen_at, last_seen_at)
      values (${ctx.organizationId}, ${userId}, ${tokenHash}, ${ctx.clock()}, ${ctx.clock()})
      on conflict (organization_id, user_id, token_hash) do update set last_seen_at = excluded.last_seen_at
    )
    select exists (select from before where token_hash = ${tokenHash}) as known,
           exists (select from before) as any`.execute(ctx.db);
  return rows[0]!;
}
