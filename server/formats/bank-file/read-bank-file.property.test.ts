import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BankFileEvent, type BankLine, readBankFile, type WrittenStatement } from "./index.ts";
import {
  type CamtStyle,
  detailOf,
  gathered,
  inChunks,
  lineOf,
  statementOf,
  writeCamt,
  writeCfonb120,
} from "./testing.ts";

/** Cuts the bytes at the given positions. */
async function* cutAt(bytes: Buffer, positions: readonly number[]): AsyncGenerator<Buffer> {
  const ends = [...positions.map((p) => p % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  let start = 0;
  for (const end of ends) {
    yield bytes.subarray(start, end);
    start = end;
  }
}
const lettersOf = (letters: string, max: number) =>
  fc
    .array(fc.constantFrom(...letters.split("")), { minLength: 1, maxLength: max })
    .map((all) => all.join("").replace(/ +/g, " ").trim())
    .filter((text) => text !== "" && !/^0+$/.test(text));
const word = lettersOf("ABCDEFGHIJ 0123456789/-&é'", 30);
const reference = lettersOf("ABCDEFXYZ0123456789-", 30);
const cents = fc.integer({ min: -90_000_000_00, max: 90_000_000_00 }).map((n) => n || 1);
const day = fc
  .date({ min: new Date("1990-01-01"), max: new Date("2059-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null });

const detail = fc.record({
  endToEndId: maybe(reference),
  instructionId: maybe(reference),
  paymentInformationId: maybe(reference),
  mandateId: maybe(reference),
  bankReference: maybe(reference),
  name: maybe(word),
  ultimate: maybe(word),
  structuredReference: maybe(reference),
  remittance: fc.array(word, { maxLength: 3 }),
});
type Drawn = {
  bookedOn: string;
  valueOn: string;
  cents: number;
  label: string;
  bankReference: string | null;
  details: {
    name: string | null;
    remittance: string[];
    paymentInformationId: string | null;
    instructionId: string | null;
  }[];
};
const drawn = (maxDetails: number): fc.Arbitrary<Drawn & { details: object[] }> =>
  fc.record({
    bookedOn: day,
    valueOn: day,
    cents,
    label: word,
    bankReference: maybe(lettersOf("ABC123456789", 14)),
    details: fc.array(detail, { minLength: 1, maxLength: maxDetails }),
  });

const camtLine = (one: Drawn, index: number): BankLine => {
  // Never -0, which no file tells from 0.
  const share = Math.trunc(one.cents / one.details.length) || 0;
  const first = one.cents - share * (one.details.length - 1);
  return lineOf({
    bookedOn: one.bookedOn,
    valueOn: one.valueOn,
    cents: one.cents,
    label: one.label,
    bankReference: one.bankReference,
    at: `entry ${index + 1}`,
    details: one.details.map(({ name, ...rest }, place) =>
      detailOf({
        ...rest,
        cents: place === 0 ? first : share,
        counterparty: { name, iban: null, bic: null },
      }),
    ),
  });
};

/** What the reader must tell of what was written. */
const eventsOf = ({ statement, lines }: WrittenStatement): BankFileEvent[] => [
  { kind: "statement", statement },
  ...lines.map((line): BankFileEvent => ({ kind: "line", line })),
  { kind: "end", closing: statement.closing, problems: [] },
];

describe("bank files written then read", () => {
  it("PAY-10 a camt file gives what was written, in any version, prefix and cuts of the stream", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(drawn(3), { maxLength: 6 }),
        fc.constantFrom<CamtStyle["version"]>("02", "08"),
        fc.constantFrom("", "camt", "ns2"),
        fc.array(fc.nat(), { maxLength: 12 }),
        async (all, version, prefix, cuts) => {
          const written = statementOf(all.map(camtLine), { version });
          const bytes = Buffer.from(
            [...writeCamt([written], { format: "camt.053", version, prefix })].join(""),
          );
          expect(await gathered(readBankFile(cutAt(bytes, cuts)))).toEqual(eventsOf(written));
        },
      ),
      { numRuns: 200 },
    );
  });

  it("PAY-10 a CFONB 120 file gives what was written, with line ends or none, trimmed or not, in any cuts", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(drawn(1), { maxLength: 6 }),
        fc.constantFrom("", "\n", "\r\n", "\r"),
        fc.boolean(),
        fc.array(fc.nat(), { maxLength: 12 }),
        async (all, end, trimmed, cuts) => {
          const written = statementOf(all.map(cfonbLine), { format: "cfonb120", version: null });
          const records = [...writeCfonb120([written])];
          const text = records.map((one) => (end && trimmed ? one.trimEnd() : one) + end).join("");
          const events = await gathered(readBankFile(cutAt(Buffer.from(text, "latin1"), cuts)));
          expect(events.map(withoutPlace)).toEqual(eventsOf(asCfonb(written)).map(withoutPlace));
        },
      ),
      { numRuns: 200 },
    );
  });

  it("PAY-10 any bytes are read without another error than a refusal, and the same however they are cut", async () => {
    const rubbish = fc.array(
      fc.oneof(
        fc.string({ maxLength: 60 }),
        fc.constantFrom(
          "01",
          "04",
          "05",
          "07",
          "34",
          "<Ntry>",
          "</Ntry>",
          "<Amt Ccy='EUR'>1</Amt>",
          "&x;",
          "<Stmt>",
        ),
        fc.stringMatching(/^[0-9A-Z{}\r\n ]{0,130}$/),
      ),
      { maxLength: 8 },
    );
    const starts = fc.constantFrom(
      "",
      "0130006",
      "31000001",
      '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>',
    );
    await fc.assert(
      fc.asyncProperty(starts, rubbish, fc.array(fc.nat(), { maxLength: 5 }), async (start, parts, cuts) => {
        const bytes = Buffer.from(start + parts.join(""), "latin1");
        const outcome = (source: AsyncIterable<Uint8Array>) =>
          gathered(readBankFile(source)).catch(
            (error: Error) => `${error.constructor.name} ${error.message}`,
          );
        const whole = await outcome(inChunks(bytes));
        if (typeof whole === "string") expect(whole).toMatch(/^BankFileError /);
        expect(await outcome(cutAt(bytes, cuts))).toEqual(whole);
      }),
      { numRuns: 400 },
    );
  });
});

/** Of one detail, in the reach of the format. */
function cfonbLine(one: Drawn, index: number): BankLine {
  const { name, remittance, ...rest } = one.details[0]!;
  return lineOf({
    bookedOn: one.bookedOn,
    valueOn: one.valueOn,
    cents: one.cents,
    label: one.label,
    code: one.cents < 0 ? "06" : "05",
    bankReference: one.bankReference,
    at: `line ${index}`,
    details: [
      detailOf({
        ...rest,
        remittance,
        cents: one.cents,
        bankReference: one.bankReference,
        counterparty: { name, iban: null, bic: null },
      }),
    ],
  });
}

/** What CFONB does not carry: its number, its period before it ends, its closing balance before the lines. */
function asCfonb({ statement, lines }: WrittenStatement): WrittenStatement {
  const account = { ...statement.account, iban: null };
  const rest = { statementId: null, number: null, to: null, from: statement.opening!.on };
  return { statement: { ...statement, ...rest, account }, lines };
}

const withoutPlace = (event: BankFileEvent) => {
  if (event.kind === "line") return { ...event, line: { ...event.line, at: "" } };
  return event.kind === "statement" ? { ...event, statement: { ...event.statement, closing: null } } : event;
};
