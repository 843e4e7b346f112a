import { SEPA_COUNTRIES } from "../iban/index.ts";

/**
 * A postal address as banks take it since 15 November 2026: town and country in their own fields, the rest in theirs
 * (structured) or in at most two lines that repeat nothing (hybrid). Lines alone are refused.
 */
export type StructuredAddress = {
  street?: string;
  buildingNumber?: string;
  postcode?: string;
  town: string;
  country: string;
  lines?: readonly string[];
};

const WAYS =
  /^(rue|avenue|av|boulevard|bd|bld|place|pl|all[ée]e|all[ée]es|chemin|ch|impasse|imp|route|rte|quai|cours|square|sq|passage|sentier|sente|voie|faubourg|fbg|rond-point|esplanade|promenade|venelle|traverse|mont[ée]e|c[ôo]te|cit[ée]|villa|ruelle|r)[. ]/i;

/** Territories that French postcodes name and that are countries of their own for ISO 3166. */
const BY_POSTCODE: readonly (readonly [RegExp, string])[] = [
  [/^980/, "MC"],
  [/^986/, "WF"],
  [/^987/, "PF"],
  [/^988/, "NC"],
];

/** Countries that write the postcode in digits before the town, as France does. */
const POSTCODE_FIRST: Readonly<Record<string, number>> = {
  FR: 5,
  MC: 5,
  AT: 4,
  BE: 4,
  BG: 4,
  CH: 4,
  CY: 4,
  DE: 5,
  DK: 4,
  EE: 5,
  ES: 5,
  FI: 5,
  HR: 5,
  HU: 4,
  IT: 5,
  LI: 4,
  LT: 5,
  LU: 4,
  NO: 4,
  SI: 4,
  SM: 5,
  VA: 5,
};

const COUNTRY_NAMES: ReadonlyMap<string, string> = new Map(
  ["fr", "en"].flatMap((language) => {
    const names = new Intl.DisplayNames([language], { type: "region" });
    return [...SEPA_COUNTRIES, "NC", "PF", "WF"].map((code) => [plain(names.of(code)!), code] as const);
  }),
);

function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z]+/g, " ")
    .trim();
}

/**
 * The address of published lines: structured when one line is the street and nothing else is left, else hybrid. Null when
 * the town can't be told from the rest for sure, or when the rest does not fit in two lines of 70 characters.
 */
export function splitPostalAddress(lines: readonly string[]): StructuredAddress | null {
  const written = lines.map((line) => line.replace(/\s+/g, " ").trim()).filter((line) => line !== "");
  const named = countryOf(written.at(-1));
  if (named) written.pop();
  const digits = POSTCODE_FIRST[named ?? "FR"];
  if (digits === undefined) return null;
  const town = new RegExp(`^(?:[A-Z]{1,2}[- ])?(\\d{${digits}}) (\\D.*)$`).exec(written.at(-1) ?? "");
  if (!town || town[2]!.length > 35) return null;
  const [, postcode, name] = town as unknown as [string, string, string];
  const country =
    named && named !== "FR" ? named : (BY_POSTCODE.find(([start]) => start.test(postcode))?.[1] ?? "FR");
  return withStreet({ postcode, town: name, country }, written.slice(0, -1));
}

/** The country that a last line names, in French, in English or by its code. */
function countryOf(line: string | undefined): string | null {
  if (line === undefined || /\d/.test(line)) return null;
  if (/^[A-Z]{2}$/.test(line)) return SEPA_COUNTRIES.includes(line) ? line : null;
  return COUNTRY_NAMES.get(plain(line)) ?? null;
}

function withStreet(address: StructuredAddress, rest: readonly string[]): StructuredAddress | null {
  if (rest.length === 0) return address;
  const street = rest.length === 1 ? readStreet(rest[0]!) : null;
  if (street) return { ...address, ...street };
  const lines = rest.length <= 2 ? rest : [rest[0]!, rest.slice(1).join(", ")];
  return lines.every((line) => line.length <= 70) ? { ...address, lines } : null;
}

/** `12 bis, rue de la Paix` as a street and a number; null when a line is not surely one. */
function readStreet(line: string): Pick<StructuredAddress, "street" | "buildingNumber"> | null {
  const read = /^(\d{1,5}(?:[-/]\d{1,5})?(?: ?(?:bis|ter|quater|[A-F]))?)[ ,]+(.+)$/i.exec(line);
  const street = read ? read[2]! : line;
  if (!WAYS.test(street) || street.length > 70) return null;
  return read ? { street, buildingNumber: read[1]! } : { street };
}
