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

/** Sum of cents; an empty list is worth zero. */
export function sumCents(amounts: Iterable<number>): number {
  let total = 0;
  for (const cents of amounts) total += cents;
  return total;
}
