/** Sentences of the reports, in both languages. */
import {
  BankFileError,
  type BankFileProblem,
  bankFileProblemText,
  bankFileRefusalText,
} from "../../formats/bank-file/index.ts";

type Sentence = { fr: string; en: string };

/** Why a file was not read to its end. */
export function failureText(error: Error): Sentence {
  if (error instanceof BankFileError)
    return { fr: bankFileRefusalText(error.key, "fr"), en: bankFileRefusalText(error.key, "en") };
  return {
    fr: "Une erreur est survenue de notre côté. Ce qui était importé le reste ; envoyez le fichier de nouveau, rien ne sera compté deux fois.",
    en: "Something went wrong on our side. What was imported stays; send the file again, nothing will be counted twice.",
  };
}

export const ACCOUNT_UNKNOWN = "account_unknown";

/** A problem of a file in both languages. */
export function toldText(told: BankFileProblem): Sentence & { at: string } {
  if (told.message === ACCOUNT_UNKNOWN)
    return {
      at: told.at,
      fr: `Le compte ${told.values?.["account"] ?? ""} n’est à aucun créancier : ses lignes sont gardées, et attendent que vous disiez à qui il est, dans Comptes bancaires.`,
      en: `Account ${told.values?.["account"] ?? ""} belongs to no creditor: its lines are kept, and wait until you say whose it is, under Bank accounts.`,
    };
  return { at: told.at, fr: bankFileProblemText(told, "fr"), en: bankFileProblemText(told, "en") };
}
