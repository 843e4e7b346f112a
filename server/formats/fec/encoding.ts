import { isUtf8 } from "node:buffer";

/** Bytes looked at before the first line is read: what is not a FEC at all is said at once. */
export const HEAD_BYTES = 4096;

const EBCDIC_NAMES = [
  Buffer.from([0xd1, 0x96, 0xa4, 0x99, 0x95, 0x81, 0x93]), // "Journal"
  Buffer.from([0xd1, 0xd6, 0xe4, 0xd9, 0xd5, 0xc1, 0xd3]), // "JOURNAL"
];
const BINARY_STARTS = ["504b0304", "25504446", "1f8b", "d0cf11e0", "377abcaf", "526172211a"];

/** Why the beginning of the file shows that it can't be read as a FEC, or null. */
export function refusedHead(head: Buffer): string | null {
  const hex = head.toString("hex", 0, 8);
  if (hex.startsWith("fffe") || hex.startsWith("feff") || hasUtf16Nuls(head)) return "fec.utf16";
  if (EBCDIC_NAMES.some((name) => head.includes(name))) return "fec.ebcdic";
  if (BINARY_STARTS.some((magic) => hex.startsWith(magic))) return "fec.binary";
  const text = head.toString("latin1").replace(/^ï»¿/, "").replaceAll("\0", "").trimStart();
  if (text === "") return "fec.empty";
  if (text.startsWith("<")) return "fec.xml";
  return controlShare(head) > 0.1 ? "fec.binary" : null;
}

/** UTF-16 without a mark: nearly every second byte of the header is NUL. */
function hasUtf16Nuls(head: Buffer): boolean {
  const sample = head.subarray(0, 256);
  const nuls = [0, 0];
  sample.forEach((byte, index) => {
    if (byte === 0) nuls[index % 2] = (nuls[index % 2] as number) + 1;
  });
  const [even = 0, odd = 0] = nuls;
  const half = sample.length / 2;
  return half >= 4 && Math.max(even, odd) > half * 0.7 && Math.min(even, odd) < half * 0.1;
}

/** NUL does not count: some exports pad their fields with it. */
function controlShare(head: Buffer): number {
  let controls = 0;
  for (const byte of head) if (byte !== 0 && (byte < 9 || (byte > 13 && byte < 32))) controls++;
  return controls / head.length;
}

const CP1252_80_9F = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";
const LATIN9: Record<string, string> = { "\u00a4": "€", "\u00bc": "Œ", "\u00bd": "œ", "\u00be": "Ÿ" };

/**
 * Decodes one line given as latin1 text (one character per byte). Valid UTF-8 is UTF-8; else a line with bytes
 * 80-9F is CP1252; else it is ISO 8859-15, the law's encoding, of which only €, Œ, œ and Ÿ are taken: its Š, š,
 * Ž, ž stand where other exports write ´ for an apostrophe.
 */
export function decodeLine(bytes: string): string {
  if (!/[\x80-\xff]/.test(bytes)) return bytes;
  // Without a lead byte and its follower it can't be UTF-8: the copy is spared on most lines of a Latin file.
  if (/[\xc2-\xf4][\x80-\xbf]/.test(bytes)) {
    const raw = Buffer.from(bytes, "latin1");
    if (isUtf8(raw)) return raw.toString("utf8");
  }
  if (/[\x80-\x9f]/.test(bytes)) {
    return bytes.replace(/[\x80-\x9f]/g, (c) => CP1252_80_9F[c.charCodeAt(0) - 0x80] as string);
  }
  return bytes.replace(/[\xa4\xbc-\xbe]/g, (c) => LATIN9[c] as string);
}
