import { z } from "zod";
import type { Refusals } from "../../platform/errors.ts";
import { idOf, outsideId } from "../../platform/ids.ts";
import { binary, route } from "../../platform/route.ts";
import { Cents, Day, line, PageQuery, pageOf } from "../../platform/shapes.ts";
import {
  BankAccount,
  BankFile,
  BankLine,
  BankLineRecord,
  BankStatement,
  LineKind,
  LineState,
  Piece,
} from "./bank-shapes.ts";

const oneFile = z.object({ file: idOf("bank_file") });
const oneLine = z.object({ line: idOf("bank_line") });
const Upload = z.object({ name: line(200).default("releve") });
const BYTES = binary("application/octet-stream", "text/plain", "application/xml", "text/xml");
const LARGEST = 1_073_741_824;
const AccountFields = z.object({ creditor: idOf("creditor").nullable(), label: line(120).default("") });

export const AsideReason = z.enum([
  "fee",
  "interest",
  "internal",
  "supplier",
  "card_takings",
  "not_ours",
  "booked_elsewhere",
  "other",
]);
export const LineFilter = z.object({
  state: LineState.optional(),
  account: idOf("bank_account").optional(),
  kind: LineKind.optional(),
  side: z.enum(["credit", "debit"]).optional(),
  from: Day.optional(),
  until: Day.optional(),
  minCents: z.coerce.number().int().min(0).optional(),
  maxCents: z.coerce.number().int().min(0).optional(),
  minScore: z.coerce.number().int().min(0).max(100).optional(),
  search: line(80).optional(),
});
export type LineFilter = z.output<typeof LineFilter>;

export const contract = {
  importBankFile: route({
    method: "POST",
    path: "/api/office/bank-files",
    who: "staff:accountant",
    summary: "Import a bank file (raw body, streamed): camt.052, .053, .054, CFONB 120 or 240 (PAY-10)",
    query: Upload,
    body: BYTES,
    limit: LARGEST,
    response: BankFile,
  }),
  publishBankFile: route({
    method: "POST",
    path: "/api/publication/bank-files",
    who: "publisher",
    summary: "The same with an API token; the same content again answers the import that it made",
    query: Upload,
    body: BYTES,
    limit: LARGEST,
    response: BankFile,
  }),
  readPublishedBankFile: route({
    method: "GET",
    path: "/api/publication/bank-files/:file",
    who: "publisher",
    summary: "Progress and report of a bank file, by a token",
    params: oneFile,
    response: BankFile,
  }),
  listBankFiles: route({
    method: "GET",
    path: "/api/office/bank-files",
    who: "staff:reader",
    summary: "Bank files received, newest first",
    query: PageQuery,
    response: pageOf(BankFile),
  }),
  readBankFile: route({
    method: "GET",
    path: "/api/office/bank-files/:file",
    who: "staff:reader",
    summary: "Progress and report of a bank file",
    params: oneFile,
    response: BankFile,
  }),
  listBankAccounts: route({
    method: "GET",
    path: "/api/office/bank-accounts",
    who: "staff:reader",
    summary: "Accounts that bank files speak of; those that no creditor has first",
    response: z.object({ items: z.array(BankAccount) }),
  }),
  createBankAccount: route({
    method: "POST",
    path: "/api/office/bank-accounts",
    who: "staff:manager",
    summary: "Tell of a bank account before its first file",
    body: AccountFields.extend({ iban: line(42).min(1), creditor: idOf("creditor") }),
    response: BankAccount,
  }),
  updateBankAccount: route({
    method: "PUT",
    path: "/api/office/bank-accounts/:account",
    who: "staff:manager",
    summary: "Name a bank account and say whose it is: its lines that wait are then matched",
    params: z.object({ account: idOf("bank_account") }),
    body: AccountFields,
    response: BankAccount,
  }),
  listBankStatements: route({
    method: "GET",
    path: "/api/office/bank-statements",
    who: "staff:reader",
    summary: "Statements by closing date, newest first, with the gaps between them",
    query: PageQuery.extend({ account: idOf("bank_account").optional() }),
    response: pageOf(BankStatement),
  }),
  listBankLines: route({
    method: "GET",
    path: "/api/office/bank-lines",
    who: "staff:reader",
    summary: "Lines of bank statements, newest first, each with its best proposal",
    query: PageQuery.extend(LineFilter.shape),
    response: pageOf(BankLine).extend({
      total: z.object({ count: z.int(), cents: Cents, more: z.boolean() }).nullable(),
    }),
  }),
  readBankLine: route({
    method: "GET",
    path: "/api/office/bank-lines/:line",
    who: "staff:reader",
    summary: "A line whole: transactions, proposals as of now, what was done",
    params: oneLine,
    response: BankLineRecord,
  }),
  searchForBankLine: route({
    method: "GET",
    path: "/api/office/bank-lines/:line/search",
    who: "staff:reader",
    summary: "Open entries of the line's creditor by piece, account, name or amount",
    params: oneLine,
    query: z.object({ q: line(80).min(1) }),
    response: z.object({
      items: z.array(Piece),
      accounts: z.array(
        z.object({ id: outsideId("account"), code: z.string(), label: z.string(), balanceCents: Cents }),
      ),
    }),
  }),
  matchBankLine: route({
    method: "POST",
    path: "/api/office/bank-lines/:line/match",
    who: "staff:accountant",
    summary: "Give money of a line to entries, of one account or several; what is not used becomes a credit",
    params: oneLine,
    body: z.object({
      detail: z.int().min(0).nullable().default(null),
      /** What of the line; all that remains when left out. */
      cents: Cents.min(1).optional(),
      pieces: z.array(z.object({ entry: idOf("entry"), cents: Cents })).max(200),
      /** The account that has what the entries do not use. */
      account: idOf("account").nullable().default(null),
    }),
    response: BankLineRecord,
    idempotent: true,
  }),
  acceptBankLines: route({
    method: "POST",
    path: "/api/office/bank-lines/accept",
    who: "staff:accountant",
    summary:
      "Accept the best proposal of every waiting line that has at least a score, a few hundred at a time",
    body: z.object({
      minScore: z.int().min(50).max(100),
      account: idOf("bank_account").nullable().default(null),
    }),
    response: z.object({ accepted: z.int(), refused: z.int(), more: z.boolean() }),
  }),
  undoBankLine: route({
    method: "POST",
    path: "/api/office/bank-lines/:line/undo",
    who: "staff:accountant",
    summary:
      "Undo what was done of a line: its money leaves the accounts, with a trace, and the line waits again",
    params: oneLine,
    response: BankLineRecord,
  }),
  setBankLineAside: route({
    method: "POST",
    path: "/api/office/bank-lines/:line/set-aside",
    who: "staff:accountant",
    summary: "Say why a line is no customer's money",
    params: oneLine,
    body: z.object({ reason: AsideReason, text: line(300).default("") }),
    response: BankLineRecord,
  }),
  noteBankLine: route({
    method: "POST",
    path: "/api/office/bank-lines/:line/notes",
    who: "staff:accountant",
    summary: "Write a note about a line, for the staff",
    params: oneLine,
    body: z.object({ body: z.string().trim().min(1).max(2000) }),
    response: BankLineRecord,
  }),
  proposeAgain: route({
    method: "POST",
    path: "/api/office/bank-lines/propose",
    who: "staff:accountant",
    summary: "Look again for what the waiting lines pay",
    response: z.object({ lines: z.int() }),
  }),
};

