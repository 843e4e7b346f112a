/** One entry line of a FEC, checked and normalized. Texts are trimmed; an empty text means "not given". */
export type FecLine = {
  /** Physical line in the file, the header being line 1 when nothing precedes it. */
  line: number;
  journalCode: string;
  journalLabel: string;
  entryNumber: string;
  /** Accounting date, `YYYY-MM-DD`. */
  date: string;
  accountNumber: string;
  accountLabel: string;
  auxiliaryNumber: string;
  auxiliaryLabel: string;
  piece: string;
  pieceDate: string | null;
  label: string;
  /** Never negative; at most one of the two amounts is not zero. */
  debitCents: number;
  creditCents: number;
  lettering: string;
  letteringDate: string | null;
  validationDate: string | null;
  /** From an extra column named EcheanceDate, DateEcheance or Echeance: the legal columns have none. */
  dueDate: string | null;
  /** Amount in `currency`, in hundredths, with the sign of the file; null when not given. */
  currencyCents: number | null;
  currency: string;
};

/** "error": the line (or the file, see isFecRefusal) is left out. "warning": the line is delivered. */
export type FecProblem = {
  line: number;
  severity: "error" | "warning";
  code: string;
  column?: string;
  value?: string;
};

export type FecBatch = { lines: FecLine[]; problems: FecProblem[]; bytesRead: number };
