import { rfReference } from "../../formats/iban/index.ts";
import { type Context, theUser } from "../../platform/context.ts";
import { addDays, dayInParis } from "../../platform/dates.ts";
import { found, refuser } from "../../platform/errors.ts";
import { recordFact, recordFacts } from "../../platform/facts.ts";
import { newId } from "../../platform/ids.ts";
import { findUsersByIds } from "../identity/index.ts";
import { payableEntries, refuseSuspended } from "../ledger/index.ts";
import { readSettings } from "../organizations/index.ts";
import { maySeeAsPayer } from "./access.ts";
import { refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { loadCart } from "./read-cart.ts";
import { readTransferOrder, readTransferOrders } from "./read-transfer.ts";
import { newReference } from "./rules.ts";
import { putInCart, takeFromCart } from "./sql/carts.ts";
import {
  findTransfer,
  insertTransfers,
  lockTransfer,
  type NewTransfer,
  openTransfers,
  partsOfTransfers,
  updateTransfer,
} from "./sql/transfer-orders.ts";
import { type OrderedAccount, ordersOf, samePayment } from "./transfer-rules.ts";

const refuse = refuser(refusals);

/**
 * The cart will be paid by transfer (PAY-9): one order for each account, under a reference that the bank repeats. Nothing is
 * held: until the money comes, the same can be paid otherwise. An order of the same that waits already is given again.
 * @throws Refusal `transfer.off`, `transfer.account_not_positive`, `cart.changed`, and those of a cart.
 */
export async function orderTransfer(
  ctx: Context,
  creditorId: string,
  wish: { expectedCents: number; amountCents: number | null },
) {
  await refuseSuspended(ctx);
  const cart = await loadCart(ctx, creditorId, { lock: true, amountCents: wish.amountCents });
  if (cart.totalCents !== wish.expectedCents) refuse("cart.changed", { totalCents: cart.totalCents });
  if (cart.transferWhy !== null) refuse(cart.transferWhy as "transfer.off");
  const wanted = ordersOf(cart.pieces) ?? refuse("transfer.account_not_positive");
  const waiting = await openOrders(
    ctx,
    wanted.map((order) => order.accountId),
  );
  const again = wanted.map((order) => waiting.find((one) => samePayment(one.parts, order.parts)));
  const expiresOn = addDays(dayInParis(ctx.clock()), (await readSettings(ctx)).transferTermDays);
  const made = wanted
    .filter((_, rank) => !again[rank])
    .map((order) => ({ ...newOrder(ctx, creditorId, order), expires_on: expiresOn }));
  await insertTransfers(ctx, made);
  await recordFacts(
    ctx,
    facts.transferOrdered,
    made.map((order) => ({
      subject: { kind: "transfer", id: order.id },
      data: { creditorId, accountId: order.account_id, reference: order.reference, cents: order.cents },
    })),
  );
  await takeFromCart(ctx, theUser(ctx).userId, creditorId, null);
  const ids = [...again.flatMap((one) => (one ? [one.id] : [])), ...made.map((order) => order.id)];
  return { orders: await readTransferOrders(ctx, ids) };
}

async function openOrders(ctx: Context, accountIds: readonly string[]) {
  const orders = await openTransfers(ctx, theUser(ctx).userId, accountIds);
  const parts = Map.groupBy(
    await partsOfTransfers(
      ctx,
      orders.map((order) => order.id),
    ),
    (part) => part.order_id,
  );
  return orders.map(({ id }) => ({
    id,
    parts: (parts.get(id) ?? []).map((part) => ({ entryId: part.entry_id, cents: part.cents })),
  }));
}

function newOrder(ctx: Context, creditorId: string, order: OrderedAccount): Omit<NewTransfer, "expires_on"> {
  return {
    id: newId(ctx.clock().getTime()),
    reference: rfReference(newReference()),
    user_id: theUser(ctx).userId,
    creditor_id: creditorId,
    account_id: order.accountId,
    cents: order.cents,
    made_at: ctx.clock(),
    parts: order.parts.map(({ entryId, cents }) => ({ entry_id: entryId, cents })),
  };
}

/**
 * Gives an order up: what can still be paid of it goes back to the cart, where several pieces may be together. Given up
 * twice is once. Money that comes under its reference all the same is recognised.
 * @throws Refusal `transfer.closed` once the money came.
 */
export async function cancelTransferOrder(ctx: Context, transferId: string) {
  if (!maySeeAsPayer(ctx.actor, found(await findTransfer(ctx, transferId)))) found(null);
  const order = found(await lockTransfer(ctx, transferId));
  if (order.state === "received") refuse("transfer.closed");
  if (order.state === "open") {
    const closed_at = ctx.clock();
    const given_up = { state: "cancelled" as const, closed_at, given_up_at: closed_at };
    await updateTransfer(ctx, order.id, { ...NOTHING_RECEIVED, ...given_up });
    await backToCart(ctx, order.id, order.creditor_id);
    await recordFact(ctx, {
      name: facts.transferCancelled,
      subject: { kind: "transfer", id: order.id },
      data: { creditorId: order.creditor_id, accountId: order.account_id, reference: order.reference },
    });
  }
  return readTransferOrder(ctx, transferId);
}

export const NOTHING_RECEIVED = { received_cents: null, received_on: null, allocation_id: null };

async function backToCart(ctx: Context, orderId: string, creditorId: string): Promise<void> {
  const parts = await partsOfTransfers(ctx, [orderId]);
  const entries = await payableEntries(
    ctx,
    parts.map((part) => part.entry_id),
    { lock: false },
  );
  const payable = entries.filter((entry) => entry.payableCents !== 0).map((entry) => entry.id);
  if (payable.length > 0 && (await readSettings(ctx)).paySeveral)
    await putInCart(ctx, theUser(ctx).userId, creditorId, payable);
}

/** Sends an order to its payer's own address. @throws Refusal `transfer.closed`, `transfer.no_email`. */
export async function mailTransferOrder(ctx: Context, transferId: string): Promise<{ to: string }> {
  const order = found(await findTransfer(ctx, transferId));
  if (!maySeeAsPayer(ctx.actor, order)) found(null);
  if (order.state !== "open") refuse("transfer.closed");
  const to =
    (await findUsersByIds(ctx, [order.user_id])).get(order.user_id)?.email ?? refuse("transfer.no_email");
  await recordFact(ctx, {
    name: facts.transferMailAsked,
    subject: { kind: "transfer", id: order.id },
    data: { creditorId: order.creditor_id, accountId: order.account_id },
  });
  return { to };
}
