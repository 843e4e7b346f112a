/** Identifier of the main user of a party, at each try: its code, then `code-2`, `code-3`... while they are taken. */
export function identifierOf(code: string, attempt: number): string {
  const base = /^.{0,70}/u.exec(code.replaceAll(/[^\p{L}\p{N}._@+-]+/gu, "-"))![0];
  const whole = [...base].length < 2 ? `c-${base}` : base;
  return attempt === 1 ? whole : `${whole}-${attempt}`;
}

/** The words of a search, at most eight: a party must have them all. */
export const searchWords = (search: string | undefined): string[] =>
  (search ?? "").split(/\s+/).filter(Boolean).slice(0, 8);
