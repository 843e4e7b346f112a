/**
 * Which open entries a line of a bank statement pays (PAY-10). Pure, deterministic whatever the order of what is given, bounded
 * in time. Money is lettered without a hand only for a reference that cannot be mistaken; all else is proposed.
 */
import type { BankLine } from "../../formats/bank-file/index.ts";
import { proposeByAccount, proposeByAmount } from "./account-rules.ts";
import { groupAccounts, type MatchView } from "./evidence-rules.ts";
import { proposeByReference } from "./order-rules.ts";
import { proposeByPiece } from "./piece-rules.ts";
import { rank } from "./ranking-rules.ts";
import { indexTexts } from "./reference-rules.ts";

export { searchKeys } from "./reference-rules.ts";

export type MatchLine = {
  cents: number;
  bookedOn: string;
  label: string;
  counterpartyName: string | null;
  counterpartyIban: string | null;
  endToEndId: string | null;
  structuredReference: string | null;
  texts: readonly string[];
  kind: BankLine["kind"];
  batch: BankLine["batch"];
  mandateId: string | null;
};

/** An open entry that may be paid: among them, every entry of the orders that are given. Invoices positive, credits negative. */
export type MatchCandidate = {
  entryId: string;
  accountId: string;
  accountCode: string;
  partyId: string;
  partyName: string;
  partyAliases: readonly string[];
  piece: string | null;
  label: string;
  date: string;
  dueOn: string | null;
  openCents: number;
};

export type MatchOrder = {
  orderId: string;
  reference: string;
  accountId: string;
  cents: number;
  parts: readonly { entryId: string; cents: number }[];
};

/** Payers met before. Their IBANs are only compared with that of the line: whatever stands for both will do. */
export type KnownPayer = { iban: string; accountIds: readonly string[] };

export type Reason =
  | "order_reference"
  | "invoice_reference"
  | "invoice_number"
  | "several_invoices"
  | "account_reference"
  | "known_payer_amount"
  | "payer_amount_name"
  | "name_amount"
  | "whole_balance"
  | "partial"
  /** Nothing but the amount: shown last, never alone a reason to letter. */
  | "amount_alone";

/**
 * `parts` never take more than is open of an entry, nor more than the line in all; what is left of the line is `unusedCents`.
 * `evidence` is `key` or `key:value`: reference, piece, account, payer, name, amount, whole, several (how many), oldest, short
 * and over (cents), ambiguous, unknown_reference and unknown_piece (which the line names and which are of nothing open).
 */
export type Proposal = {
  score: number;
  reason: Reason;
  accountIds: readonly string[];
  parts: readonly { entryId: string; cents: number }[];
  unusedCents: number;
  evidence: readonly string[];
};

/** From here on a line is lettered without a hand. */
export const AUTOMATIC_SCORE = 95;
/** Money that customers send; direct debits, returns, fees and interest have their own way. */
const MATCHED = new Set<BankLine["kind"]>(["transfer", "instant_transfer", "cheque", "card", "other"]);

/** Best first, at most five; none for money that went out. */
export function proposeMatches(
  line: MatchLine,
  given: {
    candidates: readonly MatchCandidate[];
    orders: readonly MatchOrder[];
    payers: readonly KnownPayer[];
  },
): Proposal[] {
  if (line.cents <= 0 || !MATCHED.has(line.kind)) return [];
  const view: MatchView = groupAccounts(line, given, indexTexts(line));
  const byReference = proposeByReference(view, given.orders);
  const byPiece = proposeByPiece(view);
  const proposals = [...byReference, ...byPiece, ...proposeByAccount(view)];
  const weak = proposals.every(({ score }) => score < 45);
  return rank(view, weak ? [...proposals, ...proposeByAmount(view)] : proposals, AUTOMATIC_SCORE);
}
