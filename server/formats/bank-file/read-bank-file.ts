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
  const { head, whole } = await peek(source);
  const text = head.toString("latin1").replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, "");
  const start = text.replaceAll("\0", "").trimStart();
  if (start === "") throw new BankFileError("empty", "file");
  if (start.startsWith("<")) yield* readCamt(whole);
  else if (CFONB_120.test(start)) yield* readCfonb120(withoutMark(whole));
  else if (CFONB_240.test(start)) yield* readCfonb240(withoutMark(whole));
  else throw new BankFileError("unknown_format", "file");
}

/** Looks at the beginning without losing it. */
async function peek(source: AsyncIterable<Uint8Array>) {
  const parts = source[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < HEAD_BYTES || head.toString("latin1").trim() === "") {
    const next = await parts.next();
    if (next.done) break;
    head = Buffer.concat([head.length > HEAD_BYTES ? Buffer.alloc(0) : head, next.value]);
  }
  async function* whole(): AsyncGenerator<Uint8Array> {
    yield head;
    for (let next = await parts.next(); !next.done; next = await parts.next()) yield next.value;
  }
  return { head: head.subarray(0, 4096), whole: whole() };
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
