import type { Context } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { recordFacts } from "../../platform/facts.ts";
import { newId } from "../../platform/ids.ts";
import { contactsOf } from "../directory/index.ts";
import { accountsByIds } from "../ledger/index.ts";
import type { CreditorRecord } from "../organizations/index.ts";
import { factsOf } from "./collect-mandates.ts";
import { debitSettings, missingOf } from "./configure-debits.ts";
import { facts } from "./facts.ts";
import { newPaper, type PaperFacts, type PaperProblem, paperProblem, readBank } from "./paper-rules.ts";
import { insertMandates, type NewMandate } from "./sql/mandates.ts";
import { type KnownMandate, selectKnown, updateLastUses } from "./sql/many.ts";
import { type DebitSettings, insertEvents } from "./sql/parts.ts";

/** A mandate that another program publishes: signed on paper, with its reference. */
export type PublishedMandate = PaperFacts & { line: number; accountId: string };
/** Why a line is left out; `mandate.kept`: it is known here with other terms, which stay. */
export type ImportProblem = { line: number; code: PaperProblem | "mandate.kept" };
export type ImportReport = { created: number; problems: ImportProblem[] };

const CHUNK = 500;

/**
 * Publishes mandates of a creditor that were signed on paper (API-2): known by their reference. One that is known here stays as
 * it is (its bank account may have been changed, or it was revoked): only a later last use counts. A wrong line is told and left
 * out. The same lines again change nothing.
 */
export async function importMandates(
  ctx: Context,
  creditor: CreditorRecord,
  lines: readonly PublishedMandate[],
): Promise<ImportReport> {
  const report: ImportReport = { created: 0, problems: [] };
  if (missingOf(creditor).length > 0)
    return {
      created: 0,
      problems: lines.map(({ line }) => ({ line, code: "mandate.creditor_incomplete" as const })),
    };
  for (let at = 0; at < lines.length; at += CHUNK)
    await importSome(ctx, creditor, lines.slice(at, at + CHUNK), report);
  return report;
}

async function importSome(
  ctx: Context,
  creditor: CreditorRecord,
  lines: readonly PublishedMandate[],
  report: ImportReport,
): Promise<void> {
  const book = await openBook(ctx, creditor, lines);
  const made: NewMandate[] = [];
  const used: { id: string; on: string }[] = [];
  for (const one of lines) {
    const judged = judge(book, one);
    if (typeof judged === "string") report.problems.push({ line: one.line, code: judged });
    else if (judged.known && one.lastCollectedOn) used.push({ id: judged.known.id, on: one.lastCollectedOn });
    else if (judged.bank) made.push(take(book, one, { ...judged.bank, id: newId(ctx.clock().getTime()) }));
  }
  await write(ctx, made);
  await updateLastUses(ctx, used);
  report.created += made.length;
}

/** What is known of the accounts and references of some lines, and what the lines before have added. */
type Book = {
  creditor: CreditorRecord;
  settings: DebitSettings;
  accounts: Map<string, Awaited<ReturnType<typeof accountsByIds>>[number]>;
  parties: Awaited<ReturnType<typeof contactsOf>>;
  byUmr: Map<string, Omit<KnownMandate, "umrKey" | "debits">>;
  /** Accounts that are debited by themselves already. */
  automatic: Set<string>;
  today: string;
};

async function openBook(
  ctx: Context,
  creditor: CreditorRecord,
  lines: readonly PublishedMandate[],
): Promise<Book> {
  const accountIds = [...new Set(lines.map((one) => one.accountId))];
  const accounts = new Map((await accountsByIds(ctx, accountIds)).map((one) => [one.id, one]));
  const umrs = lines.map((one) => one.umr.toUpperCase());
  const known = await selectKnown(ctx, creditor.id, { umrs, accountIds });
  return {
    creditor,
    settings: await debitSettings(ctx, creditor.id),
    accounts,
    parties: await contactsOf(ctx, [...new Set([...accounts.values()].map((one) => one.partyId))]),
    byUmr: new Map(known.map((one) => [one.umrKey, one])),
    automatic: new Set(known.filter((one) => one.debits).map((one) => one.accountId)),
    today: dayInParis(ctx.clock()),
  };
}

type Bank = { iban: string; bic: string | null };
type Judged = ImportProblem["code"] | { known?: { id: string }; bank?: Bank };

function judge({ byUmr, automatic, creditor, today }: Book, one: PublishedMandate): Judged {
  const bank = readBank(one);
  if (typeof bank === "string") return bank;
  const known = byUmr.get(one.umr.toUpperCase());
  if (known && known.accountId !== one.accountId) return "mandate.umr_taken";
  if (known) {
    const same = known.iban === bank.iban && known.mode === one.mode && known.scheme === one.scheme;
    if (!same) return "mandate.kept";
    return one.lastCollectedOn && one.lastCollectedOn > today ? "mandate.last_use" : { known };
  }
  const problem = paperProblem(one, creditor.code, today);
  if (problem) return problem;
  if (one.mode === "automatic" && automatic.has(one.accountId)) return "mandate.already_automatic";
  return { bank };
}

/** A new one, which the lines after know. */
function take(book: Book, one: PublishedMandate, { id, ...bank }: Bank & { id: string }): NewMandate {
  const account = book.accounts.get(one.accountId)!;
  const { accountId, mode, scheme } = one;
  book.byUmr.set(one.umr.toUpperCase(), { id, accountId, mode, scheme, iban: bank.iban });
  if (mode === "automatic") book.automatic.add(accountId);
  const party = book.parties.get(account.partyId);
  return { ...newPaper({ ...one, ...bank }, { ...book, account, party }), id };
}

async function write(ctx: Context, made: readonly NewMandate[]): Promise<void> {
  const ids = made.map((one) => one.id);
  await insertMandates(ctx, made);
  await insertEvents(ctx, ids, { kind: "typed", side: "system", authorId: null, data: { batch: true } });
  const rows = made.map((one) => ({
    id: one.id,
    accountId: one.account_id,
    creditorId: one.creditor_id,
    partyId: one.party_id,
    umr: one.umr,
  }));
  await recordFacts(ctx, facts.typed, factsOf(rows, { by: "system", batch: true }));
}
