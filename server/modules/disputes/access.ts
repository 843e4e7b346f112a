/** Who reaches which disputes: the one place where it is written, as a condition on `disputes d`. */
import { type SqlBool, sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import { partiesVisibleTo, type RightName } from "../directory/index.ts";
import { visibleCreditorIds } from "../organizations/index.ts";
import type { Reach } from "./sql/disputes.ts";

/** A customer reaches those of the parties for which he acts today: with `dispute`, those that he may also change. */
export const asCustomer = (ctx: Context, right: RightName): Reach =>
  sql<SqlBool>`d.party_id in ${partiesVisibleTo(ctx, right)}`;

/** Staff reach those of the creditors that they may see (ACC-9). */
export function asStaff(ctx: Context): Reach {
  const creditorIds = visibleCreditorIds(ctx.actor);
  return creditorIds === null
    ? sql<SqlBool>`true`
    : sql<SqlBool>`d.creditor_id = any(${creditorIds}::uuid[])`;
}

/** Jobs and readers of other modules reach all of the organization. */
export const asSystem = (): Reach => sql<SqlBool>`true`;
