import type { Context } from "../../platform/context.ts";
import { entriesByIds } from "../ledger/index.ts";
import { asSystem } from "./access.ts";
import { ADVICE, NEXT_STEPS, reasonOf } from "./reason-rules.ts";
import { piecesOf } from "./sql/collections.ts";
import { findNamed } from "./sql/reading.ts";
import { returnsOf } from "./sql/returns.ts";

type Text = { fr: string; en: string };
/** A collection as mails tell it. */
export type ToldCollection = {
  id: string;
  reference: string;
  creditorId: string;
  creditorName: string;
  accountId: string;
  partyId: string;
  partyName: string;
  /** Who signed the mandate on line; null under a paper. */
  userId: string | null;
  mandateId: string;
  umr: string;
  maskedIban: string;
  cents: number;
  collectOn: string;
  pieces: { label: string; piece: string; cents: number }[];
  return: { reason: Text; advice: Text; next: Text; retryOn: string | null; feeCents: number } | null;
};

/** One collection, for a mail about it. Null when it is not there. */
export async function collectionForMail(ctx: Context, id: string): Promise<ToldCollection | null> {
  const row = await findNamed(ctx, id, asSystem());
  if (!row) return null;
  const pieces = await piecesOf(ctx, [id]);
  const entries = new Map(
    (
      await entriesByIds(
        ctx,
        pieces.map((piece) => piece.entryId),
      )
    ).map((entry) => [entry.id, entry]),
  );
  const returned = (await returnsOf(ctx, [id])).get(id);
  const reason = returned && reasonOf(returned.reasonCode);
  return {
    id,
    reference: row.endToEndId,
    creditorId: row.creditorId,
    creditorName: row.creditorName,
    accountId: row.accountId,
    partyId: row.partyId,
    partyName: row.partyName,
    userId: row.userId,
    mandateId: row.mandateId,
    umr: row.umr,
    maskedIban: row.maskedIban,
    cents: row.cents,
    collectOn: row.collectOn,
    pieces: pieces.map(({ entryId, cents }) => ({
      label: entries.get(entryId)?.label ?? "",
      piece: entries.get(entryId)?.piece ?? "",
      cents,
    })),
    return:
      returned && reason
        ? {
            reason: reason.text,
            advice: ADVICE[reason.next],
            next: NEXT_STEPS[reason.next],
            retryOn: returned.retryOn,
            feeCents: returned.feeCents,
          }
        : null,
  };
}
