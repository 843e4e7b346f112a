import type { Context, Outer } from "../../platform/context.ts";
import type { Http } from "../../platform/doors.ts";
import { refuser } from "../../platform/errors.ts";
import { forgetHits, throttle } from "../../platform/throttle.ts";
import { checkCaptcha, needsCaptcha } from "./check-captcha.ts";
import { type Me, refusals } from "./contract.ts";
import { tell, UNKNOWN } from "./facts.ts";
import { hashPassword, verifyPassword } from "./hash-password.ts";
import { failureLimits, signInLimits } from "./limit-tries.ts";
import { giveCookie, newSession } from "./open-session.ts";
import { describeMe } from "./read-session.ts";
import { canonical, mayEnter } from "./rules.ts";
import { findUserByTyped, lockUser, replaceHash, saveUser, type User } from "./sql/users.ts";

const refuse = refuser(refusals);
type Typed = {
  identifier: string;
  password: string;
  remember: boolean;
  captcha: { challenge: string; number: number } | null;
};

/**
 * Signs in with an identifier or an e-mail address (ACC-1). Whoever is typed, known or not, disabled or not, with a
 * password or not: the same steps, one argon2id, and the same answer when it fails.
 * @throws Refusal `sign_in.captcha_needed`, `request.too_many`, `sign_in.failed`
 */
export async function signIn(outer: Outer, typed: Typed, http: Http): Promise<Me> {
  const { user, captcha } = await outer.transaction(async (ctx) => ({
    captcha: await needsCaptcha(ctx, typed.identifier),
    user: await findUserByTyped(ctx, canonical(typed.identifier)),
  }));
  if (captcha) await checkCaptcha(outer, typed.captcha);
  await throttle(outer, signInLimits(outer, typed.identifier));
  const { right, stale } = await verifyPassword(user?.passwordHash ?? null, typed.password);
  if (!user || !right || !mayEnter(user, outer.clock())) return fail(outer, typed, user);
  const fresh = stale ? await hashPassword(typed.password) : null;
  const opened = await outer.transaction((ctx) => enter(ctx, typed, user, fresh));
  if (!opened) return fail(outer, typed, user);
  giveCookie(http, opened.session);
  return opened.me;
}

/** Null when, while the password was checked, it was changed or the user disabled. */
async function enter(ctx: Context, typed: Typed, seen: User, fresh: string | null) {
  const user = await lockUser(ctx, seen.id);
  if (!user || user.passwordHash !== seen.passwordHash || !mayEnter(user, ctx.clock())) return null;
  const session = await newSession(ctx, user.id, typed.remember);
  const lastSignInAt = ctx.clock();
  await saveUser(ctx, user.id, { last_sign_in_at: lastSignInAt, state: "active" });
  if (fresh && seen.passwordHash) await replaceHash(ctx, user.id, seen.passwordHash, fresh);
  for (const limits of [signInLimits, failureLimits])
    await forgetHits(ctx, limits(ctx, typed.identifier)[0].key);
  await tell(asUser(ctx, user, session.sessionId), "identity.signed_in", user.id);
  return { session, me: await describeMe(ctx, { ...user, lastSignInAt }) };
}

/** The context of what a user does in the very request that signs him in. */
export const asUser = (ctx: Context, user: User, sessionId: string): Context => ({
  ...ctx,
  actor: {
    kind: "user",
    userId: user.id,
    sessionId,
    name: user.name,
    staff: user.staffRole && { role: user.staffRole, creditorIds: user.staffCreditorIds },
    viewedBy: null,
    mustChangePassword: user.mustChangePassword,
  },
});

async function fail(outer: Outer, typed: Typed, user: User | undefined): Promise<never> {
  await throttle(outer, failureLimits(outer, typed.identifier));
  await outer.transaction((ctx) => tell(ctx, "identity.sign_in_failed", user?.id ?? UNKNOWN));
  return refuse("sign_in.failed");
}
