import { readBic, readIban } from "../../formats/iban/index.ts";
import { type Context, type Outer, theUser } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { found, refuse as refuseCommon, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { newId } from "../../platform/ids.ts";
import { rememberFile } from "../../platform/remember-file.ts";
import { NotAnUpload, receiveUpload } from "../../platform/uploads.ts";
import { contactsOf } from "../directory/index.ts";
import { accountsByIds } from "../ledger/index.ts";
import { type CreditorRecord, mayStaffSee, readCreditor } from "../organizations/index.ts";
import { asStaff } from "./access.ts";
import { factData } from "./collect-mandates.ts";
import { debitSettings, missingOf } from "./configure-debits.ts";
import { type OfficeMandate, refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { purposeOf } from "./prepare-mandate.ts";
import { readOfficeMandate } from "./read-mandate.ts";
import { dormantBefore, isOurUmr, isUmr, type Mode, type Scheme, umrOf } from "./rules.ts";
import {
  findAutomatic,
  findMandate,
  hasUmr,
  insertMandate,
  nextNumber,
  updateMandates,
} from "./sql/mandates.ts";
import { insertEvents } from "./sql/parts.ts";

const refuse = refuser(refusals);
const SCAN_BYTES = 10_000_000;

export type PaperMandate = {
  umr: string;
  iban: string;
  bic: string;
  holder: string;
  scheme: Scheme;
  mode: Mode;
  cents: number | null;
  signedOn: string;
  /** When the bank was last told of it, before it was typed. */
  lastCollectedOn: string | null;
};

/**
 * Staff type a mandate that was signed on paper, in either scheme; it is in force at once. Its scan comes next.
 * @throws Refusal `mandate.iban`, `mandate.bic`, `mandate.umr`, `mandate.umr_taken`, `mandate.signed_on`,
 *   `mandate.last_use`, `mandate.amount_needed`, `mandate.already_automatic`, `mandate.creditor_incomplete`.
 */
export async function typeMandate(
  ctx: Context,
  accountId: string,
  paper: PaperMandate,
): Promise<OfficeMandate> {
  const account = found((await accountsByIds(ctx, [accountId]))[0]);
  if (!mayStaffSee(ctx.actor, account.creditorId)) refuseCommon("not_found");
  const creditor = await readCreditor(ctx, account.creditorId);
  if (missingOf(creditor).length > 0) refuse("mandate.creditor_incomplete");
  const bank = readBank(paper);
  const today = dayInParis(ctx.clock());
  refuseUnlessUsable(paper, today);
  if (paper.mode === "one_off" && paper.cents === null) refuse("mandate.amount_needed");
  if (paper.mode === "automatic" && (await findAutomatic(ctx, accountId)))
    refuse("mandate.already_automatic");
  const umr = await umrOfPaper(ctx, creditor, paper.umr);
  const party = (await contactsOf(ctx, [account.partyId])).get(account.partyId);
  const { userId } = theUser(ctx);
  const { preNotificationDays } = await debitSettings(ctx, creditor.id);
  const id = newId(ctx.clock().getTime());
  await insertMandate(ctx, {
    id,
    umr,
    creditor_id: creditor.id,
    party_id: account.partyId,
    account_id: accountId,
    user_id: userId,
    origin: "paper",
    scheme: paper.scheme,
    mode: paper.mode,
    state: "active",
    language: "fr",
    purpose: purposeOf("fr", account, creditor.name),
    pre_notification_days: preNotificationDays,
    debtor_name: paper.holder,
    debtor_address: party?.address ?? [],
    debtor_iban: bank.iban,
    debtor_bic: bank.bic,
    creditor_name: creditor.legalName,
    creditor_ics: creditor.ics,
    one_off_cents: paper.mode === "one_off" ? paper.cents : null,
    plan_entry_ids: [],
    signed_on: paper.signedOn,
    last_collected_on: paper.lastCollectedOn,
    document_hash: null,
  });
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

/** The 36 months run from its last use. */
function refuseUnlessUsable({ signedOn, lastCollectedOn }: PaperMandate, today: string): void {
  const since = dormantBefore(today);
  if (signedOn > today || (lastCollectedOn === null && signedOn < since)) refuse("mandate.signed_on");
  if (lastCollectedOn === null) return;
  if (lastCollectedOn > today || lastCollectedOn < signedOn || lastCollectedOn < since)
    refuse("mandate.last_use");
}

function readBank(paper: PaperMandate): { iban: string; bic: string | null } {
  const read = readIban(paper.iban);
  if (!read.ok) return refuse("mandate.iban");
  const bic = paper.bic === "" ? null : (readBic(paper.bic, read.country) ?? refuse("mandate.bic"));
  return { iban: read.iban, bic };
}

async function umrOfPaper(ctx: Context, creditor: CreditorRecord, written: string): Promise<string> {
  if (written === "") return umrOf(creditor.code, await nextNumber(ctx));
  if (!isUmr(written) || isOurUmr(creditor.code, written)) refuse("mandate.umr");
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
