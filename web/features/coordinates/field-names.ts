import type { GotOf } from "../../lib/api.ts";
import type { Words } from "../../lib/words.ts";

export type Coordinates = GotOf<"readCoordinates">;
export type Field = keyof Coordinates["values"];

/** The names of fields, on the customer's page and in the office. */
export const fieldWords = {
  contactLastName: { fr: "Nom", en: "Last name" },
  contactFirstName: { fr: "Prénom", en: "First name" },
  contactFunction: { fr: "Fonction", en: "Function" },
  address1: { fr: "Adresse", en: "Address" },
  address2: { fr: "Adresse, ligne 2", en: "Address, line 2" },
  address3: { fr: "Adresse, ligne 3", en: "Address, line 3" },
  postcode: { fr: "Code postal", en: "Postcode" },
  city: { fr: "Ville", en: "City" },
  country: { fr: "Pays", en: "Country" },
  phone: { fr: "Téléphone", en: "Phone" },
  mobile: { fr: "Mobile", en: "Mobile" },
  fax: { fr: "Télécopie", en: "Fax" },
  email: { fr: "Adresse électronique", en: "E-mail address" },
  iban: { fr: "IBAN", en: "IBAN" },
  bic: { fr: "BIC", en: "BIC" },
} satisfies Record<Field, Words[string]>;

/** Fields as they stand together on screen. */
export const groups: { key: "contact" | "account" | "bank"; fields: Field[] }[] = [
  { key: "contact", fields: ["contactLastName", "contactFirstName", "contactFunction"] },
  {
    key: "account",
    fields: [
      "address1",
      "address2",
      "address3",
      "postcode",
      "city",
      "country",
      "phone",
      "mobile",
      "fax",
      "email",
    ],
  },
  { key: "bank", fields: ["iban", "bic"] },
];

export const groupWords = {
  contact: { fr: "Contact principal", en: "Main contact" },
  account: { fr: "Coordonnées du compte", en: "Account details" },
  bank: { fr: "Coordonnées bancaires", en: "Bank details" },
} satisfies Words;

/** An IBAN in groups of four, as on paper. */
export const spaced = (field: string, value: string): string =>
  field === "iban" ? value.replace(/(.{4})(?=.)/g, "$1 ") : value;
