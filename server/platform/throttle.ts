/** Fixed windows in the database: they hold across processes and restarts. */
import { sql } from "kysely";
import type { Context, Outer } from "./context.ts";
import { Refusal } from "./errors.ts";

export type Limit = { key: string; most: number; seconds: number };

/**
 * Counts a hit against each limit, in a transaction of its own so that a refusal does not undo the count.
 * @throws Refusal `request.too_many` (429) with the seconds to wait.
 */
export async function throttle(outer: Outer, limits: readonly Limit[]): Promise<void> {
  const waits = await outer.transaction(async (ctx) => {
    const over: number[] = [];
    for (const limit of limits) {
      const row = await hit(ctx, limit);
      if (row.hits > limit.most)
        over.push(Math.max(1, Math.ceil((row.window_ends_at.getTime() - ctx.clock().getTime()) / 1000)));
    }
    return over;
  });
  if (waits.length > 0) throw new Refusal("request.too_many", 429, { seconds: Math.max(...waits) });
}

async function hit(ctx: Context, limit: Limit) {
  const now = ctx.clock();
  const end = new Date(now.getTime() + limit.seconds * 1000);
  return ctx.db
    .insertInto("throttles")
    .values({ organization_id: ctx.organizationId, key: limit.key, hits: 1, window_ends_at: end })
    .onConflict((conflict) =>
      conflict.columns(["organization_id", "key"]).doUpdateSet({
        hits: sql`case when throttles.window_ends_at <= ${now} then 1 else throttles.hits + 1 end`,
        window_ends_at: sql`case when throttles.window_ends_at <= ${now} then ${end} else throttles.window_ends_at end`,
      }),
    )
    .returning(["hits", "window_ends_at"])
    .executeTakeFirstOrThrow();
}

/** Counts a hit with what the caller does. @returns false beyond the limit. */
export const isWithin = async (ctx: Context, limit: Limit): Promise<boolean> =>
  (await hit(ctx, limit)).hits <= limit.most;

/** Hits so far in the open window. */
export async function hitsOf(ctx: Context, key: string): Promise<number> {
  const row = await ctx.db
    .selectFrom("throttles")
    .select("hits")
    .where("organization_id", "=", ctx.organizationId)
    .where("key", "=", key)
    .where("window_ends_at", ">", ctx.clock())
    .executeTakeFirst();
  return row?.hits ?? 0;
}

/** Forgets the hits of a key: after a success. */
export async function forgetHits(ctx: Context, key: string): Promise<void> {
  await ctx.db
    .deleteFrom("throttles")
    .where("organization_id", "=", ctx.organizationId)
    .where("key", "=", key)
    .execute();
}
