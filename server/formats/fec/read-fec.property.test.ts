import { isUtf8 } from "node:buffer";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { type FecEntry, type FecLine, type FecProblem, fecHeader, readFec, writeFecLine } from "./index.ts";
import { fecProblemCodes } from "./problems.ts";
import { saleEntry } from "./testing.ts";

const LATIN = "abcXYZ019 ,.;:'\"/-_éèàçùôÉœŒ€<>=+@".split("");
const CP1252: Record<string, number> = { "€": 0x80, Œ: 0x8c, œ: 0x9c };
const LATIN9: Record<string, number> = { "€": 0xa4, Œ: 0xbc, œ: 0xbd };

const text = fc
  .array(fc.constantFrom(...LATIN), { maxLength: 12 })
  .map((characters) => characters.join("").trim());
const date = fc
  .date({ min: new Date("1900-01-01"), max: new Date("2199-12-31"), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));
const cents = fc.oneof(fc.nat(), fc.maxSafeNat());
const entry: fc.Arbitrary<FecEntry> = fc
  .record({
    journalCode: text,
    journalLabel: text,
    entryNumber: text,
    date,
    accountNumber: fc.stringMatching(/^[0-9]{3}[0-9A-Z]{0,7}$/),
    accountLabel: text,
    auxiliaryNumber: text,
    auxiliaryLabel: text,
    piece: text,
    pieceDate: fc.option(date),
    label: text,
    amount: cents,
    isDebit: fc.boolean(),
    lettering: text,
    letteringDate: fc.option(date),
    validationDate: fc.option(date),
    dueDate: fc.option(date),
    currencyCents: fc.option(fc.maxSafeInteger().map((n) => n + 0)),
    currency: text,
  })
  .map(({ amount, isDebit, ...rest }) => ({
    ...rest,
    debitCents: isDebit ? amount : 0,
    creditCents: isDebit ? 0 : amount,
  }));

function encoded(line: string, table: Record<string, number> | null): Buffer {
  if (!table) return Buffer.from(line);
  return Buffer.from(line.split("").map((c) => table[c] ?? c.charCodeAt(0)));
}

/** Cuts the bytes at the given positions. */
async function* cutAt(bytes: Buffer, positions: number[]): AsyncGenerator<Buffer> {
  const ends = [...positions.map((p) => p % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  let start = 0;
  for (const end of ends) {
    yield bytes.subarray(start, end);
    start = end;
  }
}

async function readAll(source: AsyncIterable<Buffer>, batchLines?: number) {
  const lines: FecLine[] = [];
  const problems: FecProblem[] = [];
  for await (const batch of readFec(source, batchLines ? { batchLines } : {})) {
    lines.push(...batch.lines);
    problems.push(...batch.problems);
  }
  return { lines, problems };
}

it("API-3 reads back what is written, whatever the separator, encoding, line end and cuts of the stream", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(entry, { minLength: 1, maxLength: 8 }),
      fc.constantFrom("\t", "|"),
      fc.constantFrom(null, CP1252, LATIN9),
      fc.constantFrom("\n", "\r", "\r\n", "\r\r\n"),
      fc.array(fc.nat(), { maxLength: 12 }),
      fc.integer({ min: 1, max: 5 }),
      async (entries, separator, table, end, cuts, batchLines) => {
        const options = { withDueDate: true };
        const written = [fecHeader(options), ...entries.map((one) => writeFecLine(one, options))];
        const lines = written.map((line) =>
          encoded(line.trimEnd() === "" ? line : shaped(line, separator, end), table),
        );
        // Bytes that happen to be valid UTF-8 are UTF-8: no reader can know better.
        if (table)
          fc.pre(lines.every((line) => !/[\x80-\xff]/.test(line.toString("latin1")) || !isUtf8(line)));
        const read = await readAll(cutAt(Buffer.concat(lines), cuts), batchLines);
        expect(read.problems.filter(({ severity }) => severity === "error")).toEqual([]);
        expect(read.lines).toEqual(entries.map((one, index) => ({ line: index + 2, ...one })));
      },
    ),
    { numRuns: 300 },
  );
});

function shaped(line: string, separator: string, end: string): string {
  return line.replace(/\r\n$/, end).replaceAll("\t", separator);
}

const rubbish = fc.oneof(
  fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
  fc.string({ unit: "binary", maxLength: 200 }).map((line) => Buffer.from(line)),
  fc.stringMatching(/^[0-9A-Za-z |\t,.\r\n\0-]{0,200}$/).map((line) => Buffer.from(line)),
  entry.map((one) => Buffer.from(writeFecLine(one))),
);
const hostile = fc
  .tuple(fc.boolean(), fc.array(rubbish, { maxLength: 8 }))
  .map(([headed, parts]) => Buffer.concat([...(headed ? [Buffer.from(fecHeader())] : []), ...parts]));

it("API-3 any bytes give declared problems only, and the same ones however the stream is cut", async () => {
  await fc.assert(
    fc.asyncProperty(hostile, fc.array(fc.nat(), { maxLength: 6 }), async (bytes, cuts) => {
      const whole = await readAll(cutAt(bytes, []));
      for (const problem of whole.problems) expect(fecProblemCodes).toContain(problem.code);
      for (const line of whole.lines) {
        expect(Math.min(line.debitCents, line.creditCents)).toBe(0);
        expect(Number.isSafeInteger(line.debitCents + line.creditCents)).toBe(true);
        expect(Object.values(line).join("")).not.toContain("\0");
      }
      expect(await readAll(cutAt(bytes, cuts))).toEqual(whole);
    }),
    { numRuns: 500 },
  );
});

it("API-3 a cut anywhere in a large file of CR, LF and long lines changes nothing", async () => {
  const parts: string[] = [fecHeader()];
  for (let index = 0; index < 3_000; index++)
    parts.push(sampleLine(["\n", "\r", "\r\r\n", "\r\n"][index % 4] as string));
  parts.splice(1_500, 0, `${"x".repeat(300_000)}\n`, `${"é".repeat(40_000)}\r`, `${"y".repeat(65_000)}\n`);
  const bytes = Buffer.from(parts.join(""));
  const whole = await readAll(cutAt(bytes, []));
  expect(whole.lines).toHaveLength(3_000);
  expect(whole.problems.map(({ line, code }) => `${line} ${code}`)).toEqual([
    "1501 fec.line_too_long",
    "1502 fec.line_too_long",
    "1503 fec.column_count",
  ]);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: bytes.length }), { maxLength: 40 }), async (cuts) => {
      const read = await readAll(cutAt(bytes, cuts));
      expect(read.problems).toEqual(whole.problems);
      expect(read.lines).toEqual(whole.lines);
    }),
    { numRuns: 10 },
  );
});

const sample = saleEntry({
  date: "2026-01-31",
  auxiliaryNumber: "C1",
  auxiliaryLabel: "Société",
  piece: "F1",
  pieceDate: null,
  debitCents: 1,
  validationDate: "2026-02-28",
});

function sampleLine(end: string): string {
  return writeFecLine(sample).replace("\r\n", end);
}

it("API-3 a text that holds a separator or a line end is written without it", () => {
  const line = writeFecLine({ ...sample, label: "a\tb\r\nc" });
  expect(line.split("\t")).toHaveLength(18);
  expect(line).toContain("\ta b c\t");
});
