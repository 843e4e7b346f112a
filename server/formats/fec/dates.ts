const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const CACHE_SIZE = 4096;
const YEAR_FIRST = /^(\d{4})([/.-])(\d{1,2})\2(\d{1,2})$/;
const DAY_FIRST = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/;
const TIME = /[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$/;

/** `YYYY-MM-DD`, null when the text says "no date" (blank, zeros), undefined when it is impossible. */
export type ReadDate = string | null | undefined;

/**
 * Reads a FEC date: AAAAMMJJ (art. A47 A-1 LPF), and the forms that the tax administration's tester tolerates
 * (`/`, `-` or `.`, year or day first), JJMMAAAA, a time behind. Years 1900 to 2199.
 */
export function parseDate(text: string): ReadDate {
  if (text === "") return null;
  if (text.length === 8 && /^\d{8}$/.test(text)) return compactDate(text);
  if (/^[0/.\s-]+$/.test(text) && text.includes("0")) return null;
  const day = text.replace(TIME, "");
  if (day.length === 8 && day !== text) return parseDate(day);
  const yearFirst = YEAR_FIRST.exec(day);
  if (yearFirst) return checked(yearFirst[1] as string, yearFirst[3] as string, yearFirst[4] as string);
  const dayFirst = DAY_FIRST.exec(day);
  if (dayFirst) return checked(dayFirst[4] as string, dayFirst[3] as string, dayFirst[1] as string);
  return undefined;
}

/** A reader that remembers: the same few hundred dates come back on every line of a file. */
export function cachedDateReader(): (text: string) => ReadDate {
  const known = new Map<string, ReadDate>();
  return (text) => {
    const seen = known.get(text);
    if (seen !== undefined) return seen;
    const read = parseDate(text);
    if (known.size >= CACHE_SIZE) known.clear();
    if (text.length <= 10) known.set(text, read);
    return read;
  };
}

function compactDate(text: string): ReadDate {
  if (text === "00000000") return null;
  // Never ambiguous: read year first, JJMMAAAA would have 19, 20 or 21 for a month.
  return (
    checked(text.slice(0, 4), text.slice(4, 6), text.slice(6)) ??
    checked(text.slice(4), text.slice(2, 4), text.slice(0, 2))
  );
}

function checked(year: string, month: string, day: string): string | undefined {
  const y = Number(year);
  const m = Number(month);
  const d = Number(day);
  if (y < 1900 || y > 2199 || d < 1 || d > (MONTH_DAYS[m - 1] ?? 0)) return undefined;
  if (m === 2 && d === 29 && (y % 4 !== 0 || (y % 100 === 0 && y % 400 !== 0))) return undefined;
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}
