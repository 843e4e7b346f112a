/** ISO 7064 mod 97-10, as IBANs, creditor identifiers and RF references use it: letters count as 10 to 35. */

/** What remains of a text of digits and capital letters, read as one number, divided by 97. */
function remainder97(text: string): number {
  let remainder = 0;
  for (const character of text) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder;
}

/** The two digits that make `body` followed by `start` and them leave 1. */
export const checkDigits = (body: string, start: string): string =>
  String(98 - remainder97(`${body}${start}00`)).padStart(2, "0");

/** True when the digits hold. 00, 01 and 99 leave the same remainder as the true 97, 98 and 02: nobody issues them. */
export const holdCheckDigits = (body: string, start: string, digits: string): boolean =>
  digits >= "02" && digits <= "98" && remainder97(body + start + digits) === 1;
