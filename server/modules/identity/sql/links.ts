import type { Context } from "../../../platform/context.ts";
import type { LinkKind } from "../rules.ts";

export type MailLink = {
  id: string;
  userId: string;
  kind: LinkKind;
  newEmail: string | null;
  createdAt: Date;
  expiresAt: Date;
};
const COLUMNS = [
  "id",
  "user_id as userId",
  "kind",
  "new_email as newEmail",
  "created_at as createdAt",
  "expires_at as expiresAt",
] as const;

export async function insertLink(ctx: Context, link: MailLink & { tokenHash: Buffer }): Promise<void> {
  await ctx.db
    .insertInto("mail_links")
    .values({
      organization_id: ctx.organizationId,
      id: link.id,
      user_id: link.userId,
      kind: link.kind,
      token_hash: link.tokenHash,
      new_email: link.newEmail,
      created_at: link.createdAt,
      expires_at: link.expiresAt,
    })
    .execute();
}

export async function findLinkById(ctx: Context, id: string): Promise<MailLink | undefined> {
  return (await ctx.db
    .selectFrom("mail_links")
    .select(COLUMNS)
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .executeTakeFirst()) as MailLink | undefined;
}

/** Replaces the token of a link that was not used and can still be sent. */
export async function saveLinkToken(
  ctx: Context,
  id: string,
  values: { tokenHash: Buffer; expiresAt: Date; createdAfter: Date },
): Promise<MailLink | undefined> {
  return (await ctx.db
    .updateTable("mail_links")
    .set({ token_hash: values.tokenHash, expires_at: values.expiresAt })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .where("used_at", "is", null)
    .where("created_at", ">", values.createdAfter)
    .returning(COLUMNS)
    .executeTakeFirst()) as MailLink | undefined;
}

/** The link of a token, if it can still be used. */
export async function findLink(ctx: Context, tokenHash: Buffer): Promise<MailLink | undefined> {
  return (await ctx.db
    .selectFrom("mail_links")
    .select(COLUMNS)
    .where("organization_id", "=", ctx.organizationId)
    .where("token_hash", "=", tokenHash)
    .where("used_at", "is", null)
    .where("expires_at", ">", ctx.clock())
    .executeTakeFirst()) as MailLink | undefined;
}

/** Uses a link. Of two at once, one gets it and the other gets nothing. */
export async function claimLink(ctx: Context, tokenHash: Buffer): Promise<MailLink | undefined> {
  return (await ctx.db
    .updateTable("mail_links")
    .set({ used_at: ctx.clock() })
    .where("organization_id", "=", ctx.organizationId)
    .where("token_hash", "=", tokenHash)
    .where("used_at", "is", null)
    .where("expires_at", ">", ctx.clock())
    .returning(COLUMNS)
    .executeTakeFirst()) as MailLink | undefined;
}

/** Ends every link of a user: his password or his address has changed, what is in an old mailbox opens nothing. */
export async function endLinksOf(ctx: Context, userId: string): Promise<void> {
  await ctx.db
    .updateTable("mail_links")
    .set({ used_at: ctx.clock() })
    .where("organization_id", "=", ctx.organizationId)
    .where("user_id", "=", userId)
    .where("used_at", "is", null)
    .execute();
}
