import { type Context, onlyLooks } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { found } from "../../platform/errors.ts";
import { earliestSearchableDay, readCreditor, suspensionOn } from "../organizations/index.ts";
import type { AccountSummary } from "./contract.ts";
import { type OpenAccount, openAccount } from "./open-account.ts";
import { showSpace } from "./show-entry.ts";
import { accountSummary, selectHiddenCents } from "./sql/statement.ts";

/** What an account owes now, in figures (ACT-2, ACT-9). @throws Refusal `not_found` for who may not read it. */
export async function readAccount(ctx: Context, accountId: string): Promise<AccountSummary> {
  const account = await openAccount(ctx, accountId);
  const { space, settings } = account;
  const today = dayInParis(ctx.clock());
  const { rows } = await accountSummary(ctx, accountId, today, account).execute(ctx.db);
  const { mayPay, mayDispute, ...figures } = rows[0]!;
  const hidden = (await selectHiddenCents(ctx, [accountId], account.hidden)).get(accountId) ?? 0;
  const suspension = suspensionOn(settings, today);
  return {
    ...showSpace({ ...space, balanceCents: space.balanceCents - hidden }),
    ...figures,
    earliestSearchable: earliestSearchableDay(today, settings.searchableMonths),
    today,
    municipal: account.municipal,
    suspension: suspension && {
      until: suspension.until,
      fr: suspension.fr,
      en: suspension.en || suspension.fr,
    },
    bank: await bankOf(ctx, account),
    readAs: account.readAs,
    publication: ctx.actor.kind === "user" && !ctx.actor.staff ? null : space.publication,
    can: {
      pay: mayPay && figures.toPayCents > 0 && suspension === null && !onlyLooks(ctx),
      dispute: mayDispute && settings.disputes && figures.toPayCents > 0 && !onlyLooks(ctx),
    },
  };
}

/** Where to pay by transfer, when the organization shows it (ACT-8). */
export async function bankOf(
  ctx: Context,
  { space, settings }: Pick<OpenAccount, "space" | "settings">,
): Promise<AccountSummary["bank"]> {
  if (!settings.showBankDetails) return null;
  const { iban, legalName } = found(await readCreditor(ctx, space.creditorId));
  return iban ? { holder: legalName, iban } : null;
}
