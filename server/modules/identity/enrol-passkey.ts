import {
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { type Context, type Outer, theUser } from "../../platform/context.ts";
import type { Http } from "../../platform/doors.ts";
import { found, refuser } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { hashToken } from "../../platform/secrets.ts";
import { done } from "../../platform/shapes.ts";
import { readBrand } from "../organizations/index.ts";
import { beginCeremony } from "./begin-ceremony.ts";
import { lockProven, provePassword } from "./change-password.ts";
import { type PasskeyAnswer, relyingParty } from "./check-passkey.ts";
import { refusals } from "./contract.ts";
import { tell } from "./facts.ts";
import { keepFactor, loseFactor } from "./keep-factor.ts";
import { giveCookie } from "./open-session.ts";
import { deleteCeremony, lockCeremony } from "./sql/ceremonies.ts";
import { deletePasskey, insertPasskey, selectPasskeys } from "./sql/passkeys.ts";
import { lockUser } from "./sql/users.ts";

const refuse = refuser(refusals);
/** More than anybody has devices; keeps what is sent to a browser small. */
const MOST = 20;
/** EdDSA, ES256, RS256: what authenticators have (the library would try post-quantum ones first, which Node warns about). */
const ALGORITHMS = [-8, -7, -257];
type NewPasskey = { token: string; name: string; answer: PasskeyAnswer };

/**
 * Asks the browser to make a passkey for the signed-in user, the password asked.
 * @throws Refusal `password.old_wrong`, `passkey.no_secure_page`, `passkey.too_many`
 */
export async function askNewPasskey(outer: Outer, password: string) {
  const proven = await provePassword(outer, password);
  const { id } = relyingParty(outer);
  const { name, passkeys } = await outer.transaction(async (ctx) => ({
    name: (await readBrand(ctx)).name,
    passkeys: await selectPasskeys(ctx, proven.id),
  }));
  if (passkeys.length >= MOST) return refuse("passkey.too_many");
  const options = await generateRegistrationOptions({
    rpName: name,
    rpID: id,
    userID: new Uint8Array(Buffer.from(proven.id.replaceAll("-", ""), "hex")),
    userName: proven.identifier,
    userDisplayName: proven.name,
    timeout: 120_000,
    attestationType: "none",
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: passkeys.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  const token = await outer.transaction(async (ctx) => {
    const { id: userId } = await lockProven(ctx, proven);
    return beginCeremony(ctx, {
      kind: "passkey_enrolment",
      userId,
      challenge: options.challenge,
      remembered: false,
    });
  });
  return { token, options: { ...options } };
}

/**
 * Keeps the passkey that the browser made. Other sessions end.
 * @returns recovery codes, shown once, when it is the first factor
 * @throws Refusal `second_step.over`, `passkey.refused`, `passkey.already`
 */
export async function keepPasskey(outer: Outer, given: NewPasskey, http: Http) {
  const kept = await outer.transaction((ctx) => keep(ctx, given));
  giveCookie(http, kept.session);
  return { recoveryCodes: kept.recoveryCodes };
}

async function keep(ctx: Context, given: NewPasskey) {
  const { userId } = theUser(ctx);
  await lockUser(ctx, userId);
  const ceremony = await lockCeremony(ctx, "passkey_enrolment", hashToken(given.token));
  if (!ceremony || ceremony.userId !== userId) return refuse("second_step.over");
  const { credential, credentialBackedUp } = await verify(ctx, ceremony.challenge, given.answer);
  const isNew = await insertPasskey(ctx, {
    id: newId(ctx.clock().getTime()),
    userId,
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey),
    signCount: credential.counter,
    transports: credential.transports ?? [],
    backedUp: credentialBackedUp,
    name: given.name,
  });
  if (!isNew) refuse("passkey.already");
  await deleteCeremony(ctx, ceremony.id);
  return keepFactor(ctx, userId, "passkey");
}

async function verify(ctx: Context, challenge: string, answer: PasskeyAnswer) {
  const { id, origin } = relyingParty(ctx);
  const result = await verifyRegistrationResponse({
    response: answer as unknown as RegistrationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => null);
  return result?.verified ? result.registrationInfo : refuse("passkey.refused");
}

/** Gives a passkey up, the password asked. @throws Refusal `password.old_wrong`, `not_found` */
export async function removePasskey(outer: Outer, passkeyId: string, password: string): Promise<typeof done> {
  const { userId } = theUser(outer);
  const own = await outer.transaction((ctx) => selectPasskeys(ctx, userId));
  found(own.find((passkey) => passkey.id === passkeyId));
  const proven = await provePassword(outer, password);
  await outer.transaction(async (ctx) => {
    const user = await lockProven(ctx, proven);
    if (!(await deletePasskey(ctx, user.id, passkeyId))) return;
    await tell(ctx, "identity.second_factor_removed", user.id, { kind: "passkey" });
    await loseFactor(ctx, user.id);
  });
  return done;
}
