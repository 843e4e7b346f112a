/** What an authenticator application shows for a secret typed or scanned into it. */
import { codeAt, stepOf } from "../../server/modules/identity/factor-rules.ts";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The code of the moment. @param secret in base32, spaces ignored */
export function codeOf(secret: string, now = new Date()): string {
  const bits = [...secret.replaceAll(/\s/g, "")]
    .map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  const bytes = (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
  return codeAt(Buffer.from(bytes), stepOf(now));
}
