import { branchAt, textAt, type XmlBranch } from "../../xml/index.ts";
import type { Tell } from "../problems.ts";

const AMOUNT = /^([+-]?)(\d{1,13})(?:[.,](\d{0,17}))?$/;

/** Cents of an amount of XML, which has up to five decimals; unsigned but for banks that put a minus all the same. */
export function centsOf(text: string | null, tell: Tell): number | null {
  if (text === null) return null;
  const read = AMOUNT.exec(text.replace(/\s/g, ""));
  if (!read) {
    tell("amount_unreadable", { found: text.slice(0, 40) });
    return null;
  }
  const [, sign, whole, decimals = ""] = read;
  const cents = Number(whole) * 100 + Number(decimals.padEnd(2, "0").slice(0, 2));
  const more = Number(decimals.charAt(2) || "0");
  if (/[1-9]/.test(decimals.slice(2))) tell("amount_rounded", { found: text.slice(0, 40) });
  const rounded = cents + (more >= 5 ? 1 : 0);
  return sign === "-" ? -rounded : rounded;
}

export const isDebit = (branch: XmlBranch | undefined): boolean | null => {
  const mark = textAt(branch, "CdtDbtInd");
  return mark === "DBIT" ? true : mark === "CRDT" ? false : null;
};

export const signed = (cents: number, debit: boolean) => (debit && cents !== 0 ? -cents : cents);

const PARIS = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris", dateStyle: "short" });

/** The day of a `Dt` or `DtTm` below an element: an instant is told in Paris, a time without zone is its own day. */
export function dayOf(branch: XmlBranch | undefined, tell: Tell): string | null {
  const text =
    textAt(branch, "Dt") ?? textAt(branch, "DtTm") ?? (branch?.children.length ? null : branch?.text);
  return text ? dayIn(text, tell) : null;
}

/** A file has few days, met thousands of times; those that are none are told each time. */
const known = new Map<string, string>();

export function dayIn(text: string, tell: Tell): string | null {
  const met = known.get(text);
  if (met !== undefined) return met;
  const day = readDay(text);
  if (day === null) tell("date_unreadable", { found: text.slice(0, 40) });
  // A longer text may be a slice that keeps its whole part of the file in memory.
  else if (text.length <= 10 && known.size < 4_000) known.set(text, day);
  return day;
}

function readDay(text: string): string | null {
  const day = /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0];
  if (!day || !isDay(new Date(`${day}T00:00:00Z`), day)) return null;
  if (!/T\d{2}:\d{2}.*(Z|[+-]\d{2}:?\d{2})$/.test(text)) return day;
  const instant = new Date(text);
  return Number.isNaN(instant.getTime()) ? day : PARIS.format(instant);
}

const isDay = (date: Date, day: string) =>
  !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);

/** The account number below an `Id`: an IBAN, or whatever else the bank gives. */
export const accountNumber = (account: XmlBranch | undefined): string | null => {
  const id = branchAt(account, "Id");
  const number = textAt(id, "IBAN") ?? textAt(id, "Othr", "Id");
  return number ? number.replace(/[\s-]/g, "").toUpperCase() : null;
};
