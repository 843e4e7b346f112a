/** Secrets: tokens that are stored hashed, settings that are stored encrypted. */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";

/** 256 random bits, URL-safe: what a cookie or a link carries. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** What is kept of a token: its SHA-256. Tokens are random, so no salt is needed. */
export const hashToken = (token: string): Buffer => createHash("sha256").update(token).digest();

/** Compares two texts in constant time. */
export function sameText(a: string, b: string): boolean {
  return timingSafeEqual(createHash("sha256").update(a).digest(), createHash("sha256").update(b).digest());
}

/** Encrypts settings at rest with AES-256-GCM; the purpose binds the cipher text to its place. */
export type Sealer = {
  seal(value: unknown, purpose: string): Buffer;
  open<T>(sealed: Buffer, purpose: string): T;
};

/** Derives a key per purpose from the server's secret (HKDF, RFC 5869). */
export const derivedKey = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, "quitus", purpose, 32));

export function sealer(secret: string): Sealer {
  return {
    seal(value, purpose) {
      const iv = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", derivedKey(secret, purpose), iv);
      const text = Buffer.concat([cipher.update(JSON.stringify(value), "utf8"), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), text]);
    },
    open<T>(sealed: Buffer, purpose: string): T {
      const decipher = createDecipheriv("aes-256-gcm", derivedKey(secret, purpose), sealed.subarray(0, 12));
      decipher.setAuthTag(sealed.subarray(12, 28));
      return JSON.parse(
        Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString("utf8"),
      ) as T;
    },
  };
}
