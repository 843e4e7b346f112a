import { type Context, type Outer, theUser } from "../../platform/context.ts";
import { addDays, dayInParis } from "../../platform/dates.ts";
import { found, refuse as refuseCommon, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { newId, outside } from "../../platform/ids.ts";
import { rememberFile } from "../../platform/remember-file.ts";
import { NotAnUpload, receiveUpload } from "../../platform/uploads.ts";
import { contactsOf } from "../directory/index.ts";
import { accountsByIds } from "../ledger/index.ts";
import { type CreditorRecord, mayStaffSee } from "../organizations/index.ts";
import { asStaff } from "./access.ts";
import { chosenDay, chosenPlan } from "./choose-terms.ts";
import { factData } from "./collect-mandates.ts";
import { missingOf } from "./configure-debits.ts";
import { type OfficeMandate, type PaperTerms, refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { type DebitTerms, debitTerms, plansOf } from "./offer-debit.ts";
import { newPaper, type PaperFacts, paperProblem, readBank } from "./paper-rules.ts";
import { readOfficeMandate } from "./read-mandate.ts";
import { firstDebit, type PlannedInstalment, umrOf, wantedDays } from "./rules.ts";
import {
  findAutomatic,
  findMandate,
  hasUmr,
  insertMandates,
  nextNumber,
  takenBy,
  updateMandates,
} from "./sql/mandates.ts";
import { insertEvents, insertInstalments } from "./sql/parts.ts";

const refuse = refuser(refusals);
const SCAN_BYTES = 10_000_000;

export type PaperMandate = PaperFacts & {
  /** One-off: when; null for as soon as its notice allows. */
  wantedOn: string | null;
  /** Automatic: over how many months the balance is spread, from which day; null for the first that its notice allows. */
  months: number;
  firstOn: string | null;
};

/**
 * In which terms a mandate signed on paper may be typed on an account: those that are offered on line, from a day that the
 * paper says. @throws Refusal `mandate.first_on`.
 */
export async function readPaperTerms(
  ctx: Context,
  accountId: string,
  firstOn: string | null,
): Promise<PaperTerms> {
  const account = await paperAccount(ctx, accountId);
  const terms = await debitTerms(ctx, account);
  const today = dayInParis(ctx.clock());
  return {
    dueCents: terms.dueCents,
    automatic: terms.automatic ? outside("mandate", terms.automatic) : null,
    plans: plansOf(terms, firstInstalment(firstOn, terms, today)),
    wantedDays: wantedDays(addDays(today, 1), today),
  };
}

/**
 * Staff type a mandate that was signed on paper, in either scheme, in the terms that are offered on line; it is in force at
 * once. Its scan comes next.
 * @throws Refusal `mandate.iban`, `mandate.bic`, `mandate.umr`, `mandate.umr_taken`, `mandate.signed_on`,
 *   `mandate.last_use`, `mandate.amount_needed`, `mandate.wanted_on`, `mandate.first_on`, `mandate.plan_not_offered`,
 *   `mandate.nothing_to_spread`, `mandate.already_automatic`, `mandate.creditor_incomplete`.
 */
export async function typeMandate(
  ctx: Context,
  accountId: string,
  paper: PaperMandate,
): Promise<OfficeMandate> {
  const account = await paperAccount(ctx, accountId);
  const terms = await debitTerms(ctx, account);
  const { creditor, settings } = terms;
  if (missingOf(creditor).length > 0) refuse("mandate.creditor_incomplete");
  const today = dayInParis(ctx.clock());
  const bank = bankOfPaper(paper);
  const problem = paperProblem(paper, creditor.code, today);
  if (problem) refuse(problem);
  if (paper.mode === "automatic" && (await findAutomatic(ctx, accountId)))
    refuse("mandate.already_automatic");
  const plan = planOfPaper(paper, terms, today);
  const umr = await umrOfPaper(ctx, creditor, paper.umr);
  const party = (await contactsOf(ctx, [account.partyId])).get(account.partyId);
  const { userId } = theUser(ctx);
  const id = newId(ctx.clock().getTime());
  const mandate = newPaper({ ...paper, umr, ...bank }, { account, creditor, settings, party });
  const wantedOn =
    paper.mode === "one_off" ? chosenDay(paper.wantedOn, wantedDays(addDays(today, 1), today)) : null;
  const planEntryIds = plan.length > 0 ? terms.entries.map((entry) => entry.id) : [];
  await insertMandates(ctx, [
    { ...mandate, id, user_id: userId, wanted_on: wantedOn, plan_entry_ids: planEntryIds },
  ]).catch(refuseTaken);
  await insertInstalments(ctx, id, plan);
  await insertEvents(ctx, [id], { kind: "typed", side: "staff", authorId: userId });
  await recordFact(ctx, {
    name: facts.typed,
    subject: { kind: "mandate", id },
    data: {
      ...factData({ accountId, creditorId: creditor.id, partyId: account.partyId, umr }),
      by: "staff",
      scheme: paper.scheme,
    },
  });
  return readOfficeMandate(ctx, id);
}

/** Somebody signed or typed another at the same time. */
function refuseTaken(error: unknown): never {
  const by = takenBy(error);
  if (by === "automatic") return refuse("mandate.already_automatic");
  if (by === "umr") return refuse("mandate.umr_taken");
  throw error;
}

/** @throws Refusal `not_found` for staff who may not see its creditor. */
async function paperAccount(ctx: Context, accountId: string) {
  const account = found((await accountsByIds(ctx, [accountId]))[0]);
  return mayStaffSee(ctx.actor, account.creditorId) ? account : refuseCommon("not_found");
}

function planOfPaper(paper: PaperMandate, terms: DebitTerms, today: string): PlannedInstalment[] {
  if (paper.mode !== "automatic" || paper.months === 0) return [];
  const firstOn = firstInstalment(paper.firstOn, terms, today);
  return chosenPlan(terms, { months: paper.months, firstOn });
}

/** The paper says the dates, and was their notice; else they are those of a plan that is signed today. */
function firstInstalment(firstOn: string | null, { settings }: DebitTerms, today: string): string {
  if (firstOn === null) return firstDebit(today, settings.preNotificationDays);
  const { last } = wantedDays(today, today);
  return firstOn <= today || firstOn > last ? refuse("mandate.first_on") : firstOn;
}

function bankOfPaper(paper: PaperFacts): { iban: string; bic: string | null } {
  const bank = readBank(paper);
  return typeof bank === "string" ? refuse(bank) : bank;
}

async function umrOfPaper(ctx: Context, creditor: CreditorRecord, written: string): Promise<string> {
  if (written === "") return umrOf(creditor.code, await nextNumber(ctx));
  if (await hasUmr(ctx, creditor.id, written)) refuse("mandate.umr_taken");
  return written;
}

/** Keeps the scan of a mandate signed on paper; another one takes its place. @throws Refusal `mandate.scan_type`, `mandate.not_now`. */
export async function keepScan(
  outer: Outer,
  mandateId: string,
  body: NodeJS.ReadableStream,
): Promise<OfficeMandate> {
  await outer.transaction(async (ctx) => {
    const mandate = found(await findMandate(ctx, mandateId, asStaff(ctx)));
    if (mandate.origin !== "paper") refuse("mandate.not_now");
  });
  const file = await receive(outer, body);
  return outer.transaction(async (ctx) => {
    await rememberFile(ctx, file, file.mediaType);
    await updateMandates(ctx, [mandateId], { document_hash: file.hash });
    await insertEvents(ctx, [mandateId], {
      kind: "scanned",
      side: "staff",
      authorId: theUser(ctx).userId,
      data: { sha256: file.hash },
    });
    return readOfficeMandate(ctx, mandateId);
  });
}

async function receive(outer: Outer, body: NodeJS.ReadableStream) {
  try {
    const file = await receiveUpload(outer, body, SCAN_BYTES);
    return file.mediaType === "application/pdf" ? file : refuse("mandate.scan_type");
  } catch (error) {
    if (error instanceof NotAnUpload) return refuse("mandate.scan_type");
    throw error;
  }
}
