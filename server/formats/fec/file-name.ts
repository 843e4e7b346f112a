import { parseDate } from "./dates.ts";

/**
 * Reads `<SIREN>FEC<AAAAMMJJ>.txt` (art. A47 A-1 LPF, X), in any case. Null when the name is another or the
 * closing date is impossible. The key of the SIREN is not checked: test files use invented ones.
 */
export function readFecFileName(name: string): { siren: string; closingDate: string } | null {
  const found = /^(\d{9})FEC(\d{8})(?:\.(?:txt|csv|fec))?$/i.exec(name.replace(/^.*[\\/]/, "").trim());
  const closingDate = found ? parseDate(found[2] as string) : null;
  return found && closingDate ? { siren: found[1] as string, closingDate } : null;
}
