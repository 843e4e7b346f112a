/** Statements on carts. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";

export async function cartEntryIds(ctx: Context, userId: string, creditorId: string): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom("cart_entries")
    .select("entry_id")
    .where("organization_id", "=", ctx.organizationId)
    .where("user_id", "=", userId)
    .where("creditor_id", "=", creditorId)
    .orderBy("added_at")
    .orderBy("entry_id")
    .limit(1000)
    .execute();
  return rows.map((row) => row.entry_id);
}

export async function putInCart(
  ctx: Context,
  userId: string,
  creditorId: string,
  entryIds: readonly string[],
): Promise<void> {
  await ctx.db
    .insertInto("cart_entries")
    .values(
      entryIds.map((entry_id) => ({
        organization_id: ctx.organizationId,
        user_id: userId,
        creditor_id: creditorId,
        entry_id,
        added_at: ctx.clock(),
      })),
    )
    .onConflict((conflict) => conflict.columns(["organization_id", "user_id", "entry_id"]).doNothing())
    .execute();
}

export async function takeFromCart(
  ctx: Context,
  userId: string,
  creditorId: string,
  entryId: string | null,
): Promise<void> {
  let query = ctx.db
    .deleteFrom("cart_entries")
    .where("organization_id", "=", ctx.organizationId)
    .where("user_id", "=", userId)
    .where("creditor_id", "=", creditorId);
  if (entryId) query = query.where("entry_id", "=", entryId);
  await query.execute();
}

/** Paid entries leave every cart. */
export async function clearFromCarts(ctx: Context, entryIds: readonly string[]): Promise<void> {
  await sql`delete from cart_entries where organization_id = ${ctx.organizationId} and entry_id = any(${entryIds as string[]})`.execute(
    ctx.db,
  );
}
