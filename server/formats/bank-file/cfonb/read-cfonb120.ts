import { balanceBook, type StatementSum } from "../balances.ts";
import { problem, tellAmong } from "../problems.ts";
import type { BankFileEvent, BankStatement } from "../shapes.ts";
import { type CfonbRecord, cutRecords } from "./cut-records.ts";
import { complementOf, MOST_COMPLEMENTS, type Movement, readMovement } from "./movement.ts";
import { at, dayOf, signedCents, textAt } from "./values.ts";

type Reading = {
  events: BankFileEvent[];
  book: ReturnType<typeof balanceBook>;
  sum: StatementSum | null;
  movement: Movement | null;
};

/**
 * Reads statements in CFONB 120: an 01, the 04 with their 05, an 07, as many times as there are accounts and days. The number
 * of the account says which statement a record belongs to: bank and branch codes change from one record to the next.
 */
export async function* readCfonb120(source: AsyncIterable<Uint8Array>): AsyncGenerator<BankFileEvent> {
  const reading: Reading = { events: [], book: balanceBook(), sum: null, movement: null };
  for await (const records of cutRecords(source, 120)) {
    for (const record of records) takeRecord(reading, record);
    yield* reading.events.splice(0);
  }
  closeStatement(reading);
  yield* reading.events.splice(0);
}

function takeRecord(reading: Reading, { text, line }: CfonbRecord): void {
  const code = text.slice(0, 2);
  if (code === "05") {
    if (!reading.movement) return unknown(reading, text, line);
    const { complements } = reading.movement;
    if (complements.length < MOST_COMPLEMENTS) complements.push(complementOf(text));
    return;
  }
  closeMovement(reading);
  if (code === "01") {
    closeStatement(reading);
    openStatement(reading, text, line, true);
  } else if (code === "04") {
    if (accountOf(text) !== reading.sum?.statement.account.rib?.account) {
      closeStatement(reading);
      openStatement(reading, text, line, false);
    }
    reading.movement = { record: text, line, complements: [] };
  } else if (code === "07") {
    if (accountOf(text) !== reading.sum?.statement.account.rib?.account) {
      closeStatement(reading);
      openStatement(reading, text, line, false);
    }
    takeClosing(reading, text, line);
  } else unknown(reading, text, line);
}

function unknown(reading: Reading, text: string, line: number): void {
  // An end-of-file mark of old systems.
  if (text.trim() === "\u001a") return;
  const found = text.trim().slice(0, 20);
  reading.events.push({ kind: "problem", ...problem(`line ${line}`, "record_unknown", { found }) });
}

const accountOf = (record: string) => textAt(record, 22, 32).toUpperCase();

function openStatement(reading: Reading, record: string, line: number, withBalance: boolean): void {
  const tell = tellAmong(reading.events, `line ${line}`);
  const on = withBalance ? dayOf(at(record, 35, 40), tell) : null;
  const cents = withBalance ? signedCents(at(record, 91, 104), at(record, 20, 20), tell) : null;
  const [from, to] = withBalance ? periodOf(at(record, 105, 120)) : [null, null];
  const statement: BankStatement = {
    format: "cfonb120",
    version: null,
    statementId: null,
    number: null,
    account: {
      iban: null,
      rib: { bank: textAt(record, 3, 7), branch: textAt(record, 12, 16), account: accountOf(record) },
      currency: textAt(record, 17, 19).toUpperCase() || "EUR",
    },
    from: from ?? on,
    to,
    opening: cents !== null && on !== null ? { cents, on } : null,
    closing: null,
  };
  reading.sum = reading.book.start(statement, `line ${line}`);
  reading.events.push({ kind: "statement", statement });
}

/** Some banks put both days of the period in the reserved zone behind the balance. */
function periodOf(zone: string): [string | null, string | null] {
  if (!/^\d{12}\s*$/.test(zone)) return [null, null];
  const [from, to] = [dayOf(zone.slice(0, 6), () => {}), dayOf(zone.slice(6, 12), () => {})];
  return from && to && from <= to ? [from, to] : [null, null];
}

function takeClosing(reading: Reading, record: string, line: number): void {
  const { sum } = reading;
  if (!sum) return;
  const tell = tellAmong(reading.events, `line ${line}`);
  const cents = signedCents(at(record, 91, 104), at(record, 20, 20), tell);
  const on = dayOf(at(record, 35, 40), tell) ?? sum.statement.opening?.on ?? null;
  sum.at = `line ${line}`;
  if (cents !== null && on !== null) sum.statement = { ...sum.statement, closing: { cents, on } };
  closeStatement(reading);
}

function closeMovement(reading: Reading): void {
  const { movement, sum } = reading;
  reading.movement = null;
  if (!movement || !sum) return;
  const line = readMovement(movement, sum.statement.from, tellAmong(reading.events, `line ${movement.line}`));
  if (!line) return;
  sum.cents += line.cents;
  sum.lines += 1;
  reading.events.push({ kind: "line", line });
}

function closeStatement(reading: Reading): void {
  closeMovement(reading);
  const { sum } = reading;
  reading.sum = null;
  if (!sum) return;
  const problems = reading.book.close(sum, true);
  reading.events.push({ kind: "end", closing: sum.statement.closing, problems });
}
