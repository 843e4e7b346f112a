/** Dates of the trade are `YYYY-MM-DD` strings in Europe/Paris (SPEC ALL-4); instants are `Date`. */
import type { Language } from "./money.ts";

export const PARIS = "Europe/Paris";

const parisDay = new Intl.DateTimeFormat("en-CA", {
  timeZone: PARIS,
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});
const longDay: Record<Language, Intl.DateTimeFormat> = {
  fr: new Intl.DateTimeFormat("fr-FR", { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" }),
  en: new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" }),
};
const longInstant: Record<Language, Intl.DateTimeFormat> = {
  fr: new Intl.DateTimeFormat("fr-FR", { timeZone: PARIS, dateStyle: "long", timeStyle: "short" }),
  en: new Intl.DateTimeFormat("en-GB", { timeZone: PARIS, dateStyle: "long", timeStyle: "short" }),
};

/** A quarter of an hour lies within one day in every time zone: days are formatted once for each. */
const QUARTER = 900_000;
let latest = { quarter: Number.NaN, day: "" };

/** The day it is in Paris at an instant. */
export function dayInParis(instant: Date): string {
  const quarter = Math.floor(instant.getTime() / QUARTER);
  if (quarter !== latest.quarter) latest = { quarter, day: parisDay.format(instant) };
  return latest.day;
}

/** True for a day that exists: `2026-02-30` does not. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** `2026-01-31` + 1 -> `2026-02-01`. */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Last day of the month of `day`. */
export function endOfMonth(day: string): string {
  const [year, month] = day.split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/** `2026-03-01` -> `1er mars 2026` or `1 March 2026`. */
export function formatDay(day: string, language: Language = "fr"): string {
  const text = longDay[language].format(new Date(`${day}T00:00:00Z`));
  return language === "fr" ? text.replace(/^1 /, "1er ") : text;
}

/** An instant in words, in Paris: `3 mars 2026 à 14:05`. */
export const formatInstant = (instant: Date, language: Language = "fr"): string =>
  longInstant[language].format(instant);
