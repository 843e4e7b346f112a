import { createHmac, randomInt } from "node:crypto";
import type { Context, Outer } from "../../platform/context.ts";
import { refuser } from "../../platform/errors.ts";
import { derivedKey } from "../../platform/secrets.ts";
import { lockProven, provePassword } from "./change-password.ts";
import { refusals } from "./contract.ts";
import { canonicalCode, hasFactor, RECOVERY_CODES, recoveryCode } from "./factor-rules.ts";
import { tell } from "./facts.ts";
import { findFactors, replaceRecoveryCodes } from "./sql/factors.ts";

const refuse = refuser(refusals);

/** What is kept of a code: it is random enough for a plain hash, and the server's key makes a stolen table worth nothing. */
export const hashRecoveryCode = (outer: Outer, canonical: string): Buffer =>
  createHmac("sha256", derivedKey(outer.services.config.QUITUS_SECRET, "recovery codes"))
    .update(`${outer.organizationId}.${canonical}`)
    .digest();

/**
 * Makes ten codes in the place of those there were. They are shown once.
 * @param by `factor`: the first ones, with the factor that was just added.
 */
export async function giveRecoveryCodes(
  ctx: Context,
  userId: string,
  by: "factor" | "user",
): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => recoveryCode(randomInt));
  await replaceRecoveryCodes(
    ctx,
    userId,
    codes.map((code) => hashRecoveryCode(ctx, canonicalCode(code))),
  );
  await tell(ctx, "identity.recovery_codes_made", userId, { by });
  return codes;
}

/** Makes others, the password asked. @throws Refusal `password.old_wrong`, `second_factor.none` */
export async function makeRecoveryCodes(
  outer: Outer,
  password: string,
): Promise<{ recoveryCodes: string[] }> {
  const proven = await provePassword(outer, password);
  return outer.transaction(async (ctx) => {
    const user = await lockProven(ctx, proven);
    if (!hasFactor(await findFactors(ctx, user.id))) return refuse("second_factor.none");
    return { recoveryCodes: await giveRecoveryCodes(ctx, user.id, "user") };
  });
}
