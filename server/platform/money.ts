/** Money is an integer number of cents (SPEC ALL-4). These are the only ways in and out of text. */
export type Language = "fr" | "en";

const formatters: Record<Language, Intl.NumberFormat> = {
  fr: new Intl.NumberFormat("fr-FR", { style: "currency", currency: "EUR" }),
  en: new Intl.NumberFormat("en-GB", { style: "currency", currency: "EUR" }),
};

/** `114798` -> `1 147,98 €` (narrow no-break spaces) or `€1,147.98`. */
export function formatCents(cents: number, language: Language = "fr"): string {
  return formatters[language].format(cents / 100).replaceAll("\u00a0", "\u202f");
}

/**
 * Reads a decimal amount of euros without ever passing by a float: `12`, `7.5`, `12.34`, `12,34`, `-3,1`.
 * @returns cents, or null when the text is not an amount with at most two decimals.
 */
export function centsFromDecimal(text: string): number | null {
  const match = /^([+-]?)(\d{1,13})(?:[.,](\d{1,2}))?$/.exec(text.trim());
  if (!match) return null;
  const cents = Number(match[2]) * 100 + Number((match[3] ?? "").padEnd(2, "0"));
  return match[1] === "-" ? -cents : cents;
}

/** Sum of cents; an empty list is worth zero. */
export function sumCents(amounts: Iterable<number>): number {
  let total = 0;
  for (const cents of amounts) total += cents;
  return total;
}
