/** Who reaches which collections and batches: the one place where it is written, as conditions. */
import { type RawBuilder, type SqlBool, sql } from "kysely";
import { atLeast, type Context, type StaffRole } from "../../platform/context.ts";
import { partiesVisibleTo, type RightName } from "../directory/index.ts";
import { visibleCreditorIds } from "../organizations/index.ts";

/** A customer reaches the collections of the parties for which he acts today: with `pay`, those that he may also give up. */
export const asCustomer = (ctx: Context, right: RightName): RawBuilder<SqlBool> =>
  sql<SqlBool>`c.party_id in ${partiesVisibleTo(ctx, right)}`;

/** Staff reach what is of the creditors that they may see (ACC-9). @param alias of the table that names the creditor. */
export function asStaff(ctx: Context, alias: "c" | "b" | "r"): RawBuilder<SqlBool> {
  const creditorIds = visibleCreditorIds(ctx.actor);
  if (creditorIds === null) return sql<SqlBool>`true`;
  return sql<SqlBool>`${sql.ref(`${alias}.creditor_id`)} = any(${creditorIds}::uuid[])`;
}

/** Jobs reach all of the organization. */
export const asSystem = (): RawBuilder<SqlBool> => sql<SqlBool>`true`;

/** Whether an actor of the office may change what he sees of collections. */
export const mayWrite = (ctx: Context, role: StaffRole = "accountant"): boolean =>
  ctx.actor.kind === "user" && ctx.actor.staff !== null && atLeast(ctx.actor.staff.role, role);
