import type { Context } from "../../platform/context.ts";
import type { Http } from "../../platform/doors.ts";
import { hashToken, newToken } from "../../platform/secrets.ts";
import type { Me } from "./contract.ts";
import { describeDevice } from "./device-rules.ts";
import type { OpenedBy } from "./factor-rules.ts";
import { tell } from "./facts.ts";
import { giveCookie, newSession, type OpenSession } from "./open-session.ts";
import { describeMe, dutiesOf } from "./read-session.ts";
import { DEVICE_DAYS } from "./rules.ts";
import { seeDevice } from "./sql/devices.ts";
import { saveUser, type User } from "./sql/users.ts";

/** The cookie by which a browser is known again: random, kept hashed, worth nothing by itself (ACC-10). */
export const DEVICE_COOKIE = "quitus_device";

/** Somebody is in: what is answered, and what the browser is handed once the transaction is committed. */
export type Entered = { me: Me; session: OpenSession; device: string };

/**
 * Opens the session of somebody who has proved who he is, by whatever means: locked and checked by the caller. A browser
 * that he never came from, when others are known, is told as `identity.new_device`.
 */
export async function finishSignIn(
  ctx: Context,
  user: User,
  given: { remembered: boolean; openedBy: OpenedBy; device: string | null; proved?: boolean },
): Promise<Entered> {
  const session = await newSession(ctx, user.id, given.remembered, given);
  const lastSignInAt = ctx.clock();
  await saveUser(ctx, user.id, { last_sign_in_at: lastSignInAt, state: "active" });
  const asHim = asUser(ctx, user, session.sessionId);
  await tell(asHim, "identity.signed_in", user.id, { by: given.openedBy });
  const device = given.device && /^[\w-]{43}$/.test(given.device) ? given.device : newToken();
  const seen = await seeDevice(ctx, user.id, hashToken(device));
  if (seen.any && !seen.known)
    await tell(asHim, "identity.new_device", user.id, {
      sessionId: session.sessionId,
      // Told even when that session ends before the mail is written.
      ...describeDevice(ctx.userAgent),
    });
  const me = await describeMe(ctx, { ...user, lastSignInAt }, await dutiesOf(ctx, user, given.openedBy));
  return { session, device, me };
}

/** Hands the browser its session and the cookie that makes it known. Only once the transaction is committed. */
export function giveCookies(http: Http, { session, device }: Entered): void {
  giveCookie(http, session);
  http.setCookie(DEVICE_COOKIE, device, DEVICE_DAYS * 86_400);
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
