/** The signature and the field forms of Lyra's hosted form (PayZen, SystemPay...). Pure: no network, no clock. */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** Names as they are sent, `vads_` included, and decoded values. */
export type Fields = Record<string, string>;
export type Signing = { key: string; algorithm: "sha256" | "sha1" };

/**
 * What is signed: the VALUES of the `vads_` fields sorted by name, and the key, joined by `+`. Names do not enter it:
 * whoever holds a signed set may rename its fields, and cut a value that holds a `+` in two. Hence two defences, here
 * and in the reading of answers: we never send a value with a `+` nor one that could pass for a status, and an answer
 * must have the whole shape of one.
 */
export function signedText(fields: Fields, key: string): string {
  const names = Object.keys(fields)
    .filter((name) => name.startsWith("vads_"))
    .sort();
  return [...names.map((name) => fields[name] ?? ""), key].join("+");
}

/** HMAC-SHA-256 in base64, or SHA-1 in hexadecimal for a shop of the old times. */
export function signatureOf(fields: Fields, { key, algorithm }: Signing): string {
  const text = signedText(fields, key);
  return algorithm === "sha256"
    ? createHmac("sha256", key).update(text, "utf8").digest("base64")
    : createHash("sha1").update(text, "utf8").digest("hex");
}

/** Compares in constant time; hexadecimal in any case. A `+` that a form decoder took for a blank is put back. */
export function provesFields(fields: Fields, signature: string, signing: Signing): boolean {
  const received =
    signing.algorithm === "sha256" ? signature.trim().replaceAll(" ", "+") : signature.trim().toLowerCase();
  const a = Buffer.from(signatureOf(fields, signing));
  const b = Buffer.from(received);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** An instant as `YYYYMMDDhhmmss`, UTC. */
export const stampOf = (instant: Date): string => instant.toISOString().replace(/\D/g, "").slice(0, 14);

/** The instant of such a stamp; null when there is none. */
export function instantOf(stamp: string | undefined): Date | null {
  const parts = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(stamp ?? "");
  if (!parts) return null;
  const iso = `${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}.000Z`;
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) || at.toISOString() !== iso ? null : at;
}

const PLACES = 36n ** 6n;

/** vads_trans_id: six letters and digits, unique per shop and UTC day, always the same for one reference. */
export function transactionIdOf(reference: string): string {
  const digest = BigInt(`0x${createHash("sha256").update(reference).digest("hex")}`);
  return (digest % PLACES).toString(36).toUpperCase().padStart(6, "0");
}

/** Words that mean something in an answer: a text of ours that is one of them could be renamed into it. */
const STATUS_SHAPE = /^[A-Z]{2,}$/;

/** One line of text for a field: no `+` nor `_`, nothing outside the basic plane, never a word in capitals alone. */
export function fieldText(text: string, limit: number): string {
  const plain = text
    .toWellFormed()
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}\s+_]+/gu, " ")
    .replace(/[<>"\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replace(/ +/g, " ")
    .trim()
    .slice(0, limit)
    .trimEnd();
  return STATUS_SHAPE.test(plain) ? plain.charAt(0) + plain.slice(1).toLowerCase() : plain;
}

/**
 * Reads `a=b&c=d` (UTF-8): the `vads_` fields and the signature; others, such as those of our own address, are left
 * aside. Null when one name comes with two values: a reader and a verifier could then disagree.
 */
export function parseFields(...sources: string[]): Fields | null {
  const fields = new Map<string, string>();
  for (const source of sources) {
    for (const [name, value] of new URLSearchParams(source)) {
      if (!name.startsWith("vads_") && name !== "signature") continue;
      const known = fields.get(name);
      if (known !== undefined && known !== value) return null;
      fields.set(name, value);
    }
  }
  return Object.fromEntries(fields);
}
