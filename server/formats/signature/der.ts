/**
 * DER (ITU-T X.690): what certificates, signatures and timestamps are written in; read also where some programs leave
 * lengths open (BER). One-byte tags only.
 */

/** The bytes are not DER, or not the structure that was expected. */
export class DerProblem extends Error {}

/** One value: its tag byte, what it holds, and the whole of it as written. */
export type Der = { tag: number; body: Buffer; raw: Buffer };

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  utf8: 0x0c,
  sequence: 0x30,
  set: 0x31,
  utcTime: 0x17,
  generalizedTime: 0x18,
} as const;

const DEEPEST = 24;
const CONSTRUCTED = 0x20;
const OPEN_LENGTH = 0x80;

/** Reads the value at an offset. @throws DerProblem. */
export function readDer(bytes: Buffer, at = 0, depth = 0): Der {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined) throw new DerProblem("cut short");
  if ((tag & 0x1f) === 0x1f) throw new DerProblem("a tag of several bytes");
  if (first === OPEN_LENGTH) return readOpen(bytes, at, tag, depth);
  let length = first;
  let start = at + 2;
  if (first >= 0x80) {
    const size = first & 0x7f;
    if (size > 4) throw new DerProblem("a huge length");
    length = 0;
    for (let rank = 0; rank < size; rank += 1) length = length * 256 + (bytes[start + rank] ?? 0);
    start += size;
  }
  const end = start + length;
  if (end > bytes.length) throw new DerProblem("cut short");
  return { tag, body: bytes.subarray(start, end), raw: bytes.subarray(at, end) };
}

/** A value whose end is two zeros after the values that it holds. */
function readOpen(bytes: Buffer, at: number, tag: number, depth: number): Der {
  if ((tag & CONSTRUCTED) === 0 || depth >= DEEPEST) throw new DerProblem("an open length");
  let end = at + 2;
  while (bytes[end] !== 0 || bytes[end + 1] !== 0) end += readDer(bytes, end, depth + 1).raw.length;
  return { tag, body: bytes.subarray(at + 2, end), raw: bytes.subarray(at, end + 2) };
}

/** The bytes of a string of octets, in one piece or in several. @throws DerProblem. */
export function octetsOf(node: Der | undefined): Buffer {
  if (node?.tag === (TAG.octets | CONSTRUCTED))
    return Buffer.concat(childrenOf(node).map((one) => octetsOf(one)));
  return expectTag(node, TAG.octets).body;
}

const MOST_CHILDREN = 10_000;

/** The values that a sequence, a set or an explicit tag holds. @throws DerProblem. */
export function childrenOf(node: Der): Der[] {
  const found: Der[] = [];
  for (let at = 0; at < node.body.length; ) {
    const child = readDer(node.body, at);
    found.push(child);
    at += child.raw.length;
    if (found.length > MOST_CHILDREN) throw new DerProblem("too many values");
  }
  return found;
}

/** A value that must be there, and of this tag. @throws DerProblem. */
export function expectTag(node: Der | undefined, tag: number): Der {
  if (!node || node.tag !== tag)
    throw new DerProblem(
      `tag ${tag.toString(16)} expected, ${node ? node.tag.toString(16) : "nothing"} found`,
    );
  return node;
}

/** The values of a sequence that must be one. @throws DerProblem. */
export function sequenceOf(node: Der | undefined): Der[] {
  return childrenOf(expectTag(node, TAG.sequence));
}

/** The tag byte of `[number]` (constructed, context-specific). */
export const contextTag = (number: number): number => 0xa0 + number;

/** `1.2.840…`. @throws DerProblem. */
export function oidOf(node: Der | undefined): string {
  const { body } = expectTag(node, TAG.oid);
  const arcs: bigint[] = [];
  let value = 0n;
  for (const byte of body) {
    value = (value << 7n) | BigInt(byte & 0x7f);
    if (byte & 0x80) continue;
    arcs.push(value);
    value = 0n;
  }
  const first = arcs.shift();
  if (first === undefined) throw new DerProblem("an empty identifier");
  const head = first < 80n ? first / 40n : 2n;
  return [head, first - head * 40n, ...arcs].join(".");
}

