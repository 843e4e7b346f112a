/** Phone numbers in E.164, as SMS providers want them; French numbers as people write them. */

/** Overseas: the first digits of their mobile numbers, and their country codes (ARCEP's numbering plan). */
const OVERSEAS: [RegExp, string][] = [
  [/^06(90|91)/, "590"],
  [/^06(92|93)/, "262"],
  [/^0639/, "262"],
  [/^0694/, "594"],
  [/^06(96|97)/, "596"],
];

/**
 * `06 12 34 56 78`, `+33 6...`, `0033 6...` -> `+33612345678`. Foreign numbers must begin with `+` or `00`.
 * @returns null when it is no phone number that can receive a text: French ones must be mobile (06, 07).
 */
export function toE164(written: string): string | null {
  const digits = written.replaceAll(/[\s.\-()\u00a0\u202f/]/g, "").replace(/^00/, "+");
  const national = digits.replace(/^\+33\(?0?\)?/, "0");
  if (/^0\d{9}$/.test(national)) {
    if (!/^0[67]/.test(national)) return null;
    const overseas = OVERSEAS.find(([pattern]) => pattern.test(national));
    return `+${overseas?.[1] ?? "33"}${national.slice(1)}`;
  }
  if (digits.startsWith("+33") || digits.startsWith("+0")) return null;
  return /^\+[1-9]\d{6,14}$/.test(digits) ? digits : null;
}

/** Enough for its owner to know it: `+33 6 •• •• •• 78`. */
export const maskPhone = (phone: string): string => `${phone.slice(0, 4)}••••${phone.slice(-2)}`;
