import assert from "node:assert";
import { checkDigits, holdCheckDigits } from "./check-digits.ts";

/**
 * True for a SEPA creditor identifier (ICS): country, check digits, a business code that they do not cover, the national
 * number. In France it has 13 characters.
 */
export function isCreditorIdentifier(ics: string): boolean {
  const parts = /^([A-Z]{2})(\d{2})[A-Z0-9]{3}([A-Z0-9]{1,28})$/.exec(ics);
  if (!parts) return false;
  const [, country, digits, national] = parts as unknown as [string, string, string, string];
  return (country !== "FR" || national.length === 6) && holdCheckDigits(national, country, digits);
}

/** A structured reference (ISO 11649) over 1 to 21 digits and capital letters: what a payer copies and a bank checks. */
export function rfReference(body: string): string {
  assert(
    /^[A-Z0-9]{1,21}$/.test(body),
    "a structured reference is made of 1 to 21 digits and capital letters",
  );
  return `RF${checkDigits(body, "RF")}${body}`;
}

/** True for a structured reference whose check digits hold, written without spaces. */
export const isRfReference = (text: string): boolean =>
  /^RF\d{2}[A-Z0-9]{1,21}$/.test(text) && holdCheckDigits(text.slice(4), "RF", text.slice(2, 4));

/**
 * The structured reference of a document, made over its number: banks find the document again without an order. Null when
 * the number has no letter or digit, or more than 21.
 */
export function referenceOfPiece(piece: string): string | null {
  const body = piece.toUpperCase().replace(/[^A-Z0-9]/g, "");
  return body !== "" && body.length <= 21 ? rfReference(body) : null;
}
