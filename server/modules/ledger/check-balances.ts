import type { Context } from "../../platform/context.ts";
import {
  type BalanceDifference,
  type SettlementDifference,
  selectUnbalancedLetterings,
  selectWrongBalances,
  selectWrongSettlements,
} from "./sql/accounts.ts";

/** Recomputes every balance from its entries, changes nothing. @returns the accounts whose kept balance differs (OFF-7). */
export const recomputeBalances = (ctx: Context): Promise<BalanceDifference[]> => selectWrongBalances(ctx);

/** The other promises of the ledger: what is settled is what letterings take, and a lettering sums to zero. */
export async function recomputeSettlements(
  ctx: Context,
): Promise<{ entries: SettlementDifference[]; letterings: { letteringId: string; cents: number }[] }> {
  return { entries: await selectWrongSettlements(ctx), letterings: await selectUnbalancedLetterings(ctx) };
}
