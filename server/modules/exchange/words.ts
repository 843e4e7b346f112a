/** Sentences of the report of an import, in both languages. `{value}` and `{column}` are those of the problem. */
import { fecProblemText } from "../../formats/fec/index.ts";

type Sentence = { fr: string; en: string };

const SENTENCES: Record<string, Sentence> = {
  "import.entry_kept": {
    fr: "L’écriture {value} n’est plus dans le fichier, mais elle est payée ou en cours de paiement ici : elle est conservée.",
    en: "Entry {value} is no longer in the file, but it is paid or being paid here: it is kept.",
  },
  "import.nothing_removed": {
    fr: "Des lignes sont illisibles : les écritures absentes du fichier n’ont pas été retirées.",
    en: "Some lines can’t be read: entries absent from the file were not removed.",
  },
  "import.opening_left_out": {
    fr: "{value} lignes d’à-nouveaux reprennent des exercices déjà publiés : elles ne sont pas comptées une seconde fois.",
    en: "{value} opening lines restate years that are already published: they are not counted a second time.",
  },
  "import.opening_different": {
    fr: "Les à-nouveaux du compte {value} ne valent pas le solde des exercices publiés : vérifiez que ceux-ci sont complets.",
    en: "The opening of account {value} is not the balance of the published years: check that those are complete.",
  },
  "import.no_customer": {
    fr: "Aucune ligne ne porte sur un compte client (comptes commençant par {value}).",
    en: "No line concerns a customer account (accounts that start with {value}).",
  },
  "batch.not_json": { fr: "La ligne n’est pas un objet JSON.", en: "The line is not a JSON object." },
  "batch.too_long": { fr: "La ligne dépasse 16 Mo.", en: "The line is over 16 MB." },
  "batch.type_unknown": {
    fr: "Le type « {value} » est inconnu : party, account, entry, link, mandate, invoice ou invoice_pdf.",
    en: "The type “{value}” is unknown: party, account, entry, link, mandate, invoice or invoice_pdf.",
  },
  "batch.field_invalid": {
    fr: "Le champ {column} est absent ou mal formé : {value}.",
    en: "Field {column} is absent or malformed: {value}.",
  },
  "batch.amount_sides": {
    fr: "Une écriture a un débit ou un crédit, non nul, et un seul.",
    en: "An entry has a debit or a credit, not zero, and only one.",
  },
  "batch.creditor_unknown": {
    fr: "Aucun créancier ouvert à ce jeton ne porte le code {value}.",
    en: "No creditor open to this token has the code {value}.",
  },
  "batch.account_unknown": {
    fr: "Le compte {value} n’existe pas chez ce créancier et n’est pas dans l’envoi.",
    en: "Account {value} does not exist with this creditor and is not in the batch.",
  },
  "batch.party_unknown": {
    fr: "Le tiers {value} n’existe pas et n’est pas dans l’envoi.",
    en: "Party {value} does not exist and is not in the batch.",
  },
  "batch.invoice_unknown": {
    fr: "La facture {value} n’existe pas sur ce compte et n’est pas dans l’envoi.",
    en: "Invoice {value} does not exist on this account and is not in the batch.",
  },
  "batch.mandate_iban": {
    fr: "L’IBAN du mandat {value} est incorrect.",
    en: "The IBAN of mandate {value} is not well formed.",
  },
  "batch.mandate_bic": {
    fr: "Le BIC du mandat {value} est incorrect, ou n’est pas celui d’une banque du pays de l’IBAN.",
    en: "The BIC of mandate {value} is wrong, or is not that of a bank of the IBAN’s country.",
  },
  "batch.mandate_umr": {
    fr: "La référence (RUM) {value} est mal formée, ou réservée à l’organisme.",
    en: "The reference (UMR) {value} is malformed, or reserved.",
  },
  "batch.mandate_umr_taken": {
    fr: "La référence (RUM) {value} est déjà celle d’un mandat d’un autre compte.",
    en: "The reference (UMR) {value} is already that of a mandate of another account.",
  },
  "batch.mandate_signed_on": {
    fr: "Le mandat {value} est signé dans le futur, ou il y a plus de 36 mois sans prélèvement depuis.",
    en: "Mandate {value} is signed in the future, or more than 36 months ago without a debit since.",
  },
  "batch.mandate_last_use": {
    fr: "Le dernier prélèvement du mandat {value} est avant sa signature, dans le futur ou a plus de 36 mois.",
    en: "The last debit of mandate {value} is before its signature, in the future, or more than 36 months ago.",
  },
  "batch.mandate_already_automatic": {
    fr: "Le mandat {value} est laissé de côté : un mandat automatique existe déjà pour ce compte.",
    en: "Mandate {value} is left out: this account already has an automatic mandate.",
  },
  "batch.mandate_creditor_incomplete": {
    fr: "Le mandat {value} est laissé de côté : il manque au créancier un ICS, un IBAN ou une adresse.",
    en: "Mandate {value} is left out: its creditor lacks an identifier (ICS), an IBAN or an address.",
  },
  "batch.mandate_kept": {
    fr: "Le mandat {value} est déjà connu avec un autre IBAN, un autre type ou un autre formulaire : il reste tel quel.",
    en: "Mandate {value} is already known with another IBAN, mode or form: it stays as it is.",
  },
  "batch.pdf_invalid": {
    fr: "Le contenu n’est pas un PDF en base64.",
    en: "The content is not a PDF in base64.",
  },
  "batch.pdf_too_large": { fr: "Le PDF dépasse 10 Mo.", en: "The PDF is over 10 MB." },
};

export type Problem = {
  line: number;
  severity: "error" | "warning";
  code: string;
  column?: string | undefined;
  value?: string | undefined;
};

/** A problem as a sentence for users. */
export function problemText(problem: Problem, language: "fr" | "en"): string {
  if (problem.code.startsWith("fec.")) {
    const { column = "", value = "" } = problem;
    return fecProblemText(
      { line: problem.line, severity: problem.severity, code: problem.code, column, value },
      language,
    );
  }
  const sentence = SENTENCES[problem.code]?.[language] ?? problem.code;
  return sentence.replace(/\{(value|column)\}/g, (_, name: "value" | "column") => problem[name] ?? "");
}

/** Every code of ours that a report may have. */
export const problemCodes: readonly string[] = Object.keys(SENTENCES);
