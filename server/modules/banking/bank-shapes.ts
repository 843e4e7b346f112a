/** What banking answers, as shapes: imported files, statements, lines. */
import { z } from "zod";
import { outsideId } from "../../platform/ids.ts";
import { Cents, Day, Instant } from "../../platform/shapes.ts";

const Told = z.object({ at: z.string(), fr: z.string(), en: z.string() });

export const BankFile = z.object({
  id: outsideId("bank_file"),
  fileName: z.string(),
  bytes: z.int(),
  format: z.string().nullable(),
  state: z.enum(["queued", "running", "done", "failed"]),
  /** 0 to 100. */
  progress: z.int(),
  statements: z.int(),
  linesNew: z.int(),
  /** Lines that another file, or this one before, had brought. */
  linesKnown: z.int(),
  /** Lines that the bank has not booked yet: left for the file that says so. */
  linesPending: z.int(),
  problems: z.array(Told),
  failure: z.object({ fr: z.string(), en: z.string() }).nullable(),
  createdBy: z.string(),
  createdAt: Instant,
  finishedAt: Instant.nullable(),
});
export type BankFile = z.output<typeof BankFile>;

export const BankAccount = z.object({
  id: outsideId("bank_account"),
  label: z.string(),
  /** Masked, when it is an IBAN. */
  name: z.string(),
  iban: z.string().nullable(),
  currency: z.string(),
  creditor: outsideId("creditor").nullable(),
  waiting: z.int(),
  lastClosing: z.object({ cents: Cents, on: Day }).nullable(),
});
export type BankAccount = z.output<typeof BankAccount>;

const Balance = z.object({ cents: Cents, on: Day.nullable() });
export const BankStatement = z.object({
  id: outsideId("bank_statement"),
  account: outsideId("bank_account"),
  accountName: z.string(),
  format: z.string(),
  number: z.string(),
  opening: Balance.nullable(),
  closing: Balance.nullable(),
  lines: z.int(),
  linesNew: z.int(),
  /** The statement before it closed on another balance: something between them is missing. */
  gap: z.object({ cents: Cents, since: Day }).nullable(),
  problems: z.array(Told),
  file: outsideId("bank_file"),
  fileName: z.string(),
  createdAt: Instant,
});
export type BankStatement = z.output<typeof BankStatement>;

export const LineState = z.enum(["waiting", "matched", "set_aside", "ignored"]);
export const LineKind = z.enum([
  "transfer",
  "instant_transfer",
  "debit_batch",
  "debit_return",
  "debit_reversal",
  "direct_debit_paid",
  "transfer_return",
  "cheque",
  "card",
  "fee",
  "interest",
  "other",
]);
const ProposalReason = z.enum([
  "order_reference",
  "invoice_reference",
  "invoice_number",
  "several_invoices",
  "account_reference",
  "known_payer_amount",
  "payer_amount_name",
  "name_amount",
  "whole_balance",
  "partial",
  "amount_alone",
]);

export const Piece = z.object({
  entry: outsideId("entry"),
  account: outsideId("account"),
  accountCode: z.string(),
  party: z.string(),
  piece: z.string(),
  label: z.string(),
  date: Day,
  dueOn: Day.nullable(),
  openCents: Cents,
  /** What of it is meant here. */
  cents: Cents,
});
export const Proposal = z.object({
  /** 0 to 100. */
  score: z.int(),
  reason: ProposalReason,
  /** What it was seen by: texts of the line. */
  evidence: z.array(z.string()),
  /** Which transaction of a line that has several. */
  detail: z.int().nullable(),
  cents: Cents,
  pieces: z.array(Piece),
  /** What it leaves as a credit, and the account that would have it. */
  unusedCents: Cents,
  account: outsideId("account").nullable(),
});
export type Proposal = z.output<typeof Proposal>;

export const BankLine = z.object({
  id: outsideId("bank_line"),
  account: outsideId("bank_account"),
  accountName: z.string(),
  creditor: outsideId("creditor").nullable(),
  bookedOn: Day,
  valueOn: Day.nullable(),
  cents: Cents,
  currency: z.string(),
  kind: LineKind,
  label: z.string(),
  counterparty: z.string(),
  state: LineState,
  allocatedCents: Cents,
  remainingCents: Cents,
  score: z.int().nullable(),
  /** The best proposal in a few words: the pieces, and whose they are. */
  best: z.object({ reason: ProposalReason, pieces: z.array(z.string()), party: z.string() }).nullable(),
  reason: z.string(),
  reasonText: z.string(),
});
export type BankLine = z.output<typeof BankLine>;

const BankDetail = z.object({
  cents: Cents,
  counterparty: z.string(),
  iban: z.string(),
  endToEndId: z.string(),
  mandateId: z.string(),
  reference: z.string(),
  text: z.string(),
  returnReason: z.string(),
});
export const Allocation = z.object({
  id: outsideId("bank_allocation"),
  reference: z.string(),
  cents: Cents,
  leftCents: Cents,
  source: z.enum(["rule", "staff"]),
  by: z.string(),
  score: z.int().nullable(),
  reason: z.string(),
  state: z.enum(["active", "undone"]),
  madeAt: Instant,
  undoneAt: Instant.nullable(),
  accounts: z.array(
    z.object({ id: outsideId("account"), code: z.string(), label: z.string(), cents: Cents }),
  ),
  pieces: z.array(
    z.object({ entry: outsideId("entry"), piece: z.string(), label: z.string(), cents: Cents }),
  ),
});
export const BankLineRecord = BankLine.extend({
  code: z.string(),
  reversal: z.boolean(),
  bankReference: z.string(),
  payerIban: z.string(),
  texts: z.string(),
  details: z.array(BankDetail),
  proposals: z.array(Proposal),
  allocations: z.array(Allocation),
  notes: z.array(z.object({ body: z.string(), by: z.string(), at: Instant })),
  closedBy: z.string(),
  closedAt: Instant.nullable(),
  can: z.object({
    match: z.boolean(),
    acceptBest: z.boolean(),
    setAside: z.boolean(),
    undo: z.boolean(),
    note: z.boolean(),
  }),
});
export type BankLineRecord = z.output<typeof BankLineRecord>;
