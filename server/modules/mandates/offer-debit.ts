import { maskIban, type ReadIban, readBic, readIban } from "../../formats/iban/index.ts";
import { maskPhone } from "../../gateways/sms/phone.ts";
import { type Context, type Outer, theUser } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { outside } from "../../platform/ids.ts";
import { sumCents } from "../../platform/money.ts";
import { throttle } from "../../platform/throttle.ts";
import { contactsOf } from "../directory/index.ts";
import { findUsersByIds } from "../identity/index.ts";
import { accountToPay, openEntriesOf, type PayableEntry } from "../ledger/index.ts";
import { type CreditorRecord, readCreditor } from "../organizations/index.ts";
import { maySign } from "./access.ts";
import { debitSettings, missingOf } from "./configure-debits.ts";
import type { IbanReading, Offer } from "./contract.ts";
import { planInstalments } from "./rules.ts";
import { findAutomatic, findTextTarget, type MandateRecord, selectSigned } from "./sql/mandates.ts";
import type { DebitSettings } from "./sql/parts.ts";

/** An account as who prepares a mandate on it needs it. */
export type DebitedAccount = {
  account: Awaited<ReturnType<typeof accountToPay>>;
  creditor: CreditorRecord;
  settings: DebitSettings;
  /** What its party signed, newest first. */
  mandates: MandateRecord[];
  /** The one that debits this account by itself. */
  automatic: string | null;
  /** What can be paid of it now: what nothing holds; credits are negative. */
  entries: PayableEntry[];
  dueCents: number;
  why: Offer["why"];
};

/**
 * An account that the user may debit, and what stands in the way.
 * @throws Refusal `not_found` for an account for which he may not pay.
 */
export async function debitedAccount(ctx: Context, accountId: string): Promise<DebitedAccount> {
  const user = theUser(ctx);
  const account = await accountToPay(ctx, accountId);
  const creditor = await readCreditor(ctx, account.creditorId);
  const settings = await debitSettings(ctx, creditor.id);
  const entries = (await openEntriesOf(ctx, accountId)).filter((entry) => entry.payableCents !== 0);
  const signer = await maySign(ctx, user.userId, account.partyId, settings.signers);
  const automatic = await findAutomatic(ctx, accountId);
  return {
    account,
    creditor,
    settings,
    mandates: await selectSigned(ctx, account.partyId),
    automatic: automatic?.partyId === account.partyId ? automatic.id : null,
    entries,
    dueCents: Math.max(0, sumCents(entries.map((entry) => entry.payableCents))),
    why: whyNot(settings, creditor, { signer, viewed: user.viewedBy !== null }),
  };
}

function whyNot(
  settings: DebitSettings,
  creditor: CreditorRecord,
  user: { signer: boolean; viewed: boolean },
): Offer["why"] {
  if (!settings.offered) return "not_offered";
  if (missingOf(creditor).length > 0) return "incomplete";
  if (!user.signer) return "not_signer";
  return user.viewed ? "viewing" : null;
}

/** What a mandate on an account would be (MAN-1): the amount due, plans, remembered IBANs, channels of the code. */
export async function readDebitOffer(ctx: Context, accountId: string): Promise<Offer> {
  const { userId } = theUser(ctx);
  const debited = await debitedAccount(ctx, accountId);
  const { account, creditor, settings } = debited;
  const person = (await findUsersByIds(ctx, [userId])).get(userId);
  const party = (await contactsOf(ctx, [account.partyId])).get(account.partyId);
  const text = await findTextTarget(ctx, userId);
  return {
    account: { id: outside("account", account.id), name: account.label, code: account.code },
    creditor: {
      id: outside("creditor", creditor.id),
      name: creditor.name,
      legalName: creditor.legalName,
      address: creditor.address,
      ics: creditor.ics,
    },
    why: debited.why,
    dueCents: debited.dueCents,
    holder: { name: party?.name ?? "", address: party?.address ?? [] },
    email: person?.email ?? null,
    phone: text.phone ? maskPhone(text.phone) : null,
    channels: settings.channels.filter((channel) => channel === "email" || text.sends),
    remembered: rememberedOf(debited.mandates.filter((one) => one.userId === userId)),
    automaticOffered: settings.automatic,
    automatic: debited.automatic ? outside("mandate", debited.automatic) : null,
    plans: plansOf(ctx, debited),
    preNotificationDays: settings.preNotificationDays,
  };
}

/** Bank accounts that the user signed for, each once, the latest first (MAN-6). */
function rememberedOf(signed: readonly MandateRecord[]): Offer["remembered"] {
  const ibans = new Map(signed.toReversed().map((one) => [one.iban, one]));
  return [...ibans.values()].toReversed().map((one) => ({
    mandate: outside("mandate", one.id),
    maskedIban: maskIban(one.iban),
    bank: bankOf(one.iban),
  }));
}

/** The schedules that may be chosen, of two months and more (MAN-3). */
function plansOf(ctx: Context, { settings, dueCents }: DebitedAccount): Offer["plans"] {
  if (!settings.automatic || dueCents <= 0) return [];
  return Array.from({ length: Math.max(0, settings.planMonths - 1) }, (_, index) => index + 2).map(
    (months) => ({
      months,
      instalments: planInstalments(dueCents, {
        months,
        today: dayInParis(ctx.clock()),
        preNotificationDays: settings.preNotificationDays,
      }),
    }),
  );
}

/** The bank of an IBAN, when it is known. */
export function bankOf(iban: string): string | null {
  const read = readIban(iban);
  return read.ok ? read.bank : null;
}

/**
 * Reads an IBAN as it is typed (MAN-1); nothing of it is kept.
 * @throws Refusal `request.too_many` past 120 in ten minutes: it is typed, not searched.
 */
export async function checkIban(outer: Outer, typed: { iban: string; bic: string }): Promise<IbanReading> {
  const { userId } = theUser(outer);
  await throttle(outer, [{ key: `iban:${userId}`, most: 120, seconds: 600 }]);
  const read: ReadIban = readIban(typed.iban);
  if (!read.ok) return { ok: false, problem: read.problem, bank: null, bic: null, bicOk: true };
  const { bank, bic } = read;
  return {
    ok: true,
    problem: null,
    bank,
    bic,
    bicOk: typed.bic === "" || readBic(typed.bic, read.country) !== null,
  };
}
