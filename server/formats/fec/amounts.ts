/** Why a text is not an amount; the last part of the problem code. */
export type AmountFault = "amount_invalid" | "amount_thousands" | "amount_decimals" | "amount_too_large";

const COMMA = 44;
const ZERO = 48;
/** 13 digits before the comma stay under Number.MAX_SAFE_INTEGER once in cents. */
const FAST_DIGITS = 13;

/**
 * The usual shape only: digits, then maybe a comma and one or two digits. Returns cents, or -1 for anything
 * else (which `parseAmount` then reads). An empty text is zero.
 */
function plainAmount(text: string): number {
  const length = text.length;
  let cents = 0;
  let index = 0;
  for (; index < length; index++) {
    const digit = text.charCodeAt(index) - ZERO;
    if (digit < 0 || digit > 9) break;
    cents = cents * 10 + digit;
  }
  if (index > FAST_DIGITS) return -1;
  if (index === length) return cents * 100;
  if (index === 0 || text.charCodeAt(index) !== COMMA) return -1;
  const tenths = text.charCodeAt(index + 1) - ZERO;
  if (length === index + 2) return tenths >= 0 && tenths <= 9 ? cents * 100 + tenths * 10 : -1;
  if (length !== index + 3) return -1;
  const hundredths = text.charCodeAt(index + 2) - ZERO;
  if (!(tenths >= 0 && tenths <= 9 && hundredths >= 0 && hundredths <= 9)) return -1;
  return cents * 100 + tenths * 10 + hundredths;
}

/**
 * Reads a FEC amount into signed cents, by its digits and never through a float (art. A47 A-1 LPF: decimal
 * comma, no thousands separator, sign first). Also reads a decimal point, a trailing sign and an exponent, as
 * the tax administration's own tester does. Empty is zero.
 */
export function parseAmount(text: string): number | AmountFault {
  const plain = plainAmount(text);
  return plain >= 0 ? plain : unusualAmount(text);
}

/** True when the decimal separator is a point: accepted, but told once per file. */
export function hasDecimalPoint(text: string): boolean {
  return text.includes(".");
}

const SHAPE = /^([+-])?\s*(\d*)(?:([.,])(\d*))?(?:[eE]([+-]?\d{1,6}))?\s*([+-])?$/;
const THOUSANDS = /^[+-]?\s*\d{1,3}(?:([ '’.,])\d{3})(?:\1\d{3})*(?:[.,]\d*)?\s*[+-]?$/;

function unusualAmount(text: string): number | AmountFault {
  const found = text.length > 400 ? null : SHAPE.exec(text);
  if (!found) return THOUSANDS.test(text) ? "amount_thousands" : "amount_invalid";
  const [, before, whole = "", separator, decimals = "", exponent, after] = found;
  if ((before && after) || whole + decimals === "") return "amount_invalid";
  // "1.234" is a thousand in many exports and a decimal point in others: never guess.
  if (separator === "." && decimals.length === 3 && exponent === undefined) return "amount_thousands";
  const cents = shiftedCents(whole + decimals, Number(exponent ?? 0) + 2 - decimals.length);
  if (typeof cents !== "number") return cents;
  return (before ?? after) === "-" && cents !== 0 ? -cents : cents;
}

/** `digits` × 10^`shift`, exactly. */
function shiftedCents(digits: string, shift: number): number | AmountFault {
  const significant = digits.replace(/^0+/, "");
  if (significant === "") return 0;
  if (significant.length + shift > 16) return "amount_too_large";
  if (shift >= 0) return safe(Number(significant + "0".repeat(shift)));
  const kept = significant.slice(0, shift);
  const dropped = significant.slice(shift);
  if (/[1-9]/.test(dropped)) return "amount_decimals";
  return safe(Number(kept || "0"));
}

function safe(cents: number): number | AmountFault {
  return Number.isSafeInteger(cents) ? cents : "amount_too_large";
}
