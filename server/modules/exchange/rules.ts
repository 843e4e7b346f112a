/** Pure rules of imports. */
import type { FecLine } from "../../formats/fec/index.ts";
import type { PublishedLine } from "../ledger/index.ts";
import { applyDueRule, type DueRule, fiscalYearOf } from "../organizations/index.ts";
import type { Problem } from "./words.ts";

/** Problems kept per import; all are counted. */
const KEPT_PROBLEMS = 10_000;

export type ProblemList = { kept: Problem[]; errors: number; warnings: number; add(problem: Problem): void };

/** What a file holds, fit to be kept and shown: a NUL can't be stored. */
// oxlint-disable-next-line no-control-regex
const shown = (text: string | undefined) => text?.replace(/[\u0000-\u001f\u007f]/g, " ");

/** Counts problems and keeps the first ones. */
export function problemList(): ProblemList {
  const list: ProblemList = {
    kept: [],
    errors: 0,
    warnings: 0,
    add(problem) {
      if (problem.severity === "error") list.errors++;
      else list.warnings++;
      if (list.kept.length < KEPT_PROBLEMS)
        list.kept.push({ ...problem, column: shown(problem.column), value: shown(problem.value) });
    },
  };
  return list;
}

export type LedgerRules = { customerPrefixes: string[]; fiscalYearEndMonth: number; dueRule: DueRule };
export type LedgerAccount = { ref: number; code: string; label: string };

const OPENING_JOURNALS = /^(AN|ANO|RAN|A-?NOUV.*|OUV.*)$/i;
const OPENING_WORDS = /nouveau|ouverture/i;

/** A real copy: a part of a line would keep the whole block of the file that it was cut from as long as the account. */
const ownText = (text: string): string => Buffer.from(text).toString("utf8");

/**
 * Makes the function that turns a FEC line into an entry to publish, or null when it concerns no customer or moves
 * nothing. Accounts are numbered as they come: `accounts` holds them, the last label that is not empty counts.
 */
export function entryMaker(rules: LedgerRules, accounts: Map<string, LedgerAccount>) {
  const dueDays = new Map<string, string>();
  const dueOn = (day: string) => {
    let due = dueDays.get(day);
    if (due === undefined) dueDays.set(day, (due = applyDueRule(rules.dueRule, day)));
    return due;
  };
  const firstMonth = String((rules.fiscalYearEndMonth % 12) + 1).padStart(2, "0");
  const isOpening = (line: FecLine) =>
    line.date.endsWith(`-${firstMonth}-01`) &&
    (OPENING_JOURNALS.test(line.journalCode) ||
      OPENING_WORDS.test(line.journalLabel) ||
      OPENING_WORDS.test(line.label));
  return (line: FecLine): PublishedLine | null => {
    if (!rules.customerPrefixes.some((prefix) => line.accountNumber.startsWith(prefix))) return null;
    const cents = line.debitCents - line.creditCents;
    if (cents === 0) return null;
    const code = line.auxiliaryNumber || line.accountNumber;
    const label = line.auxiliaryNumber ? line.auxiliaryLabel : line.accountLabel;
    let account = accounts.get(code);
    if (!account) {
      account = { ref: accounts.size, code: ownText(code), label: ownText(label) };
      accounts.set(account.code, account);
    } else if (label && label !== account.label) account.label = ownText(label);
    return {
      line: line.line,
      account: account.ref,
      fiscalYear: fiscalYearOf(line.date, rules.fiscalYearEndMonth),
      general: line.accountNumber.replaceAll("|", " "),
      journal: line.journalCode,
      number: /^0*$/.test(line.entryNumber) ? "" : line.entryNumber,
      date: line.date,
      dueOn: line.dueDate ?? (cents > 0 ? dueOn(line.date) : null),
      label: line.label || line.piece || line.journalLabel,
      piece: line.piece,
      cents,
      lettering: line.lettering,
      opening: isOpening(line),
    };
  };
}

/** The bytes read of a file as a progress: writing what was read takes the rest. */
export const progressOf = (one: { state: string; bytes: number; bytesRead: number }): number =>
  one.state === "done"
    ? 100
    : one.state === "queued"
      ? 0
      : Math.min(90, Math.floor((one.bytesRead / Math.max(1, one.bytes)) * 90));
