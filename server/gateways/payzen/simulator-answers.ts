/** What the simulated platform checks in a form before it shows a page, and what its REST service answers. */
import { type Fields, instantOf, provesFields } from "./protocol.ts";
import { isDecided, isOver, type Orders, type PayzenShop, type SimulatedOrder } from "./simulator-orders.ts";

const SHAPES: [name: string, shape: RegExp][] = [
  ["vads_version", /^V2$/],
  ["vads_site_id", /^\d{8}$/],
  ["vads_ctx_mode", /^(TEST|PRODUCTION)$/],
  ["vads_page_action", /^PAYMENT$/],
  ["vads_action_mode", /^INTERACTIVE$/],
  ["vads_payment_config", /^SINGLE$/],
  ["vads_amount", /^[1-9]\d{0,11}$/],
  ["vads_currency", /^978$/],
  ["vads_trans_id", /^[0-9a-z]{6}$/i],
  ["vads_trans_date", /^\d{14}$/],
  ["vads_order_id", /^[A-Za-z0-9_-]{1,64}$/],
];
const LIMITS: Record<string, number> = {
  vads_order_info: 255,
  vads_cust_email: 150,
  vads_cust_name: 63,
  vads_url_return: 1024,
  vads_url_check: 1024,
};

/** Name of the first field that is wrong, `signature` when it is that, null when all is well. */
export function formFault(fields: Fields, shop: PayzenShop | undefined, now: Date): string | null {
  if (shop === undefined) return "vads_site_id";
  if (!fields.signature || !provesFields(fields, fields.signature, shop)) return "signature";
  const wrong = SHAPES.find(([name, shape]) => !shape.test(fields[name] ?? ""));
  if (wrong) return wrong[0];
  const long = Object.entries(LIMITS).find(([name, limit]) => (fields[name]?.length ?? 0) > limit);
  if (long) return long[0];
  const date = instantOf(fields.vads_trans_date);
  const minutes = date ? (now.getTime() - date.getTime()) / 60_000 : Number.NaN;
  return minutes <= 30 && minutes >= -90 ? null : "vads_trans_date";
}

/** Why an order cannot be decided (again) on the page; null when it can. */
export function pageRefusal(order: SimulatedOrder, now: Date): { fr: string; en: string } | null {
  if (isDecided(order))
    return { fr: "Cette transaction existe déjà.", en: "This transaction has already been made." };
  return isOver(order, now) ? { fr: "Votre session a expiré.", en: "Your session has expired." } : null;
}

const failure = (errorCode: string, errorMessage: string) => ({
  webService: "Order/Get",
  version: "V4",
  status: "ERROR",
  answer: { errorCode, errorMessage, detailedErrorCode: null, _type: "V4/WebService/WebServiceError" },
  _type: "V4/WebService/Response",
});

const outward: Record<string, string> = {
  AUTHORISED: "PAID",
  CAPTURED: "PAID",
  REFUSED: "UNPAID",
  ABANDONED: "ABANDONED",
};

/** Order/Get, always with HTTP 200, as the platform does. */
export function orderAnswer(orders: Orders, shop: PayzenShop | undefined, password: string, orderId: string) {
  if (!shop?.restPassword || shop.restPassword !== password)
    return failure("INT_905", "invalid login or private key");
  const order = orders.find(orderId, shop.siteId);
  if (!order || order.transactions.length === 0) return failure("PSP_010", "transaction not found");
  return {
    webService: "Order/Get",
    version: "V4",
    status: "SUCCESS",
    answer: {
      shopId: shop.siteId,
      orderCycle: "CLOSED",
      orderDetails: {
        orderTotalAmount: order.cents,
        orderCurrency: "EUR",
        mode: order.fields.vads_ctx_mode,
        orderId: order.reference,
        _type: "V4/OrderDetails",
      },
      transactions: order.transactions.map((one) => ({
        shopId: shop.siteId,
        uuid: one.uuid,
        amount: one.cents,
        currency: "EUR",
        paymentMethodType: one.brand === "SDD" ? "SDD" : "CARD",
        status: outward[one.status] ?? "RUNNING",
        detailedStatus: one.status,
        operationType: one.kind,
        creationDate: one.at.toISOString().replace(/\.\d{3}Z$/, "+00:00"),
        transactionDetails: {
          effectiveAmount: one.cents,
          effectiveCurrency: "EUR",
          cardDetails: {
            effectiveBrand: one.brand,
            authorizationResponse: { authorizationNumber: one.authorisation },
          },
          sequenceNumber: 1,
          _type: "V4/TransactionDetails",
        },
        _type: "V4/PaymentTransaction",
      })),
      _type: "V4/Payment",
    },
    _type: "V4/WebService/Response",
  };
}
