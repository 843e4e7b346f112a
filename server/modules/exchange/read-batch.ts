import { BatchLine } from "./contract.ts";
import type { Reading } from "./run-import.ts";
import type { Problem } from "./words.ts";

/** A PDF of 10 MB in base64, and what stands around it. */
const LARGEST_LINE_BYTES = 16 * 1_048_576;
const LF = 10;
const VALUE_LENGTH = 120;

type RawLine = { line: number; text: string | null };

/** Cuts a byte stream into lines of UTF-8; null stands for a line that is too long. */
async function* rawLines(source: AsyncIterable<Buffer>, read: { bytes: number }): AsyncGenerator<RawLine> {
  let parts: Buffer[] = [];
  let size = 0;
  let line = 1;
  const ended = (): RawLine => {
    const text = size > LARGEST_LINE_BYTES ? null : Buffer.concat(parts).toString("utf8");
    parts = [];
    size = 0;
    return { line: line++, text };
  };
  const keep = (part: Buffer) => {
    size += part.length;
    if (size > LARGEST_LINE_BYTES) parts = [];
    else if (part.length > 0) parts.push(part);
  };
  for await (const chunk of source) {
    let start = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, start)) {
      keep(chunk.subarray(start, end));
      start = end + 1;
      yield ended();
    }
    keep(chunk.subarray(start));
    read.bytes += chunk.length;
  }
  if (size > 0) yield ended();
}

/**
 * Reads JSON lines. What is no line of ours is a problem with its line and its first wrong field, told to `tell`; the
 * others are delivered.
 * @param holding reads only the lines that hold this text, unparsed.
 */
export async function* readBatch(
  source: AsyncIterable<Buffer>,
  read: Reading["read"],
  tell: (problem: Problem) => void,
  holding?: string,
): AsyncGenerator<{ line: number; value: BatchLine }> {
  for await (const { line, text } of rawLines(source, read)) {
    if (text !== null && (text.trim() === "" || (holding && !text.includes(holding)))) continue;
    read.lines++;
    const error = (code: string, column?: string, value?: string) =>
      tell({
        line,
        severity: "error",
        code,
        column,
        value: value && withoutIbans(value).slice(0, VALUE_LENGTH),
      });
    if (text === null) {
      error("batch.too_long");
      continue;
    }
    const value = parse(text);
    if (!value) error("batch.not_json", undefined, text);
    else {
      const parsed = BatchLine.safeParse(value);
      if (parsed.success) yield { line, value: parsed.data };
      else {
        const issue = parsed.error.issues[0]!;
        const path = issue.path.join(".");
        if (path === "type") error("batch.type_unknown", "type", String(value["type"] ?? ""));
        else error("batch.field_invalid", path, issue.message);
      }
    }
  }
}

/** A line that cannot be read is shown in a report: not the bank accounts that may stand in it. */
const withoutIbans = (text: string): string =>
  text.replaceAll(/\b([A-Z]{2}\d{2})(?:[ ]?[A-Z0-9]{1,4}){3,8}\b/gi, "$1…");

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
