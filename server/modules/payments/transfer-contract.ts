/** Transfers that customers say they will make (PAY-9): routes and shapes. */
import { z } from "zod";
import { idOf, outsideId } from "../../platform/ids.ts";
import { route } from "../../platform/route.ts";
import { Cents, Day, Instant, PageQuery, pageOf } from "../../platform/shapes.ts";
import { TransferDetails } from "../ledger/index.ts";

const TransferOrder = z.object({
  id: outsideId("transfer"),
  /** `expired`: it did not come by its term. Whatever the state, money that comes under its reference is recognised. */
  state: z.enum(["open", "received", "cancelled", "expired"]),
  creditor: z.object({ id: outsideId("creditor"), name: z.string() }),
  account: outsideId("account"),
  accountLabel: z.string(),
  reference: z.string(),
  cents: Cents,
  pieces: z.array(
    z.object({
      entry: outsideId("entry"),
      label: z.string(),
      piece: z.string(),
      dueOn: Day.nullable(),
      cents: Cents,
    }),
  ),
  /** What can still be paid of its pieces: less than `cents` when some were paid otherwise since. */
  stillDueCents: Cents,
  madeAt: Instant,
  /** The last day on which it is expected. */
  expiresOn: Day,
  closedAt: Instant.nullable(),
  received: z.object({ cents: Cents, on: Day }).nullable(),
  can: z.object({ cancel: z.boolean(), mail: z.boolean() }),
});
export type TransferOrder = z.output<typeof TransferOrder>;

const TransferOrderToMake = TransferOrder.extend({
  /** What to give the bank; null once the order is closed, or when transfers are no longer taken. */
  transfer: TransferDetails.nullable(),
});
export type TransferOrderToMake = z.output<typeof TransferOrderToMake>;

const transferParams = z.object({ transfer: idOf("transfer") });

export const transferRoutes = {
  orderTransfer: route({
    method: "POST",
    path: "/api/carts/:creditor/transfer",
    who: "user",
    summary:
      "Say that the cart will be paid by transfer: one order for each account, remembered under its reference. Nothing is reserved; the cart is emptied",
    params: z.object({ creditor: idOf("creditor") }),
    body: z.object({
      /** The total that the payer saw. */
      expectedCents: Cents,
      /** A part of it, spread over the oldest due pieces; null for the total. */
      amountCents: Cents.min(1).nullable().default(null),
    }),
    response: z.object({ orders: z.array(TransferOrderToMake) }),
    idempotent: true,
  }),
  listTransferOrders: route({
    method: "GET",
    path: "/api/transfers",
    who: "user",
    summary: "The transfers that one said one would make, newest first",
    query: PageQuery.extend({ state: z.enum(["open", "received", "cancelled", "expired"]).optional() }),
    response: pageOf(TransferOrder),
  }),
  readTransferOrder: route({
    method: "GET",
    path: "/api/transfers/:transfer",
    who: "user",
    summary: "One order, with what to give the bank",
    params: transferParams,
    response: TransferOrderToMake,
  }),
  cancelTransferOrder: route({
    method: "POST",
    path: "/api/transfers/:transfer/cancel",
    who: "user",
    summary: "Give an order up; what can still be paid of it goes back to the cart",
    params: transferParams,
    response: TransferOrderToMake,
  }),
  mailTransferOrder: route({
    method: "POST",
    path: "/api/transfers/:transfer/mail",
    who: "user",
    summary: "Receive an order by mail",
    params: transferParams,
    response: z.object({ to: z.string() }),
  }),
};
