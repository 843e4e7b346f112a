import type { Context } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import type { Neighbours } from "./access.ts";
import { type UserFields, valuesOf } from "./create-user.ts";
import { tell } from "./facts.ts";
import { keepAnAdministrator } from "./keep-administrator.ts";
import { refuseOutOfReach, refuseStaff } from "./reach-user.ts";
import { readUser } from "./read-user.ts";
import { endLinksOf } from "./sql/links.ts";
import { deleteSessionsOf } from "./sql/sessions.ts";
import { lockUser, refuseCrossed, saveUser, type User, type UserValues } from "./sql/users.ts";

/**
 * Changes a user. Other rights: his sessions end. Another address: the links sent to the old one open nothing, and the
 * old one is told.
 * @throws Refusal `user.staff_needs_administrator`, `user.last_administrator`, `user.identifier_taken`, `email.taken`
 */
export async function updateUser(ctx: Context, userId: string, fields: UserFields, neighbours: Neighbours) {
  const user = found(await lockUser(ctx, userId));
  refuseStaff(ctx, user, fields);
  if (fields.staffRole !== "administrator") await keepAnAdministrator(ctx, user);
  await refuseOutOfReach(ctx, user, neighbours);
  const values = await valuesOf(ctx, fields);
  const changed = changesOf(user, values);
  if (changed.length === 0) return readUser(ctx, userId);
  await refuseCrossed(ctx, userId, values);
  await saveUser(ctx, userId, values);
  if (changed.includes("staff")) await deleteSessionsOf(ctx, userId, ownSession(ctx));
  if (changed.includes("email")) {
    await endLinksOf(ctx, userId);
    await tell(ctx, "identity.email_changed", userId, { by: "staff" }, { oldEmail: user.email });
  }
  await tell(ctx, "identity.user_updated", userId, { changed });
  return readUser(ctx, userId);
}

const ownSession = (ctx: Context): string | null => (ctx.actor.kind === "user" ? ctx.actor.sessionId : null);

function changesOf(user: User, values: UserValues): string[] {
  const changed: string[] = [];
  for (const field of ["identifier", "name", "email", "language"] as const)
    if (user[field] !== values[field]) changed.push(field);
  const before = JSON.stringify([user.staffRole, user.staffCreditorIds && [...user.staffCreditorIds].sort()]);
  if (before !== JSON.stringify([values.staff_role, values.staff_creditor_ids])) changed.push("staff");
  return changed;
}
