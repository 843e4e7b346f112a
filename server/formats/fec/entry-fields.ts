import { type AmountFault, hasDecimalPoint, parseAmount } from "./amounts.ts";
import type { ColumnName, FecLayout } from "./columns.ts";
import type { ReadDate } from "./dates.ts";
import type { FecLine, FecProblem } from "./types.ts";

/** Told for each problem of the line being read. */
export type Tell = (
  severity: FecProblem["severity"],
  code: string,
  column?: ColumnName,
  value?: string,
) => void;
export type FieldsReader = (fields: string[], line: number, tell: Tell) => FecLine | null;

/** Signed debit minus credit, or null when it can't be read (told). */
type NetReader = (fields: string[], tell: Tell) => number | null;

/**
 * Makes the function that turns the fields of one line into an entry. It returns null when the line has an error.
 * Every error of the line is told, not only the first.
 */
export function fieldsReader(layout: FecLayout, readDate: (text: string) => ReadDate): FieldsReader {
  const { at } = layout;
  const readNet = at.Montant >= 0 && at.Sens >= 0 ? montantSens(at) : debitCredit(at);

  function dateOf(fields: string[], column: ColumnName, tell: Tell): ReadDate {
    const text = field(fields, at[column]);
    const date = readDate(text);
    if (date === undefined) tell("error", "fec.date_invalid", column, text);
    return date;
  }

  return (fields, line, tell) => {
    const date = dateOf(fields, "EcritureDate", tell);
    if (date === null) tell("error", "fec.date_missing", "EcritureDate");
    const pieceDate = dateOf(fields, "PieceDate", tell);
    const letteringDate = dateOf(fields, "DateLet", tell);
    const validationDate = dateOf(fields, "ValidDate", tell);
    const dueDate = at.EcheanceDate < 0 ? null : dateOf(fields, "EcheanceDate", tell);
    const net = readNet(fields, tell);
    const accountNumber = field(fields, at.CompteNum);
    const accountIsGiven = checkAccount(accountNumber, tell);
    const journalCode = field(fields, at.JournalCode);
    if (journalCode === "") tell("warning", "fec.field_missing", "JournalCode");
    const entryNumber = field(fields, at.EcritureNum);
    if (entryNumber === "") tell("warning", "fec.field_missing", "EcritureNum");
    const currencyText = field(fields, at.Montantdevise);
    const currencyCents = currencyText === "" ? null : currencyAmount(currencyText, tell);
    if (date == null || pieceDate === undefined || letteringDate === undefined) return null;
    if (validationDate === undefined || dueDate === undefined || net === null || !accountIsGiven) return null;
    return {
      line,
      journalCode,
      journalLabel: field(fields, at.JournalLib),
      entryNumber,
      date,
      accountNumber,
      accountLabel: field(fields, at.CompteLib),
      auxiliaryNumber: field(fields, at.CompAuxNum),
      auxiliaryLabel: field(fields, at.CompAuxLib),
      piece: field(fields, at.PieceRef),
      pieceDate,
      label: field(fields, at.EcritureLib),
      debitCents: net > 0 ? net : 0,
      creditCents: net < 0 ? -net : 0,
      lettering: field(fields, at.EcritureLet),
      letteringDate,
      validationDate,
      dueDate,
      currencyCents,
      currency: field(fields, at.Idevise),
    };
  };
}

/** Trimmed; the test of both ends spares the call for the many fields that need none. */
function field(fields: string[], index: number): string {
  const text = fields[index];
  if (text === undefined || text === "") return "";
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(text.length - 1);
  return first > 32 && last > 32 && first < 128 && last < 128 ? text : text.trim();
}

function checkAccount(number: string, tell: Tell): boolean {
  if (number === "") {
    tell("error", "fec.account_missing", "CompteNum");
    return false;
  }
  for (let index = 0; index < 3; index++) {
    const code = number.charCodeAt(index);
    if (code >= 48 && code <= 57) continue;
    tell("warning", "fec.account_class", "CompteNum", number);
    break;
  }
  return true;
}

function amount(text: string, column: ColumnName, tell: Tell): number | null {
  const read = parseAmount(text);
  if (typeof read !== "number") {
    tell("error", `fec.${read satisfies AmountFault}`, column, text);
    return null;
  }
  if (hasDecimalPoint(text)) tell("warning", "fec.decimal_point", column, text);
  return read;
}

function debitCredit(at: FecLayout["at"]): NetReader {
  return (fields, tell) => {
    const debitText = field(fields, at.Debit);
    const creditText = field(fields, at.Credit);
    const debit = amount(debitText, "Debit", tell);
    const credit = amount(creditText, "Credit", tell);
    if (debit === null || credit === null) return null;
    if (debit !== 0 && credit !== 0)
      tell("warning", "fec.both_amounts", "Debit", `${debitText} / ${creditText}`);
    else if (debit === 0 && credit === 0) tell("warning", "fec.zero_amount");
    const net = debit - credit;
    if (Number.isSafeInteger(net)) return net;
    tell("error", "fec.amount_too_large", "Debit", debitText);
    return null;
  };
}

const DEBIT_SIGNS = new Set(["D", "+1", "1", "+", "DEBIT", "DÉBIT"]);
const CREDIT_SIGNS = new Set(["C", "-1", "-", "CREDIT", "CRÉDIT"]);

function montantSens(at: FecLayout["at"]): NetReader {
  return (fields, tell) => {
    const cents = amount(field(fields, at.Montant), "Montant", tell);
    const text = field(fields, at.Sens);
    const sign = text.toUpperCase();
    const debit = DEBIT_SIGNS.has(sign);
    if (!debit && !CREDIT_SIGNS.has(sign)) {
      tell("error", "fec.direction_invalid", "Sens", text);
      return null;
    }
    if (cents === null) return null;
    if (cents === 0) tell("warning", "fec.zero_amount");
    return debit ? cents : 0 - cents;
  };
}

/** The amount in another currency says nothing of what is owed: an unreadable one is left out, the line stays. */
function currencyAmount(text: string, tell: Tell): number | null {
  const read = parseAmount(text);
  if (typeof read === "number") return read;
  tell("warning", "fec.currency_amount_invalid", "Montantdevise", text);
  return null;
}
