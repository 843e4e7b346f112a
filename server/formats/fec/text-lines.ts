import { isAscii, isUtf8 } from "node:buffer";
import { decodeLine, HEAD_BYTES, refusedHead } from "./encoding.ts";

/** A longer line is not an entry; it is skipped without being held in memory. */
export const MAX_LINE_BYTES = 65_536;
/** As much as a file stream gives at once. Larger blocks outlive the young generation of the garbage collector. */
const BLOCK_BYTES = 65_536;
const LF = 10;
const CR = 13;

/** Consecutive lines, in order; null stands for a line over MAX_LINE_BYTES. */
export type LineBlock = {
  lines: (string | null)[];
  /** The last line has no line end: the file may have been cut there. */
  unterminated: boolean;
  bytesRead: number;
  /** Code of the reason why the whole file is refused. */
  refusal: string | null;
};

/**
 * Cuts a byte stream into decoded lines, with constant memory. Line ends are LF, CR, CR LF or CR CR LF: any run
 * of CR with at most one LF is one line end, so that a cut of the stream inside it changes nothing.
 */
export async function* readTextLines(source: AsyncIterable<Buffer>): AsyncGenerator<LineBlock> {
  let carry: Buffer = Buffer.alloc(0);
  let skipping = false;
  let afterCr = false;
  let bytesRead = 0;
  for await (const part of gather(source)) {
    let data = part;
    if (bytesRead === 0) {
      const refusal = refusedHead(part.subarray(0, HEAD_BYTES));
      if (refusal) {
        yield { lines: [], unterminated: false, bytesRead: part.length, refusal };
        return;
      }
      if (part.toString("latin1", 0, 3) === "ï»¿") data = part.subarray(3);
    }
    bytesRead += part.length;
    if (afterCr) {
      const rest = afterLineEnd(data);
      afterCr = rest.length === 0 && data.at(-1) === CR;
      data = rest;
    }
    const cut = lastLineEnd(data);
    const lines = cut > 0 ? blockLines(joined(carry, data.subarray(0, cut)), skipping) : [];
    if (cut > 0) {
      skipping = false;
      afterCr = cut === data.length && data[cut - 1] === CR;
      carry = data.subarray(cut);
    } else if (!skipping) {
      carry = joined(carry, data);
    }
    if (carry.length > MAX_LINE_BYTES) {
      skipping = true;
      carry = Buffer.alloc(0);
    }
    yield { lines, unterminated: false, bytesRead, refusal: null };
  }
  if (bytesRead === 0) {
    yield { lines: [], unterminated: false, bytesRead, refusal: "fec.empty" };
  } else if (skipping || carry.length > 0) {
    const lines = skipping ? [null] : decodeBlock(carry);
    yield { lines, unterminated: true, bytesRead, refusal: null };
  }
}

/** Regroups chunks of any size: neither a byte at a time nor a whole file at once. */
async function* gather(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length; at += BLOCK_BYTES) {
      const slice = chunk.subarray(at, at + BLOCK_BYTES);
      waiting.push(slice);
      size += slice.length;
      if (size < BLOCK_BYTES) continue;
      yield waiting.length === 1 ? slice : Buffer.concat(waiting, size);
      waiting = [];
      size = 0;
    }
  }
  if (size > 0) yield Buffer.concat(waiting, size);
}

function joined(carry: Buffer, data: Buffer): Buffer {
  return carry.length === 0 ? data : Buffer.concat([carry, data]);
}

/** Position behind the last line end, 0 when there is none. */
function lastLineEnd(data: Buffer): number {
  return Math.max(data.lastIndexOf(LF), data.lastIndexOf(CR)) + 1;
}

/** What follows the rest of a line end whose first CR ended the block before. */
function afterLineEnd(data: Buffer): Buffer {
  let at = 0;
  while (data[at] === CR) at++;
  if (data[at] === LF) at++;
  return data.subarray(at);
}

/** The lines of a block that ends with a line end; `skipped`: the first one began as a line that is too long. */
function blockLines(block: Buffer, skipped: boolean): (string | null)[] {
  const lines = decodeBlock(block);
  lines.pop();
  if (skipped) lines[0] = null;
  return lines;
}

function decodeBlock(block: Buffer): (string | null)[] {
  const ascii = isAscii(block);
  const mixed = !ascii && !isUtf8(block);
  const text = ascii || mixed ? block.toString("latin1") : block.toString("utf8");
  const lines: (string | null)[] = text.includes("\r") ? text.split(/\r+\n?|\n/) : text.split("\n");
  const dirty = text.includes("\0") || (!ascii && (mixed || /[\u00a0\u202f]/.test(text)));
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as string;
    if (line.length > MAX_LINE_BYTES / 3 && isTooLong(line, mixed)) lines[index] = null;
    else if (dirty) lines[index] = cleaned(mixed ? decodeLine(line) : line);
  }
  return lines;
}

function isTooLong(line: string, bytes: boolean): boolean {
  return (bytes ? line.length : Buffer.byteLength(line)) > MAX_LINE_BYTES;
}

/** As the tax administration's tester does: NUL disappears, a no-break space is a space. */
function cleaned(line: string): string {
  return line.replaceAll("\0", "").replace(/[\u00a0\u202f]/g, " ");
}
