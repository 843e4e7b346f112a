import { isAscii, isUtf8 } from "node:buffer";

const LF = 10;
const CR = 13;
const CP1252 = new TextDecoder("windows-1252");

/** `line` counts lines, or records where there are no line ends. */
export type CfonbRecord = { text: string; line: number };

/**
 * Cuts a stream into records of `width` characters, in constant memory: with line ends or without, trailing spaces trimmed or
 * not, in CP1252, or in UTF-8 when there are line ends to count characters in. Blank records disappear.
 */
export async function* cutRecords(
  source: AsyncIterable<Uint8Array>,
  width: number,
): AsyncGenerator<CfonbRecord[]> {
  // A line in UTF-8 is at most twice as long in bytes: no letter of these files takes more than two.
  const reach = width * 2;
  let waiting: Buffer = Buffer.alloc(0);
  let line = 0;
  const cut = (until: number): CfonbRecord[] => {
    const records: CfonbRecord[] = [];
    let at = 0;
    while (at < until) {
      const taken = takeRecord(waiting, at, width, reach);
      line += 1;
      if (taken.text.trim() !== "") records.push({ text: taken.text.padEnd(width), line });
      at = taken.end;
    }
    waiting = waiting.subarray(at);
    return records;
  };
  for await (const chunk of source) {
    waiting = waiting.length === 0 ? Buffer.from(chunk) : Buffer.concat([waiting, chunk]);
    // Whether a record ends with a line end is only known once both of its bytes are there.
    yield cut(waiting.length - reach - 2);
  }
  yield cut(waiting.length);
}

function takeRecord(bytes: Buffer, at: number, width: number, reach: number): { text: string; end: number } {
  const window = bytes.subarray(at, at + reach + 1);
  const found = window.findIndex((byte) => byte === LF || byte === CR);
  const end = found >= 0 ? found : window.length <= reach ? window.length : null;
  if (end !== null) {
    const text = decoded(window.subarray(0, end));
    if (text.length <= width || text.slice(width).trim() === "") {
      const crlf = bytes[at + end] === CR && bytes[at + end + 1] === LF;
      return { text: text.slice(0, width), end: at + end + (crlf ? 2 : 1) };
    }
  }
  return { text: decoded(window.subarray(0, width)), end: at + width };
}

const decoded = (bytes: Buffer): string =>
  isAscii(bytes)
    ? bytes.toString("latin1")
    : isUtf8(bytes)
      ? bytes.toString("utf8").normalize("NFC")
      : CP1252.decode(bytes);
