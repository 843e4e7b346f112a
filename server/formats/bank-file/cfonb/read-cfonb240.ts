import { compared } from "../balances.ts";
import { kindOfOperation } from "../kinds.ts";
import { problem, type Tell, tellAmong } from "../problems.ts";
import type { BankFileEvent, BankLine } from "../shapes.ts";
import { given, reasonIn, tidy } from "../texts.ts";
import { type CfonbRecord, cutRecords } from "./cut-records.ts";
import { at, dayOf, plainCents, textAt } from "./values.ts";

type Reading = { events: BankFileEvent[]; open: { line: number; cents: number } | null };

/**
 * Reads what came back unpaid in CFONB 240: a 31, a 34 for each, a 39 with their total. It announces; the money itself is on
 * the statement. There are no references of direct debits in it: camt.054 says more.
 */
export async function* readCfonb240(source: AsyncIterable<Uint8Array>): AsyncGenerator<BankFileEvent> {
  const reading: Reading = { events: [], open: null };
  for await (const records of cutRecords(source, 240)) {
    for (const record of records) takeRecord(reading, record);
    yield* reading.events.splice(0);
  }
  close(reading, null);
  yield* reading.events.splice(0);
}

function takeRecord(reading: Reading, { text, line }: CfonbRecord): void {
  const code = text.slice(0, 2);
  if (code === "31") {
    close(reading, null);
    open(reading, text, line, 22);
  } else if (code === "34") {
    if (!reading.open) open(reading, text, line, 78);
    const read = readReturn(text, line, tellAmong(reading.events, `line ${line}`));
    if (!read) return;
    reading.open!.cents += Math.abs(read.cents);
    reading.events.push({ kind: "line", line: read });
  } else if (code === "39") {
    close(reading, plainCents(at(text, 229, 240), "2", tellAmong(reading.events, `line ${line}`)));
  } else if (text.trim() !== "\u001a") {
    const values = { found: text.trim().slice(0, 20) };
    reading.events.push({ kind: "problem", ...problem(`line ${line}`, "record_unknown", values) });
  }
}

/** The own account begins at 22 of a header, at 78 of what came back. */
function open(reading: Reading, record: string, line: number, from: number): void {
  const on = dayOf(at(record, 11, 16), tellAmong(reading.events, `line ${line}`));
  reading.open = { line, cents: 0 };
  reading.events.push({
    kind: "statement",
    statement: {
      format: "cfonb240",
      version: null,
      statementId: null,
      number: null,
      account: {
        iban: null,
        rib: {
          bank: textAt(record, from, from + 4),
          branch: textAt(record, from + 5, from + 9),
          account: textAt(record, from + 10, from + 20),
        },
        currency: "EUR",
      },
      from: on,
      to: on,
      opening: null,
      closing: null,
    },
  });
}

function readReturn(record: string, line: number, tell: Tell): BankLine | null {
  const cents = plainCents(at(record, 229, 240), "2", tell);
  const bookedOn = dayOf(at(record, 11, 16), tell);
  if (cents === null) tell("amount_unreadable", { found: textAt(record, 229, 240) });
  if (bookedOn === null) tell("line_without_date");
  if (cents === null || bookedOn === null) return null;
  const code = textAt(record, 9, 10).toUpperCase();
  const transfer = ["transfer", "instant_transfer", "transfer_return"].includes(kindOfOperation(code));
  const description = tidy(at(record, 129, 216));
  const reason = description ? reasonIn([description]) : null;
  const name = given(at(record, 43, 66));
  const signed = transfer ? cents : -cents;
  const reference = given(at(record, 223, 228)) ?? given(at(record, 123, 128));
  return {
    bookedOn,
    valueOn: dayOf(at(record, 217, 222), tell),
    cents: signed === 0 ? 0 : signed,
    currency: "EUR",
    kind: transfer ? "transfer_return" : "debit_return",
    code: code || null,
    reversal: true,
    pending: false,
    bankReference: reference,
    label: [name, description].filter(Boolean).join(" "),
    batch: null,
    details: [
      {
        cents: signed === 0 ? 0 : signed,
        endToEndId: null,
        instructionId: null,
        paymentInformationId: null,
        mandateId: null,
        uetr: null,
        bankReference: reference,
        counterparty: { name, iban: null, bic: null },
        ultimate: null,
        remittance: description ? [description] : [],
        structuredReference: null,
        returnReason: reason || description ? { code: reason, text: description } : null,
        chargesCents: null,
      },
    ],
    at: `line ${line}`,
  };
}

function close(reading: Reading, total: number | null): void {
  if (!reading.open) return;
  const { line, cents } = reading.open;
  reading.open = null;
  const problems =
    total !== null && total !== cents
      ? [problem(`line ${line}`, "total_differs", compared(total, cents))]
      : [];
  reading.events.push({ kind: "end", closing: null, problems });
}
