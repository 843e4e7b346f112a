import type { Context } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { found } from "../../platform/errors.ts";
import { earliestSearchableDay, readSettings } from "../organizations/index.ts";
import type { AccountSummary } from "./contract.ts";
import { showSpace } from "./show-entry.ts";
import { selectSpace } from "./sql/spaces.ts";
import { accountSummary } from "./sql/statement.ts";

/** What an account owes now, in figures (ACT-2, ACT-9). @throws Refusal `not_found` for who may not read it. */
export async function readAccount(ctx: Context, accountId: string): Promise<AccountSummary> {
  const space = found(await selectSpace(ctx, accountId));
  const today = dayInParis(ctx.clock());
  const { rows } = await accountSummary(ctx, accountId, today).execute(ctx.db);
  const { mayPay, mayDispute, ...figures } = rows[0]!;
  const { searchableMonths, disputes } = await readSettings(ctx);
  return {
    ...showSpace(space),
    ...figures,
    earliestSearchable: earliestSearchableDay(today, searchableMonths),
    today,
    can: {
      pay: mayPay && figures.toPayCents > 0 && !isViewed(ctx),
      dispute: mayDispute && disputes && figures.toPayCents > 0 && !isViewed(ctx),
    },
  };
}

/** Staff who look through a customer's eyes change nothing (ACC-12). */
const isViewed = (ctx: Context): boolean => ctx.actor.kind === "user" && ctx.actor.viewedBy !== null;
