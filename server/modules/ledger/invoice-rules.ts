/** The pure rules of an invoice in detail. */
import { sumCents } from "../../platform/money.ts";

type Line = { netCents: number; vatRate: number };
export type VatOfRate = { rate: number; netCents: number; vatCents: number };

/**
 * VAT by rate, to the cent: what rounding each rate leaves goes to the largest base. Empty when the lines do not make
 * the invoice's own amounts: a table that does not add up is not shown.
 */
export function vatByRate(
  lines: readonly Line[],
  invoice: { netCents: number; vatCents: number },
): VatOfRate[] {
  if (lines.length === 0 || sumCents(lines.map((line) => line.netCents)) !== invoice.netCents) return [];
  const rates = [...Map.groupBy(lines, (line) => line.vatRate)]
    .map(([rate, ofRate]) => {
      const netCents = sumCents(ofRate.map((line) => line.netCents));
      return { rate, netCents, vatCents: Math.round((netCents * rate) / 100) };
    })
    .sort((one, other) => one.rate - other.rate);
  const rest = invoice.vatCents - sumCents(rates.map((one) => one.vatCents));
  // Each line, rounded for itself, may be half a cent away.
  if (Math.abs(rest) > lines.length) return [];
  const largest = rates.reduce((best, one) =>
    Math.abs(one.netCents) > Math.abs(best.netCents) ? one : best,
  );
  largest.vatCents += rest;
  return rates;
}

type Part = { letteringId: string; own: boolean; cents: number };

/**
 * What settled the entries of an invoice, lettering by lettering, oldest first, in positive cents. In a lettering of
 * several invoices nothing says which credit settled which: the oldest credits are told, up to what the lettering took
 * of this invoice. Their sum is what is settled of it.
 */
export function settledBy<P extends Part>(parts: readonly P[]): P[] {
  return [...Map.groupBy(parts, (part) => part.letteringId).values()].flatMap((group) => {
    const own = sumCents(group.filter((part) => part.own).map((part) => part.cents));
    let left = Math.abs(own);
    return group
      .filter((part) => !part.own && Math.sign(part.cents) === -Math.sign(own))
      .flatMap((part) => {
        const cents = Math.min(left, Math.abs(part.cents));
        left -= cents;
        return cents === 0 ? [] : [{ ...part, cents }];
      });
  });
}
