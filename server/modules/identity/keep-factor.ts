import { type Context, theUser } from "../../platform/context.ts";
import { hasFactor } from "./factor-rules.ts";
import { tell } from "./facts.ts";
import { giveRecoveryCodes } from "./make-recovery-codes.ts";
import { type OpenSession, renewSession } from "./open-session.ts";
import { deleteCeremoniesOf } from "./sql/ceremonies.ts";
import { findFactors, replaceRecoveryCodes } from "./sql/factors.ts";
import { deleteSessionsOf } from "./sql/sessions.ts";

/**
 * A factor was just added to one's own access: this session goes on under a new token, the others end. Recovery codes
 * come with the first one; whoever has some keeps them.
 */
export async function keepFactor(
  ctx: Context,
  userId: string,
  kind: "totp" | "passkey",
): Promise<{ session: OpenSession; recoveryCodes: string[] | null }> {
  const { sessionId } = theUser(ctx);
  await deleteSessionsOf(ctx, userId, sessionId);
  await deleteCeremoniesOf(ctx, userId);
  await tell(ctx, "identity.second_factor_added", userId, { kind });
  const { recoveryCodesLeft } = await findFactors(ctx, userId);
  return {
    session: await renewSession(ctx, sessionId),
    recoveryCodes: recoveryCodesLeft > 0 ? null : await giveRecoveryCodes(ctx, userId, "factor"),
  };
}

/** A factor is gone: without any other, recovery codes open nothing and go too. What waits for it is over. */
export async function loseFactor(ctx: Context, userId: string): Promise<void> {
  await deleteCeremoniesOf(ctx, userId);
  if (!hasFactor(await findFactors(ctx, userId))) await replaceRecoveryCodes(ctx, userId, []);
}
