import type { Context, Outer } from "../../platform/context.ts";
import type { Http } from "../../platform/doors.ts";
import { refuser } from "../../platform/errors.ts";
import { hashToken } from "../../platform/secrets.ts";
import { forgetHits, throttle } from "../../platform/throttle.ts";
import { beginCeremony } from "./begin-ceremony.ts";
import { askForPasskey, isRightPasskey, type PasskeyAnswer } from "./check-passkey.ts";
import { type Me, refusals, type SecondStep } from "./contract.ts";
import { canonicalCode, hasFactor, matchingStep, type OpenedBy, passkeysWork } from "./factor-rules.ts";
import { tell } from "./facts.ts";
import { DEVICE_COOKIE, type Entered, finishSignIn, giveCookies } from "./finish-sign-in.ts";
import { secondStepLimits } from "./limit-tries.ts";
import { hashRecoveryCode } from "./make-recovery-codes.ts";
import { openTotp } from "./open-totp.ts";
import { mayEnter } from "./rules.ts";
import { type Ceremony, deleteCeremony, lockCeremony } from "./sql/ceremonies.ts";
import { claimRecoveryCode, claimStep, findFactors } from "./sql/factors.ts";
import { findPasskey, selectPasskeys } from "./sql/passkeys.ts";
import { lockUser, type User } from "./sql/users.ts";

const refuse = refuser(refusals);
export type Proof = { code: string } | { recoveryCode: string } | { passkey: PasskeyAnswer };

/**
 * What a user whose password is right must still show (ACC-9); null when he has no second factor. No session exists
 * until then: what waits is a ceremony of five minutes, whose token only the page holds.
 */
export async function askSecondStep(
  ctx: Context,
  user: User,
  remembered: boolean,
): Promise<SecondStep | null> {
  const factors = await findFactors(ctx, user.id);
  if (!hasFactor(factors)) return null;
  const usable = factors.passkeys > 0 && passkeysWork(ctx.baseUrl);
  const options = usable ? await askForPasskey(ctx, await selectPasskeys(ctx, user.id)) : null;
  const token = await beginCeremony(ctx, {
    kind: "second_step",
    userId: user.id,
    challenge: options?.challenge ?? "",
    remembered,
  });
  return {
    secondStep: {
      token,
      totp: factors.totp,
      passkey: options && { ...options },
      recovery: factors.recoveryCodesLeft > 0,
    },
  };
}

/**
 * The second step of signing in: a code of the moment, a passkey, or a recovery code; each is worth once. Codes are
 * six digits: tries are few, by user, and the password must be right before the first of them.
 * @throws Refusal `second_step.over`, `second_step.wrong`, `request.too_many`
 */
export async function passSecondStep(
  outer: Outer,
  given: { token: string; proof: Proof },
  http: Http,
): Promise<Me> {
  const waiting = await outer.transaction((ctx) => lockCeremony(ctx, "second_step", hashToken(given.token)));
  if (!waiting?.userId) return refuse("second_step.over");
  await throttle(outer, secondStepLimits(waiting.userId));
  const device = http.cookie(DEVICE_COOKIE);
  const entered = await outer.transaction((ctx) => pass(ctx, given.token, given.proof, device));
  if (!entered) {
    await outer.transaction((ctx) =>
      tell(ctx, "identity.sign_in_failed", waiting.userId!, { by: "second_step" }),
    );
    return refuse("second_step.wrong");
  }
  giveCookies(http, entered);
  return entered.me;
}

/** Null when the proof is wrong: nothing is written then, and the ceremony may be tried again. */
async function pass(
  ctx: Context,
  token: string,
  proof: Proof,
  device: string | null,
): Promise<Entered | null> {
  const ceremony = await lockCeremony(ctx, "second_step", hashToken(token));
  const user = ceremony?.userId && (await lockUser(ctx, ceremony.userId));
  if (!ceremony || !user || !mayEnter(user, ctx.clock())) return refuse("second_step.over");
  const openedBy = await prove(ctx, user, ceremony, proof);
  if (!openedBy) return null;
  await deleteCeremony(ctx, ceremony.id);
  for (const { key } of secondStepLimits(user.id)) await forgetHits(ctx, key);
  return finishSignIn(ctx, user, { remembered: ceremony.remembered, openedBy, device });
}

async function prove(ctx: Context, user: User, ceremony: Ceremony, proof: Proof): Promise<OpenedBy | null> {
  if ("code" in proof) return (await isRightCode(ctx, user.id, proof.code)) ? "totp" : null;
  if ("passkey" in proof) {
    const passkey = await findPasskey(ctx, proof.passkey.id);
    if (!passkey || passkey.userId !== user.id) return null;
    return (await isRightPasskey(ctx, passkey, ceremony.challenge, proof.passkey, false))
      ? "passkey_step"
      : null;
  }
  const hash = hashRecoveryCode(ctx, canonicalCode(proof.recoveryCode));
  if (!(await claimRecoveryCode(ctx, user.id, hash))) return null;
  const { recoveryCodesLeft } = await findFactors(ctx, user.id);
  await tell(ctx, "identity.recovery_code_used", user.id, { left: recoveryCodesLeft });
  return "recovery";
}

/** A code that was taken once, by whatever page, is not taken again (RFC 6238 section 5.2). */
async function isRightCode(ctx: Context, userId: string, code: string): Promise<boolean> {
  const totp = await openTotp(ctx, userId);
  if (!totp?.confirmedAt) return false;
  const step = matchingStep(totp.secret, code, totp.lastStep, ctx.clock());
  return step !== null && claimStep(ctx, userId, step, false);
}
