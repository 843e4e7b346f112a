import { kindOfOperation, undoes } from "../kinds.ts";
import type { Tell } from "../problems.ts";
import type { BankLine, LineDetail } from "../shapes.ts";
import { given, reasonIn, tidy } from "../texts.ts";
import { at, dayOf, plainCents, signedCents, textAt } from "./values.ts";

/** An 04 and the 05 that follow it. */
export type Movement = { record: string; line: number; complements: { qualifier: string; text: string }[] };

/** Complements of one movement that are kept: some banks repeat a text without end. */
export const MOST_COMPLEMENTS = 500;

export const complementOf = (record: string) => ({
  qualifier: textAt(record, 46, 48).toUpperCase(),
  text: at(record, 49, 118),
});

/** Makes the line of a movement; null when its amount can't be read, which is told. */
export function readMovement(movement: Movement, day: string | null, tell: Tell): BankLine | null {
  const { record, line } = movement;
  const decimals = at(record, 20, 20);
  const cents = signedCents(at(record, 91, 104), decimals, tell);
  if (cents === null) return null;
  const valueOn = dayOf(at(record, 43, 48), tell);
  const bookedOn = dayOf(at(record, 35, 40), tell) ?? day ?? valueOn;
  if (bookedOn === null) {
    tell("line_without_date");
    return null;
  }
  const code = textAt(record, 33, 34).toUpperCase();
  const kind = kindOfOperation(code);
  const detail = readDetail(movement, { cents, kind, code }, tell);
  const reference = given(textAt(record, 105, 120));
  const isBatch = kind === "debit_batch" && detail.endToEndId === null;
  return {
    bookedOn,
    valueOn,
    cents,
    currency: textAt(record, 17, 19).toUpperCase() || "EUR",
    kind,
    code: code || null,
    reversal: undoes(code),
    pending: false,
    bankReference: reference ?? given(textAt(record, 82, 88)),
    label: tidy(at(record, 49, 79)) ?? "",
    batch: isBatch
      ? { messageId: null, paymentInformationId: detail.paymentInformationId, count: null, cents: null }
      : null,
    details: isBatch ? [] : [detail],
    at: `line ${line}`,
  };
}

function readDetail(
  movement: Movement,
  line: { cents: number; kind: BankLine["kind"]; code: string },
  tell: Tell,
): LineDetail {
  const found = fieldsOf(movement.complements);
  const weAreCreditor =
    line.kind === "debit_batch" || line.kind === "debit_return" || line.kind === "debit_reversal";
  const isPayer = weAreCreditor || (line.kind !== "direct_debit_paid" && line.cents >= 0);
  const mine = isPayer
    ? { name: found.one("NPY"), iban: accountIn(found.one("CPY")), ultimate: found.one("NPO") }
    : { name: found.one("NBE"), iban: accountIn(found.one("CBE")), ultimate: found.one("NBU") };
  const other = found.one(isPayer ? "NBE" : "NPY");
  const texts = textsOf(movement.complements);
  const reason = given(at(movement.record, 41, 42));
  const returned = line.kind === "debit_return" || line.kind === "transfer_return";
  return {
    cents: line.cents,
    endToEndId: given(found.half("RCN", 0)),
    instructionId: given(found.half("REF", 1)),
    paymentInformationId: given(found.half("REF", 0)),
    mandateId: given(found.half("RUM", 0)),
    uetr: null,
    bankReference: given(textAt(movement.record, 105, 120)),
    counterparty: { name: mine.name ?? other, iban: mine.iban, bic: null },
    ultimate: mine.ultimate,
    remittance: texts,
    structuredReference: given(found.half("LCS", 0)),
    returnReason: returned ? reasonOf(reason, [...texts, at(movement.record, 49, 79)]) : null,
    chargesCents: chargesOf(found.raw("FEE"), tell),
  };
}

/** The code of the record is national, and its list is not public: an ISO code in a text says more. */
function reasonOf(national: string | null, texts: readonly string[]): LineDetail["returnReason"] {
  const code = reasonIn(texts) ?? national;
  return code ? { code, text: null } : null;
}

function fieldsOf(complements: Movement["complements"]) {
  const raw = (qualifier: string) => complements.find((one) => one.qualifier === qualifier)?.text ?? "";
  return {
    raw,
    one: (qualifier: string) => given(raw(qualifier)),
    half: (qualifier: string, which: 0 | 1) => raw(qualifier).slice(which * 35, which * 35 + 35),
  };
}

const accountIn = (text: string | null): string | null =>
  text ? text.replace(/\s/g, "").slice(0, 34) || null : null;

function chargesOf(text: string, tell: Tell): number | null {
  return text === "" ? null : plainCents(text.slice(4, 18), text.charAt(3), tell);
}

/** Qualifiers that are read elsewhere; any other is a text that somebody wrote. */
const READ = new Set("NPY IPY NBE IBE NPO IPO NBU IBU LCS RCN REF MMO CBE RUM CPY FEE".split(" "));

/** LCC and LC2 are one text of 140 characters; LIB and what is unknown are texts of their own. */
function textsOf(complements: Movement["complements"]): string[] {
  const remittance: string[] = [];
  const others: string[] = [];
  for (const { qualifier, text } of complements) {
    if (qualifier === "LCC") remittance.push(text);
    else if (qualifier === "LC2") remittance.push((remittance.pop() ?? "") + text);
    else if (!READ.has(qualifier)) others.push(text);
  }
  return [...remittance, ...others].map(tidy).filter((text) => text !== null);
}
