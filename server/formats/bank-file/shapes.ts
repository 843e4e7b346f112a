/** What any bank file says once read, whichever its format. Cents are signed: what is credited to the account is positive. */

export type BankFileFormat = "camt.052" | "camt.053" | "camt.054" | "cfonb120" | "cfonb240";

/** An account as its bank names it: by IBAN in camt, by French bank, branch and account number in CFONB. */
export type BankAccountKey = {
  iban: string | null;
  rib: { bank: string; branch: string; account: string } | null;
  currency: string;
};

export type Balance = { cents: number; on: string };

export type BankStatement = {
  format: BankFileFormat;
  version: string | null;
  statementId: string | null;
  number: string | null;
  account: BankAccountKey;
  from: string | null;
  to: string | null;
  opening: Balance | null;
  /** Null when the file gives it after the lines: the balances are checked by the reader all the same. */
  closing: Balance | null;
};

/** One transaction of a line. A line of one transaction has one detail or none, a batch many or none. */
export type LineDetail = {
  cents: number;
  endToEndId: string | null;
  instructionId: string | null;
  paymentInformationId: string | null;
  mandateId: string | null;
  uetr: string | null;
  bankReference: string | null;
  counterparty: { name: string | null; iban: string | null; bic: string | null };
  /** The person on whose behalf the counterparty pays. */
  ultimate: string | null;
  remittance: readonly string[];
  structuredReference: string | null;
  returnReason: { code: string | null; text: string | null } | null;
  chargesCents: number | null;
};

export type BankLineKind =
  | "transfer"
  | "instant_transfer"
  | "debit_batch"
  | "debit_return"
  | "debit_reversal"
  | "direct_debit_paid"
  | "transfer_return"
  | "cheque"
  | "card"
  | "fee"
  | "interest"
  | "other";

export type BankLine = {
  bookedOn: string;
  valueOn: string | null;
  cents: number;
  currency: string;
  kind: BankLineKind;
  /** What the bank says it is: `PMNT/IDDT/ESDD` in camt, the inter-bank operation code in CFONB. */
  code: string | null;
  reversal: boolean;
  pending: boolean;
  bankReference: string | null;
  label: string;
  /** CFONB has one reference for both: it is given as that of the payment information, and may be that of the message. */
  batch: {
    messageId: string | null;
    paymentInformationId: string | null;
    count: number | null;
    cents: number | null;
  } | null;
  details: readonly LineDetail[];
  /** Where in the file, for whoever looks it up: `line 42`, `entry 7`. */
  at: string;
};

/** `message` is a key, `bankFileProblemText` its sentence; `values` are quoted from the file or computed. */
export type BankFileProblem = { at: string; message: string; values?: Readonly<Record<string, string>> };

/**
 * `end` closes a statement: its closing balance, which CFONB gives after the lines, and what does not add up in it. `problem`
 * is met on the way. Neither stops the reading.
 */
export type BankFileEvent =
  | { kind: "statement"; statement: BankStatement }
  | { kind: "line"; line: BankLine }
  | { kind: "end"; closing: Balance | null; problems: readonly BankFileProblem[] }
  | ({ kind: "problem" } & BankFileProblem);

/** A statement as it is written: what a reader would tell of it. */
export type WrittenStatement = { statement: BankStatement; lines: readonly BankLine[] };

export type BankFileRefusal = "empty" | "unknown_format" | "forbidden_markup" | "broken_markup";

/** Thrown only when what was given is no bank file at all; `message` is the key of why. */
export class BankFileError extends Error {
  readonly key: BankFileRefusal;
  readonly at: string;
  constructor(key: BankFileRefusal, at: string) {
    super(key);
    this.key = key;
    this.at = at;
  }
}
