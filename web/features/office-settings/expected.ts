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
  service: { fr: "Le service : 120 signes au plus.", en: "The office: 120 characters at most." },
  phone: { fr: "Le téléphone : 40 signes au plus.", en: "The phone: 40 characters at most." },
  hours: { fr: "Les horaires : 200 signes au plus.", en: "The hours: 200 characters at most." },
  address: {
    fr: "L’adresse : six lignes de 80 signes au plus.",
    en: "The address: six lines of 80 characters at most.",
  },
  disputeDelayDays: {
    fr: "Les jours pour répondre à un litige : un nombre entier de 1 à 120.",
    en: "The days to answer a dispute: a whole number from 1 to 120.",
  },
  searchableMonths: {
    fr: "Les mois d’historique : un nombre entier de 1 à 240.",
    en: "The months of history: a whole number from 1 to 240.",
  },
  text: { fr: "Ce texte dépasse 20 000 signes.", en: "This text is over 20,000 characters." },
  code: {
    fr: "Le code a de 1 à 30 lettres sans accent, chiffres ou tirets.",
    en: "The code has 1 to 30 plain letters, digits or dashes.",
  },
  siret: { fr: "Le SIRET a 14 chiffres.", en: "A SIRET has 14 digits." },
  ics: {
    fr: "L’ICS commence par deux lettres et deux chiffres : FR12ZZZ123456.",
    en: "An ICS starts with two letters and two digits: FR12ZZZ123456.",
  },
  iban: {
    fr: "L’IBAN commence par deux lettres et deux chiffres : FR76…",
    en: "An IBAN starts with two letters and two digits: FR76…",
  },
  days: {
    fr: "Les jours d’échéance : un nombre entier de 0 à 365.",
    en: "The days before an item is due: a whole number from 0 to 365.",
  },
  customerPrefixes: {
    fr: "Les comptes de clients : un à vingt débuts de numéro, en chiffres.",
    en: "Customers’ accounts: one to twenty beginnings of numbers, in digits.",
  },
  numcli: { fr: "Le numéro de client a six chiffres.", en: "The client number has six digits." },
  senders: {
    fr: "Des adresses IP, séparées par des virgules : 192.0.2.1, 192.0.2.2.",
    en: "IP addresses, separated by commas: 192.0.2.1, 192.0.2.2.",
  },
  callbackKey: {
    fr: "La clé des retours a vingt signes au moins.",
    en: "The callback key has at least twenty characters.",
  },
  siteId: { fr: "L’identifiant de boutique a huit chiffres.", en: "The shop number has eight digits." },
  key: {
    fr: "La clé est nécessaire, telle que le prestataire la donne.",
    en: "The key is needed, as the provider gives it.",
  },
  tpe: { fr: "Le numéro de TPE a sept signes.", en: "The terminal number has seven characters." },
  societe: { fr: "Le code société est nécessaire.", en: "The company code is needed." },
  payerAddress: {
    fr: "L’adresse donnée à la banque est nécessaire : rue, code postal et ville.",
    en: "The address given to the bank is needed: street, postcode and town.",
  },
  country: { fr: "Le pays a deux lettres capitales : FR.", en: "A country has two capital letters: FR." },
  secretKey: {
    fr: "La clé secrète commence par sk_test_, sk_live_, rk_test_ ou rk_live_.",
    en: "A secret key starts with sk_test_, sk_live_, rk_test_ or rk_live_.",
  },
  webhookSecret: {
    fr: "Le secret de signature commence par whsec_.",
    en: "A signing secret starts with whsec_.",
  },
  cards: {
    fr: "Des codes en majuscules, séparés par des points-virgules : CB;VISA;SDD.",
    en: "Codes in capitals, separated by semicolons: CB;VISA;SDD.",
  },
  exer: {
    fr: "L’exercice : une année sur quatre chiffres, ou rien.",
    en: "The financial year: four digits, or nothing.",
  },
  url: {
    fr: "L’adresse du prestataire est complète et commence par https://, ou reste vide.",
    en: "The provider’s address is complete and starts with https://, or stays empty.",
  },
  treasuryName: { fr: "La trésorerie : 120 signes au plus.", en: "The treasury: 120 characters at most." },
  codes: {
    fr: "Des codes de 30 signes au plus, séparés par des virgules.",
    en: "Codes of 30 characters at most, separated by commas.",
  },
  suspensionMessage: {
    fr: "Dites pourquoi le règlement est suspendu, en français au moins (600 signes au plus).",
    en: "Say why paying is suspended, in French at least (600 characters at most).",
  },
  suspensionUntil: {
    fr: "Le dernier jour ne précède pas le premier.",
    en: "The last day is not before the first.",
  },
  pspid: { fr: "Le compte marchand (PSPID) est nécessaire.", en: "The merchant account (PSPID) is needed." },
  shaIn: { fr: "La phrase SHA-IN est nécessaire.", en: "The SHA-IN phrase is needed." },
  shaOut: { fr: "La phrase SHA-OUT est nécessaire.", en: "The SHA-OUT phrase is needed." },
  userId: { fr: "L’utilisateur d’API a de 2 à 20 signes.", en: "The API user has 2 to 20 characters." },
  password: {
    fr: "L’utilisateur d’API va avec son mot de passe.",
    en: "The API user goes with its password.",
  },
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
  disputeDelayDays: "disputeDelayDays",
  hiddenAnalytics: "codes",
  treasuryJournals: "codes",
  treasuryName: "treasuryName",
  treasuryAddress: "address",
  treasuryPhone: "phone",
  treasuryEmail: "email",
  suspensionFr: "suspensionMessage",
  suspensionEn: "suspensionMessage",
  suspensionUntil: "suspensionUntil",
  legalNotice: "text",
  accessibilityStatement: "text",
  code: "code",
  siret: "siret",
  ics: "ics",
  iban: "iban",
  days: "days",
  customerPrefixes: "customerPrefixes",
  numcli: "numcli",
  senders: "senders",
  callbackKey: "callbackKey",
  siteId: "siteId",
  key: "key",
  cards: "cards",
  tpe: "tpe",
  societe: "societe",
  "address.line": "payerAddress",
  "address.postalCode": "payerAddress",
  "address.city": "payerAddress",
  "address.country": "country",
  secretKey: "secretKey",
  webhookSecret: "webhookSecret",
  exer: "exer",
  fallbackEmail: "email",
  baseUrl: "url",
  pspid: "pspid",
  shaIn: "shaIn",
  shaOut: "shaOut",
  "query.userId": "userId",
  "query.password": "password",
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
