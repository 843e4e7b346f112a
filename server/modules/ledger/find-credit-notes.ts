import type { Context } from "../../platform/context.ts";
import { selectCreditNotes } from "./sql/documents.ts";

export type PublishedCreditNote = { accountId: string; cents: number; publishedAt: Date };

/** The credit notes that came into accounts since an instant, oldest first; `cents` are positive. */
export async function creditNotesSince(
  ctx: Context,
  accountIds: readonly string[],
  since: Date,
): Promise<PublishedCreditNote[]> {
  return accountIds.length === 0 ? [] : selectCreditNotes(ctx, accountIds, since);
}
