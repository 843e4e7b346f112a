import { countrySpecs, ValidationErrorsIBAN, validateIBAN } from "ibantools";
import { holdCheckDigits } from "./check-digits.ts";
import { bicCountriesOf, PACIFIC_BANKS, sepaCountry } from "./countries.ts";
import { FRENCH_BANKS } from "./french-banks.ts";

export type IbanProblem = "empty" | "country" | "not_sepa" | "length" | "shape" | "checksum" | "national_key";

export type ReadIban =
  | { ok: true; iban: string; country: string; bank: string | null; bic: string | null }
  | { ok: false; problem: IbanProblem };

/** What people put around and between the groups of an IBAN. */
const compact = (typed: string): string => typed.replace(/[\s\p{Cf}.\-_]+/gu, "").toUpperCase();

/**
 * Reads an IBAN that may be debited or paid within SEPA, however it was spaced. `bank` and `bic` are hints for French accounts,
 * null when unknown or when several fit: to show, not to write in a file.
 */
export function readIban(typed: string): ReadIban {
  const iban = compact(typed).replace(/^IBAN:?/, "");
  if (iban === "") return { ok: false, problem: "empty" };
  const problem = wrongWith(iban);
  if (problem) return { ok: false, problem };
  const country = iban.slice(0, 2);
  const known = country === "FR" ? FRENCH_BANKS.get(iban.slice(4, 9)) : undefined;
  return { ok: true, iban, country, bank: known?.name ?? null, bic: known?.bic ?? null };
}

function wrongWith(iban: string): IbanProblem | null {
  const country = iban.slice(0, 2);
  const sepa = sepaCountry(country);
  if (!sepa)
    return Object.hasOwn(countrySpecs, country) && countrySpecs[country]?.chars ? "not_sepa" : "country";
  if (iban.length !== sepa.length) return "length";
  const bban = iban.slice(4);
  if (!/^\d{2}$/.test(iban.slice(2, 4)) || !sepa.bban.test(bban)) return "shape";
  if (!holdCheckDigits(bban, country, iban.slice(2, 4))) return "checksum";
  if (!isNationalKeyRight(iban)) return "national_key";
  return country === "FR" && PACIFIC_BANKS.has(bban.slice(0, 5)) ? "not_sepa" : null;
}

/** The check that each country adds inside its own number, the RIB key in France: ibantools knows seventeen of them. */
const isNationalKeyRight = (iban: string): boolean =>
  !validateIBAN(iban).errorCodes.includes(ValidationErrorsIBAN.WrongAccountBankBranchChecksum);

/** True for the IBAN of a SEPA account, written without spaces. */
export function isIban(text: string): boolean {
  const read = readIban(text);
  return read.ok && read.iban === text;
}

/** True for an IBAN of any country by its general shape and its check digits (ISO 13616), written without spaces. */
export const isIbanOfAnyCountry = (text: string): boolean =>
  /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text) &&
  holdCheckDigits(text.slice(4), text.slice(0, 2), text.slice(2, 4));

/** In groups of four, as people read it. */
export const formatIban = (iban: string): string => iban.replace(/(.{4})(?=.)/g, "$1 ");

/** Hides the middle of an IBAN: enough to recognise it, too little to use it. `FR76 •••• •••• •••• 0189`. */
export const maskIban = (iban: string): string =>
  iban.length < 8 ? "" : `${iban.slice(0, 4)} •••• •••• •••• ${iban.slice(-4)}`;

/**
 * A BIC of 8 or 11 characters (ISO 9362), capital and without spaces; null when it is none, or does not go with the country
 * of the IBAN. Accounts of Guadeloupe, La Réunion and others have a French IBAN and a BIC of their own country.
 */
export function readBic(typed: string, country?: string): string | null {
  const bic = compact(typed);
  if (!/^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(bic)) return null;
  return country === undefined || bicCountriesOf(country).includes(bic.slice(4, 6)) ? bic : null;
}
