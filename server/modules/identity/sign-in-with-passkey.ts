import type { Context, Outer } from "../../platform/context.ts";
import type { Http } from "../../platform/doors.ts";
import { refuser } from "../../platform/errors.ts";
import { hashToken } from "../../platform/secrets.ts";
import { throttle } from "../../platform/throttle.ts";
import { beginCeremony } from "./begin-ceremony.ts";
import { askForPasskey, isRightPasskey, type PasskeyAnswer } from "./check-passkey.ts";
import { type Me, refusals } from "./contract.ts";
import { tell, UNKNOWN } from "./facts.ts";
import { DEVICE_COOKIE, type Entered, finishSignIn, giveCookies } from "./finish-sign-in.ts";
import { passkeyLimit } from "./limit-tries.ts";
import { deleteCeremony, lockCeremony } from "./sql/ceremonies.ts";
import { findPasskey } from "./sql/passkeys.ts";
import { lockUser } from "./sql/users.ts";

const refuse = refuser(refusals);

/** Asks the browser for any passkey that it keeps for us: no name is typed (ACC-9). */
export async function askPasskey(outer: Outer) {
  await throttle(outer, [passkeyLimit(outer)]);
  const options = await askForPasskey(outer, []);
  const token = await outer.transaction((ctx) =>
    beginCeremony(ctx, {
      kind: "passkey_sign_in",
      userId: null,
      challenge: options.challenge,
      remembered: false,
    }),
  );
  return { token, options: { ...options } };
}

/**
 * Signs in by a passkey alone: the device has recognized the person, so that it is worth a password and a second step.
 * @throws Refusal `passkey.unknown` for a passkey that is not known here, or whose user may not enter
 */
export async function signInWithPasskey(
  outer: Outer,
  given: { token: string; answer: PasskeyAnswer; remember: boolean },
  http: Http,
): Promise<Me> {
  await throttle(outer, [passkeyLimit(outer)]);
  const device = http.cookie(DEVICE_COOKIE);
  const entered = await outer.transaction((ctx) => enter(ctx, given, device));
  if (!entered) {
    await outer.transaction((ctx) => tell(ctx, "identity.sign_in_failed", UNKNOWN, { by: "passkey" }));
    return refuse("passkey.unknown");
  }
  giveCookies(http, entered);
  return entered.me;
}

async function enter(
  ctx: Context,
  given: { token: string; answer: PasskeyAnswer; remember: boolean },
  device: string | null,
): Promise<Entered | null> {
  const ceremony = await lockCeremony(ctx, "passkey_sign_in", hashToken(given.token));
  if (!ceremony) return refuse("second_step.over");
  const passkey = await findPasskey(ctx, given.answer.id);
  const user = passkey && (await lockUser(ctx, passkey.userId));
  if (!passkey || user?.state !== "active") return null;
  if (!(await isRightPasskey(ctx, passkey, ceremony.challenge, given.answer, true))) return null;
  await deleteCeremony(ctx, ceremony.id);
  return finishSignIn(ctx, user, { remembered: given.remember, openedBy: "passkey", device });
}
