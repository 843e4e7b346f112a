import { isIbanOfAnyCountry, ribKey, ribOfIban } from "../../formats/iban/index.ts";
import type { Field, refusals } from "./contract.ts";

export type Values = Partial<Record<Field, string>>;
const ADDRESS: readonly Field[] = ["address1", "address2", "address3", "postcode", "city", "country"];
export const isOfAddress = (field: Field): boolean => ADDRESS.includes(field);

const compact = (text: string): string => text.replace(/\s+/g, "").toUpperCase();

/** A value as it is kept: bank details without spaces, the rest as typed. */
export const tidy = (field: Field, text: string): string =>
  field === "iban" || field === "bic" ? compact(text) : text.trim();

/** What is wrong with a value; null when nothing is. Empty is always right: it erases. */
export function wrongWith(field: Field, value: string, values: Values): keyof typeof refusals | null {
  if (value === "") return null;
  switch (field) {
    case "iban":
      return isFrenchKeyRight(value) && isIbanOfAnyCountry(value) ? null : "coordinates.iban_invalid";
    case "bic":
      return /^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(value) ? null : "coordinates.bic_invalid";
    case "email":
      return /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(value) ? null : "coordinates.email_invalid";
    case "postcode":
      return !isFrance(values.country) || /^\d{5}$/.test(value) ? null : "coordinates.postcode_invalid";
    case "phone":
    case "mobile":
    case "fax":
      return /^\+?[\d\s().-]{4,25}$/.test(value) ? null : "coordinates.phone_invalid";
    default:
      return null;
  }
}

/** A French IBAN carries a RIB, whose key must be right too. */
function isFrenchKeyRight(iban: string): boolean {
  const rib = ribOfIban(iban);
  return !rib || ribKey(rib.bank, rib.branch, rib.account) === rib.key;
}

const isFrance = (country: string | undefined): boolean => /^(|fr|france)$/i.test((country ?? "").trim());

/** The lines of a letter's address, without those that are empty. France is not written. */
export function composeAddress(values: Values): string[] {
  const town = [values.postcode, values.city].filter(Boolean).join(" ");
  const country = isFrance(values.country) ? "" : values.country;
  return [values.address1, values.address2, values.address3, town, country].filter((one): one is string =>
    Boolean(one),
  );
}

/** Reads published lines: the last that starts with five digits is the town, the one after it the country. */
export function splitAddress(lines: readonly string[]): Values {
  const at = lines.findLastIndex((one) => /^\d{5}\s+\S/.test(one));
  const [first = "", second = "", ...others] = at < 0 ? lines : lines.slice(0, at);
  const streets = { address1: first, address2: second, address3: others.join(", ") };
  if (at < 0) return { ...streets, postcode: "", city: "", country: "" };
  const town = lines[at]!;
  return {
    ...streets,
    postcode: town.slice(0, 5),
    city: town.slice(5).trim(),
    country: lines.slice(at + 1).join(", "),
  };
}

export type Known = {
  email: string | null;
  phone: string | null;
  address: string[];
  details: Values;
  composedAddress: string[];
};

/** What is known of a party: what is published counts, and what it has no place for comes from the details. */
export function valuesOf(known: Known): Record<Field, string> {
  const same = known.composedAddress.join("\n") === known.address.join("\n");
  const address = same && known.address.length > 0 ? known.details : splitAddress(known.address);
  const of = (from: Values, field: Field) => from[field] ?? "";
  return {
    contactLastName: of(known.details, "contactLastName"),
    contactFirstName: of(known.details, "contactFirstName"),
    contactFunction: of(known.details, "contactFunction"),
    address1: of(address, "address1"),
    address2: of(address, "address2"),
    address3: of(address, "address3"),
    postcode: of(address, "postcode"),
    city: of(address, "city"),
    country: of(address, "country"),
    phone: known.phone ?? "",
    mobile: of(known.details, "mobile"),
    fax: of(known.details, "fax"),
    email: known.email ?? "",
    iban: of(known.details, "iban"),
    bic: of(known.details, "bic"),
  };
}

/** The fields that differ from what is known, or from what already waits. */
export function differing(asked: Values, known: Record<Field, string>, waiting: Values): Values {
  return Object.fromEntries(
    Object.entries(asked).filter(([field, value]) => {
      const name = field as Field;
      return value !== (waiting[name] ?? known[name]);
    }),
  ) as Values;
}
