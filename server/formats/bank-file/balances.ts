import { problem, quoted } from "./problems.ts";
import type { BankAccountKey, BankFileProblem, BankStatement } from "./shapes.ts";

/** Accounts of one file whose last balance is remembered: more are not compared. */
const MOST_ACCOUNTS = 10_000;

export type StatementSum = { statement: BankStatement; at: string; cents: number; lines: number };

/** Adds up a statement at a time, and compares each with the one before it for the same account. */
export function balanceBook() {
  const lastClosing = new Map<string, number>();
  return {
    start: (statement: BankStatement, at: string): StatementSum => ({ statement, at, cents: 0, lines: 0 }),
    /** What does not add up, once every line of the statement is read and its closing balance known. */
    close: (sum: StatementSum, isStatement: boolean): BankFileProblem[] => {
      const { opening, closing, account } = sum.statement;
      const problems: BankFileProblem[] = [];
      const key = accountName(account);
      const before = lastClosing.get(key);
      if (opening && before !== undefined && before !== opening.cents) {
        problems.push(problem(sum.at, "balance_does_not_follow", compared(before, opening.cents)));
      }
      if (isStatement && !opening) problems.push(problem(sum.at, "opening_missing"));
      if (isStatement && !closing) problems.push(problem(sum.at, "closing_missing"));
      if (opening && closing && opening.cents + sum.cents !== closing.cents) {
        const expected = opening.cents + sum.cents;
        problems.push(problem(sum.at, "balance_differs", compared(expected, closing.cents)));
      }
      if (closing && (before !== undefined || lastClosing.size < MOST_ACCOUNTS)) {
        lastClosing.set(key, closing.cents);
      }
      return problems;
    },
  };
}

/** Banks change the bank or branch code of an account between two records: its own number stays. */
const accountName = (account: BankAccountKey) =>
  `${account.rib?.account ?? account.iban ?? ""} ${account.currency}`;

export const compared = (expected: number, found: number) => ({
  expected: quoted(expected),
  found: quoted(found),
});
