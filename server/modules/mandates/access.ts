/** Who reaches which mandates: the one place where it is written, as a condition on `mandates m`. */
import { type SqlBool, sql } from "kysely";
import { type Context, theUser } from "../../platform/context.ts";
import { partiesVisibleTo, type RightName, usersOfParty } from "../directory/index.ts";
import { visibleCreditorIds } from "../organizations/index.ts";
import type { Reach } from "./sql/mandates.ts";

/**
 * A customer reaches the mandates of the parties for which he acts today: with `read` he reads them, with `pay` he signs,
 * revokes and changes them. What is not signed yet is seen by who prepares it.
 */
export const asCustomer = (ctx: Context, right: RightName): Reach =>
  sql<SqlBool>`(m.party_id in ${partiesVisibleTo(ctx, right)} and (m.state not in ('draft', 'abandoned') or m.user_id = ${theUser(ctx).userId}))`;

/** Staff reach those of the creditors that they may see (ACC-9), once signed. */
export function asStaff(ctx: Context): Reach {
  const creditorIds = visibleCreditorIds(ctx.actor);
  return creditorIds === null
    ? sql<SqlBool>`m.state not in ('draft', 'abandoned')`
    : sql<SqlBool>`(m.creditor_id = any(${creditorIds}::uuid[]) and m.state not in ('draft', 'abandoned'))`;
}

/** Whether a user may sign for a party (COP-4, ACC-8): whoever may pay for it, or its main user only. */
export async function maySign(
  ctx: Context,
  userId: string,
  partyId: string,
  signers: "any" | "main",
): Promise<boolean> {
  const access = (await usersOfParty(ctx, partyId)).find((one) => one.userId === userId);
  return access?.rights.includes("pay") === true && (signers === "any" || access.main);
}
