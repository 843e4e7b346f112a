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
import { type CreditorRecord, readCreditor, readSettings, suspensionOn } from "../organizations/index.ts";
import { maySign } from "./access.ts";
import { debitSettings, missingOf } from "./configure-debits.ts";
import type { IbanReading, Offer } from "./contract.ts";
import { firstDebit, planInstalments, wantedDays } from "./rules.ts";
import { findAutomatic, findTextTarget, type MandateRecord, selectSigned } from "./sql/mandates.ts";
import type { DebitSettings } from "./sql/parts.ts";

/** What an account owes, and in which terms its creditor takes a mandate on it. */
export type DebitTerms = {
  creditor: CreditorRecord;
  settings: DebitSettings;
  /** The mandate that debits this account by itself. */
  automatic: string | null;
  /** What can be paid of it now: what nothing holds; credits are negative. */
  entries: PayableEntry[];
  dueCents: number;
};

/** The terms of an account, whoever asks: the caller has decided. */
export async function debitTerms(
  ctx: Context,
  account: { id: string; creditorId: string; partyId: string },
): Promise<DebitTerms> {
  const entries = (await openEntriesOf(ctx, account.id)).filter((entry) => entry.payableCents !== 0);
  const automatic = await findAutomatic(ctx, account.id);
  return {
    creditor: await readCreditor(ctx, account.creditorId),
    settings: await debitSettings(ctx, account.creditorId),
    automatic: automatic?.partyId === account.partyId ? automatic.id : null,
    entries,
    dueCents: Math.max(0, sumCents(entries.map((entry) => entry.payableCents))),
  };
}

/** An account as who prepares a mandate on it needs it. */
export type DebitedAccount = DebitTerms & {
  account: Awaited<ReturnType<typeof accountToPay>>;
  /** What its party signed, newest first. */
  mandates: MandateRecord[];
  why: Offer["why"];
};

/**
 * An account that the user may debit, and what stands in the way.
 * @throws Refusal `not_found` for an account for which he may not pay.
 */
export async function debitedAccount(ctx: Context, accountId: string): Promise<DebitedAccount> {
  const user = theUser(ctx);
  const account = await accountToPay(ctx, accountId);
  const terms = await debitTerms(ctx, account);
  const { settings, creditor } = terms;
  const signer = await maySign(ctx, user.userId, account.partyId, settings.signers);
  return {
    ...terms,
    account,
    mandates: await selectSigned(ctx, account.partyId),
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
  const party = (await contactsOf(ctx, [account.partyId])).get(account.partyId);
  const today = dayInParis(ctx.clock());
  const first = firstDebit(today, settings.preNotificationDays);
  const suspended = await suspensionToday(ctx, today);
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
    suspended,
    can: {
      once: debited.why === null && suspended === null,
      automatic: debited.why === null && settings.automatic && debited.automatic === null,
    },
    holder: { name: party?.name ?? "", address: party?.address ?? [] },
    ...(await codeWays(ctx, userId, settings)),
    remembered: rememberedOf(debited.mandates.filter((one) => one.userId === userId)),
    automaticOffered: settings.automatic,
    automatic: debited.automatic ? outside("mandate", debited.automatic) : null,
    plans: plansOf(debited, first),
    wantedDays: wantedDays(first, today),
    preNotificationDays: settings.preNotificationDays,
  };
}

/** How a code may reach a user, as a creditor allows it (MAN-4). */
export async function codeWays(
  ctx: Context,
  userId: string,
  { channels }: Pick<DebitSettings, "channels">,
): Promise<Pick<Offer, "channels" | "email" | "phone">> {
  const person = (await findUsersByIds(ctx, [userId])).get(userId);
  const text = await findTextTarget(ctx, userId);
  return {
    channels: channels.filter((channel) => channel === "email" || text.sends),
    email: person?.email ?? null,
    phone: text.phone ? maskPhone(text.phone) : null,
  };
}

async function suspensionToday(ctx: Context, today: string): Promise<Offer["suspended"]> {
  const suspension = suspensionOn(await readSettings(ctx), today);
  return suspension && { until: suspension.until, fr: suspension.fr, en: suspension.en || suspension.fr };
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

/** The schedules that may be chosen, of two months and more, from a first day on (MAN-3). */
export function plansOf(
  { settings, dueCents }: Pick<DebitTerms, "settings" | "dueCents">,
  firstOn: string,
): Offer["plans"] {
  if (!settings.automatic || dueCents <= 0) return [];
  return Array.from({ length: Math.max(0, settings.planMonths - 1) }, (_, index) => index + 2).map(
    (months) => ({ months, instalments: planInstalments(dueCents, { months, firstOn }) }),
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
