import { z } from "zod";
import { GATEWAY_NAMES } from "../../gateways/payment-gateways.ts";
import type { Refusals } from "../../platform/errors.ts";
import { idOf, outsideId } from "../../platform/ids.ts";
import { binary, route } from "../../platform/route.ts";
import { Cents, Day, Done, Instant, line, PageQuery, pageOf } from "../../platform/shapes.ts";

export const PaymentState = z.enum([
  "starting",
  "waiting",
  "paid",
  "denied",
  "cancelled",
  "expired",
  "failed",
]);
const Piece = z.object({
  entry: outsideId("entry"),
  account: outsideId("account"),
  accountLabel: z.string(),
  date: Day,
  dueOn: Day.nullable(),
  label: z.string(),
  piece: z.string(),
  cents: Cents,
  vatCents: Cents.nullable(),
});

/** The cart of a user with one creditor (PAY-2, PAY-3). */
export const Cart = z.object({
  creditor: z.object({
    id: outsideId("creditor"),
    name: z.string(),
    legalName: z.string(),
    address: z.array(z.string()),
    siret: z.string(),
    maskedIban: z.string(),
    ics: z.string(),
  }),
  pieces: z.array(Piece),
  /** Entries that were in the cart and can no longer be paid, with the reason. */
  dropped: z.array(
    z.object({
      entry: outsideId("entry"),
      label: z.string(),
      reason: z.enum(["settled", "paying", "disputed", "held"]),
    }),
  ),
  /** Null when no piece carries its VAT. */
  netCents: Cents.nullable(),
  vatCents: Cents.nullable(),
  totalCents: Cents,
  means: z.array(z.enum(["card", "direct_debit"])),
  gateway: z.enum(GATEWAY_NAMES).nullable(),
  email: z.string().nullable(),
  can: z.object({ pay: z.boolean() }),
  /** Why it cannot be paid: a refusal code, null when it can. */
  why: z.string().nullable(),
});
export type Cart = z.output<typeof Cart>;

export const Departure = z.object({
  method: z.enum(["GET", "POST"]),
  url: z.string(),
  fields: z.record(z.string(), z.string()),
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
    z.object({ entry: outsideId("entry"), date: Day, label: z.string(), piece: z.string(), cents: Cents }),
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
    })
    .nullable(),
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
});
const PaymentRecord = Payment.extend({
  gateway: z.string(),
  payer: z.object({ user: outsideId("user"), name: z.string(), email: z.string().nullable() }),
  providerReference: z.string().nullable(),
  lastCode: z.string().nullable(),
  alert: z.string().nullable(),
  timeline: z.array(
    z.object({ at: Instant, name: z.string(), actor: z.string(), data: z.record(z.string(), z.unknown()) }),
  ),
});
const Setting = z.object({
  creditor: outsideId("creditor"),
  gateway: z.enum(GATEWAY_NAMES).nullable(),
  enabled: z.boolean(),
  /** Secrets never come back: a secret that is set reads "••••". */
  configuration: z.record(z.string(), z.unknown()),
  notificationUrl: z
    .string()
    .meta({ description: "To be declared in the provider's back office when the provider asks for it" }),
  updatedAt: Instant.nullable(),
});
const creditorParams = z.object({ creditor: idOf("creditor") });
const paymentParams = z.object({ payment: idOf("payment") });

