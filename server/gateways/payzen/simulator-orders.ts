/** What the simulated platform remembers of each order, and the signed fields that it tells. */
import { randomBytes, randomUUID } from "node:crypto";
import type { Trace } from "../simulator-courier.ts";
import { type Fields, type Signing, signatureOf, stampOf } from "./protocol.ts";
import { isSuccess } from "./statuses.ts";

/** A shop, as its back office would hold it. */
export type PayzenShop = Signing & {
  siteId: string;
  /** Used when the form brings no vads_url_check. */
  notificationUrl?: string;
  restPassword?: string;
  /** The "notification on cancellation" rule: off at the real provider until the merchant turns it on. */
  notifyCancelled?: boolean;
};

export type SimulatedTransaction = {
  uuid: string;
  kind: "DEBIT" | "CREDIT";
  status: string;
  cents: number;
  brand: string;
  authorisation: string;
  at: Date;
};

export type SimulatedOrder = {
  token: string;
  siteId: string;
  reference: string;
  cents: number;
  fields: Fields;
  openedAt: Date;
  /** The debit decided on the page, then the credits given back; empty until then. */
  transactions: SimulatedTransaction[];
  /** True once there was money in it, whatever came later. */
  accepted: boolean;
  notifications: Trace[];
};

/** The page lives ten minutes from the reception of the form. */
const SESSION_MS = 10 * 60_000;

export function createOrders(now: () => Date) {
  const all: SimulatedOrder[] = [];
  const byTransaction = new Map<string, SimulatedOrder>();
  const keyOf = (fields: Fields) =>
    `${fields.vads_site_id}:${fields.vads_trans_date?.slice(0, 8)}:${fields.vads_trans_id?.toUpperCase()}`;

  return {
    all,
    /** The order of that transaction number, as it was first opened: sent again, it is the same session. */
    open(fields: Fields): SimulatedOrder {
      const known = byTransaction.get(keyOf(fields));
      if (known) return known;
      const order: SimulatedOrder = {
        token: randomUUID(),
        siteId: fields.vads_site_id ?? "",
        reference: fields.vads_order_id ?? "",
        cents: Number(fields.vads_amount),
        fields,
        openedAt: now(),
        transactions: [],
        accepted: false,
        notifications: [],
      };
      all.push(order);
      byTransaction.set(keyOf(fields), order);
      return order;
    },
    withToken: (token: string) => all.find((one) => one.token === token),
    /** Newest order with this reference, in every shop or in one. */
    find: (reference: string, siteId?: string) =>
      all.findLast((one) => one.reference === reference && (siteId === undefined || one.siteId === siteId)),
    /** Records one operation; the same debit changes status rather than be made twice. */
    record(order: SimulatedOrder, status: string, brand: string): SimulatedTransaction {
      const known = order.transactions.find((one) => one.kind === "DEBIT");
      const transaction = known ?? newTransaction("DEBIT", order.cents, brand, now());
      if (!known) order.transactions.push(transaction);
      transaction.status = status;
      if (isSuccess(status)) order.accepted = true;
      return transaction;
    },
    refund(order: SimulatedOrder, cents: number): SimulatedTransaction {
      const credit = newTransaction("CREDIT", cents, "VISA", now());
      credit.status = "CAPTURED";
      order.transactions.push(credit);
      return credit;
    },
  };
}
export type Orders = ReturnType<typeof createOrders>;

const newTransaction = (
  kind: "DEBIT" | "CREDIT",
  cents: number,
  brand: string,
  at: Date,
): SimulatedTransaction => ({
  uuid: randomBytes(16).toString("hex"),
  kind,
  status: "INITIAL",
  cents,
  brand,
  authorisation: randomBytes(3).toString("hex"),
  at,
});

/** Nothing more can be decided on the page. */
export const isDecided = (order: SimulatedOrder): boolean => order.transactions.length > 0;
export const isOver = (order: SimulatedOrder, now: Date): boolean =>
  now.getTime() - order.openedAt.getTime() > SESSION_MS;

const RESULTS: Record<string, string> = { REFUSED: "05", ABANDONED: "17", CAPTURE_FAILED: "96" };
const ECHOED = [
  "vads_version",
  "vads_site_id",
  "vads_ctx_mode",
  "vads_page_action",
  "vads_action_mode",
  "vads_payment_config",
  "vads_currency",
  "vads_trans_date",
  "vads_trans_id",
  "vads_order_id",
  "vads_order_info",
  "vads_cust_email",
  "vads_cust_name",
  "vads_language",
];

/** What is told of one operation, and by what it was triggered (vads_url_check_src); signed with the shop's key. */
export function answerFields(
  shop: Signing,
  order: SimulatedOrder,
  transaction: SimulatedTransaction,
  source: string,
): Fields {
  const echo = ECHOED.filter((name) => order.fields[name] !== undefined).map((name) => [
    name,
    order.fields[name],
  ]);
  const carded = transaction.status !== "ABANDONED";
  const approved = isSuccess(transaction.status);
  const fields: Fields = {
    ...(Object.fromEntries(echo) as Fields),
    vads_amount: String(transaction.cents),
    vads_effective_amount: String(transaction.cents),
    vads_effective_currency: order.fields.vads_currency ?? "978",
    vads_trans_status: transaction.status,
    vads_result: RESULTS[transaction.status] ?? "00",
    vads_auth_mode: carded ? "FULL" : "",
    vads_auth_result: carded ? (approved ? "00" : "05") : "",
    vads_auth_number: approved ? transaction.authorisation : "",
    vads_card_brand: carded ? transaction.brand : "",
    vads_card_number: carded ? "497010XXXXXX0000" : "",
    vads_operation_type: transaction.kind,
    vads_trans_uuid: transaction.uuid,
    vads_effective_creation_date: stampOf(transaction.at),
    vads_sequence_number: "1",
    vads_url_check_src: source,
  };
  return { ...fields, signature: signatureOf(fields, shop) };
}
