import type { Context } from "../../platform/context.ts";
import { selectAccountsByIds } from "./sql/accounts.ts";

export type AccountLine = {
  id: string;
  code: string;
  label: string;
  kind: string;
  creditorId: string;
  partyId: string;
  /** Positive when the party owes. */
  balanceCents: number;
};

/** Accounts by id, whoever asks: the caller has decided that they may be seen. */
export async function accountsByIds(ctx: Context, accountIds: readonly string[]): Promise<AccountLine[]> {
  return accountIds.length === 0 ? [] : selectAccountsByIds(ctx, accountIds);
}