export const contract = {
  readCart: route({
    method: "GET",
    path: "/api/carts/:creditor",
    who: "user",
    summary: "The cart with one creditor",
    params: creditorParams,
    response: Cart,
  }),
  addToCart: route({
    method: "POST",
    path: "/api/carts/:creditor/entries",
    who: "user",
    summary: "Put entries in the cart; entries that cannot be paid are refused with the reason",
    params: creditorParams,
    body: z.object({ entries: z.array(idOf("entry")).min(1).max(500) }),
    response: Cart,
  }),
  removeFromCart: route({
    method: "DELETE",
    path: "/api/carts/:creditor/entries/:entry",
    who: "user",
    summary: "Take an entry out of the cart",
    params: creditorParams.extend({ entry: idOf("entry") }),
    response: Cart,
  }),
  emptyCart: route({
    method: "DELETE",
    path: "/api/carts/:creditor/entries",
    who: "user",
    summary: "Empty the cart",
    params: creditorParams,
    response: Cart,
  }),
  startPayment: route({
    method: "POST",
    path: "/api/carts/:creditor/payment",
    who: "user",
    summary: "Freeze the cart, hold its entries, open the attempt at the provider",
    params: creditorParams,
    body: z.object({ expectedCents: Cents, email: z.email().max(80).nullable().default(null) }),
    response: z.object({ payment: outsideId("payment"), departure: Departure }),
    idempotent: true,
  }),
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
  readPaymentSettings: route({
    method: "GET",
    path: "/api/office/creditors/:creditor/payment-settings",
    who: "staff:manager",
    summary: "How a creditor is paid on line",
    params: creditorParams,
    response: Setting,
  }),
  updatePaymentSettings: route({
    method: "PUT",
    path: "/api/office/creditors/:creditor/payment-settings",
    who: "staff:administrator",
    summary: 'Change it; a secret sent as "••••" is kept',
    params: creditorParams,
    body: z.object({
      gateway: z.enum(GATEWAY_NAMES),
      enabled: z.boolean(),
      configuration: z.record(z.string(), z.unknown()),
    }),
    response: Setting,
  }),
  testPaymentSettings: route({
    method: "POST",
    path: "/api/office/creditors/:creditor/payment-settings/test",
    who: "staff:administrator",
    summary: "Check the settings against the provider",
    params: creditorParams,
    response: z.object({ outcome: z.enum(["answered", "unasked", "failed"]), detail: z.string() }),
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

export const refusals = {
  "cart.entry_not_payable": {
    status: 409,
    fr: "« {label} » ne peut pas être réglée maintenant.",
    en: "“{label}” cannot be paid now.",
  },
  "cart.one_at_a_time": {
    status: 409,
    fr: "Réglez une pièce à la fois : retirez d’abord celle qui est dans votre règlement.",
    en: "Pay one item at a time: first remove the one in your cart.",
  },
  "cart.empty": { status: 409, fr: "Votre règlement est vide.", en: "Your cart is empty." },
  "cart.total_not_positive": {
    status: 409,
    fr: "Le total est nul ou négatif : il n’y a rien à régler.",
    en: "The total is zero or negative: there is nothing to pay.",
  },
  "cart.changed": {
    status: 409,
    fr: "Le montant a changé depuis l’affichage. Vérifiez le nouveau total.",
    en: "The amount has changed since it was shown. Check the new total.",
  },
  "cart.not_started_online": {
    status: 409,
    fr: "Ce créancier n’est pas encore payable en ligne.",
    en: "This creditor cannot be paid on line yet.",
  },
  "cart.email_needed": {
    status: 409,
    fr: "Une adresse électronique est nécessaire pour payer en ligne.",
    en: "An e-mail address is needed to pay on line.",
  },
  "cart.below_minimum": {
    status: 409,
    fr: "Le montant est inférieur au minimum accepté par le service de paiement (1 €).",
    en: "The amount is below the minimum that the payment service accepts (€1).",
  },
  "payment.entries_held": {
    status: 409,
    fr: "Un paiement est déjà en cours pour une de ces pièces.",
    en: "A payment is already under way for one of these items.",
  },
  "payment.not_open": {
    status: 409,
    fr: "Ce paiement n’est plus en cours.",
    en: "This payment is no longer open.",
  },
  "payment.provider_refused": {
    status: 502,
    fr: "Le service de paiement a refusé la demande. Rien n’a été débité ; le service concerné est prévenu.",
    en: "The payment service refused the request. Nothing was charged; the office has been told.",
  },
  "payment.provider_down": {
    status: 502,
    fr: "Le service de paiement ne répond pas. Rien n’a été débité ; réessayez dans quelques minutes.",
    en: "The payment service does not answer. Nothing was charged; try again in a few minutes.",
  },
  "payment.no_receipt": {
    status: 404,
    fr: "Il n’y a pas de reçu pour ce paiement.",
    en: "There is no receipt for this payment.",
  },
  "payment_settings.invalid": {
    status: 422,
    fr: "Réglages de paiement incorrects : {fields}.",
    en: "Payment settings are wrong: {fields}.",
  },
  "payment_settings.missing": {
    status: 409,
    fr: "Ce créancier n’a pas encore de réglages de paiement.",
    en: "This creditor has no payment settings yet.",
  },
} satisfies Refusals;
