import { maskIban } from "../../formats/iban/index.ts";
import { type Context, type Outer, theUser } from "../../platform/context.ts";
import { found, refuser } from "../../platform/errors.ts";
import { rememberFile } from "../../platform/remember-file.ts";
import { contactsOf } from "../directory/index.ts";
import { accountsByIds } from "../ledger/index.ts";
import { readBrand, readCreditor } from "../organizations/index.ts";
import { asCustomer, maySign } from "./access.ts";
import { type AccountWish, type CodeWish, chosenBank, chosenTarget, type Target } from "./choose-terms.ts";
import { debitSettings } from "./configure-debits.ts";
import { type Mandate, refusals } from "./contract.ts";
import {
  type DocumentData,
  keepDocument,
  type Look,
  openSignature,
  purposeOf,
  refuseTooMany,
} from "./prepare-mandate.ts";
import { readMandate } from "./read-mandate.ts";
import { mayChangeAccount } from "./rules.ts";
import { findMandate, type MandateRecord, selectSigned } from "./sql/mandates.ts";
import { selectInstalments } from "./sql/parts.ts";
import { latestSignature } from "./sql/signatures.ts";

const refuse = refuser(refusals);

type Change = {
  bank: { iban: string; bic: string | null };
  target: Target;
  document: DocumentData;
  look: Look;
};

/**
 * Prepares the change of the bank account that a mandate debits (MAN-6): same reference, a document of its own, signed
 * with a code as the mandate was. Until then the former account stays. The bank hears of it with the next collection.
 * @throws Refusal `mandate.not_now`, `mandate.not_signer`, `mandate.iban`, `mandate.bic`, `mandate.channel`, `mandate.sealing`,
 *   `request.too_many`.
 */
export async function changeAccount(
  outer: Outer,
  mandateId: string,
  wish: AccountWish & CodeWish,
): Promise<Mandate> {
  await refuseTooMany(outer);
  const change = await outer.transaction((ctx) => prepareChange(ctx, mandateId, wish));
  const file = await keepDocument(outer, change.document, change.look);
  return outer.transaction(async (ctx) => {
    await changeable(ctx, mandateId);
    await rememberFile(ctx, file, "application/pdf");
    await openSignature(ctx, {
      mandateId,
      target: change.target,
      document: change.document,
      file,
      change: change.bank,
    });
    return readMandate(ctx, mandateId);
  });
}

/** The mandate, locked, if its account can be changed now by who asks. */
async function changeable(ctx: Context, mandateId: string): Promise<MandateRecord> {
  const mandate = found(await findMandate(ctx, mandateId, asCustomer(ctx, "pay"), { lock: true }));
  if (!mayChangeAccount(mandate)) refuse("mandate.not_now");
  const { signers } = await debitSettings(ctx, mandate.creditorId);
  if (!(await maySign(ctx, theUser(ctx).userId, mandate.partyId, signers))) refuse("mandate.not_signer");
  if ((await latestSignature(ctx, mandateId))?.state === "right") refuse("mandate.sealing");
  return mandate;
}

async function prepareChange(ctx: Context, mandateId: string, wish: AccountWish & CodeWish): Promise<Change> {
  const mandate = await changeable(ctx, mandateId);
  const bank = chosenBank(wish, {
    userId: theUser(ctx).userId,
    mandates: await selectSigned(ctx, mandate.partyId),
  });
  if (bank.iban === mandate.iban) refuse("mandate.same_account");
  const { channels } = await debitSettings(ctx, mandate.creditorId);
  const target = await chosenTarget(ctx, channels, wish);
  const creditor = await readCreditor(ctx, mandate.creditorId);
  const account = found((await accountsByIds(ctx, [mandate.accountId]))[0]);
  const party = (await contactsOf(ctx, [mandate.partyId])).get(mandate.partyId);
  const { accent, logoHash } = await readBrand(ctx);
  const schedule = (await selectInstalments(ctx, [mandateId])).filter((one) => !one.taken);
  const { language } = mandate;
  return {
    bank,
    target,
    look: { accent, logoHash },
    document: {
      lang: language,
      creditor: { name: creditor.legalName, address: creditor.address, ics: creditor.ics },
      umr: mandate.umr,
      kind: mandate.mode === "automatic" ? "recurrent" : "one_off",
      scheme: mandate.scheme,
      debtor: { name: mandate.debtorName, address: party?.address ?? mandate.debtorAddress, ...bank },
      purpose: `${purposeOf(language, account, creditor.name)}. ${changeWords[language](maskIban(mandate.iban))}`,
      preNotificationDays: mandate.preNotificationDays,
      schedule: schedule.map((one) => ({ on: one.dueOn, cents: one.cents })),
      oneOffCents: mandate.oneOffCents,
      oneOffOn: mandate.wantedOn,
      madeAt: ctx.clock().toISOString(),
    },
  };
}

const changeWords = {
  fr: (former: string) => `Changement du compte débité, auparavant ${former}`,
  en: (former: string) => `Change of the debited account, formerly ${former}`,
};
