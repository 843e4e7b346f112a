/** Codes of why money went back (ISO 20022, as direct debits and transfers use them), for banks that only write them in a text. */
const REASON =
  /\b(AC0[146]|AC13|AG0[12]|AM0[45]|BE0[45]|CNOR|DNOR|ED05|FF0[15]|MD0[1267]|MS0[23]|RC01|RR0[1-4]|SL01|FOCR|DUPL|TECH|FRAD|CUST)\b/;

export const reasonIn = (texts: readonly string[]): string | null => {
  for (const text of texts) {
    const found = REASON.exec(text.toUpperCase());
    if (found) return found[1]!;
  }
  return null;
};

/** Without double spaces; null when nothing is left. */
export const tidy = (text: string | null | undefined): string | null =>
  text?.replace(/\s+/g, " ").trim() || null;

/** Says that there is none, in the words of the schemes and of the banks that repeat them. */
export const given = (text: string | null | undefined): string | null => {
  const one = tidy(text);
  return one && !/^(NOT ?PROVIDED|NOT ?AVAILABLE|NON COMMUNIQUE|NOREF|0+)$/i.test(one) ? one : null;
};

/** The RIB that a French or Monegasque IBAN holds. */
export const ribOf = (iban: string | null) =>
  iban && /^(FR|MC)\d{12}[A-Z0-9]{11}\d{2}$/.test(iban)
    ? { bank: iban.slice(4, 9), branch: iban.slice(9, 14), account: iban.slice(14, 25) }
    : null;
