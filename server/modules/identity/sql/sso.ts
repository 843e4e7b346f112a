/** Statements on single sign-on: the provider of the organization, and whom it means. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";

export type SsoRow = {
  label: string;
  issuer: string;
  clientId: string;
  sealedSecret: Buffer;
  enabled: boolean;
};

export async function findSso(ctx: Context): Promise<SsoRow | undefined> {
  return ctx.db
    .selectFrom("sso_settings")
    .select(["label", "issuer", "client_id as clientId", "sealed_secret as sealedSecret", "enabled"])
    .where("organization_id", "=", ctx.organizationId)
    .executeTakeFirst();
}

export async function saveSso(ctx: Context, row: SsoRow): Promise<void> {
  const values = {
    label: row.label,
    issuer: row.issuer,
    client_id: row.clientId,
    sealed_secret: row.sealedSecret,
    enabled: row.enabled,
    updated_at: ctx.clock(),
  };
  await ctx.db
    .insertInto("sso_settings")
    .values({ ...values, organization_id: ctx.organizationId })
    .onConflict((conflict) => conflict.column("organization_id").doUpdateSet(values))
    .execute();
}

/** The user whom a provider means by a subject. */
export async function findBoundUser(
  ctx: Context,
  issuer: string,
  subject: string,
): Promise<string | undefined> {
  const row = await ctx.db
    .selectFrom("sso_identities")
    .select("user_id")
    .where("organization_id", "=", ctx.organizationId)
    .where("issuer", "=", issuer)
    .where("subject", "=", subject)
    .executeTakeFirst();
  return row?.user_id;
}

/** Binds a subject to a user. False when one of the two is bound already, to another. */
export async function bindUser(
  ctx: Context,
  issuer: string,
  subject: string,
  userId: string,
): Promise<boolean> {
  const { rows } = await sql`
    insert into sso_identities (organization_id, issuer, subject, user_id, bound_at)
    values (${ctx.organizationId}, ${issuer}, ${subject}, ${userId}, ${ctx.clock()})
    on conflict do nothing returning user_id`.execute(ctx.db);
  return rows.length > 0;
}

export async function isBound(ctx: Context, userId: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom("sso_identities")
    .select("issuer")
    .where("organization_id", "=", ctx.organizationId)
    .where("user_id", "=", userId)
    .executeTakeFirst();
  return row !== undefined;
}

export async function unbindUser(ctx: Context, userId: string): Promise<void> {
  await ctx.db
    .deleteFrom("sso_identities")
    .where("organization_id", "=", ctx.organizationId)
    .where("user_id", "=", userId)
    .execute();
}
