import type { Context } from "../../platform/context.ts";
import { selectNewPieces } from "./sql/new-pieces.ts";

/** What is new and to be paid on an account. */
export type NewPieces = {
  accountId: string;
  accountLabel: string;
  partyId: string;
  creditorId: string;
  entryIds: string[];
  count: number;
  /** What is left to pay of them, in cents. */
  cents: number;
};

/**
 * Accounts on which something to pay was first published after an instant, whoever asks: the caller has decided.
 * @param of.partyIds of these parties only; null for all. @param of.after the last account of the page before.
 */
export const findNewPieces = (
  ctx: Context,
  of: { since: Date; partyIds: readonly string[] | null; after: string | null; limit: number },
): Promise<NewPieces[]> => selectNewPieces(ctx, of);
