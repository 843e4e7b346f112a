/** Which accounts an actor reaches: the one place where it is written, as a condition on `accounts a`. */
import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { partiesVisibleTo, type RightName } from "../../directory/index.ts";
import { visibleCreditorIds } from "../../organizations/index.ts";

export type { RightName as Right };

/**
 * A user reaches the accounts of the parties for which he acts with this right; staff, and tokens as they do, also read
 * those of the creditors that they may see. The system reaches all.
 */
export function reaches(ctx: Context, right: RightName): RawBuilder<SqlBool> {
  if (ctx.actor.kind === "system") return sql<SqlBool>`true`;
  const creditorIds = right === "read" ? visibleCreditorIds(ctx.actor) : [];
  if (creditorIds === null) return sql<SqlBool>`true`;
  const byOffice = sql<SqlBool>`a.creditor_id = any(${creditorIds}::uuid[])`;
  if (ctx.actor.kind !== "user") return byOffice;
  return creditorIds.length === 0
    ? ownedBy(ctx, right)
    : sql<SqlBool>`(${byOffice} or ${ownedBy(ctx, right)})`;
}

/** The account is of a party for which the signed-in user acts, with this right, today, and staff did not withdraw it (OFF-8). */
export const ownedBy = (ctx: Context, right: RightName): RawBuilder<SqlBool> =>
  sql<SqlBool>`(a.withdrawn_at is null and a.party_id in ${partiesVisibleTo(ctx, right)})`;
