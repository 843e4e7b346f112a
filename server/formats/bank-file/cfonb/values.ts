import type { Tell } from "../problems.ts";

const POSITIVE = "{ABCDEFGHI";
const NEGATIVE = "}JKLMNOPQR";
/** Of the French seven-bit page, where é and è stand for the braces. */
const BRACES: Record<string, string> = { é: "{", è: "}", É: "{", È: "}" };

/**
 * Cents of the 14 characters whose last one holds both the last digit and the sign; `decimals` is what the record says,
 * blank at some banks: two. Null when it can't be read, which is told.
 */
export function signedCents(field: string, decimals: string, tell: Tell): number | null {
  const text = field.trim();
  const last = BRACES[text.at(-1) ?? ""] ?? text.at(-1)?.toUpperCase() ?? "";
  const before = text.slice(0, -1);
  const debit = NEGATIVE.indexOf(last);
  const credit = POSITIVE.indexOf(last);
  const digit = Math.max(debit, credit);
  if (digit >= 0 && /^\d*$/.test(before)) {
    return scaled(Number(`${before}${digit}`) * (debit >= 0 ? -1 : 1), decimals, field, tell);
  }
  const plain = /^([+-]?)(\d+)([+-]?)$/.exec(text);
  if (!plain) {
    tell("amount_unreadable", { found: text });
    return null;
  }
  const [, lead, digits, trail] = plain;
  if (!lead && !trail) tell("amount_without_sign", { found: text });
  return scaled(Number(digits) * (lead === "-" || trail === "-" ? -1 : 1), decimals, field, tell);
}

/** Cents of an amount without a sign. */
export function plainCents(field: string, decimals: string, tell: Tell): number | null {
  const text = field.trim();
  if (!/^\d{1,15}$/.test(text)) return null;
  return scaled(Number(text), decimals, field, tell);
}

function scaled(units: number, decimals: string, field: string, tell: Tell): number {
  const places = /^\d$/.test(decimals) ? Number(decimals) : 2;
  const cents = units * 10 ** (2 - places);
  if (!Number.isInteger(cents)) tell("amount_rounded", { found: field.trim() });
  const whole = Math.sign(cents) * Math.round(Math.abs(cents));
  return whole === 0 ? 0 : whole;
}

/** `DDMMYY`: years before 60 are of this century. Null when it is blank, or no day, which is told. */
export function dayOf(field: string, tell: Tell): string | null {
  const text = field.trim();
  if (text === "" || /^0+$/.test(text)) return null;
  const [, day, month, year] = /^(\d{2})(\d{2})(\d{2})$/.exec(text) ?? [];
  const whole = `${Number(year) < 60 ? 20 : 19}${year}-${month}-${day}`;
  const date = new Date(`${whole}T00:00:00Z`);
  if (!day || Number.isNaN(date.getTime()) || !date.toISOString().startsWith(whole)) {
    tell("date_unreadable", { found: text });
    return null;
  }
  return whole;
}

/** Characters from position to position, both counted from 1 as the layouts do. */
export const at = (record: string, from: number, to: number): string => record.slice(from - 1, to);
export const textAt = (record: string, from: number, to: number): string => at(record, from, to).trim();
