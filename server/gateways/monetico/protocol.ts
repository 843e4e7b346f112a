/** The seal and the field forms of Monetico's payment page, version 3.0 of the protocol. Pure: no network, no clock. */
import { createHmac, timingSafeEqual } from "node:crypto";

/** Decoded values by name, as posted. */
export type Fields = Record<string, string>;

/**
 * The twenty bytes behind the forty characters that the bank gives. Its last two characters hide a digit: `P0` is `90`,
 * `?M` is `?0` (the rule is the bank's).
 * @throws RangeError when the text is no such key.
 */
export function keyBytes(text: string): Buffer {
  const [first = "", second = ""] = text.slice(38);
  const code = first.charCodeAt(0);
  const tail =
    code > 70 && code < 97
      ? String.fromCharCode(code - 23) + second
      : second === "M"
        ? `${first}0`
        : first + second;
  const hex = text.slice(0, 38) + tail;
  if (text.length !== 40 || !/^[0-9a-f]{40}$/i.test(hex)) throw new RangeError("not a Monetico key");
  return Buffer.from(hex, "hex");
}

/** Byte order of the names: digits, upper case, lower case. */
const byName = ([one]: [string, string], [other]: [string, string]) =>
  Buffer.from(one).compare(Buffer.from(other));

/** What is sealed: every field but the seal, sorted, `name=value` joined by stars. */
export const sealedText = (fields: Fields): string =>
  Object.entries(fields)
    .filter(([name]) => name !== "MAC")
    .toSorted(byName)
    .map(([name, value]) => `${name}=${value}`)
    .join("*");

/** The MAC of a form or of a notification: HMAC-SHA1, forty hexadecimal digits in upper case. */
export const seal = (fields: Fields, key: string): string =>
  createHmac("sha1", keyBytes(key)).update(sealedText(fields), "utf8").digest("hex").toUpperCase();

const withoutEmpty = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ""));

function sameSeal(expected: string, received: string): boolean {
  const [one, other] = [Buffer.from(expected), Buffer.from(received.toUpperCase())];
  return one.length === other.length && timingSafeEqual(one, other);
}

/**
 * True when the MAC proves the fields. The bank has sealed empty fields and left them out, depending on the account: both
 * are tried, and an empty field is worth no more than an absent one to whoever reads.
 */
export function isSealed(fields: Fields, key: string): boolean {
  const received = fields.MAC ?? "";
  return [fields, withoutEmpty(fields)].some((tried) => sameSeal(seal(tried, key), received));
}

/** Percent-decoding in UTF-8, or byte for byte in ISO-8859-1 as older terminals write. Null when it is neither. */
function decode(text: string, charset: "utf-8" | "latin1"): string | null {
  const spaced = text.replaceAll("+", " ");
  try {
    return charset === "utf-8"
      ? decodeURIComponent(spaced)
      : spaced.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  } catch {
    return null;
  }
}

/**
 * Reads `a=b&c=d`. The same name with two values would let a reader and a verifier disagree.
 * @returns null when the text is not of that charset or says two things at once.
 */
export function parseForm(raw: string, charset: "utf-8" | "latin1"): Fields | null {
  const fields = new Map<string, string>();
  for (const part of raw.replace(/^\?/, "").split("&").filter(Boolean)) {
    const cut = part.includes("=") ? part.indexOf("=") : part.length;
    const name = decode(part.slice(0, cut), charset);
    const value = decode(part.slice(cut + 1), charset);
    if (name === null || value === null) return null;
    if (fields.has(name) && fields.get(name) !== value) return null;
    fields.set(name, value);
  }
  return Object.fromEntries(fields);
}

/** `1250` cents is `12.50EUR`. */
export function amountText(cents: number, currency = "EUR"): string {
  const digits = String(cents).padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}${currency}`;
}

/** `62.75EUR`, `62.7EUR`, `62EUR`: cents and currency, digit by digit; null for any other form. */
export function parseAmount(text: string): { cents: number; currency: string } | null {
  const parts = /^(\d{1,12})(?:\.(\d{1,2}))?([A-Z]{3})$/.exec(text);
  if (!parts) return null;
  return { cents: Number(`${parts[1]}${(parts[2] ?? "").padEnd(2, "0")}`), currency: parts[3] ?? "" };
}

const PARIS = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/Paris",
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

/** `DD/MM/YYYY:HH:MM:SS` in Paris, as a form says it; with `_a_` in the middle, as a notification does. */
export function parisStamp(instant: Date, middle: ":" | "_a_" = ":"): string {
  const parts = Object.fromEntries(PARIS.formatToParts(instant).map(({ type, value }) => [type, value]));
  return `${parts.day}/${parts.month}/${parts.year}${middle}${parts.hour}:${parts.minute}:${parts.second}`;
}

/** The instant of a notification's stamp; null when that moment never was in Paris. The first of October's two hours. */
export function parisInstant(stamp: string): Date | null {
  const parts = /^(\d{2})\/(\d{2})\/(\d{4})_a_(\d{2}:\d{2}:\d{2})$/.exec(stamp);
  if (!parts) return null;
  const instants = ["+02:00", "+01:00"].map(
    (offset) => new Date(`${parts[3]}-${parts[2]}-${parts[1]}T${parts[4]}${offset}`),
  );
  const real = (one: Date) => !Number.isNaN(one.getTime()) && parisStamp(one, "_a_") === stamp;
  return instants.find(real) ?? null;
}

/** What the bank waits for: `cdr=0` when the seal is right, whatever became of the payment. */
export const acknowledgement = (sealed: boolean): string => `version=2\ncdr=${sealed ? 0 : 1}\n`;
