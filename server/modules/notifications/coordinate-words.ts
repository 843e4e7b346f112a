/** What a change of coordinates is about, and what became of it. */
import type { Language } from "../../platform/money.ts";

type Sentence = Record<Language, string>;
const contact: Sentence = { fr: "contact principal", en: "main contact" };
const address: Sentence = { fr: "adresse", en: "address" };
const bank: Sentence = { fr: "coordonnées bancaires", en: "bank details" };

export const coordinateNames = {
  contactLastName: contact,
  contactFirstName: contact,
  contactFunction: contact,
  address1: address,
  address2: address,
  address3: address,
  postcode: address,
  city: address,
  country: address,
  phone: { fr: "téléphone", en: "phone" },
  mobile: { fr: "mobile", en: "mobile" },
  fax: { fr: "télécopie", en: "fax" },
  email: { fr: "courriel", en: "e-mail" },
  iban: bank,
  bic: bank,
  paper: { fr: "facture sur papier", en: "paper invoices" },
} satisfies Record<string, Sentence>;

export const decisionWords = {
  accepted: { fr: "acceptée", en: "accepted" },
  refused: { fr: "refusée", en: "refused" },
  partly: { fr: "acceptée en partie", en: "accepted in part" },
} satisfies Record<string, Sentence>;

export const paperWords = {
  paper: { fr: "recevoir ses factures sur papier", en: "invoices on paper" },
  paperless: { fr: "ne plus recevoir ses factures sur papier", en: "no more invoices on paper" },
} satisfies Record<string, Sentence>;
