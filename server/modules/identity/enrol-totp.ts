import { randomBytes } from "node:crypto";
import { qrCode } from "../../formats/qr-code.ts";
import { type Outer, theUser } from "../../platform/context.ts";
import type { Http } from "../../platform/doors.ts";
import { refuser } from "../../platform/errors.ts";
import { done } from "../../platform/shapes.ts";
import { throttle } from "../../platform/throttle.ts";
import { readBrand } from "../organizations/index.ts";
import { lockProven, provePassword } from "./change-password.ts";
import { refusals } from "./contract.ts";
import { base32, keyUri, matchingStep, SECRET_BYTES } from "./factor-rules.ts";
import { tell } from "./facts.ts";
import { keepFactor, loseFactor } from "./keep-factor.ts";
import { secondStepLimits } from "./limit-tries.ts";
import { giveCookie } from "./open-session.ts";
import { openTotp, sealTotp } from "./open-totp.ts";
import { claimStep, deleteTotp, saveTotpDraft } from "./sql/factors.ts";
import { lockUser } from "./sql/users.ts";

const refuse = refuser(refusals);

/**
 * Makes the secret that an authenticator application takes, as a QR code and as text; it counts once a code of it was
 * typed. Asked again, it makes another.
 * @throws Refusal `password.old_wrong`, `totp.already`
 */
export async function startTotp(outer: Outer, password: string) {
  const proven = await provePassword(outer, password);
  const secret = randomBytes(SECRET_BYTES);
  return outer.transaction(async (ctx) => {
    const user = await lockProven(ctx, proven);
    const sealed = sealTotp(ctx, secret);
    if (!(await saveTotpDraft(ctx, user.id, sealed))) return refuse("totp.already");
    const { name } = await readBrand(ctx);
    const uri = keyUri(secret, name, user.identifier);
    return { secret: base32(secret), uri, qr: qrCode(uri) };
  });
}

/**
 * Confirms the secret by a code of it. Other sessions end: an intruder's would be without the second factor.
 * @returns recovery codes, shown once, when it is the first factor
 * @throws Refusal `second_step.wrong`, `totp.not_begun`
 */
export async function confirmTotp(outer: Outer, code: string, http: Http) {
  const { userId } = theUser(outer);
  await throttle(outer, secondStepLimits(userId));
  const kept = await outer.transaction(async (ctx) => {
    await lockUser(ctx, userId);
    const totp = await openTotp(ctx, userId);
    if (!totp || totp.confirmedAt) return refuse("totp.not_begun");
    const step = matchingStep(totp.secret, code, totp.lastStep, ctx.clock());
    if (step === null || !(await claimStep(ctx, userId, step, true))) return refuse("second_step.wrong");
    return keepFactor(ctx, userId, "totp");
  });
  giveCookie(http, kept.session);
  return { recoveryCodes: kept.recoveryCodes };
}

/** Gives the application up, the password asked. Twice changes nothing. @throws Refusal `password.old_wrong` */
export async function removeTotp(outer: Outer, password: string): Promise<typeof done> {
  const proven = await provePassword(outer, password);
  await outer.transaction(async (ctx) => {
    const user = await lockProven(ctx, proven);
    if (!(await deleteTotp(ctx, user.id))) return;
    await tell(ctx, "identity.second_factor_removed", user.id, { kind: "totp" });
    await loseFactor(ctx, user.id);
  });
  return done;
}
