import { readCamt } from "./camt/read-camt.ts";
import { readCfonb120 } from "./cfonb/read-cfonb120.ts";
import { readCfonb240 } from "./cfonb/read-cfonb240.ts";
import { BankFileError, type BankFileEvent } from "./shapes.ts";

const HEAD_BYTES = 512;
/** An 01, 04 or 07 begins with a bank code; 31, 34 and 39 with a number of six digits. */
const CFONB_120 = /^(?:01|04|07)[0-9A-Z]{5}/;
const CFONB_240 = /^3[149]\d{6}/;

/**
 * Reads a bank file of any format that we know, in constant memory. What is doubtful is told among the events; the reading
 * goes on.
 * @throws BankFileError when it is no bank file at all
 */
export async function* readBankFile(source: AsyncIterable<Uint8Array>): AsyncGenerator<BankFileEvent> {
  const parts = source[Symbol.asyncIterator]();
  try {
    const head = await peek(parts);
    yield* readerOf(head)(following(head, parts));
  } finally {
    // Whoever stops, or is refused, leaves no file open.
    await parts.return?.();
  }
}

function readerOf(head: Buffer): (source: AsyncIterable<Uint8Array>) => AsyncGenerator<BankFileEvent> {
  const text = head.toString("latin1", 0, 4096).replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, "");
  const start = text.replaceAll("\0", "").trimStart();
  if (start === "") throw new BankFileError("empty", "file");
  if (start.startsWith("<")) return readCamt;
  if (CFONB_120.test(start)) return (source) => readCfonb120(withoutMark(source));
  if (CFONB_240.test(start)) return (source) => readCfonb240(withoutMark(source));
  throw new BankFileError("unknown_format", "file");
}

type Parts = AsyncIterator<Uint8Array>;

/** The beginning, from the first bytes that are not blank. */
async function peek(parts: Parts): Promise<Buffer> {
  let head = Buffer.alloc(0);
  let blank = true;
  while (head.length < HEAD_BYTES || blank) {
    const next = await parts.next();
    if (next.done) break;
    head = Buffer.concat([blank && head.length > HEAD_BYTES ? Buffer.alloc(0) : head, next.value]);
    blank = head.toString("latin1").trim() === "";
  }
  return head;
}

async function* following(head: Buffer, parts: Parts): AsyncGenerator<Uint8Array> {
  yield head;
  for (let next = await parts.next(); !next.done; next = await parts.next()) yield next.value;
}

/** A mark of UTF-8 before the first record would move all of its columns. */
async function* withoutMark(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let first = true;
  for await (const chunk of source) {
    const marked = first && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;
    yield marked ? chunk.subarray(3) : chunk;
    first = false;
  }
}
