/** Templates of mails, addresses that no longer receive, digests. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { Language } from "../../../platform/money.ts";
import type { Template } from "../template-rules.ts";

export type TemplateRow = Template & { kind: string; language: Language; updated_at: Date };

export async function findTemplate(
  ctx: Context,
  kind: string,
  language: Language,
): Promise<TemplateRow | undefined> {
  return (await ctx.db
    .selectFrom("mail_templates")
    .select(["kind", "language", "subject", "intro", "closing", "updated_at"])
    .where("organization_id", "=", ctx.organizationId)
    .where("kind", "=", kind)
    .where("language", "=", language)
    .executeTakeFirst()) as TemplateRow | undefined;
}

export async function selectTemplates(ctx: Context): Promise<{ kind: string; language: Language }[]> {
  return (await ctx.db
    .selectFrom("mail_templates")
    .select(["kind", "language"])
    .where("organization_id", "=", ctx.organizationId)
    .execute()) as { kind: string; language: Language }[];
}

export async function saveTemplate(
  ctx: Context,
  which: { kind: string; language: Language },
  template: Template,
  userId: string,
): Promise<void> {
  const values = { ...template, updated_at: ctx.clock(), updated_by: userId };
  await ctx.db
    .insertInto("mail_templates")
    .values({ organization_id: ctx.organizationId, ...which, ...values })
    .onConflict((conflict) => conflict.columns(["organization_id", "kind", "language"]).doUpdateSet(values))
    .execute();
}

export async function deleteTemplate(ctx: Context, kind: string, language: Language): Promise<boolean> {
  const row = await ctx.db
    .deleteFrom("mail_templates")
    .where("organization_id", "=", ctx.organizationId)
    .where("kind", "=", kind)
    .where("language", "=", language)
    .returning("kind")
    .executeTakeFirst();
  return row !== undefined;
}

export type BounceRow = { address: string; reason: string; at: Date };

export async function findBounce(ctx: Context, address: string): Promise<BounceRow | undefined> {
  return ctx.db
    .selectFrom("bounced_addresses")
    .select(["address", "reason", "at"])
    .where("organization_id", "=", ctx.organizationId)
    .where("address", "=", address.toLowerCase())
    .executeTakeFirst();
}

/** @returns false when the address was already known not to receive. */
export async function insertBounce(
  ctx: Context,
  bounce: { address: string; mailId: string; reason: string },
): Promise<boolean> {
  const row = await ctx.db
    .insertInto("bounced_addresses")
    .values({
      organization_id: ctx.organizationId,
      address: bounce.address.toLowerCase(),
      mail_id: bounce.mailId,
      reason: bounce.reason,
      at: ctx.clock(),
    })
    .onConflict((conflict) => conflict.columns(["organization_id", "address"]).doNothing())
    .returning("address")
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteBounce(ctx: Context, address: string): Promise<boolean> {
  const row = await ctx.db
    .deleteFrom("bounced_addresses")
    .where("organization_id", "=", ctx.organizationId)
    .where("address", "=", address.toLowerCase())
    .returning("address")
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Claims the right to tell a person a digest.
 * @returns when he was told one before (null: never); undefined when that was after `since`: this one is not due.
 */
export async function claimDigest(
  ctx: Context,
  userId: string,
  kind: string,
  since: Date,
): Promise<Date | null | undefined> {
  const { rows } = await sql<{ before: Date | null }>`
    with claimed as (
      insert into digests (organization_id, user_id, kind, told_at)
      values (${ctx.organizationId}, ${userId}, ${kind}, ${ctx.clock()})
      on conflict (organization_id, user_id, kind) do update set told_at = excluded.told_at where digests.told_at < ${since}
      returning user_id)
    select d.told_at as before from claimed c
    left join digests d on d.organization_id = ${ctx.organizationId} and d.user_id = c.user_id and d.kind = ${kind}`.execute(
    ctx.db,
  );
  return rows[0] && rows[0].before;
}
