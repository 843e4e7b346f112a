/** Statements on passkeys. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";

export type Passkey = {
  id: string;
  userId: string;
  credentialId: string;
  publicKey: Buffer;
  signCount: number;
  transports: string[];
  backedUp: boolean;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
};
const from = (ctx: Context) =>
  ctx.db
    .selectFrom("passkeys")
    .select([
      "id",
      "user_id as userId",
      "credential_id as credentialId",
      "public_key as publicKey",
      sql<number>`sign_count::float8`.as("signCount"),
      "transports",
      "backed_up as backedUp",
      "name",
      "created_at as createdAt",
      "last_used_at as lastUsedAt",
    ])
    .where("organization_id", "=", ctx.organizationId);

/** A user's passkeys, oldest first. */
export const selectPasskeys = (ctx: Context, userId: string): Promise<Passkey[]> =>
  from(ctx).where("user_id", "=", userId).orderBy("created_at").orderBy("id").limit(100).execute();

export const findPasskey = (ctx: Context, credentialId: string): Promise<Passkey | undefined> =>
  from(ctx).where("credential_id", "=", credentialId).executeTakeFirst();

/** @returns false when this passkey is already kept, for him or for somebody else. */
export async function insertPasskey(
  ctx: Context,
  passkey: Omit<Passkey, "createdAt" | "lastUsedAt">,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await ctx.db
    .insertInto("passkeys")
    .values({
      organization_id: ctx.organizationId,
      id: passkey.id,
      user_id: passkey.userId,
      credential_id: passkey.credentialId,
      public_key: passkey.publicKey,
      sign_count: passkey.signCount,
      transports: passkey.transports,
      backed_up: passkey.backedUp,
      name: passkey.name,
      created_at: ctx.clock(),
    })
    .onConflict((conflict) => conflict.columns(["organization_id", "credential_id"]).doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Keeps what a use told: the counter only grows (synchronized passkeys always say 0). False: it went back. */
export async function touchPasskey(
  ctx: Context,
  id: string,
  used: { signCount: number; backedUp: boolean },
): Promise<boolean> {
  const { rows } = await sql`
    update passkeys set sign_count = ${used.signCount}, backed_up = ${used.backedUp}, last_used_at = ${ctx.clock()}
    where organization_id = ${ctx.organizationId} and id = ${id}
      and (sign_count < ${used.signCount} or (sign_count = 0 and ${used.signCount}::bigint = 0))
    returning id`.execute(ctx.db);
  return rows.length > 0;
}

export async function deletePasskey(ctx: Context, userId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await ctx.db
    .deleteFrom("passkeys")
    .where("organization_id", "=", ctx.organizationId)
    .where("user_id", "=", userId)
    .where("id", "=", id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

export async function deletePasskeysOf(ctx: Context, userId: string): Promise<void> {
  await ctx.db
    .deleteFrom("passkeys")
    .where("organization_id", "=", ctx.organizationId)
    .where("user_id", "=", userId)
    .execute();
}
