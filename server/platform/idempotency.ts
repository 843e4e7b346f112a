/** Keyed writes: the same `Idempotency-Key` with the same request gives the same answer (API-1). */
import { createHash } from "node:crypto";
import type { Context, Outer } from "./context.ts";
import { refuse } from "./errors.ts";

export type KeyedRequest = { actor: string; key: string; fingerprint: string };

export const fingerprint = (method: string, path: string, body: unknown): string =>
  createHash("sha256")
    .update(JSON.stringify([method, path, body ?? null]))
    .digest("hex");

/** Work outside transactions that gave no answer after this long was interrupted: somebody else may do it. */
const INTERRUPTED_AFTER_MS = 120_000;

/** Writes the key down. @returns true when this request is the first with it. */
async function insertKey(ctx: Context, request: KeyedRequest): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await ctx.db
    .insertInto("idempotency_keys")
    .values({
      organization_id: ctx.organizationId,
      actor: request.actor,
      key: request.key,
      request_hash: request.fingerprint,
      created_at: ctx.clock(),
    })
    .onConflict((conflict) => conflict.columns(["organization_id", "actor", "key"]).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

async function lockKey(ctx: Context, request: KeyedRequest) {
  const row = await ctx.db
    .selectFrom("idempotency_keys")
    .select(["request_hash", "answer", "created_at"])
    .where("organization_id", "=", ctx.organizationId)
    .where("actor", "=", request.actor)
    .where("key", "=", request.key)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (row.request_hash !== request.fingerprint) refuse("idempotency.key_reused");
  return row;
}

/**
 * Claims a key. @returns the answer already given, or null when the work is to be done now.
 * The row is locked until the transaction ends: a second request with the key waits for the first one's answer.
 */
export async function claimKey(ctx: Context, request: KeyedRequest): Promise<unknown> {
  await insertKey(ctx, request);
  return (await lockKey(ctx, request)).answer;
}

/**
 * Does work that no single transaction can hold, once per key. A second request that comes while the first one works
 * is told so; one that comes after a failure, or long after an interruption, does the work.
 * @throws Refusal `idempotency.in_progress`.
 */
export async function workOnce(
  outer: Outer,
  request: KeyedRequest,
  work: () => Promise<unknown>,
): Promise<unknown> {
  const before = await outer.transaction((ctx) => claimAhead(ctx, request));
  if (before !== null) return before;
  const answer = await work().catch(async (error: unknown) => {
    await outer.transaction((ctx) => deleteKey(ctx, request));
    throw error;
  });
  await outer.transaction((ctx) => keepAnswer(ctx, request, answer));
  return answer;
}

async function claimAhead(ctx: Context, request: KeyedRequest): Promise<unknown> {
  const first = await insertKey(ctx, request);
  const { answer, created_at } = await lockKey(ctx, request);
  if (first || answer !== null) return answer;
  if (ctx.clock().getTime() - created_at.getTime() < INTERRUPTED_AFTER_MS) refuse("idempotency.in_progress");
  await deleteKey(ctx, request);
  await insertKey(ctx, request);
  return null;
}

async function deleteKey(ctx: Context, request: KeyedRequest): Promise<void> {
  await ctx.db
    .deleteFrom("idempotency_keys")
    .where("organization_id", "=", ctx.organizationId)
    .where("actor", "=", request.actor)
    .where("key", "=", request.key)
    .execute();
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
