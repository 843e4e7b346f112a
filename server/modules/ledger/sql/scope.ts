/** Which accounts an actor reaches: the one place where it is written, as a condition on `accounts a`. */
import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Actor, Context } from "../../../platform/context.ts";
import { dayInParis } from "../../../platform/dates.ts";

export type Right = "read" | "pay" | "dispute";

/**
 * A user reaches the accounts of the parties for which he acts with this right; staff also read those of the creditors
 * that they may see. A token reads as staff does. The system reaches all.
 */
export function reaches(ctx: Context, right: Right): RawBuilder<SqlBool> {
  const { actor } = ctx;
  if (actor.kind === "system") return sql<SqlBool>`true`;
  if (actor.kind === "anyone") return sql<SqlBool>`false`;
  const creditorIds = right === "read" ? officeCreditors(actor) : undefined;
  if (creditorIds === null) return sql<SqlBool>`true`;
  const byOffice = creditorIds ? sql<SqlBool>`a.creditor_id = any(${creditorIds}::uuid[])` : null;
  const own = actor.kind === "user" ? actsFor(ctx, actor.userId, right) : null;
  if (byOffice && own) return sql<SqlBool>`(${byOffice} or ${own})`;
  return byOffice ?? own ?? sql<SqlBool>`false`;
}

/** Creditors seen from the office: null for all, undefined for who is not of the office. */
function officeCreditors(actor: Actor): string[] | null | undefined {
  if (actor.kind === "token") return actor.creditorIds;
  return actor.kind === "user" ? (actor.staff ? actor.staff.creditorIds : undefined) : undefined;
}

/** The user acts for the party of the account, with this right, today. */
export const actsFor = (
  ctx: Context,
  userId: string,
  right: Right,
): RawBuilder<SqlBool> => sql<SqlBool>`exists (
  select from access_accounts x
  where x.organization_id = ${ctx.organizationId} and x.user_id = ${userId} and x.party_id = a.party_id
    and ${right} = any(x.rights) and (x.ends_on is null or x.ends_on >= ${dayInParis(ctx.clock())}))`;
