import { type Context, type Outer, theUser } from "../../platform/context.ts";
import type { Http } from "../../platform/doors.ts";
import { found, refuse as refuseCommon, refuser } from "../../platform/errors.ts";
import { done } from "../../platform/shapes.ts";
import { throttle } from "../../platform/throttle.ts";
import { keepPassword, refuseWeak } from "./choose-password.ts";
import { refusals } from "./contract.ts";
import { tell } from "./facts.ts";
import { hashPassword, verifyPassword } from "./hash-password.ts";
import { passwordLimit } from "./limit-tries.ts";
import { giveCookie, renewSession } from "./open-session.ts";
import { PROVED_MS } from "./rules.ts";
import { wasProved } from "./sql/sessions.ts";
import { findUser, lockUser, type User } from "./sql/users.ts";

const refuse = refuser(refusals);

/**
 * Changes one's password, the old one asked. This session goes on under a new token, all others end (ACC-6).
 * @throws Refusal `password.old_wrong`, `password.same`, `password.too_weak`
 */
export async function changePassword(
  outer: Outer,
  given: { oldPassword: string; newPassword: string },
  http: Http,
): Promise<typeof done> {
  const user = await provePassword(outer, given.oldPassword);
  if (given.newPassword === given.oldPassword) refuse("password.same");
  await outer.transaction((ctx) => refuseWeak(ctx, given.newPassword, user));
  const hash = await hashPassword(given.newPassword);
  giveCookie(http, await outer.transaction((ctx) => keep(ctx, user, hash)));
  return done;
}

async function keep(ctx: Context, seen: User, hash: string) {
  const { sessionId } = theUser(ctx);
  await lockProven(ctx, seen);
  await keepPassword(ctx, seen.id, hash, sessionId);
  await tell(ctx, "identity.password_changed", seen.id, { by: "user" });
  return renewSession(ctx, sessionId);
}

/**
 * Asks the signed-in user for his password again, outside any transaction. Who has none, because he comes by single
 * sign-on, goes through his provider again instead: that is worth his password for ten minutes.
 * @throws Refusal `password.old_wrong`, `proof.sign_in_again`
 */
export async function provePassword(outer: Outer, password: string): Promise<User> {
  const { userId } = theUser(outer);
  await throttle(outer, [passwordLimit(userId)]);
  const user = found(await outer.transaction((ctx) => findUser(ctx, userId)));
  if (user.passwordHash === null)
    return (await outer.transaction(isProved)) ? user : refuse("proof.sign_in_again");
  const { right } = await verifyPassword(user.passwordHash, password);
  return right ? user : refuse("password.old_wrong");
}

/** How the signed-in user proves again that it is he: by his password, at his provider, or he has just done so. */
export async function proofAsked(ctx: Context): Promise<"password" | "provider" | "given"> {
  const user = found(await findUser(ctx, theUser(ctx).userId));
  if (user.passwordHash !== null) return "password";
  return (await isProved(ctx)) ? "given" : "provider";
}

const isProved = (ctx: Context): Promise<boolean> =>
  wasProved(ctx, theUser(ctx).sessionId, new Date(ctx.clock().getTime() - PROVED_MS));

/** Locks a user whose password was just proved. @throws Refusal `password.old_wrong` when it has changed since */
export async function lockProven(ctx: Context, seen: User): Promise<User> {
  const user = found(await lockUser(ctx, seen.id));
  if (user.state === "disabled") refuseCommon("unauthenticated");
  return user.passwordHash === seen.passwordHash ? user : refuse("password.old_wrong");
}
