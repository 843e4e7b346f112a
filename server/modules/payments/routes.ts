import type { ForeignMessage } from "../../gateways/payment-gateway.ts";
import { doors, type Http } from "../../platform/doors.ts";
import { askProviderNow } from "./ask-provider.ts";
import { cancelPayment } from "./cancel-payment.ts";
import { addToCart, removeFromCart } from "./change-cart.ts";
import { readPaymentSettings, testPaymentSettings, updatePaymentSettings } from "./configure-gateway.ts";
import { contract } from "./contract.ts";
import { decideDeclaration } from "./decide-declaration.ts";
import { declarePaid, withdrawDeclaration } from "./declare-paid.ts";
import { readReceipt } from "./make-receipt.ts";
import { markAlertSeen } from "./mark-alert.ts";
import { cancelTransferOrder, mailTransferOrder, orderTransfer } from "./order-transfer.ts";
import { readCart } from "./read-cart.ts";
import { listDeclarations, listOfficeDeclarations, readOfficeDeclaration } from "./read-declaration.ts";
import { listOfficePayments, listPayments, readOfficePayment, readPayment } from "./read-payment.ts";
import { listTransferOrders, readTransferOrder } from "./read-transfer.ts";
import { receiveNotification, receiveReturn } from "./receive-notification.ts";
import { recordReversal } from "./record-reversal.ts";
import { resumePayment } from "./resume-payment.ts";
import { startPayment } from "./start-payment.ts";

const message = (method: "GET" | "POST", http: Http): ForeignMessage => {
  const signature = http.header("stripe-signature");
  return {
    method,
    rawQuery: http.rawQuery,
    rawBody: http.rawBody,
    ...(signature !== null && { signature }),
  };
};

export const routes = doors(contract, {
  readCart: (ctx, { params, query }) => readCart(ctx, params.creditor, query.amount ?? null),
  addToCart: (ctx, { params, body }) => addToCart(ctx, params.creditor, body.entries),
  removeFromCart: (ctx, { params }) => removeFromCart(ctx, params.creditor, params.entry),
  emptyCart: (ctx, { params }) => removeFromCart(ctx, params.creditor, null),
  startPayment: { out: (outer, { params, body }) => startPayment(outer, params.creditor, body) },
  listPayments: (ctx, { query }) => listPayments(ctx, query),
  readPayment: (ctx, { params }) => readPayment(ctx, params.payment),
  resumePayment: (ctx, { params }) => resumePayment(ctx, params.payment),
  cancelPayment: { out: (outer, { params }) => cancelPayment(outer, params.payment) },
  readReceipt: (ctx, { params, query }) => readReceipt(ctx, params.payment, query),
  notifyByGet: (ctx, { params }, http) =>
    receiveNotification(ctx, params.creditor, params.gateway, message("GET", http)),
  notifyByPost: (ctx, { params }, http) =>
    receiveNotification(ctx, params.creditor, params.gateway, message("POST", http)),
  returnByGet: (ctx, { params }, http) => receiveReturn(ctx, params.payment, message("GET", http)),
  returnByPost: (ctx, { params }, http) => receiveReturn(ctx, params.payment, message("POST", http)),
  listOfficePayments: (ctx, { query }) => listOfficePayments(ctx, query),
  readOfficePayment: (ctx, { params }) => readOfficePayment(ctx, params.payment),
  askProvider: { out: (outer, { params }) => askProviderNow(outer, params.payment) },
  recordReversal: (ctx, { params, body }) => recordReversal(ctx, params.payment, body),
  declarePaid: (ctx, { params, body }) => declarePaid(ctx, params.entry, body),
  listDeclarations: (ctx, { query }) => listDeclarations(ctx, query),
  withdrawDeclaration: (ctx, { params }) => withdrawDeclaration(ctx, params.declaration),
  listOfficeDeclarations: (ctx, { query }) => listOfficeDeclarations(ctx, query),
  readOfficeDeclaration: (ctx, { params }) => readOfficeDeclaration(ctx, params.declaration),
  decideDeclaration: (ctx, { params, body }) => decideDeclaration(ctx, params.declaration, body),
  orderTransfer: (ctx, { params, body }) => orderTransfer(ctx, params.creditor, body),
  listTransferOrders: (ctx, { query }) => listTransferOrders(ctx, query),
  readTransferOrder: (ctx, { params }) => readTransferOrder(ctx, params.transfer),
  cancelTransferOrder: (ctx, { params }) => cancelTransferOrder(ctx, params.transfer),
  mailTransferOrder: (ctx, { params }) => mailTransferOrder(ctx, params.transfer),
  readPaymentSettings: (ctx, { params }) => readPaymentSettings(ctx, params.creditor),
  updatePaymentSettings: (ctx, { params, body }) => updatePaymentSettings(ctx, params.creditor, body),
  testPaymentSettings: { out: (outer, { params }) => testPaymentSettings(outer, params.creditor) },
  markAlertSeen: (ctx, { params }) => markAlertSeen(ctx, params.payment),
});
