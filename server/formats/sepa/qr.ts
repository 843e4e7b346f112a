import assert from "node:assert";
import { isIban, isRfReference } from "../iban/index.ts";

export type TransferQr = {
  name: string;
  iban: string;
  bic?: string;
  cents: number | null;
  reference?: string;
  text?: string;
};

/**
 * What the QR code of a transfer says (EPC069-12, version 2, UTF-8): banks' applications read it and fill the order in. Name
 * and text keep their accents: the payer's bank compares the name with that of the account.
 * @param t.cents amount, null to let the payer type it. @param t.reference structured reference (RF), exclusive with `text`.
 */
export function epcQrText(t: TransferQr): string {
  assert(isIban(t.iban), "the IBAN of a transfer");
  assert(t.cents === null || (t.cents >= 1 && t.cents <= 99_999_999_999), "the amount of a transfer");
  assert(t.reference === undefined || isRfReference(t.reference), "the reference of a transfer");
  assert(t.reference === undefined || t.text === undefined, "a reference or a text, not both");
  const amount = t.cents === null ? "" : `EUR${euros(t.cents)}`;
  const name = oneLine(t.name, 70);
  assert(name !== "", "the name of a transfer");
  const fixed = ["BCD", "002", "1", "SCT", t.bic ?? "", name, t.iban, amount, "", t.reference ?? ""];
  const start = fixed.join("\n");
  const room = 331 - Buffer.byteLength(start) - 1;
  return `${start}\n${inBytes(oneLine(t.text ?? "", 140), room)}`.replace(/\n+$/, "");
}

/** `8333` -> `83.33`: how files and codes of banks write an amount. */
export const euros = (cents: number): string => {
  const digits = String(cents).padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

const oneLine = (text: string, most: number): string =>
  [...text.replace(/[\s\p{C}]+/gu, " ").trim()].slice(0, most).join("").trim();

/** The characters of a text that fit in a number of bytes. */
function inBytes(text: string, most: number): string {
  let left = most;
  let kept = "";
  for (const character of text) {
    left -= Buffer.byteLength(character);
    if (left < 0) break;
    kept += character;
  }
  return kept.trimEnd();
}
