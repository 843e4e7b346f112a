/** Passkeys (WebAuthn level 3): what browsers are asked, and whether their answer is right. */
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  verifyAuthenticationResponse,
} from "@simplewebauthn/server";
import type { Context, Outer } from "../../platform/context.ts";
import { refuser } from "../../platform/errors.ts";
import { type PasskeyAnswer, refusals } from "./contract.ts";
import { passkeysWork } from "./factor-rules.ts";
import { type Passkey, touchPasskey } from "./sql/passkeys.ts";

export type { PasskeyAnswer } from "./contract.ts";

const refuse = refuser(refusals);

/** To whom a passkey belongs: the host of the organization's pages. @throws Refusal `passkey.no_secure_page` */
export function relyingParty(outer: Outer): { id: string; origin: string } {
  const { hostname, origin } = new URL(outer.baseUrl);
  return passkeysWork(outer.baseUrl) ? { id: hostname, origin } : refuse("passkey.no_secure_page");
}

/** Asks for one of these passkeys, or, when none is named, for any that the browser keeps for us. */
export async function askForPasskey(outer: Outer, passkeys: readonly Passkey[]) {
  const named = passkeys.map(({ credentialId, transports }) => ({ id: credentialId, transports }));
  return generateAuthenticationOptions({
    rpID: relyingParty(outer).id,
    userVerification: named.length > 0 ? "preferred" : "required",
    timeout: 120_000,
    ...(named.length > 0 ? { allowCredentials: named } : {}),
  });
}

/**
 * Whether an answer was signed by this passkey, for this challenge and on our page. Its counter is kept: one that goes
 * back tells a copied key, which is refused.
 * @param verified the authenticator must have recognized the person (finger, face, code): without a password it is all there is.
 */
export async function isRightPasskey(
  ctx: Context,
  passkey: Passkey,
  challenge: string,
  answer: PasskeyAnswer,
  verified: boolean,
): Promise<boolean> {
  const { id, origin } = relyingParty(ctx);
  const result = await verifyAuthenticationResponse({
    response: answer as unknown as AuthenticationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: verified,
    credential: {
      id: passkey.credentialId,
      publicKey: new Uint8Array(passkey.publicKey),
      counter: passkey.signCount,
    },
  }).catch(() => null);
  if (!result?.verified) return false;
  const { newCounter, credentialBackedUp } = result.authenticationInfo;
  return touchPasskey(ctx, passkey.id, { signCount: newCounter, backedUp: credentialBackedUp });
}
