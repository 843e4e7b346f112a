/** Statements and lines of which only what matters is said: for tests, measures and the demonstration. */
import type { BankLine, BankStatement, LineDetail, WrittenStatement } from "./shapes.ts";

export { type CamtStyle, writeCamt } from "./camt/write-camt.ts";
export { writeCfonb120 } from "./cfonb/write-cfonb120.ts";

/** A statement of a French account whose balances hold. */
export function statementOf(
  lines: readonly BankLine[],
  given: Partial<BankStatement> & { openingCents?: number },
): WrittenStatement {
  const { openingCents = 100_000, ...rest } = given;
  const booked = lines.filter((line) => !line.pending);
  const closingCents = booked.reduce((sum, line) => sum + line.cents, openingCents);
  const days = lines.map((line) => line.bookedOn).sort();
  const statement: BankStatement = {
    format: "camt.053",
    version: "08",
    statementId: "STM-1",
    number: "12",
    account: {
      iban: "FR7630006000011234567890189",
      rib: { bank: "30006", branch: "00001", account: "12345678901" },
      currency: "EUR",
    },
    from: days[0] ?? "2026-12-01",
    to: days.at(-1) ?? "2026-12-01",
    opening: { cents: openingCents, on: days[0] ?? "2026-12-01" },
    closing: { cents: closingCents, on: days.at(-1) ?? "2026-12-01" },
    ...rest,
  };
  return { statement, lines };
}

/** A line of which only what matters is said. */
export function lineOf(given: Partial<BankLine> & { cents: number }, detail?: Partial<LineDetail>): BankLine {
  return {
    bookedOn: "2026-12-01",
    valueOn: "2026-12-01",
    currency: "EUR",
    kind: "transfer",
    code: "PMNT/RCDT/ESCT",
    reversal: false,
    pending: false,
    bankReference: null,
    label: "",
    batch: null,
    details: [detailOf({ cents: given.cents, ...detail })],
    at: "",
    ...given,
  };
}

export function detailOf(given: Partial<LineDetail> & { cents: number }): LineDetail {
  return {
    endToEndId: null,
    instructionId: null,
    paymentInformationId: null,
    mandateId: null,
    uetr: null,
    bankReference: null,
    counterparty: { name: null, iban: null, bic: null },
    ultimate: null,
    remittance: [],
    structuredReference: null,
    returnReason: null,
    chargesCents: null,
    ...given,
  };
}

/** Bytes in parts of a size. */
export async function* inChunks(bytes: Uint8Array, size = bytes.length || 1): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Everything that a reader tells. */
export async function gathered<T>(events: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const event of events) all.push(event);
  return all;
}
