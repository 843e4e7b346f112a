import type { z } from "zod";
import type { Context } from "../../platform/context.ts";
import { found, refuse } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { creditorsByIds } from "../organizations/index.ts";
import type { contract } from "./contract.ts";
import { tell } from "./facts.ts";
import { refuseStaff } from "./reach-user.ts";
import { readUser } from "./read-user.ts";
import { insertUser, refuseCrossed, type UserValues } from "./sql/users.ts";

export type UserFields = z.output<typeof contract.createUser.body>;
type NewCustomer = { identifier: string; name: string; email: string | null; language: "fr" | "en" };

/**
 * Creates a customer's user, invited: he has no password until he follows a link or is given a temporary one.
 * @throws Refusal `user.identifier_taken`, `email.taken`
 */
export const createUser = (ctx: Context, customer: NewCustomer): Promise<string> =>
  insert(ctx, { ...customer, staff_role: null, staff_creditor_ids: null });

/** Creates a user for the office. @throws Refusal `user.staff_needs_administrator` besides the above */
export async function createUserForOffice(ctx: Context, fields: UserFields) {
  refuseStaff(ctx, fields);
  return readUser(ctx, await insert(ctx, await valuesOf(ctx, fields)));
}

async function insert(ctx: Context, values: UserValues): Promise<string> {
  await refuseCrossed(ctx, null, values);
  const id = newId(ctx.clock().getTime());
  await insertUser(ctx, id, values);
  await tell(ctx, "identity.user_created", id, { staffRole: values.staff_role });
  return id;
}

/** Fields as they are kept: creditors go with a role only, and must exist. */
export async function valuesOf(ctx: Context, fields: UserFields): Promise<UserValues> {
  const creditorIds = fields.staffRole ? fields.staffCreditors : null;
  if (creditorIds) {
    const known = await creditorsByIds(ctx, creditorIds);
    if (creditorIds.length === 0) refuse("request.invalid", { fields: "staffCreditors" });
    for (const id of creditorIds) found(known.get(id));
  }
  return {
    identifier: fields.identifier,
    name: fields.name,
    email: fields.email,
    language: fields.language,
    staff_role: fields.staffRole,
    staff_creditor_ids: creditorIds && [...new Set(creditorIds)].sort(),
  };
}
