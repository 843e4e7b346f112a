/** Amounts of a cross-industry invoice: decimals written with a point. */

/** Cents of a decimal, half a cent away from zero; null for what is no amount. */
export function centsOf(text: string | undefined): number | null {
  const match = /^([+-]?)(\d{1,12})(?:\.(\d{1,10}))?$/.exec((text ?? "").trim());
  if (!match) return null;
  const decimals = (match[3] ?? "").padEnd(3, "0");
  const cents = Number(match[2]) * 100 + Number(decimals.slice(0, 2)) + (decimals[2]! >= "5" ? 1 : 0);
  return match[1] === "-" && cents > 0 ? -cents : cents;
}

/** A quantity or a rate; null for what is no decimal. */
export function decimalOf(text: string | undefined): number | null {
  const trimmed = (text ?? "").trim();
  return /^[+-]?\d{1,12}(\.\d{1,10})?$/.test(trimmed) ? Number(trimmed) : null;
}

/** `20261103` (format 102) as a day; null for any other. */
export function dayOf(text: string | undefined): string | null {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec((text ?? "").trim());
  if (!match) return null;
  const day = `${match[1]}-${match[2]}-${match[3]}`;
  const date = new Date(`${day}T12:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : null;
}
