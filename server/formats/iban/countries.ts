/**
 * Where SEPA reaches: 41 countries since May 2025, and Gibraltar, which shares the United Kingdom's membership. The list is
 * ours because registries and libraries lag behind: Albania, Moldova, Montenegro, North Macedonia and Serbia joined in 2024
 * and 2025 and are still flagged as outside.
 * The shape of what follows country and check digits: n digits, a capital letters, c either.
 */
const SHAPES: Readonly<Record<string, string>> = {
  AD: "8n 12c",
  AL: "8n 16c",
  AT: "16n",
  BE: "12n",
  BG: "4a 6n 8c",
  CH: "5n 12c",
  CY: "8n 16c",
  CZ: "20n",
  DE: "18n",
  DK: "14n",
  EE: "16n",
  ES: "20n",
  FI: "14n",
  FR: "10n 11c 2n",
  GB: "4a 14n",
  GI: "4a 15c",
  GR: "7n 16c",
  HR: "17n",
  HU: "24n",
  IE: "4a 14n",
  IS: "22n",
  IT: "1a 10n 12c",
  LI: "5n 12c",
  LT: "16n",
  LU: "3n 13c",
  LV: "4a 13c",
  MC: "10n 11c 2n",
  MD: "20c",
  ME: "18n",
  MK: "3n 10c 2n",
  MT: "4a 5n 18c",
  NL: "4a 10n",
  NO: "11n",
  PL: "24n",
  PT: "21n",
  RO: "4a 16c",
  RS: "18n",
  SE: "20n",
  SI: "15n",
  SK: "20n",
  SM: "1a 10n 12c",
  VA: "18n",
};

const OUTSIDE_EEA = new Set(["AD", "AL", "CH", "GB", "GI", "MC", "MD", "ME", "MK", "RS", "SM", "VA"]);

const CLASSES: Readonly<Record<string, string>> = { n: "\\d", a: "[A-Z]", c: "[A-Z0-9]" };

export type SepaCountry = { length: number; bban: RegExp };

const COUNTRIES: ReadonlyMap<string, SepaCountry> = new Map(
  Object.entries(SHAPES).map(([country, shape]) => {
    const parts = shape.split(" ").map((part) => [Number(part.slice(0, -1)), part.slice(-1)] as const);
    const bban = new RegExp(`^${parts.map(([count, kind]) => `${CLASSES[kind]}{${count}}`).join("")}$`);
    return [country, { length: 4 + parts.reduce((sum, [count]) => sum + count, 0), bban }];
  }),
);

export const sepaCountry = (country: string): SepaCountry | null => COUNTRIES.get(country) ?? null;

/** Country prefixes of IBANs in SEPA scope. */
export const SEPA_COUNTRIES: readonly string[] = [...COUNTRIES.keys()];

/** True for the European Economic Area: a debit that stays in it needs no address and no BIC. */
export const isInEea = (country: string): boolean => COUNTRIES.has(country) && !OUTSIDE_EEA.has(country);

/**
 * French bank codes whose accounts are in New Caledonia, French Polynesia or Wallis and Futuna: their IBANs start with FR and
 * hold every check, yet these territories are not in SEPA. Nothing in an IBAN says so but the bank, and this list holds the
 * banks that we know: the debit of another one would be returned by the banks.
 */
export const PACIFIC_BANKS = new Set(["12149", "12239", "14158", "14168", "17469", "17499", "18319"]);

/** Countries whose BICs go with an IBAN of that country, when it is not that country alone. */
const SHARED: Readonly<Record<string, string>> = {
  FR: "FR MC GP MQ GF RE YT PM BL MF",
  MC: "MC FR",
  GB: "GB GG JE IM",
};

export const bicCountriesOf = (country: string): string[] => (SHARED[country] ?? country).split(" ");
