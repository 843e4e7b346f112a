import { Readable } from "node:stream";
import { MANDATE_WORDING_VERSION, type MandateDocument, mandatePdf } from "../../formats/pdf/index.ts";
import { type Context, type Outer, theUser } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { refuser } from "../../platform/errors.ts";
import type { StoredFile } from "../../platform/files.ts";
import { newId } from "../../platform/ids.ts";
import { rememberFile } from "../../platform/remember-file.ts";
import { throttle } from "../../platform/throttle.ts";
import { contactsOf } from "../directory/index.ts";
import { findUsersByIds } from "../identity/index.ts";
import { refuseSuspended } from "../ledger/index.ts";
import { readBrand } from "../organizations/index.ts";
import {
  type AccountWish,
  type CodeWish,
  chosenBank,
  chosenDay,
  chosenPlan,
  chosenTarget,
  type Target,
} from "./choose-terms.ts";
import { type Mandate, type Offer, refusals } from "./contract.ts";
import { type DebitedAccount, debitedAccount } from "./offer-debit.ts";
import { readMandate } from "./read-mandate.ts";
import { firstDebit, type Mode, type PlannedInstalment, umrOf, wantedDays } from "./rules.ts";
import { abandonDrafts, insertMandates, type NewMandate, nextNumber } from "./sql/mandates.ts";
import { insertEvents, insertInstalments } from "./sql/parts.ts";
import { insertSignature } from "./sql/signatures.ts";

const refuse = refuser(refusals);

export type MandateWish = AccountWish &
  CodeWish & { holder: string; mode: Mode; cents: number | null; wantedOn: string | null; months: number };

/** What a document says, without its look nor its signature: kept, to make the document again. */
export type DocumentData = Omit<MandateDocument, "brand" | "signed" | "attachments" | "madeAt"> & {
  madeAt: string;
};
export type Look = { accent: string; logoHash: string | null };

type Prepared = {
  from: DebitedAccount;
  bank: { iban: string; bic: string | null };
  target: Target;
  plan: PlannedInstalment[];
  document: DocumentData;
  look: Look;
};

/**
 * Prepares a mandate to sign (MAN-1 to MAN-4): its reference is given, once and for all; its document is made and frozen
 * by its hash. One that the same user had left unsigned on this account is given up.
 * @throws Refusal `mandate.iban`, `mandate.bic`, `mandate.not_offered`, `mandate.not_signer`, `mandate.amount_needed`,
 *   `mandate.wanted_on`, `mandate.plan_not_offered`, `mandate.nothing_to_spread`, `mandate.already_automatic`, `mandate.channel`, `payments.suspended`,
 *   `request.too_many`.
 */
export async function prepareMandate(outer: Outer, accountId: string, wish: MandateWish): Promise<Mandate> {
  await refuseTooMany(outer);
  const prepared = await outer.transaction((ctx) => prepare(ctx, accountId, wish));
  const file = await keepDocument(outer, prepared.document, prepared.look);
  return outer.transaction((ctx) => keep(ctx, wish, prepared, file));
}

/** Each document is made and kept: thirty an hour is more than a person signs. @throws Refusal `request.too_many`. */
export const refuseTooMany = (outer: Outer): Promise<void> =>
  throttle(outer, [{ key: `mandate-prepare:${theUser(outer).userId}`, most: 30, seconds: 3600 }]);

async function prepare(ctx: Context, accountId: string, wish: MandateWish): Promise<Prepared> {
  const from = await debitedAccount(ctx, accountId);
  refuseUnlessOffered(from.why);
  const { settings, creditor, account } = from;
  const { userId } = theUser(ctx);
  const bank = chosenBank(wish, { userId, mandates: from.mandates });
  const target = await chosenTarget(ctx, settings.channels, wish);
  // It pays at once; an automatic mandate is for later.
  if (wish.mode === "one_off") await refuseSuspended(ctx);
  if (wish.mode === "one_off" && wish.cents === null) refuse("mandate.amount_needed");
  const today = dayInParis(ctx.clock());
  const first = firstDebit(today, settings.preNotificationDays);
  const wantedOn = wish.mode === "one_off" ? chosenDay(wish.wantedOn, wantedDays(first, today)) : null;
  const plan = wish.mode === "automatic" ? chosenPlan(from, { months: wish.months, firstOn: first }) : [];
  const language = (await findUsersByIds(ctx, [userId])).get(userId)?.language ?? "fr";
  const party = (await contactsOf(ctx, [account.partyId])).get(account.partyId);
  const { accent, logoHash } = await readBrand(ctx);
  return {
    from,
    bank,
    target,
    plan,
    look: { accent, logoHash },
    document: {
      lang: language,
      creditor: { name: creditor.legalName, address: creditor.address, ics: creditor.ics },
      umr: umrOf(creditor.code, await nextNumber(ctx)),
      kind: wish.mode === "automatic" ? "recurrent" : "one_off",
      scheme: "CORE",
      debtor: { name: wish.holder, address: party?.address ?? [], ...bank },
      purpose: purposeOf(language, account, creditor.name),
      preNotificationDays: settings.preNotificationDays,
      schedule: plan.map((one) => ({ on: one.dueOn, cents: one.cents })),
      oneOffCents: wish.mode === "one_off" ? wish.cents : null,
      oneOffOn: wantedOn,
      madeAt: ctx.clock().toISOString(),
    },
  };
}

