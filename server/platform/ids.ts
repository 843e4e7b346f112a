/** Ids are UUIDv7 inside; outside they carry a prefix that says what they name (`acc_01979...`). */
import { randomBytes } from "node:crypto";
import { z } from "zod";

/** The id of an organization. Only the doors mint it, from an address that they resolved. */
export type OrganizationId = string & { readonly organization: unique symbol };

const PREFIXES = {
  access_letters: "alt",
  account: "acc",
  announcement: "ann",
  archive: "arc",
  attachment: "att",
  bank_account: "bac",
  bank_allocation: "bal",
  bank_file: "bkf",
  bank_line: "bln",
  bank_statement: "bst",
  change: "chg",
  batch: "bat",
  colleague: "clg",
  collection: "col",
  collection_return: "crt",
  creditor: "crd",
  declaration: "dcl",
  delivery: "dlv",
  device: "dev",
  dispute: "dsp",
  dispute_category: "dct",
  dispute_file: "dfl",
  entry: "ent",
  erasure: "ers",
  fact: "fct",
  export: "exp",
  handover: "hnd",
  import: "imp",
  invoice: "inv",
  instalment: "ist",
  lettering: "let",
  mail: "mail",
  mandate: "mdt",
  message: "msg",
  organization: "org",
  party: "pty",
  passkey: "psk",
  payment: "pay",
  receipt: "rct",
  request: "req",
  reversal: "rev",
  session: "ses",
  text: "txt",
  token: "tok",
  transfer: "trf",
  user: "usr",
  webhook: "whk",
} as const;
export type IdKind = keyof typeof PREFIXES;

/** Milliseconds and place among the ids of that millisecond, of the last id made. */
let last = { at: 0, place: 0 };

/**
 * A new UUIDv7: time-ordered, so that indexes grow at their end (RFC 9562 section 5.7). Those of one process and one
 * millisecond follow each other too (section 6.2, method 1: the 12 bits of `rand_a` count), up to 4,096 of them.
 */
export function newId(now = Date.now()): string {
  last = { at: now, place: last.at === now ? (last.place + 1) & 0xfff : 0 };
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes.writeUInt16BE(0x7000 | last.place, 6);
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** `018f...` -> `acc_018f...` (dashes dropped). */
export const outside = (kind: IdKind, id: string): string => `${PREFIXES[kind]}_${id.replaceAll("-", "")}`;

/** The same, for an id that may be absent. */
export const outsideOrNull = (kind: IdKind, id: string | null | undefined): string | null =>
  id ? outside(kind, id) : null;

/** A zod type for an outside id: its output is the inside UUID. */
export function idOf(kind: IdKind) {
  const pattern = new RegExp(`^${PREFIXES[kind]}_[0-9a-f]{32}$`);
  return z
    .string()
    .regex(pattern, `expected an id of ${kind}: ${PREFIXES[kind]}_ and 32 hexadecimal digits`)
    .overwrite((text) =>
      text.slice(text.indexOf("_") + 1).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"),
    );
}

/** True for a word that names a kind of id. */
export const isIdKind = (kind: string): kind is IdKind => Object.hasOwn(PREFIXES, kind);

/** Any outside id, read by its prefix; null for what is none. */
export function readOutsideId(text: string): { kind: IdKind; id: string } | null {
  const kind = (Object.keys(PREFIXES) as IdKind[]).find((one) => text.startsWith(`${PREFIXES[one]}_`));
  if (!kind) return null;
  const id = idOf(kind).safeParse(text);
  return id.success ? { kind, id: id.data } : null;
}

/** What an outside id looks like, in an answer. */
export const outsideId = (kind: IdKind) =>
  z.string().meta({ examples: [`${PREFIXES[kind]}_0197a5c2d3e87f10a1b2c3d4e5f60718`] });
