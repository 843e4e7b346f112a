import type { Context } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { found, refuser } from "../../platform/errors.ts";
import { readSettings, suspensionOn } from "../organizations/index.ts";
import { refusals } from "./contract.ts";
import type { AccountLine } from "./find-accounts.ts";
import { selectAccountToPay } from "./sql/accounts.ts";

/**
 * Nothing is put in a cart nor paid while the service suspends payments (ACT-6). What is under way goes on.
 * @throws Refusal `payments.suspended`, with the service's own message.
 */
export async function refuseSuspended(ctx: Context): Promise<void> {
  const suspension = suspensionOn(await readSettings(ctx), dayInParis(ctx.clock()));
  if (suspension)
    refuser(refusals)("payments.suspended", { fr: suspension.fr, en: suspension.en || suspension.fr });
}

/** An account that the signed-in user may pay today, unless staff withdrew it. @throws Refusal `not_found`. */
export const accountToPay = async (ctx: Context, accountId: string): Promise<AccountLine> =>
  found(await selectAccountToPay(ctx, accountId));
