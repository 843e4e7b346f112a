import type { Context } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import { recordFact, recordFacts } from "../../platform/facts.ts";
import { facts } from "./facts.ts";
import { NOTHING_RECEIVED } from "./order-transfer.ts";
import { clearFromCarts } from "./sql/carts.ts";
import {
  lockTransfer,
  lockTransfers,
  partsOfTransfers,
  type ReceivedTransfer,
  type TransferState,
  transfersByReference,
  updateReceived,
  updateTransfer,
} from "./sql/transfer-orders.ts";

/** An order as who reads bank statements needs it. */
export type FoundTransferOrder = {
  id: string;
  reference: string;
  creditorId: string;
  accountId: string;
  state: TransferState;
  cents: number;
  parts: readonly { entryId: string; cents: number }[];
};

/** Orders by the references that banks repeat (RF…, without spaces); one that was given up is found too. */
export async function findTransferOrders(
  ctx: Context,
  references: readonly string[],
): Promise<readonly FoundTransferOrder[]> {
  if (references.length === 0) return [];
  const rows = await transfersByReference(ctx, references);
  const parts = Map.groupBy(
    await partsOfTransfers(
      ctx,
      rows.map((row) => row.id),
    ),
    (part) => part.order_id,
  );
  return rows.map((row) => ({
    id: row.id,
    reference: row.reference,
    creditorId: row.creditor_id,
    accountId: row.account_id,
    state: row.state,
    cents: row.cents,
    parts: (parts.get(row.id) ?? []).map(({ entry_id, cents }) => ({ entryId: entry_id, cents })),
  }));
}

/**
 * The money of orders came, and was used: whatever its amount, whether they were given up or not. What it pays leaves the carts.
 * Told twice for one allocation is once; money that comes a second time under the same reference changes nothing here.
 */
export async function noteTransfersReceived(ctx: Context, told: readonly ReceivedTransfer[]): Promise<void> {
  if (told.length === 0) return;
  const first = new Map(told.toReversed().map((one) => [one.orderId, one]));
  const orders = (await lockTransfers(ctx, [...first.keys()])).filter((order) => order.state !== "received");
  if (orders.length === 0) return;
  const received = orders.map((order) => ({ order, ...first.get(order.id)! }));
  await updateReceived(ctx, received);
  const parts = await partsOfTransfers(
    ctx,
    orders.map((order) => order.id),
  );
  await clearFromCarts(
    ctx,
    parts.map((part) => part.entry_id),
  );
  await recordFacts(
    ctx,
    facts.transferReceived,
    received.map(({ order, cents, on }) => ({
      subject: { kind: "transfer", id: order.id },
      data: { creditorId: order.creditor_id, accountId: order.account_id, cents, on },
    })),
  );
}

/** The allocation that closed an order was undone: it waits again, unless it was given up before. Undone twice is once. */
export async function undoTransferReceived(
  ctx: Context,
  orderId: string,
  allocationId: string,
): Promise<void> {
  const order = found(await lockTransfer(ctx, orderId));
  if (order.state !== "received" || order.allocation_id !== allocationId) return;
  const closed_at = order.given_up_at;
  await updateTransfer(ctx, orderId, {
    ...NOTHING_RECEIVED,
    state: closed_at ? "cancelled" : "open",
    closed_at,
  });
  if (closed_at) return;
  await recordFact(ctx, {
    name: facts.transferReopened,
    subject: { kind: "transfer", id: orderId },
    data: { creditorId: order.creditor_id, accountId: order.account_id },
  });
}
