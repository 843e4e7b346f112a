import type { Context, Outer } from "../../platform/context.ts";
import type { Http } from "../../platform/doors.ts";
import { refuser } from "../../platform/errors.ts";
import { forgetHits, throttle } from "../../platform/throttle.ts";
import { checkCaptcha, needsCaptcha } from "./check-captcha.ts";
import { type Me, refusals, type SecondStep } from "./contract.ts";
import { tell, UNKNOWN } from "./facts.ts";
import { DEVICE_COOKIE, type Entered, finishSignIn, giveCookies } from "./finish-sign-in.ts";
import { hashPassword, verifyPassword } from "./hash-password.ts";
import { failureLimits, signInLimits } from "./limit-tries.ts";
import { askSecondStep } from "./pass-second-step.ts";
import { canonical, mayEnter } from "./rules.ts";
import { findUserByTyped, lockUser, replaceHash, type User } from "./sql/users.ts";

const refuse = refuser(refusals);
type Typed = {
  identifier: string;
  password: string;
  remember: boolean;
  captcha: { challenge: string; number: number } | null;
};

/**
 * Signs in with an identifier or an e-mail address (ACC-1). Whoever is typed, known or not, disabled or not, with a
 * password or not: the same steps, one argon2id, and the same answer when it fails. With a second factor nobody is in
 * yet: the answer says what is asked next.
 * @throws Refusal `sign_in.captcha_needed`, `request.too_many`, `sign_in.failed`
 */
export async function signIn(outer: Outer, typed: Typed, http: Http): Promise<Me | SecondStep> {
  const { user, captcha } = await outer.transaction(async (ctx) => ({
    captcha: await needsCaptcha(ctx, "sign_in", typed.identifier),
    user: await findUserByTyped(ctx, canonical(typed.identifier)),
  }));
  if (captcha) await checkCaptcha(outer, typed.captcha);
  await throttle(outer, signInLimits(outer, typed.identifier));
  const { right, stale } = await verifyPassword(user?.passwordHash ?? null, typed.password);
  if (!user || !right || !mayEnter(user, outer.clock())) return fail(outer, typed, user);
  const fresh = stale ? await hashPassword(typed.password) : null;
  const device = http.cookie(DEVICE_COOKIE);
  const opened = await outer.transaction((ctx) => enter(ctx, typed, user, { fresh, device }));
  if (!opened) return fail(outer, typed, user);
  if ("secondStep" in opened) return opened;
  giveCookies(http, opened);
  return opened.me;
}

/** Null when, while the password was checked, it was changed or the user disabled. */
async function enter(
  ctx: Context,
  typed: Typed,
  seen: User,
  more: { fresh: string | null; device: string | null },
): Promise<Entered | SecondStep | null> {
  const user = await lockUser(ctx, seen.id);
  if (!user || user.passwordHash !== seen.passwordHash || !mayEnter(user, ctx.clock())) return null;
  if (more.fresh && seen.passwordHash) await replaceHash(ctx, user.id, seen.passwordHash, more.fresh);
  for (const limits of [signInLimits, failureLimits])
    await forgetHits(ctx, limits(ctx, typed.identifier)[0].key);
  const step = await askSecondStep(ctx, user, typed.remember);
  return (
    step ?? finishSignIn(ctx, user, { remembered: typed.remember, openedBy: "password", device: more.device })
  );
}

async function fail(outer: Outer, typed: Typed, user: User | undefined): Promise<never> {
  await throttle(outer, failureLimits(outer, typed.identifier));
  await outer.transaction((ctx) => tell(ctx, "identity.sign_in_failed", user?.id ?? UNKNOWN));
  return refuse("sign_in.failed");
}
