import type { FecProblem } from "./types.ts";

type Sentence = { fr: string; en: string };

/** {value} and {column} are filled in; the line is said in front. */
const SENTENCES: Record<string, Sentence> = {
  "fec.amount_decimals": {
    fr: "le montant « {value} » de la colonne {column} a plus de deux décimales",
    en: "the amount “{value}” in column {column} has more than two decimals",
  },
  "fec.amount_invalid": {
    fr: "« {value} » dans la colonne {column} n'est pas un montant",
    en: "“{value}” in column {column} is not an amount",
  },
  "fec.amount_thousands": {
    fr: "le montant « {value} » de la colonne {column} contient un séparateur de milliers",
    en: "the amount “{value}” in column {column} has a thousands separator",
  },
  "fec.amount_too_large": {
    fr: "le montant « {value} » de la colonne {column} est trop grand",
    en: "the amount “{value}” in column {column} is too large",
  },
  "fec.account_class": {
    fr: "le compte « {value} » ne commence pas par trois chiffres",
    en: "account “{value}” does not start with three digits",
  },
  "fec.account_missing": { fr: "le numéro de compte est vide", en: "the account number is empty" },
  "fec.binary": {
    fr: "ce fichier n'est pas un fichier texte (archive, PDF, classeur...)",
    en: "this file is not a text file (archive, PDF, workbook...)",
  },
  "fec.both_amounts": {
    fr: "le débit et le crédit sont tous deux remplis ({value}) : leur différence est retenue",
    en: "debit and credit are both filled in ({value}): their difference is kept",
  },
  "fec.column_count": {
    fr: "le nombre de champs n'est pas celui de l'en-tête ({value})",
    en: "the number of fields is not that of the header ({value})",
  },
  "fec.column_twice": {
    fr: "la colonne {value} figure deux fois : la première est retenue",
    en: "column {value} is there twice: the first one is kept",
  },
  "fec.columns_absent": {
    fr: "des colonnes prévues par la loi sont absentes : {value}",
    en: "columns required by law are absent: {value}",
  },
  "fec.columns_missing": {
    fr: "l'en-tête n'a pas les colonnes nécessaires ; il manque : {value}",
    en: "the header lacks columns that are needed: {value}",
  },
  "fec.currency_amount_invalid": {
    fr: "le montant en devise « {value} » est illisible : il est ignoré",
    en: "the foreign amount “{value}” can't be read: it is left out",
  },
  "fec.date_invalid": {
    fr: "la date « {value} » de la colonne {column} est impossible",
    en: "the date “{value}” in column {column} is impossible",
  },
  "fec.date_missing": {
    fr: "la date de la colonne {column} est vide",
    en: "the date in column {column} is empty",
  },
  "fec.decimal_point": {
    fr: "les décimales sont séparées par un point au lieu d'une virgule (« {value} ») : le fichier est lu ainsi",
    en: "decimals are separated by a point instead of a comma (“{value}”): the file is read so",
  },
  "fec.direction_invalid": {
    fr: "le sens « {value} » n'est ni D ou +1, ni C ou -1",
    en: "the direction “{value}” is neither D or +1, nor C or -1",
  },
  "fec.ebcdic": {
    fr: "ce fichier est codé en EBCDIC : exportez-le en UTF-8 ou en ISO 8859-15",
    en: "this file is encoded in EBCDIC: export it in UTF-8 or ISO 8859-15",
  },
  "fec.empty": { fr: "ce fichier est vide", en: "this file is empty" },
  "fec.field_missing": { fr: "la colonne {column} est vide", en: "column {column} is empty" },
  "fec.header_missing": {
    fr: "la première ligne n'est pas l'en-tête d'un FEC (JournalCode, JournalLib, ...)",
    en: "the first line is not the header of a FEC (JournalCode, JournalLib, ...)",
  },
  "fec.line_too_long": {
    fr: "la ligne dépasse {value} octets : elle est ignorée",
    en: "the line is over {value} bytes: it is left out",
  },
  "fec.no_entries": {
    fr: "ce fichier ne contient aucune écriture",
    en: "this file has no entry",
  },
  "fec.separator_in_label": {
    fr: "le libellé contient le séparateur de champs : il a été recollé (« {value} »)",
    en: "the label contains the field separator: it was put together again (“{value}”)",
  },
  "fec.separator_unknown": {
    fr: "les champs doivent être séparés par une tabulation ou par « | »",
    en: "fields must be separated by a tab or by “|”",
  },
  "fec.truncated": {
    fr: "le fichier s'arrête au milieu de cette ligne : elle est ignorée",
    en: "the file stops in the middle of this line: it is left out",
  },
  "fec.utf16": {
    fr: "ce fichier est codé en UTF-16 : enregistrez-le en UTF-8 ou en ISO 8859-15",
    en: "this file is encoded in UTF-16: save it in UTF-8 or ISO 8859-15",
  },
  "fec.xml": {
    fr: "ce FEC est au format XML : exportez-le en texte (tabulation ou « | »)",
    en: "this FEC is in XML: export it as text (tab or “|”)",
  },
  "fec.zero_amount": { fr: "le débit et le crédit sont nuls", en: "debit and credit are both zero" },
};

const REFUSALS = new Set([
  "fec.binary",
  "fec.columns_missing",
  "fec.ebcdic",
  "fec.empty",
  "fec.header_missing",
  "fec.separator_unknown",
  "fec.utf16",
  "fec.xml",
]);

/** True when the problem refuses the whole file: it is the last thing that the reader says. */
export function isFecRefusal(problem: FecProblem): boolean {
  return REFUSALS.has(problem.code);
}

/** Every code that the reader may give. */
export const fecProblemCodes: readonly string[] = Object.keys(SENTENCES);

/** The problem as a sentence for users; values of the file are quoted as they stand. */
export function fecProblemText(problem: FecProblem, language: "fr" | "en"): string {
  const sentence = SENTENCES[problem.code]?.[language] ?? problem.code;
  const filled = sentence.replace(
    /\{(value|column)\}/g,
    (_, name: "value" | "column") => problem[name] ?? "",
  );
  if (isFecRefusal(problem)) return `${filled.charAt(0).toUpperCase()}${filled.slice(1)}.`;
  return language === "fr" ? `Ligne ${problem.line} : ${filled}.` : `Line ${problem.line}: ${filled}.`;
}
