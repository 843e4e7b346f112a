/** Statements on time-based codes and recovery codes. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";

export type TotpRow = { sealed: Buffer; confirmedAt: Date | null; lastStep: number };

export async function findTotp(ctx: Context, userId: string): Promise<TotpRow | undefined> {
  const row = await ctx.db
    .selectFrom("totp_secrets")
    .select(["sealed", "confirmed_at as confirmedAt", "last_step"])
    .where("organization_id", "=", ctx.organizationId)
    .where("user_id", "=", userId)
    .executeTakeFirst();
  return row && { sealed: row.sealed, confirmedAt: row.confirmedAt, lastStep: Number(row.last_step) };
}

/** Keeps a secret that is not confirmed yet, in the place of another such. A confirmed one stays: false. */
export async function saveTotpDraft(ctx: Context, userId: string, sealed: Buffer): Promise<boolean> {
  const { rows } = await sql`
    insert into totp_secrets (organization_id, user_id, sealed, created_at)
    values (${ctx.organizationId}, ${userId}, ${sealed}, ${ctx.clock()})
    on conflict (organization_id, user_id) do update set sealed = excluded.sealed, created_at = excluded.created_at
    where totp_secrets.confirmed_at is null
    returning user_id`.execute(ctx.db);
  return rows.length > 0;
}

/** Takes the code of a step, once: of two at the same time, one gets it. Confirms the secret with it, if asked. */
export async function claimStep(
  ctx: Context,
  userId: string,
  step: number,
  confirm: boolean,
): Promise<boolean> {
  const { rows } = await sql`
    update totp_secrets set
      last_step = ${step},
      confirmed_at = case when ${confirm}::boolean then ${ctx.clock()}::timestamptz else confirmed_at end
    where organization_id = ${ctx.organizationId} and user_id = ${userId} and last_step < ${step}
      and (confirmed_at is null) = ${confirm}::boolean
    returning user_id`.execute(ctx.db);
  return rows.length > 0;
}

export async function deleteTotp(ctx: Context, userId: string): Promise<boolean> {
  const { numDeletedRows } = await ctx.db
    .deleteFrom("totp_secrets")
    .where("organization_id", "=", ctx.organizationId)
    .where("user_id", "=", userId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Puts new recovery codes in the place of all those that a user had. */
export async function replaceRecoveryCodes(
  ctx: Context,
  userId: string,
  hashes: readonly Buffer[],
): Promise<void> {
  await ctx.db
    .deleteFrom("recovery_codes")
    .where("organization_id", "=", ctx.organizationId)
    .where("user_id", "=", userId)
    .execute();
  if (hashes.length === 0) return;
  await ctx.db
    .insertInto("recovery_codes")
    .values(
      hashes.map((hash) => ({
        organization_id: ctx.organizationId,
        user_id: userId,
        code_hash: hash,
        created_at: ctx.clock(),
      })),
    )
    .execute();
}

/** Uses a recovery code, once. */
export async function claimRecoveryCode(ctx: Context, userId: string, hash: Buffer): Promise<boolean> {
  const { numUpdatedRows } = await ctx.db
    .updateTable("recovery_codes")
    .set({ used_at: ctx.clock() })
    .where("organization_id", "=", ctx.organizationId)
    .where("user_id", "=", userId)
    .where("code_hash", "=", hash)
    .where("used_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export type Factors = { totp: boolean; passkeys: number; recoveryCodesLeft: number };

/** Which second factors a user has, in one statement. */
export async function findFactors(ctx: Context, userId: string): Promise<Factors> {
  const here = sql`organization_id = ${ctx.organizationId} and user_id = ${userId}`;
  const { rows } = await sql<Factors>`
    select
      exists (select from totp_secrets where ${here} and confirmed_at is not null) as totp,
      (select count(*)::int from passkeys where ${here}) as passkeys,
      (select count(*)::int from recovery_codes where ${here} and used_at is null) as "recoveryCodesLeft"`.execute(
    ctx.db,
  );
  return rows[0]!;
}