/** A date, to the second or finer. @throws DerProblem. */
export function timeOf(node: Der | undefined): Date {
  const text = node?.body.toString("latin1") ?? "";
  const long = node?.tag === TAG.generalizedTime;
  if (!long && node?.tag !== TAG.utcTime) throw new DerProblem("a date expected");
  const match = /^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\.\d{1,9})?Z$/.exec(text);
  if (!match) throw new DerProblem("a date that is not written as DER wants");
  const short = Number(match[1]);
  const year = long ? match[1] : short < 50 ? 2000 + short : 1900 + short;
  const fraction = match[7] ? match[7].slice(0, 4) : "";
  const at = new Date(`${year}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6]}${fraction}Z`);
  if (Number.isNaN(at.getTime())) throw new DerProblem("a date that does not exist");
  return at;
}

function write(tag: number, body: Buffer): Buffer {
  const { length } = body;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), body]);
  const hex = length.toString(16);
  const size = Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex");
  return Buffer.concat([Buffer.from([tag, 0x80 + size.length]), size, body]);
}

/** Writers: each gives the whole value. */
export const der = {
  sequence: (...parts: Buffer[]): Buffer => write(TAG.sequence, Buffer.concat(parts)),
  /** The values of a set are sorted, as DER wants. */
  set: (...parts: Buffer[]): Buffer => write(TAG.set, Buffer.concat(parts.toSorted(Buffer.compare))),
  explicit: (number: number, ...parts: Buffer[]): Buffer => write(contextTag(number), Buffer.concat(parts)),
  implicit: (number: number, body: Buffer): Buffer => write(0x80 + number, body),
  boolean: (value: boolean): Buffer => write(TAG.boolean, Buffer.from([value ? 0xff : 0])),
  /** From big-endian bytes of a number that is not negative. */
  integer: (value: number | Buffer): Buffer => write(TAG.integer, positive(value)),
  bits: (body: Buffer, unused = 0): Buffer => write(TAG.bits, Buffer.concat([Buffer.from([unused]), body])),
  octets: (body: Buffer): Buffer => write(TAG.octets, body),
  null: (): Buffer => Buffer.from([0x05, 0]),
  oid: (text: string): Buffer => write(TAG.oid, oidBytes(text)),
  utf8: (text: string): Buffer => write(TAG.utf8, Buffer.from(text, "utf8")),
  printable: (text: string): Buffer => write(0x13, Buffer.from(text, "latin1")),
  /** X.509 and CMS write dates before 2050 in two digits (RFC 5280, 4.1.2.5). */
  time(at: Date): Buffer {
    const text = `${at.toISOString().replace(/[-:T]|\.\d+/g, "")}`;
    const year = at.getUTCFullYear();
    return year < 2050 ? write(TAG.utcTime, Buffer.from(text.slice(2))) : der.generalizedTime(at);
  },
  generalizedTime: (at: Date): Buffer =>
    write(TAG.generalizedTime, Buffer.from(at.toISOString().replace(/[-:T]|\.\d+/g, ""))),
};

function positive(value: number | Buffer): Buffer {
  const hex = typeof value === "number" ? value.toString(16) : value.toString("hex");
  const bytes = Buffer.from(hex.length % 2 ? `0${hex}` : hex || "00", "hex");
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  const trimmed = bytes.subarray(start);
  return (trimmed[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.from([0]), trimmed]) : trimmed;
}

function oidBytes(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split(".").map(Number);
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const digits = [arc & 0x7f];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      digits.unshift(0x80 | (left & 0x7f));
    bytes.push(...digits);
  }
  return Buffer.from(bytes);
}
