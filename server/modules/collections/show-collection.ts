import type { Context } from "../../platform/context.ts";
import { outside, outsideOrNull } from "../../platform/ids.ts";
import { entriesByIds } from "../ledger/index.ts";
import type { Collection, CollectionDetail, OfficeCollection } from "./contract.ts";
import { ADVICE, reasonOf } from "./reason-rules.ts";
import { mayCancel } from "./rules.ts";
import { piecesOf } from "./sql/collections.ts";
import type { NamedRow } from "./sql/reading.ts";
import type { ReturnRow } from "./sql/returns.ts";

/** A collection as lists show it. @param offered whether its creditor lets customers give it up. */
export const showCollection = (
  row: NamedRow,
  returned: ReturnRow | undefined,
  offered: boolean,
): Collection => ({
  id: outside("collection", row.id),
  reference: row.endToEndId,
  creditor: { id: outside("creditor", row.creditorId), name: row.creditorName },
  account: { id: outside("account", row.accountId), name: row.accountLabel },
  kind: row.kind,
  state: row.state,
  cents: row.cents,
  collectOn: row.collectOn,
  announcedOn: row.announcedOn,
  umr: row.umr,
  maskedIban: row.maskedIban,
  cancelledBy: row.cancelledBy,
  return: returned ? showReturn(returned) : null,
  can: { cancel: offered && mayCancel(row.state) },
});

function showReturn(row: ReturnRow): NonNullable<Collection["return"]> {
  const reason = reasonOf(row.reasonCode);
  return {
    kind: row.kind,
    code: row.reasonCode,
    reason: reason.text,
    advice: ADVICE[reason.next],
    on: row.returnedOn,
    feeCents: row.feeCents,
    retryOn: row.retried ? null : row.retryOn,
  };
}

/** The same for staff. */
export const showOfficeCollection = (
  row: NamedRow,
  returned: ReturnRow | undefined,
  mayChange: boolean,
): OfficeCollection => ({
  ...showCollection(row, returned, mayChange),
  party: { id: outside("party", row.partyId), name: row.partyName },
  batch:
    row.batchId && row.batchReference
      ? { id: outside("batch", row.batchId), name: row.batchReference }
      : null,
});

/** What a collection takes, oldest first, and what of it can be paid otherwise now. */
export async function showPieces(ctx: Context, collectionId: string): Promise<CollectionDetail["pieces"]> {
  const pieces = await piecesOf(ctx, [collectionId]);
  const entries = new Map(
    (
      await entriesByIds(
        ctx,
        pieces.map((piece) => piece.entryId),
      )
    ).map((entry) => [entry.id, entry]),
  );
  return pieces
    .flatMap(({ entryId, cents }) => {
      const entry = entries.get(entryId);
      if (!entry) return [];
      return {
        entry: outside("entry", entryId),
        invoice: outsideOrNull("invoice", entry.invoiceId),
        date: entry.date,
        dueOn: entry.dueOn,
        label: entry.label,
        piece: entry.piece,
        cents,
        toPayCents: entry.payableCents,
      };
    })
    .toSorted((one, other) => one.date.localeCompare(other.date) || one.piece.localeCompare(other.piece));
}
