import { type FecLayout, readHeader } from "./columns.ts";
import { cachedDateReader } from "./dates.ts";
import { fieldsReader, type Tell } from "./entry-fields.ts";
import { lineReader } from "./split-line.ts";
import { MAX_LINE_BYTES, readTextLines } from "./text-lines.ts";
import type { FecBatch, FecLine, FecProblem } from "./types.ts";

const DEFAULT_BATCH_LINES = 5_000;
const VALUE_LENGTH = 80;
const WARNING_FAULTS = new Set(["fec.column_twice", "fec.columns_absent"]);

/** What is known between two batches. */
type Reading = {
  line: number;
  /** False as long as nothing follows the header. */
  hasEntries: boolean;
  pointTold: boolean;
  readEntry: ReturnType<typeof lineReader> | null;
  refused: boolean;
  batch: FecBatch;
};

/**
 * Reads a FEC (art. A47 A-1 LPF) as batches, in constant memory. Nothing in the bytes makes it throw: what can't be
 * read is a problem with its line, and the other lines are delivered. A file that is no FEC gives one problem
 * (see `isFecRefusal`) and ends. Only the source's own failures are thrown.
 * @param options.batchLines at most about this many entries or problems in a batch (default 5,000)
 */
export async function* readFec(
  source: AsyncIterable<Buffer>,
  options: { batchLines?: number } = {},
): AsyncGenerator<FecBatch> {
  const size = Math.max(1, options.batchLines ?? DEFAULT_BATCH_LINES);
  const reading: Reading = {
    line: 0,
    hasEntries: false,
    pointTold: false,
    readEntry: null,
    refused: false,
    batch: { lines: [], problems: [], bytesRead: 0 },
  };
  for await (const block of readTextLines(source)) {
    reading.batch.bytesRead = block.bytesRead;
    if (block.refusal) refuse(reading, { code: block.refusal, line: 1 });
    for (const [index, text] of block.lines.entries()) {
      reading.line++;
      readLine(reading, text, block.unterminated && index === block.lines.length - 1);
      if (reading.refused) break;
      if (reading.batch.lines.length >= size || reading.batch.problems.length >= size) yield flushed(reading);
    }
    if (reading.refused) break;
  }
  if (!reading.refused) finish(reading);
  yield flushed(reading);
}

function flushed(reading: Reading): FecBatch {
  const { batch } = reading;
  reading.batch = { lines: [], problems: [], bytesRead: batch.bytesRead };
  return batch;
}

function refuse(reading: Reading, fault: { code: string; line: number; value?: string }): void {
  reading.refused = true;
  reading.batch.problems.push({ severity: "error", ...fault });
}

function finish(reading: Reading): void {
  if (!reading.readEntry) refuse(reading, { code: "fec.empty", line: 1 });
  else if (!reading.hasEntries) {
    reading.batch.problems.push({ line: reading.line, severity: "warning", code: "fec.no_entries" });
  }
}

function readLine(reading: Reading, text: string | null, maybeCut: boolean): void {
  // Some DOS exports still end with Ctrl-Z.
  if (text === "" || text === "\u001a") return;
  if (!reading.readEntry) return readHeaderLine(reading, text);
  if (text?.trim() === "") return;
  reading.hasEntries = true;
  if (text === null) {
    const value = String(MAX_LINE_BYTES);
    reading.batch.problems.push({ line: reading.line, severity: "error", code: "fec.line_too_long", value });
    return;
  }
  const entry = readEntryLine(reading, reading.readEntry, text, maybeCut);
  if (entry) reading.batch.lines.push(entry);
}

function readHeaderLine(reading: Reading, text: string | null): void {
  if (text?.trim() === "") return;
  const { layout, faults } =
    text === null ? { layout: null, faults: [{ code: "fec.header_missing" }] } : readHeader(text);
  for (const fault of faults) {
    if (WARNING_FAULTS.has(fault.code)) {
      reading.batch.problems.push({ line: reading.line, severity: "warning", ...fault });
    } else {
      refuse(reading, { line: reading.line, ...fault });
    }
  }
  if (layout) reading.readEntry = entryReader(layout);
}

function entryReader(layout: FecLayout): ReturnType<typeof lineReader> {
  return lineReader(layout, fieldsReader(layout, cachedDateReader()));
}

function readEntryLine(
  reading: Reading,
  readEntry: ReturnType<typeof lineReader>,
  text: string,
  maybeCut: boolean,
): FecLine | null {
  const { line, batch } = reading;
  const firstProblem = batch.problems.length;
  const tell: Tell = (severity, code, column, value) => {
    if (code === "fec.decimal_point") {
      if (reading.pointTold) return;
      reading.pointTold = true;
    }
    const problem: FecProblem = { line, severity, code };
    if (column !== undefined) problem.column = column;
    if (value !== undefined) problem.value = shortCopy(value);
    batch.problems.push(problem);
  };
  const entry = readEntry(text, line, tell);
  if (!entry && maybeCut) {
    batch.problems.length = firstProblem;
    tell("error", "fec.truncated", undefined, text.slice(-VALUE_LENGTH));
  }
  return entry;
}

/** A real copy: a slice would keep its whole block of text in memory as long as the problem is kept. */
function shortCopy(value: string): string {
  return Buffer.from(value.slice(0, VALUE_LENGTH)).toString("utf8");
}
