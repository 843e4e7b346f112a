/** Keyed writes: the same `Idempotency-Key` with the same request gives the same answer (API-1). */
import { createHash } from "node:crypto";
import type { Context } from "./context.ts";
import { refuse } from "./errors.ts";

export type KeyedRequest = { actor: string; key: string; fingerprint: string };

export const fingerprint = (method: string, path: string, body: unknown): string =>
  createHash("sha256")
    .update(JSON.stringify([method, path, body ?? null]))
    .digest("hex");

/**
 * Claims a key. @returns the answer already given, or null when the work is to be done now.
 * The row is locked until the transaction ends: a second request with the key waits for the first one's answer.
 */
export async function claimKey(ctx: Context, request: KeyedRequest): Promise<unknown> {
  await ctx.db
    .insertInto("idempotency_keys")
    .values({
      organization_id: ctx.organizationId,
      actor: request.actor,
      key: request.key,
      request_hash: request.fingerprint,
      created_at: ctx.clock(),
    })
    .onConflict((conflict) => conflict.columns(["organization_id", "actor", "key"]).doNothing())
    .execute();
  const row = await ctx.db
    .selectFrom("idempotency_keys")
    .select(["request_hash", "answer"])
    .where("organization_id", "=", ctx.organizationId)
    .where("actor", "=", request.actor)
    .where("key", "=", request.key)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (row.request_hash !== request.fingerprint) refuse("idempotency.key_reused");
  return row.answer;
}

/** Keeps the answer for the next time. */
export async function keepAnswer(ctx: Context, request: KeyedRequest, answer: unknown): Promise<void> {
  await ctx.db
    .updateTable("idempotency_keys")
    .set({ answer: JSON.stringify(answer ?? null) })
    .where("organization_id", "=", ctx.organizationId)
    .where("actor", "=", request.actor)
    .where("key", "=", request.key)
    .execute();
}
