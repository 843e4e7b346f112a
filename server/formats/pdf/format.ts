/** Money, dates and hours as our documents write them. Amounts are cents; dates of the trade are `YYYY-MM-DD`. */

export type Language = "fr" | "en";

const LOCALES = { fr: "fr-FR", en: "en-GB" } as const;
const MINUS = "\u2212";

/** `1 147,98 €` with narrow no-break spaces, or `€1,147.98`; a true minus sign. */
export function money(cents: number, lang: Language): string {
  return tidy(
    numberFormat(lang, { style: "currency", currency: "EUR" }).format(`${zero(cents)}e-2` as `${number}`),
  );
}

/** A quantity or a unit price, with as many decimals as it has, at most six. */
export function number(value: number, lang: Language, minimumDecimals = 0): string {
  const options = { minimumFractionDigits: minimumDecimals, maximumFractionDigits: 6 };
  return tidy(numberFormat(lang, options).format(zero(value)));
}

/** A VAT rate given in per cent: `5,5 %` or `5.5%`. */
export function rate(percent: number, lang: Language): string {
  return lang === "fr" ? `${number(percent, lang)}\u202f%` : `${number(percent, lang)}%`;
}

/** `3 mars 2026` (`1er mars 2026`) or `3 March 2026`; `short` cuts the month for narrow columns. */
export function date(day: string, lang: Language, month: "long" | "short" = "long"): string {
  const at = new Date(`${day}T12:00:00Z`);
  if (Number.isNaN(at.getTime())) throw new RangeError(`Not a date YYYY-MM-DD: ${day}`);
  return written(at, lang, month, "UTC");
}

/** `3 mars 2026 à 14 h 05` or `3 March 2026 at 14:05`, in Paris time. */
export function instant(at: Date, lang: Language): string {
  const parts = dayFormat("fr", {
    timeZone: "Europe/Paris",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  const day = written(at, lang, "long", "Europe/Paris");
  return lang === "fr"
    ? `${day} à ${Number(part("hour"))}\u00a0h\u00a0${part("minute")}`
    : `${day} at ${part("hour")}:${part("minute")}`;
}

function written(at: Date, lang: Language, month: "long" | "short", timeZone: string): string {
  const text = dayFormat(lang, {
    timeZone,
    day: "numeric",
    month,
    year: "numeric",
  }).format(at);
  // The first day of a month is an ordinal in French.
  return (lang === "fr" ? text.replace(/^1 /, "1er ") : text).replaceAll(" ", "\u00a0");
}

const numbers = new Map<string, Intl.NumberFormat>();
const days = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs a hundred times more than using it. */
function numberFormat(lang: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return kept(
    numbers,
    `${lang} ${JSON.stringify(options)}`,
    () => new Intl.NumberFormat(LOCALES[lang], options),
  );
}

function dayFormat(lang: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return kept(
    days,
    `${lang} ${JSON.stringify(options)}`,
    () => new Intl.DateTimeFormat(LOCALES[lang], options),
  );
}

function kept<T>(store: Map<string, T>, key: string, make: () => T): T {
  const known = store.get(key) ?? make();
  store.set(key, known);
  return known;
}

function zero(value: number): number {
  return value === 0 ? 0 : value;
}

function tidy(text: string): string {
  return text.replaceAll("\u00a0", "\u202f").replace("-", MINUS);
}
