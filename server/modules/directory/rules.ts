/** Identifier of the main user of a party, at each try: its code, then `code-2`, `code-3`... while they are taken. */
export function identifierOf(code: string, attempt: number): string {
  const base = /^.{0,70}/u.exec(code.replaceAll(/[^\p{L}\p{N}._@+-]+/gu, "-"))![0];
  const whole = [...base].length < 2 ? `c-${base}` : base;
  return attempt === 1 ? whole : `${whole}-${attempt}`;
}

/** The words of a search, at most eight: a party must have them all. */
export const searchWords = (search: string | undefined): string[] =>
  (search ?? "").split(/\s+/).filter(Boolean).slice(0, 8);

/** Crockford's base 32: neither I, L, O nor U, which are read as 1, 1, 0 and V. */
const SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const RANDOM_SYMBOLS = 11;
/** Days that a letter works: it travels, then it waits on a desk. */
export const CODE_DAYS = 90;
/** Wrong answers to the identity check after which a code is dead. */
export const MOST_MISSES = 5;

/**
 * A new access code (ACC-3): 55 random bits and a check symbol (Luhn modulo 32, which sees any one wrong symbol and two
 * neighbours exchanged, but 0 and Z), without hyphens.
 * @param pick a uniform integer below its argument, from a cryptographic source.
 */
export function newCode(pick: (below: number) => number): string {
  const body = Array.from({ length: RANDOM_SYMBOLS }, () => SYMBOLS[pick(SYMBOLS.length)]).join("");
  return body + checkSymbol(body);
}

/** The code that somebody typed, in one spelling; null when no letter can bear it. */
export function readCode(typed: string): string | null {
  const read: Record<string, string> = { I: "1", L: "1", O: "0", U: "V" };
  const code = typed
    .toUpperCase()
    .replaceAll(/[\s.–—-]/g, "")
    .replaceAll(/[ILOU]/g, (sign) => read[sign]!);
  if (code.length !== RANDOM_SYMBOLS + 1 || ![...code].every((sign) => SYMBOLS.includes(sign))) return null;
  return checkSymbol(code.slice(0, -1)) === code.at(-1) ? code : null;
}

/** What seals the file of a batch of letters: it holds codes that open doors. */
export const letterSeal = (id: string): string => `access-letters:${id}`;

/** In groups of four, as printed. */
export const spacedCode = (code: string): string => code.replaceAll(/(.{4})(?=.)/g, "$1-");

function checkSymbol(body: string): string {
  const sum = [...body].toReversed().reduce((total, sign, index) => {
    const value = SYMBOLS.indexOf(sign) * (index % 2 === 0 ? 2 : 1);
    return total + Math.floor(value / 32) + (value % 32);
  }, 0);
  return SYMBOLS[(32 - (sum % 32)) % 32]!;
}

export type Proof = "party_code" | "postcode" | "name";
type Proved = { code: string; name: string; address: readonly string[] };

const postcodeOf = (party: Proved): string | null =>
  party.address.flatMap((line) => line.match(/(?<!\d)\d{5}(?!\d)/g) ?? []).at(-1) ?? null;

/** What is asked of a party besides its code: its customer code when what the organization chose is not known of it. */
export const proofOf = (wanted: Proof, party: Proved): Proof =>
  (wanted === "postcode" && !postcodeOf(party)) || (wanted === "name" && namesOf(party.name).length === 0)
    ? "party_code"
    : wanted;

/** Whether what is typed proves that one is the party: spaces, case and accents apart; one of its names is enough. */
export function proves(wanted: Proof, party: Proved, typed: string): boolean {
  const proof = proofOf(wanted, party);
  if (proof === "postcode") return plain(typed).replaceAll(" ", "") === postcodeOf(party);
  if (proof === "party_code")
    return plain(typed).replaceAll(" ", "") === plain(party.code).replaceAll(" ", "");
  const known = new Set(plain(party.name).split(" "));
  return (
    namesOf(typed).length > 0 &&
    plain(typed)
      .split(" ")
      .every((word) => known.has(word))
  );
}

const plain = (text: string): string =>
  text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
const TITLES = new Set([
  "m",
  "mr",
  "mme",
  "mlle",
  "mrs",
  "ms",
  "sci",
  "sarl",
  "sas",
  "sa",
  "eurl",
  "de",
  "du",
  "la",
  "le",
  "et",
  "ou",
]);
/** The words of a name that name somebody. */
const namesOf = (name: string): string[] =>
  plain(name)
    .split(" ")
    .filter((word) => word.length > 1 && !TITLES.has(word));
