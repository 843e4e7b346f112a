import { branchAt, textAt, type XmlBranch } from "../../xml/index.ts";
import type { Tell } from "../problems.ts";
import type { Balance, BankFileFormat, BankStatement } from "../shapes.ts";
import { ribOf, tidy } from "../texts.ts";
import { accountNumber, centsOf, dayIn, dayOf, isDebit, signed } from "./values.ts";

/** Names of the three messages, and of one statement in each. */
export const MESSAGES: Record<string, { format: BankFileFormat; each: string }> = {
  BkToCstmrAcctRpt: { format: "camt.052", each: "Rpt" },
  BkToCstmrStmt: { format: "camt.053", each: "Stmt" },
  BkToCstmrDbtCdtNtfctn: { format: "camt.054", each: "Ntfctn" },
};

/** What comes before the entries of a statement, or after them at some banks. */
export function readHeader(
  parts: readonly XmlBranch[],
  file: { format: BankFileFormat; version: string | null },
  tell: Tell,
): BankStatement {
  const part = (name: string) => parts.find((one) => one.name === name);
  const account = part("Acct");
  const number = accountNumber(account);
  const iban = number && /^[A-Z]{2}\d{2}/.test(number) ? number : null;
  const balances = readBalances(parts, tell);
  const period = part("FrToDt");
  const from = textAt(period, "FrDtTm") ?? textAt(period, "FrDt");
  const to = textAt(period, "ToDtTm") ?? textAt(period, "ToDt");
  return {
    ...file,
    statementId: part("Id")?.text || null,
    number: part("ElctrncSeqNb")?.text || part("LglSeqNb")?.text || null,
    account: {
      iban,
      // A French account without an IBAN is given as bank, branch, account and key in one run.
      rib: ribOf(iban) ?? ribOf(number && /^[0-9A-Z]{23}$/.test(number) ? `FR00${number}` : null),
      currency: textAt(account, "Ccy") ?? balances.currency ?? "EUR",
    },
    from: from ? dayIn(from, tell) : null,
    to: to ? dayIn(to, tell) : null,
    opening: balances.opening,
    closing: balances.closing,
  };
}

/** Entries that the statement says it has; null when it says nothing. */
export function announcedCount(parts: readonly XmlBranch[]): number | null {
  const summary = parts.find((one) => one.name === "TxsSummry");
  const told = textAt(summary, "TtlNtries", "NbOfNtries");
  return told && /^\d{1,15}$/.test(told) ? Number(told) : null;
}

/** When the message was made, for an entry without any date. */
export const madeOn = (parts: readonly XmlBranch[], tell: Tell): string | null =>
  dayOf(
    parts.find((one) => one.name === "CreDtTm"),
    tell,
  );

function readBalances(parts: readonly XmlBranch[], tell: Tell) {
  const found = new Map<string, Balance[]>();
  let currency: string | null = null;
  for (const one of parts.filter((part) => part.name === "Bal")) {
    const code = textAt(one, "Tp", "CdOrPrtry", "Cd") ?? tidy(textAt(one, "Tp", "CdOrPrtry", "Prtry")) ?? "";
    const amount = branchAt(one, "Amt");
    const cents = centsOf(amount?.text ?? null, tell);
    const on = dayOf(branchAt(one, "Dt"), tell);
    currency ??= amount?.attributes["Ccy"] ?? null;
    if (cents === null || on === null) continue;
    const balance = { cents: signed(cents, isDebit(one) === true), on };
    found.set(code, [...(found.get(code) ?? []), balance]);
  }
  // A statement cut in pages goes from an opening to an interim balance, and from there to the closing one.
  const interim = found.get("ITBD") ?? [];
  const opening = first(found.get("OPBD")) ?? first(found.get("PRCD")) ?? null;
  const closing = last(found.get("CLBD")) ?? null;
  return {
    currency,
    opening: opening ?? (closing || interim.length > 1 ? first(interim) : null) ?? null,
    closing: closing ?? (opening || interim.length > 1 ? last(interim) : null) ?? null,
  };
}

const first = (balances: readonly Balance[] | undefined) =>
  balances?.reduce((one, other) => (other.on < one.on ? other : one));
const last = (balances: readonly Balance[] | undefined) =>
  balances?.reduce((one, other) => (other.on >= one.on ? other : one));
