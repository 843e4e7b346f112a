/** One decision on an order: recorded, told to the merchant's server, and where the browser goes next. */
import type { Departure } from "../payment-gateway.ts";
import type { Behaviour, Courier, Message } from "../simulator-courier.ts";
import { type Fields, signatureOf } from "./protocol.ts";
import {
  answerFields,
  isDecided,
  isOver,
  type Orders,
  type PayzenShop,
  type SimulatedOrder,
  type SimulatedTransaction,
} from "./simulator-orders.ts";

export type Decision = {
  /** A status; `SDD` for a debit accepted; `leave`: the customer closes the page; `refund`: money given back. */
  outcome: string;
  behaviour: Behaviour;
  /** Delay of the late and after-return behaviours. */
  delayMs: number;
  /** Made in the merchant's back office: allowed on a decided order, with no browser. */
  backOffice: boolean;
  /** Of a refund; everything when not set. */
  cents?: number | undefined;
};
export type Decided =
  | { kind: "left" | "closed" | "over" }
  | { kind: "returned"; departure: Departure | null; transaction: SimulatedTransaction };

export type Deciding = { orders: Orders; courier: Courier; now: () => Date };

const post = (url: string, fields: Fields, kind: Message["kind"]): Message => ({
  url,
  body: new URLSearchParams(fields).toString(),
  kind,
});

/** Signed with a guessed key; our own signed form with its fields renamed; the true answer with another amount. */
function liesOf(shop: PayzenShop, order: SimulatedOrder, url: string, truth: Fields): Message[] {
  const claims = { ...truth, vads_trans_status: "CAPTURED", vads_result: "00", vads_operation_type: "DEBIT" };
  const guessed = { ...claims, signature: signatureOf(claims, { ...shop, key: `${shop.key} guessed` }) };
  const form = { ...order.fields, vads_trans_status: "CAPTURED", vads_operation_type: "DEBIT" };
  const altered = { ...truth, vads_amount: "1", vads_effective_amount: "1" };
  return [guessed, form, altered].map((fields) => post(url, fields, "forged"));
}

async function tell(
  { courier }: Deciding,
  shop: PayzenShop,
  order: SimulatedOrder,
  transaction: SimulatedTransaction,
  { behaviour, delayMs, backOffice }: Decision,
): Promise<void> {
  const url = order.fields.vads_url_check ?? shop.notificationUrl;
  if (url === undefined) return;
  if (transaction.status === "ABANDONED" && !shop.notifyCancelled) return;
  const fields = answerFields(shop, order, transaction, backOffice ? "MERCH_BO" : "PAY");
  const lies = liesOf(shop, order, url, fields);
  await courier.tell(
    { genuine: post(url, fields, "genuine"), lies, behaviour, delayMs },
    order.notifications,
  );
}

/** The way back that fits the outcome, with the signed fields when the form asked for them. */
function departureOf(
  shop: PayzenShop,
  order: SimulatedOrder,
  transaction: SimulatedTransaction,
): Departure | null {
  const { fields } = order;
  const own = { REFUSED: fields.vads_url_refused, ABANDONED: fields.vads_url_cancel }[transaction.status];
  const success = transaction.status === "AUTHORISED" ? fields.vads_url_success : undefined;
  const back = own ?? success ?? fields.vads_url_return;
  if (back === undefined) return null;
  const told = answerFields(shop, order, transaction, "PAY");
  if (fields.vads_return_mode === "POST") return { method: "POST", url: back, fields: told };
  const url = new URL(back);
  if (fields.vads_return_mode === "GET") {
    for (const [name, value] of Object.entries(told)) url.searchParams.set(name, value);
  }
  return { method: "GET", url: url.href, fields: {} };
}

/** Does what the button does. The operation is recorded before anything is awaited: a second click finds it decided. */
export async function decide(
  world: Deciding,
  shop: PayzenShop,
  order: SimulatedOrder,
  decision: Decision,
): Promise<Decided> {
  const { outcome, backOffice } = decision;
  if (outcome === "leave") return { kind: "left" };
  if (!backOffice && isDecided(order)) return { kind: "closed" };
  if (!backOffice && isOver(order, world.now())) return { kind: "over" };
  const transaction =
    outcome === "refund"
      ? world.orders.refund(order, decision.cents ?? order.cents)
      : world.orders.record(
          order,
          outcome === "SDD" ? "AUTHORISED" : outcome,
          outcome === "SDD" ? "SDD" : "VISA",
        );
  await tell(world, shop, order, transaction, decision);
  return {
    kind: "returned",
    departure: backOffice ? null : departureOf(shop, order, transaction),
    transaction,
  };
}
