import { useWords, type Words } from "../../lib/words.ts";

const words = {
  name: {
    fr: "Ce nom ne peut pas être vide (120 signes au plus).",
    en: "This name cannot be empty (120 characters at most).",
  },
  legalName: {
    fr: "Le nom légal ne peut pas être vide (160 signes au plus).",
    en: "The legal name cannot be empty (160 characters at most).",
  },
  accent: { fr: "Choisissez une couleur.", en: "Choose a colour." },
  email: {
    fr: "Cette adresse électronique n’est pas complète : contact@exemple.fr, par exemple.",
    en: "This e-mail address is not complete: contact@example.org, for instance.",
  },
  service: { fr: "120 signes au plus, sur une ligne.", en: "120 characters at most, on one line." },
  phone: { fr: "40 signes au plus, sur une ligne.", en: "40 characters at most, on one line." },
  hours: { fr: "200 signes au plus, sur une ligne.", en: "200 characters at most, on one line." },
  address: { fr: "Six lignes de 80 signes au plus.", en: "Six lines of 80 characters at most." },
  searchableMonths: { fr: "Un nombre entier de 1 à 240.", en: "A whole number from 1 to 240." },
  text: { fr: "20 000 signes au plus.", en: "20,000 characters at most." },
  code: { fr: "Lettres, chiffres et tirets, 30 au plus.", en: "Letters, digits and dashes, 30 at most." },
  siret: { fr: "Le SIRET a 14 chiffres.", en: "A SIRET has 14 digits." },
  ics: {
    fr: "L’ICS commence par deux lettres et deux chiffres : FR12ZZZ123456.",
    en: "An ICS starts with two letters and two digits: FR12ZZZ123456.",
  },
  iban: {
    fr: "L’IBAN commence par deux lettres et deux chiffres : FR76…",
    en: "An IBAN starts with two letters and two digits: FR76…",
  },
  days: { fr: "Un nombre entier de 0 à 365.", en: "A whole number from 0 to 365." },
  customerPrefixes: {
    fr: "Un à vingt débuts de numéro, en chiffres : 411 4111.",
    en: "One to twenty beginnings of numbers, in digits: 411 4111.",
  },
  numcli: { fr: "Six chiffres.", en: "Six digits." },
  exer: { fr: "Une année sur quatre chiffres, ou rien.", en: "A four-digit year, or nothing." },
  url: {
    fr: "Une adresse complète, qui commence par https://, ou rien.",
    en: "A complete address that starts with https://, or nothing.",
  },
  needed: { fr: "Ce champ est nécessaire.", en: "This field is needed." },
  identifier: { fr: "De 2 à 20 signes.", en: "2 to 20 characters." },
} satisfies Words;

/** For each field of the settings' forms, which of the sentences says what is expected of it. */
const said: Readonly<Record<string, keyof typeof words>> = {
  name: "name",
  legalName: "legalName",
  accent: "accent",
  email: "email",
  contactEmail: "email",
  service: "service",
  phone: "phone",
  hours: "hours",
  address: "address",
  searchableMonths: "searchableMonths",
  legalNotice: "text",
  accessibilityStatement: "text",
  code: "code",
  siret: "siret",
  ics: "ics",
  iban: "iban",
  days: "days",
  customerPrefixes: "customerPrefixes",
  numcli: "numcli",
  exer: "exer",
  fallbackEmail: "email",
  baseUrl: "url",
  pspid: "needed",
  shaIn: "needed",
  shaOut: "needed",
  "query.userId": "identifier",
  "query.password": "needed",
  url: "url",
  "query.url": "url",
};

/** Says what a field of a settings form expects; null for a field that no form has. */
export function useExpected(): (field: string) => string | null {
  const t = useWords(words);
  return (field) => {
    const word = said[field];
    return word ? t[word] : null;
  };
}
