/**
 * Proof of work (ACC-1), after ALTCHA: the browser looks for the number that gives a hash. No third party, no picture,
 * nothing to read or to hear. The challenge is signed, so that nothing is kept until it is answered.
 */
import { createHash, createHmac, randomBytes, randomInt } from "node:crypto";
import { sameText } from "../../platform/secrets.ts";

/** Some 25,000 hashes on average: a fraction of a second on a telephone. */
export const MAXIMUM = 50_000;
export const CHALLENGE_MS = 5 * 60_000;

export type Challenge = { challenge: string; salt: string; hash: string; maximum: number };

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const sign = (key: Buffer, place: string, text: string): string =>
  createHmac("sha256", key).update(`${place}.${text}`).digest("base64url");

/** A new challenge. @param place the organization: a challenge is worth nothing elsewhere. */
export function issueChallenge(key: Buffer, place: string, now: Date): Challenge {
  const salt = randomBytes(12).toString("hex");
  const hash = sha256(salt + randomInt(MAXIMUM + 1));
  const text = `${now.getTime() + CHALLENGE_MS}.${salt}.${hash}`;
  return { challenge: `${text}.${sign(key, place, text)}`, salt, hash, maximum: MAXIMUM };
}

/** Checks an answer. @returns what names the challenge, to be claimed once; null when the answer is wrong, late or forged. */
export function checkAnswer(
  key: Buffer,
  place: string,
  answer: { challenge: string; number: number },
  now: Date,
): string | null {
  const [expires = "", salt = "", hash = "", signature = ""] = answer.challenge.split(".");
  if (!sameText(signature, sign(key, place, `${expires}.${salt}.${hash}`))) return null;
  if (Number(expires) <= now.getTime()) return null;
  return sha256(salt + answer.number) === hash ? hash : null;
}
