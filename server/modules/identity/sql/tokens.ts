import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { SEEN_EVERY_MS } from "../rules.ts";

export type TokenRow = {
  id: string;
  scopes: string[];
  creditor_ids: string[] | null;
  last_used_at: Date | null;
};

export async function findToken(ctx: Context, tokenHash: Buffer): Promise<TokenRow | undefined> {
  return ctx.db
    .selectFrom("api_tokens")
    .select(["id", "scopes", "creditor_ids", "last_used_at"])
    .where("organization_id", "=", ctx.organizationId)
    .where("token_hash", "=", tokenHash)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
}

/** A sign of use; calls at the same time do not wait for each other. */
export async function touchToken(ctx: Context, id: string): Promise<void> {
  const usedBefore = new Date(ctx.clock().getTime() - SEEN_EVERY_MS);
  await sql`
    update api_tokens set last_used_at = ${ctx.clock()}
    where organization_id = ${ctx.organizationId} and id = (
      select id from api_tokens
      where organization_id = ${ctx.organizationId} and id = ${id}
        and (last_used_at is null or last_used_at <= ${usedBefore})
      for update skip locked)`.execute(ctx.db);
}

export async function selectTokens(ctx: Context) {
  return ctx.db
    .selectFrom("api_tokens")
    .select(["id", "name", "scopes", "created_at", "last_used_at", "revoked_at"])
    .where("organization_id", "=", ctx.organizationId)
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(500)
    .execute();
}

export async function insertToken(
  ctx: Context,
  token: {
    id: string;
    name: string;
    token_hash: Buffer;
    scopes: string[];
    creditor_ids: string[] | null;
    created_by: string | null;
  },
): Promise<void> {
  await ctx.db
    .insertInto("api_tokens")
    .values({ ...token, organization_id: ctx.organizationId, created_at: ctx.clock() })
    .execute();
}

/** @returns undefined when there is no such token; `revoked` tells whether this call did it. */
export async function revokeTokenRow(ctx: Context, id: string): Promise<{ revoked: boolean } | undefined> {
  const { rows } = await sql<{ revoked: boolean }>`
    with before as (
      select id, revoked_at from api_tokens where organization_id = ${ctx.organizationId} and id = ${id} for update
    )
    update api_tokens t set revoked_at = coalesce(t.revoked_at, ${ctx.clock()}) from before
    where t.organization_id = ${ctx.organizationId} and t.id = before.id
    returning before.revoked_at is null as revoked`.execute(ctx.db);
  return rows[0];
}
