import type { BankFileEvent, BankFileProblem, BankFileRefusal } from "./shapes.ts";

type Sentence = { fr: string; en: string };

const SENTENCES = {
  balance_differs: {
    fr: "ancien solde et opérations donnent {expected}, le nouveau solde est {found}",
    en: "the previous balance and the lines give {expected}, the new balance is {found}",
  },
  balance_does_not_follow: {
    fr: "le solde de départ est {found}, le relevé précédent de ce compte finissait à {expected}",
    en: "the opening balance is {found}, the previous statement of this account ended at {expected}",
  },
  closing_missing: {
    fr: "le relevé n’a pas de nouveau solde : le fichier est peut-être coupé",
    en: "the statement has no new balance: the file may be cut",
  },
  opening_missing: { fr: "le relevé n’a pas d’ancien solde", en: "the statement has no previous balance" },
  count_differs: {
    fr: "{expected} opérations annoncées, {found} lues",
    en: "{expected} lines announced, {found} read",
  },
  total_differs: {
    fr: "total annoncé {expected}, total lu {found}",
    en: "announced total {expected}, read {found}",
  },
  details_differ: {
    fr: "le détail fait {found}, l’opération {expected}",
    en: "the details make {found}, the line {expected}",
  },
  detail_without_amount: { fr: "un détail n’a pas de montant", en: "a detail has no amount" },
  details_too_many: {
    fr: "trop de détails : ceux qui dépassent {expected} ne sont pas gardés",
    en: "too many details: those past {expected} are not kept",
  },
  amount_unreadable: { fr: "montant illisible : {found}", en: "the amount can’t be read: {found}" },
  amount_rounded: { fr: "montant arrondi au centime : {found}", en: "amount rounded to the cent: {found}" },
  amount_without_sign: {
    fr: "montant sans signe, lu comme un crédit : {found}",
    en: "amount without a sign, read as a credit: {found}",
  },
  date_unreadable: { fr: "date illisible : {found}", en: "the date can’t be read: {found}" },
  line_without_date: {
    fr: "opération sans date, laissée de côté",
    en: "a line without any date, left out",
  },
  record_unknown: {
    fr: "enregistrement inconnu, laissé de côté : {found}",
    en: "unknown record, left out: {found}",
  },
  encoding_doubtful: {
    fr: "des caractères ne sont pas dans le codage que le fichier annonce",
    en: "some characters are not in the encoding that the file says",
  },
  markup_broken: {
    fr: "le XML est coupé ou abîmé ici : la suite n’est pas lue",
    en: "the XML is cut or damaged here: what follows is not read",
  },
} satisfies Record<string, Sentence>;

export type BankFileProblemKey = keyof typeof SENTENCES;

const REFUSALS: Record<BankFileRefusal, Sentence> = {
  empty: { fr: "Le fichier est vide.", en: "The file is empty." },
  unknown_format: {
    fr: "Ce n’est pas un fichier de banque que nous savons lire (camt.052, camt.053, camt.054, CFONB 120 ou 240).",
    en: "This is not a bank file that we can read (camt.052, camt.053, camt.054, CFONB 120 or 240).",
  },
  forbidden_markup: {
    fr: "Le fichier contient une déclaration DOCTYPE, qui n’est pas acceptée.",
    en: "The file holds a DOCTYPE declaration, which is not accepted.",
  },
  broken_markup: { fr: "Le fichier XML est abîmé.", en: "The XML file is damaged." },
};

const PLACES: Record<string, string> = {
  line: "ligne",
  entry: "opération",
  statement: "relevé",
  file: "fichier",
};

/** A sentence for whoever imported the file, with where it is. */
export function bankFileProblemText(problem: BankFileProblem, language: "fr" | "en"): string {
  const sentence = (SENTENCES as Record<string, Sentence>)[problem.message]?.[language] ?? problem.message;
  const filled = sentence.replace(/\{(\w+)\}/g, (_, name: string) =>
    shown(problem.values?.[name] ?? "", language),
  );
  if (language === "en") return `${capital(problem.at)}: ${filled}.`;
  const place = problem.at.replace(/^\w+/, (word) => PLACES[word] ?? word);
  return `${capital(place)} : ${filled}.`;
}

export const bankFileRefusalText = (key: BankFileRefusal, language: "fr" | "en"): string =>
  REFUSALS[key][language];

/** An amount as it is written in the language; any other value as it stood in the file. */
const shown = (value: string, language: "fr" | "en") =>
  language === "fr" && /^-?\d+\.\d\d$/.test(value) ? `${value.replace(".", ",")} €` : value;

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Cents as problems quote them: 1234 is `12.34`. */
export function quoted(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, "0");
  return `${cents < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Makes a problem whose key is known. */
export const problem = (
  at: string,
  message: BankFileProblemKey,
  values?: Readonly<Record<string, string>>,
): BankFileProblem => (values ? { at, message, values } : { at, message });

/** More problems of one place are not told. */
const MOST_PROBLEMS = 200;

/** Collects what is wrong with one entry or statement, under its place in the file. */
export type Tell = (message: BankFileProblemKey, values?: Readonly<Record<string, string>>) => void;
export const tellTo =
  (problems: BankFileProblem[], at: string): Tell =>
  (message, values) => {
    if (problems.length < MOST_PROBLEMS) problems.push(problem(at, message, values));
  };

/** Tells each at once, as an event before the line it is about. */
export const tellAmong =
  (events: BankFileEvent[], at: string): Tell =>
  (message, values) =>
    void events.push({ kind: "problem", ...problem(at, message, values) });
