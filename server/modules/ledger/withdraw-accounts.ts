import type { Context } from "../../platform/context.ts";
import { recordFact } from "../../platform/facts.ts";
import { outside } from "../../platform/ids.ts";
import { facts } from "./facts.ts";
import { askWithdrawal, restore, selectPlan, withdrawAsked, withdrawNow } from "./sql/withdrawals.ts";

/** What would disappear with these accounts, and for whom (OFF-8). Changes nothing. */
export const planWithdrawal = (ctx: Context, accountIds: readonly string[]) => selectPlan(ctx, accountIds);

/** Withdraws accounts from the customers' space, at the next publication or at once. Again, it changes nothing. */
export async function withdrawAccounts(
  ctx: Context,
  asked: { accounts: readonly string[]; when: "next_publication" | "now" },
): Promise<{ accounts: number }> {
  return asked.when === "now"
    ? tell(ctx, facts.accountsWithdrawn, await withdrawNow(ctx, asked.accounts))
    : tell(ctx, facts.withdrawalAsked, await askWithdrawal(ctx, asked.accounts));
}

/** A publication is over, of a creditor or of all: what was to leave the customers' space leaves it. Again, it changes nothing. */
export async function withdrawAfterPublication(
  ctx: Context,
  publication: { creditor: string | null; mode: string },
): Promise<number> {
  // A file that was only checked published nothing.
  if (publication.mode !== "apply") return 0;
  return (await tell(ctx, facts.accountsWithdrawn, await withdrawAsked(ctx, publication.creditor))).accounts;
}

/** Gives accounts back to the customers' space. Again, it changes nothing. */
export const restoreAccounts = async (ctx: Context, accountIds: readonly string[]) =>
  tell(ctx, facts.accountsRestored, await restore(ctx, accountIds));

async function tell(ctx: Context, name: string, ids: readonly string[]): Promise<{ accounts: number }> {
  if (ids.length > 0)
    await recordFact(ctx, {
      name,
      subject: { kind: "organization", id: ctx.organizationId },
      data: { accounts: ids.map((id) => outside("account", id)) },
    });
  return { accounts: ids.length };
}
