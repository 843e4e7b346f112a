/**
 * The signatures and the field forms of the Ogone / Ingenico e-Commerce hosted page. Pure: no network, no clock.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import { entersShaIn, entersShaOut, mainParameters } from "./names.ts";

export type Algorithm = "sha1" | "sha256" | "sha512";
/** The charset of the account's page: it decides the bytes that are hashed, on the way in and on the way out. */
export type Charset = "utf-8" | "iso-8859-1";
export type Signing = { passphrase: string; algorithm: Algorithm; charset: Charset };
/** Names as they came, in any case, and decoded values. */
export type Fields = Record<string, string>;

const bytesOf = (text: string, charset: Charset): Buffer =>
  Buffer.from(text, charset === "utf-8" ? "utf8" : "latin1");

/** Splits `ITEMID10` into `ITEMID` and 10, so that ITEMID9 comes before it. */
function numbered(name: string): [string, number] {
  const digits = /\d{1,9}$/.exec(name)?.[0] ?? "";
  return [name.slice(0, name.length - digits.length), digits === "" ? -1 : Number(digits)];
}

/** The vendor's order: plain ASCII on upper-cased names, numbered items in natural order. */
export function compareNames(a: string, b: string): number {
  const [aName, aNumber] = numbered(a);
  const [bName, bNumber] = numbered(b);
  if (aName !== bName) return aName < bName ? -1 : 1;
  return aNumber - bNumber;
}

/** The parameters that enter a hash: listed, not empty, names upper-cased, in the vendor's order. */
export function hashedPairs(fields: Fields, enters: (name: string) => boolean): [string, string][] {
  return Object.entries(fields)
    .map(([name, value]): [string, string] => [name.toUpperCase(), value])
    .filter(([name, value]) => value !== "" && name !== "SHASIGN" && enters(name))
    .sort(([a], [b]) => compareNames(a, b));
}

function digest(text: string, signing: Signing): string {
  return createHash(signing.algorithm).update(bytesOf(text, signing.charset)).digest("hex").toUpperCase();
}

/** `NAME=value` and the passphrase after every pair, hashed, in upper-case hexadecimal. */
function signPairs(pairs: [string, string][], signing: Signing): string {
  return digest(pairs.map(([name, value]) => `${name}=${value}${signing.passphrase}`).join(""), signing);
}

/** Signature of an order sent to the hosted page. */
export const shaIn = (fields: Fields, signing: Signing): string =>
  signPairs(hashedPairs(fields, entersShaIn), signing);

/** Signature of the provider's answer, over whichever parameters it holds. */
export const shaOut = (fields: Fields, signing: Signing): string =>
  signPairs(hashedPairs(fields, entersShaOut), signing);

/** The deprecated SHA-OUT of old accounts: the ten main values glued together, then the passphrase. */
export function deprecatedShaOut(fields: Fields, signing: Signing): string {
  const values = new Map(hashedPairs(fields, entersShaOut));
  return digest(mainParameters.map((name) => values.get(name) ?? "").join("") + signing.passphrase, signing);
}

/** Compares two hexadecimal digests without regard to case, in constant time. */
export function sameDigest(expected: string, received: string): boolean {
  const a = Buffer.from(expected.toUpperCase());
  const b = Buffer.from(received.toUpperCase());
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Raw percent-encoded pairs to bytes; `%` that starts no escape stands for itself, as on the vendor's platform. */
function bytesOfEncoded(text: string): Buffer {
  const plain = Buffer.from(text.replaceAll("+", " "), "utf8").toString("latin1");
  const decoded = plain.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(decoded, "latin1");
}

function decode(bytes: Buffer, charset: Charset): string | null {
  if (charset === "iso-8859-1") return bytes.toString("latin1");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

export type Pair = [name: string, value: string];

/** Reads `a=b&c=d` in a charset; null when the bytes are not of that charset. */
export function parsePairs(raw: string, charset: Charset): Pair[] | null {
  const pairs: Pair[] = [];
  for (const part of raw.replace(/^\?/, "").split("&")) {
    if (part === "") continue;
    const cut = part.indexOf("=");
    const name = decode(bytesOfEncoded(cut < 0 ? part : part.slice(0, cut)), charset);
    const value = decode(bytesOfEncoded(cut < 0 ? "" : part.slice(cut + 1)), charset);
    if (name === null || value === null) return null;
    pairs.push([name, value]);
  }
  return pairs;
}

/** Writes `a=b&c=d`, percent-encoded in a charset. */
export function writePairs(fields: Fields, charset: Charset): string {
  const encode = (text: string) => {
    let out = "";
    for (const byte of bytesOf(text, charset)) {
      const character = String.fromCharCode(byte);
      out += /[A-Za-z0-9_.~-]/.test(character)
        ? character
        : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    }
    return out;
  };
  return Object.entries(fields)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join("&");
}

/** `15`, `7.5`, `12.34` euros to cents, digit by digit; null for any other form. */
export function centsOfDecimal(text: string): number | null {
  const parts = /^(\d{1,13})(?:\.(\d{0,2}))?$/.exec(text);
  if (parts === null) return null;
  return Number(`${parts[1]}${(parts[2] ?? "").padEnd(2, "0")}`);
}

/** Cents to the vendor's decimal form, trailing zeros dropped: 1500 is `15`, 750 is `7.5`. */
export function decimalOfCents(cents: number): string {
  const digits = String(cents).padStart(3, "0");
  const fraction = digits.slice(-2).replace(/0+$/, "");
  return digits.slice(0, -2) + (fraction === "" ? "" : `.${fraction}`);
}