export const refusals = {
  "bank.file_empty": { status: 422, fr: "Le fichier est vide.", en: "The file is empty." },
  "bank.iban_wrong": {
    status: 422,
    fr: "Cet IBAN est incorrect : vérifiez chaque caractère.",
    en: "This IBAN is wrong: check each character.",
  },
  "bank.account_known": {
    status: 409,
    fr: "Ce compte bancaire est déjà connu.",
    en: "This bank account is known already.",
  },
  "bank.account_in_use": {
    status: 409,
    fr: "Des lignes de ce compte sont rapprochées : annulez-les avant de changer de créancier.",
    en: "Lines of this account are matched: undo them before changing its creditor.",
  },
  "bank.line_not_waiting": {
    status: 409,
    fr: "Cette ligne n’attend plus : quelqu’un l’a déjà traitée.",
    en: "This line no longer waits: somebody has dealt with it.",
  },
  "bank.line_has_no_creditor": {
    status: 409,
    fr: "Dites d’abord à quel créancier est ce compte bancaire.",
    en: "First say whose this bank account is.",
  },
  "bank.not_a_receipt": {
    status: 409,
    fr: "Seul de l’argent reçu peut régler des écritures.",
    en: "Only money that came in can settle entries.",
  },
  "bank.entry_not_open": {
    status: 409,
    fr: "« {label} » n’est plus due à cette hauteur : elle vient d’être réglée, ou un paiement est en cours. Voici ce qui reste dû.",
    en: "“{label}” is no longer due for that amount: it was just settled, or a payment is under way. Here is what is still due.",
  },
  "bank.too_much": {
    status: 422,
    fr: "Il ne reste que {leftCents} centimes à répartir sur cette ligne.",
    en: "Only {leftCents} cents of this line are left to share out.",
  },
  "bank.account_needed": {
    status: 422,
    fr: "Choisissez le compte qui garde ce que les écritures n’utilisent pas.",
    en: "Choose the account that keeps what the entries do not use.",
  },
  "bank.nothing_to_undo": {
    status: 409,
    fr: "Rien à annuler sur cette ligne.",
    en: "There is nothing to undo on this line.",
  },
  "bank.reason_needed": {
    status: 422,
    fr: "Écrivez pourquoi cette ligne est mise de côté.",
    en: "Write why this line is set aside.",
  },
  "bank.partly_matched": {
    status: 409,
    fr: "Une partie de cette ligne est déjà rapprochée : annulez-la d’abord.",
    en: "A part of this line is matched already: undo it first.",
  },
} satisfies Refusals;
