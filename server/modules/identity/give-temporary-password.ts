import { randomInt } from "node:crypto";
import type { Context, Outer } from "../../platform/context.ts";
import { found, refuser } from "../../platform/errors.ts";
import type { Neighbours } from "./access.ts";
import { refusals } from "./contract.ts";
import { tell } from "./facts.ts";
import { hashPassword } from "./hash-password.ts";
import { refuseOutOfReach, refuseStaff } from "./reach-user.ts";
import { TEMPORARY_PASSWORD_MS, temporaryPassword } from "./rules.ts";
import { deleteCeremoniesOf } from "./sql/ceremonies.ts";
import { endLinksOf } from "./sql/links.ts";
import { deleteSessionsOf } from "./sql/sessions.ts";
import { findUser, lockUser, saveUser, type User } from "./sql/users.ts";

const refuse = refuser(refusals);

/**
 * Makes a temporary password (ACC-4): shown once, valid 72 hours, to be changed at the first sign-in. It takes the place
 * of the password he had; his sessions and his links end.
 * @throws Refusal `user.disabled`, `user.staff_needs_administrator`
 */
export async function giveTemporaryPassword(outer: Outer, userId: string, neighbours: Neighbours) {
  await outer.transaction(async (ctx) => reach(ctx, await findUser(ctx, userId), neighbours));
  const password = temporaryPassword(randomInt);
  const hash = await hashPassword(password);
  return outer.transaction(async (ctx) => {
    const user = await reach(ctx, await lockUser(ctx, userId), neighbours);
    const expiresAt = new Date(ctx.clock().getTime() + TEMPORARY_PASSWORD_MS);
    await saveUser(ctx, userId, {
      password_hash: hash,
      must_change_password: true,
      temporary_until: expiresAt,
    });
    await deleteSessionsOf(ctx, userId, null);
    await endLinksOf(ctx, userId);
    await deleteCeremoniesOf(ctx, userId);
    await tell(ctx, "identity.temporary_password_given", userId, { expiresAt: expiresAt.toISOString() });
    return {
      identifier: user.identifier,
      temporaryPassword: password,
      expiresAt: expiresAt.toISOString(),
    };
  });
}

/** The user, if the actor may hold his password. */
export async function reach(ctx: Context, row: User | undefined, neighbours: Neighbours): Promise<User> {
  const user = found(row);
  refuseStaff(ctx, user);
  await refuseOutOfReach(ctx, user, neighbours);
  return user.state === "disabled" ? refuse("user.disabled") : user;
}
