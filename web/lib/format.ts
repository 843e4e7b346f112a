import { useMemo } from "react";
import { type Language, useLanguage } from "./words.ts";

const narrowSpace = "\u202f";
const minus = "\u2212";
const timeZone = "Europe/Paris";
const locales = { fr: "fr-FR", en: "en-GB" } as const;

const formatters = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>();

function dates(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return cached(
    `d${language}${JSON.stringify(options)}`,
    () => new Intl.DateTimeFormat(locales[language], options),
  );
}

function numbers(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return cached(
    `n${language}${JSON.stringify(options)}`,
    () => new Intl.NumberFormat(locales[language], options),
  );
}

function cached<F extends Intl.DateTimeFormat | Intl.NumberFormat>(key: string, make: () => F): F {
  const known = formatters.get(key) ?? make();
  formatters.set(key, known);
  return known as F;
}

/** Euros from whole cents: `1 147,98 €` (narrow no-break spaces) or `€1,147.98`. Exact for every safe integer. */
export function formatCents(cents: number, language: Language): string {
  const written = groupedDecimal(Math.abs(cents), language);
  const sign = cents < 0 ? minus : "";
  return language === "fr" ? `${sign}${written}${narrowSpace}€` : `${sign}€${written}`;
}

/** As `formatCents`, with a plus before what is above zero: for changes and differences. */
export function formatSignedCents(cents: number, language: Language): string {
  return (cents > 0 ? "+" : "") + formatCents(cents, language);
}

/** The figures without the currency, for columns whose head names it: `1 147,98`. */
export function formatCentsBare(cents: number, language: Language): string {
  return (cents < 0 ? minus : "") + groupedDecimal(Math.abs(cents), language);
}

function groupedDecimal(positiveCents: number, language: Language): string {
  if (!Number.isSafeInteger(positiveCents))
    throw new RangeError(`not a whole number of cents: ${positiveCents}`);
  // Divided as text: a double can't hold both euros and cents of large sums.
  const digits = String(positiveCents).padStart(3, "0");
  const euros = numbers(language, { maximumFractionDigits: 0 }).format(BigInt(digits.slice(0, -2)));
  return narrow(euros) + (language === "fr" ? "," : ".") + digits.slice(-2);
}

function narrow(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, narrowSpace);
}

/** Reads an amount as people type it (`1 147,98 €`, `1147.98`, `12`): whole cents, or null when it isn't one. */
export function parseCents(text: string): number | null {
  const bare = text.replace(/[\s\u00a0\u202f€]/g, "").replace(minus, "-");
  const match = /^(-?)(\d{1,3}(?:,\d{3})+|\d+)?(?:[.,](\d{0,2}))?$/.exec(bare);
  if (!match || (match[2] === undefined && !match[3])) return null;
  const [, sign, euros = "0", decimals = ""] = match;
  const cents = Number(euros.replaceAll(",", "") + decimals.padEnd(2, "0"));
  if (!Number.isSafeInteger(cents)) return null;
  return sign === "-" && cents !== 0 ? -cents : cents;
}

/** A date `YYYY-MM-DD` in words: `3 mars 2026`, `1er mars 2026`, `3 March 2026`. */
export function formatDate(date: string, language: Language): string {
  return firstOfMonth(
    dates(language, { ...utc, day: "numeric", month: "long", year: "numeric" }).format(noon(date)),
    language,
  );
}

/** A date `YYYY-MM-DD` without its year: `3 mars`, `3 March`. For lists that name the year elsewhere. */
export function formatDay(date: string, language: Language): string {
  return firstOfMonth(
    dates(language, { ...utc, day: "numeric", month: "long" }).format(noon(date)),
    language,
  );
}

/** A date `YYYY-MM-DD` in figures, for columns: `03/03/2026` in both languages. */
export function formatDateShort(date: string): string {
  noon(date);
  return `${date.slice(8, 10)}/${date.slice(5, 7)}/${date.slice(0, 4)}`;
}

/** The month of a date `YYYY-MM-DD` or of `YYYY-MM`: `mars 2026`, `March 2026`. */
export function formatMonth(date: string, language: Language): string {
  return dates(language, { ...utc, month: "long", year: "numeric" }).format(noon(`${date.slice(0, 7)}-01`));
}