/** @throws Refusal `mandate.not_offered`, `mandate.not_signer`: why nothing can be signed. */
export function refuseUnlessOffered(why: Offer["why"]): void {
  if (why === "not_signer") refuse("mandate.not_signer");
  if (why !== null) refuse("mandate.not_offered");
}

export const purposeOf = (
  language: "fr" | "en",
  account: { code: string; label: string },
  creditor: string,
): string => `${language === "fr" ? "Compte" : "Account"} ${account.code} (${account.label}), ${creditor}`;

/** Makes the document to read and keeps it: the store may be far, so no transaction waits for it. */
export async function keepDocument(outer: Outer, document: DocumentData, look: Look): Promise<StoredFile> {
  const pdf = await mandatePdf({
    ...document,
    brand: await loadLook(outer, look),
    madeAt: new Date(document.madeAt),
    signed: null,
  });
  return outer.services.files.put(outer.organizationId, Readable.from([pdf]));
}

/** The look of the organization, with the bytes of its logo. */
export async function loadLook(
  outer: Outer,
  { accent, logoHash }: Look,
): Promise<{ accent: string; logo?: Uint8Array }> {
  if (!logoHash) return { accent };
  const content = await outer.services.files.get(outer.organizationId, logoHash);
  return { accent, logo: Buffer.concat(await content.toArray()) };
}

async function keep(ctx: Context, wish: MandateWish, prepared: Prepared, file: StoredFile): Promise<Mandate> {
  const { userId } = theUser(ctx);
  const { account, creditor, entries } = prepared.from;
  const { document, plan, bank } = prepared;
  await rememberFile(ctx, file, "application/pdf");
  await abandonDrafts(ctx, { userId, accountId: account.id });
  const id = newId(ctx.clock().getTime());
  const mandate: NewMandate = {
    id,
    umr: document.umr,
    creditor_id: creditor.id,
    party_id: account.partyId,
    account_id: account.id,
    user_id: userId,
    origin: "online",
    scheme: document.scheme,
    mode: wish.mode,
    state: "draft",
    language: document.lang,
    purpose: document.purpose,
    pre_notification_days: document.preNotificationDays,
    debtor_name: document.debtor.name,
    debtor_address: document.debtor.address,
    debtor_iban: bank.iban,
    debtor_bic: bank.bic,
    creditor_name: document.creditor.name,
    creditor_ics: document.creditor.ics,
    one_off_cents: document.oneOffCents,
    wanted_on: document.oneOffOn ?? null,
    plan_entry_ids: plan.length > 0 ? entries.map((entry) => entry.id) : [],
    signed_on: null,
    document_hash: file.hash,
  };
  await insertMandates(ctx, [mandate]);
  await insertInstalments(ctx, id, plan);
  await openSignature(ctx, { mandateId: id, target: prepared.target, document, file, change: null });
  return readMandate(ctx, id);
}

/** Opens the signature of a document, and writes that it was prepared. */
export async function openSignature(
  ctx: Context,
  given: {
    mandateId: string;
    target: Target;
    document: DocumentData;
    file: StoredFile;
    change: { iban: string; bic: string | null } | null;
  },
): Promise<void> {
  const { userId } = theUser(ctx);
  const id = newId(ctx.clock().getTime());
  await insertSignature(ctx, {
    id,
    mandate_id: given.mandateId,
    kind: given.change ? "account_change" : "mandate",
    user_id: userId,
    ...given.target,
    document_hash: given.file.hash,
    document: JSON.stringify(given.document),
    wording: MANDATE_WORDING_VERSION,
    new_iban: given.change?.iban ?? null,
    new_bic: given.change?.bic ?? null,
  });
  await insertEvents(ctx, [given.mandateId], {
    kind: "prepared",
    side: "customer",
    authorId: userId,
    signatureId: id,
    data: { documentSha256: given.file.hash, change: given.change !== null },
  });
}
