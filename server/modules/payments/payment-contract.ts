/** Attempts to pay, for who made them, for providers, for staff: routes and shapes. */
import { z } from "zod";
import { GATEWAY_NAMES } from "../../gateways/payment-gateways.ts";
import { idOf, outsideId } from "../../platform/ids.ts";
import { binary, route } from "../../platform/route.ts";
import { Cents, Day, Done, Instant, line, PageQuery, pageOf } from "../../platform/shapes.ts";
import { Departure } from "./cart-contract.ts";

const PaymentState = z.enum(["starting", "waiting", "paid", "denied", "cancelled", "expired", "failed"]);
/** Money of a payment that went back (PAY-11). */
export const ReversalKind = z.enum(["refund", "charge_back"]);
const Reversal = z.object({
  id: outsideId("reversal"),
  kind: ReversalKind,
  cents: Cents,
  /** The day that it happened. */
  on: Day,
});
export const Payment = z.object({
  id: outsideId("payment"),
  reference: z.string(),
  state: PaymentState,
  cents: Cents,
  creditor: z.object({ id: outsideId("creditor"), name: z.string() }),
  account: outsideId("account"),
  createdAt: Instant,
  closedAt: Instant.nullable(),
  pieces: z.array(
    z.object({
      entry: outsideId("entry"),
      date: Day,
      label: z.string(),
      piece: z.string(),
      cents: Cents,
      /** What the money settled of it; null while none came. */
      settledCents: Cents.nullable(),
    }),
  ),
  receipt: z
    .object({
      id: outsideId("receipt"),
      number: z.string(),
      cents: Cents,
      means: z.enum(["card", "direct_debit", "unknown"]),
      authorisation: z.string().nullable(),
      receivedAt: Instant,
      unapplied: z.boolean(),
      /** What settled none of the pieces: a credit on the account; below zero, what a credit note that was gone leaves due. */
      unusedCents: Cents,
    })
    .nullable(),
  /** What of the receipt went back, oldest first. */
  reversals: z.array(Reversal),
  /** When, unpaid, its entries are freed by themselves. */
  freesAt: Instant.nullable(),
  can: z.object({ resume: z.boolean(), cancel: z.boolean() }),
});
export type Payment = z.output<typeof Payment>;

const PaymentRow = z.object({
  id: outsideId("payment"),
  reference: z.string(),
  state: PaymentState,
  cents: Cents,
  gateway: z.string(),
  payer: z.string(),
  creditor: z.string(),
  createdAt: Instant,
  closedAt: Instant.nullable(),
  alert: z.string().nullable(),
  unapplied: z.boolean(),
  /** What went back of it. */
  reversedCents: Cents,
});
/** A payment as staff see it. */
export const PaymentRecord = Payment.extend({
  reversals: z.array(
    Reversal.extend({
      reason: z.string(),
      by: z.string().nullable().meta({ description: "Staff who recorded it" }),
    }),
  ),
  /** What can still go back of it. */
  reversibleCents: Cents,
  can: z.object({ resume: z.boolean(), cancel: z.boolean(), ask: z.boolean(), reverse: z.boolean() }),
  gateway: z.string(),
  payer: z.object({ user: outsideId("user"), name: z.string(), email: z.string().nullable() }),
  providerReference: z.string().nullable(),
  lastCode: z.string().nullable(),
  alert: z.string().nullable(),
  timeline: z.array(
    z.object({ at: Instant, name: z.string(), actor: z.string(), data: z.record(z.string(), z.unknown()) }),
  ),
});
const creditorParams = z.object({ creditor: idOf("creditor") });
const paymentParams = z.object({ payment: idOf("payment") });

export const paymentRoutes = {
  listPayments: route({
    method: "GET",
    path: "/api/payments",
    who: "user",
    summary: "One's payments, newest first",
    query: PageQuery,
    response: pageOf(Payment),
  }),
  readPayment: route({
    method: "GET",
    path: "/api/payments/:payment",
    who: "user",
    summary: "One payment: what the return page reads until it is settled",
    params: paymentParams,
    response: Payment,
  }),
  resumePayment: route({
    method: "POST",
    path: "/api/payments/:payment/resume",
    who: "user",
    summary: "Go back to the hosted page of an open attempt",
    params: paymentParams,
    response: z.object({ departure: Departure }),
  }),
  cancelPayment: route({
    method: "POST",
    path: "/api/payments/:payment/cancel",
    who: "user",
    summary: "Cancel an open attempt: its entries are free again, unless the provider says that it is paid",
    params: paymentParams,
    response: Payment,
  }),
  readReceipt: route({
    method: "GET",
    path: "/api/payments/:payment/receipt",
    who: "user",
    summary: "The receipt (PDF)",
    params: paymentParams,
    query: z.object({
      language: z.enum(["fr", "en"]).default("fr"),
      download: z.enum(["yes", "no"]).default("no"),
    }),
    response: binary("application/pdf"),
  }),
  notifyByGet: route({
    method: "GET",
    path: "/api/notifications/:creditor/:gateway",
    who: "anyone",
    summary: "Where a payment provider notifies, by GET",
    params: creditorParams.extend({ gateway: z.enum(GATEWAY_NAMES) }),
    response: binary("text/plain"),
    foreign: true,
  }),
  notifyByPost: route({
    method: "POST",
    path: "/api/notifications/:creditor/:gateway",
    who: "anyone",
    summary: "Where a payment provider notifies, by POST",
    params: creditorParams.extend({ gateway: z.enum(GATEWAY_NAMES) }),
    response: binary("text/plain"),
    foreign: true,
  }),
  returnByGet: route({
    method: "GET",
    path: "/api/returns/:payment",
    who: "anyone",
    summary:
      "Where the provider sends the browser back: keeps what it says, settles nothing, leads to the payment's page",
    params: paymentParams,
    response: binary("text/html"),
    foreign: true,
  }),
  returnByPost: route({
    method: "POST",
    path: "/api/returns/:payment",
    who: "anyone",
    summary: "The same, by POST",
    params: paymentParams,
    response: binary("text/html"),
    foreign: true,
  }),
  listOfficePayments: route({
    method: "GET",
    path: "/api/office/payments",
    who: "staff:reader",
    summary: "Payments, newest first; searched by reference or payer",
    query: PageQuery.extend({
      search: line(120).optional(),
      state: PaymentState.optional(),
      creditor: idOf("creditor").optional(),
      alert: z.enum(["yes"]).optional(),
    }),
    response: pageOf(PaymentRow),
  }),
  readOfficePayment: route({
    method: "GET",
    path: "/api/office/payments/:payment",
    who: "staff:reader",
    summary: "One payment with its timeline",
    params: paymentParams,
    response: PaymentRecord,
  }),
  askProvider: route({
    method: "POST",
    path: "/api/office/payments/:payment/ask",
    who: "staff:accountant",
    summary: "Ask the provider for the truth now",
    params: paymentParams,
    response: PaymentRecord,
  }),
  markAlertSeen: route({
    method: "POST",
    path: "/api/office/payments/:payment/alert-seen",
    who: "staff:accountant",
    summary: "The alert of a payment has been dealt with",
    params: paymentParams,
    response: Done,
  }),
};