/** An instant (ISO text or Date) on the clocks of Paris: `3 mars 2026 à 14 h 05`, `3 March 2026 at 14:05`. */
export function formatInstant(instant: string | Date, language: Language): string {
  const joint = language === "fr" ? " à " : " at ";
  return formatDate(parisDate(instant), language) + joint + formatTime(instant, language);
}

/** `FR7630006000` -> `FR76 3000 6000`: as people read what is long and has no words. */
export const inFours = (text: string): string => text.replaceAll(/(.{4})(?=.)/g, "$1 ");

/** `FR76 •••• •••• •••• 1909` -> `•••• 1909`: where room is short, what tells one account from another. */
export const endOfIban = (masked: string): string => masked && `•••• ${masked.slice(-4)}`;

/** The hour of an instant on the clocks of Paris: `14 h 05`, `14:05`. */
function formatTime(instant: string | Date, language: Language): string {
  const clock = dates("en", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(
    moment(instant),
  );
  return language === "fr" ? clock.replace(":", `${narrowSpace}h${narrowSpace}`) : clock;
}

/** The date `YYYY-MM-DD` that it is in Paris at an instant. */
export function parisDate(instant: string | Date): string {
  const parts = dates("en", { timeZone, day: "2-digit", month: "2-digit", year: "numeric" }).formatToParts(
    moment(instant),
  );
  const part = (type: string) => parts.find((one) => one.type === type)?.value;
  return `${part("year")}-${part("month")}-${part("day")}`;
}

/** A number with the spaces of its language: `12 345,6`, `12,345.6`. */
function formatNumber(value: number, language: Language, decimals = 0): string {
  return narrow(numbers(language, { maximumFractionDigits: decimals }).format(value)).replace("-", minus);
}

/** A share of one as a percentage: 0.125 gives `12,5 %`, `12.5%`. */
export function formatPercent(share: number, language: Language, decimals = 1): string {
  return narrow(
    numbers(language, { style: "percent", maximumFractionDigits: decimals }).format(share),
  ).replace("-", minus);
}

/** A file's size, from bytes: `1,2 Mo`, `1.2 MB`. */
export function formatBytes(bytes: number, language: Language): string {
  const units = language === "fr" ? ["o", "ko", "Mo", "Go"] : ["B", "kB", "MB", "GB"];
  let value = bytes;
  let step = 0;
  while (value >= 999.5 && step < units.length - 1) {
    value /= 1000;
    step += 1;
  }
  return `${formatNumber(value, language, step > 1 && value < 100 ? 1 : 0)}${narrowSpace}${units[step]}`;
}

/** The same functions bound to the language of the screen: `const f = useFormat(); f.cents(entry.amountCents)`. */
export function useFormat() {
  const { language } = useLanguage();
  return useMemo(() => formatsOf(language), [language]);
}

/** The display functions of one language, outside React. */
function formatsOf(language: Language) {
  return {
    language,
    cents: (cents: number) => formatCents(cents, language),
    signedCents: (cents: number) => formatSignedCents(cents, language),
    centsBare: (cents: number) => formatCentsBare(cents, language),
    date: (date: string) => formatDate(date, language),
    day: (date: string) => formatDay(date, language),
    dateShort: (date: string) => formatDateShort(date),
    month: (date: string) => formatMonth(date, language),
    instant: (instant: string | Date) => formatInstant(instant, language),
    time: (instant: string | Date) => formatTime(instant, language),
    number: (value: number, decimals?: number) => formatNumber(value, language, decimals),
    percent: (share: number, decimals?: number) => formatPercent(share, language, decimals),
    bytes: (bytes: number) => formatBytes(bytes, language),
  };
}

const utc = { timeZone: "UTC" } as const;

function noon(date: string): Date {
  const value = new Date(`${date}T12:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || value.toISOString().slice(0, 10) !== date) {
    throw new RangeError(`not a date: ${date}`);
  }
  return value;
}

function moment(instant: string | Date): Date {
  return typeof instant === "string" ? new Date(instant) : instant;
}

function firstOfMonth(written: string, language: Language): string {
  return language === "fr" ? written.replace(/^1(?:er)? /, "1er ") : written;
}
