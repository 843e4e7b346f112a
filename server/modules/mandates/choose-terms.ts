import { readBic, readIban } from "../../formats/iban/index.ts";
import { nextTargetDay } from "../../formats/sepa/index.ts";
import { toE164 } from "../../gateways/sms/phone.ts";
import { type Context, theUser } from "../../platform/context.ts";
import { refuser } from "../../platform/errors.ts";
import { findUsersByIds } from "../identity/index.ts";
import { refusals } from "./contract.ts";
import type { DebitTerms } from "./offer-debit.ts";
import { type Channel, type PlannedInstalment, planInstalments, type Verified } from "./rules.ts";
import { findTextTarget, type MandateRecord } from "./sql/mandates.ts";

const refuse = refuser(refusals);

export type AccountWish = { iban: string; remembered: string | null; bic: string };
export type CodeWish = { channel: Channel; email: string; phone: string };
export type Target = { channel: Channel; target: string; verified: Verified };

/**
 * The bank account: typed, or that of a former mandate that the same user signed: nobody signs for the account of another.
 * @throws Refusal `mandate.iban`, `mandate.bic`.
 */
export function chosenBank(
  wish: AccountWish,
  { userId, mandates }: { userId: string; mandates: readonly MandateRecord[] },
): { iban: string; bic: string | null } {
  const former = mandates.find((one) => one.id === wish.remembered && one.userId === userId);
  if (former) return { iban: former.iban, bic: former.bic };
  const read = readIban(wish.iban);
  if (!read.ok) return refuse("mandate.iban");
  if (wish.bic === "") return { iban: read.iban, bic: null };
  return { iban: read.iban, bic: readBic(wish.bic, read.country) ?? refuse("mandate.bic") };
}

/** Where the code goes, and how we know it. @throws Refusal `mandate.channel`. */
export async function chosenTarget(
  ctx: Context,
  channels: readonly Channel[],
  wish: CodeWish,
): Promise<Target> {
  const { userId } = theUser(ctx);
  if (!channels.includes(wish.channel)) refuse("mandate.channel");
  if (wish.channel === "email") {
    const own = (await findUsersByIds(ctx, [userId])).get(userId)?.email ?? "";
    const target = wish.email || own;
    if (!target) refuse("mandate.channel");
    const same = target.toLowerCase() === own.toLowerCase();
    return { channel: "email", target, verified: same ? "access" : "typed" };
  }
  const { sends, phone } = await findTextTarget(ctx, userId);
  const target = wish.phone ? toE164(wish.phone) : phone;
  if (!sends || !target) return refuse("mandate.channel");
  return { channel: "sms", target, verified: target === phone ? "proved" : "typed" };
}

/** The day that the debtor of a one-off chose, moved to one on which TARGET is open. @throws Refusal `mandate.wanted_on`. */
export function chosenDay(wanted: string | null, days: { first: string; last: string }): string | null {
  if (wanted === null) return null;
  const day = nextTargetDay(wanted);
  return day < days.first || wanted > days.last ? refuse("mandate.wanted_on") : day;
}

/**
 * The schedule over which a balance is spread, as the creditor offers it; empty for none.
 * @throws Refusal `mandate.not_offered`, `mandate.already_automatic`, `mandate.plan_not_offered`, `mandate.nothing_to_spread`.
 */
export function chosenPlan(
  { settings, dueCents, automatic }: Pick<DebitTerms, "settings" | "dueCents" | "automatic">,
  plan: { months: number; firstOn: string },
): PlannedInstalment[] {
  if (!settings.automatic) refuse("mandate.not_offered");
  if (automatic) refuse("mandate.already_automatic");
  if (plan.months === 0) return [];
  if (plan.months === 1 || plan.months > settings.planMonths) refuse("mandate.plan_not_offered");
  if (dueCents <= 0) refuse("mandate.nothing_to_spread");
  return planInstalments(dueCents, plan);
}
