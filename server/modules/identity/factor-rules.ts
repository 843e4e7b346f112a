/** Second factors, pure: time-based codes (RFC 6238, RFC 4226), recovery codes, what makes an access safe. */
import { createHmac } from "node:crypto";

export const STEP_SECONDS = 30;
const DIGITS = 6;
/** Steps that a clock may be wrong by, either way. */
const DRIFT = 1;
/** RFC 4226 section 4 recommends 160 bits. */
export const SECRET_BYTES = 20;
export const RECOVERY_CODES = 10;
/** How long the second half of something begun is waited for. */
export const CEREMONY_MS = 5 * 60_000;

/** By what a session was opened; `passkey_step` after a password, `passkey` alone. */
export type OpenedBy = "password" | "link" | "totp" | "recovery" | "passkey_step" | "passkey" | "sso";
/** No password was typed: a temporary one is not asked to be changed. */
export const isWithoutPassword = (by: OpenedBy): boolean => by === "passkey" || by === "sso";

/** Recovery codes alone are none: they stand in for another. */
export const hasFactor = (factors: { totp: boolean; passkeys: number }): boolean =>
  factors.totp || factors.passkeys > 0;

/** The code of one step (RFC 4226 section 5.3). @param digits 6 for people; the RFC's vectors have 8. */
export function codeAt(secret: Buffer, step: number, digits = DIGITS): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const offset = mac[mac.length - 1]! & 0xf;
  const number = (mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits;
  return String(number).padStart(digits, "0");
}

export const stepOf = (now: Date): number => Math.floor(now.getTime() / 1000 / STEP_SECONDS);

/** The step whose code was typed, of those around now that were not used; null when there is none. */
export function matchingStep(secret: Buffer, typed: string, lastStep: number, now: Date): number | null {
  const code = typed.replaceAll(/\s/g, "");
  const here = stepOf(now);
  for (let step = here - DRIFT; step <= here + DRIFT; step += 1)
    if (step > lastStep && codeAt(secret, step) === code) return step;
  return null;
}

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Base32 without padding (RFC 4648), as authenticator applications take secrets. */
export function base32(bytes: Buffer): string {
  let bits = "";
  for (const byte of bytes) bits += byte.toString(2).padStart(8, "0");
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => BASE32[Number.parseInt(five.padEnd(5, "0"), 2)])
    .join("");
}

/** What an authenticator application reads from the QR code (Google's Key URI format). */
export function keyUri(secret: Buffer, issuer: string, account: string): string {
  const label = `${encodeURIComponent(issuer.replaceAll(":", " "))}:${encodeURIComponent(account)}`;
  const query = `secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=${DIGITS}&period=${STEP_SECONDS}`;
  return `otpauth://totp/${label}?${query}`;
}

/** Told apart on paper: neither 0 O, 1 I L, 2 Z, 5 S, 8 B, nor U, V (one for the other by hand). */
const CLEAR = "ACDEFGHJKMNPQRTWXY34679";
const CODE_LENGTH = 12;

/** A recovery code: 12 clear characters, some 54 bits, in threes of four. @param pick a uniform integer below its argument */
export function recoveryCode(pick: (below: number) => number): string {
  const text = Array.from({ length: CODE_LENGTH }, () => CLEAR[pick(CLEAR.length)]).join("");
  return text.replace(/(.{4})(?=.)/g, "$1-");
}

/** One spelling of a recovery code as typed. */
export const canonicalCode = (typed: string): string => typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");

/** Passkeys need a name, not a number, and a secure page (WebAuthn section 13.4.9): https, or this very machine. */
export function passkeysWork(baseUrl: string): boolean {
  const { protocol, hostname } = new URL(baseUrl);
  if (hostname === "localhost" || hostname.endsWith(".localhost")) return true;
  return protocol === "https:" && !/^[\d.]+$|^\[/.test(hostname);
}
