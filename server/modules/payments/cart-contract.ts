/** Carts: routes and shapes. */
import { z } from "zod";
import { GATEWAY_NAMES } from "../../gateways/payment-gateways.ts";
import { idOf, outsideId } from "../../platform/ids.ts";
import { route } from "../../platform/route.ts";
import { Cents, Day } from "../../platform/shapes.ts";

const creditorParams = z.object({ creditor: idOf("creditor") });

const Piece = z.object({
  entry: outsideId("entry"),
  account: outsideId("account"),
  accountLabel: z.string(),
  date: Day,
  dueOn: Day.nullable(),
  label: z.string(),
  piece: z.string(),
  cents: Cents,
  /** What of it is paid: all of it, unless the payer chose an amount. */
  payCents: Cents,
  /** VAT in what is paid of it. */
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
      reason: z.enum(["settled", "paying", "collecting", "disputed", "declared", "held"]),
    }),
  ),
  /** Of what is paid; null when the VAT of a piece is not known. */
  netCents: Cents.nullable(),
  vatCents: Cents.nullable(),
  /** What the pieces are worth together, credit notes deducted. */
  totalCents: Cents,
  /** What will be paid: the total, or the amount that the payer chose. */
  payCents: Cents,
  /** Bounds of the amount that the payer may choose; null when only the total can be paid (PAY-2). */
  partial: z.object({ minimumCents: Cents, maximumCents: Cents }).nullable(),
  means: z.array(z.enum(["card", "direct_debit"])),
  gateway: z.enum(GATEWAY_NAMES).nullable(),
  email: z.string().nullable(),
  /** `transfer`: the organization takes transfers, the creditor has an account (PAY-9). */
  can: z.object({ pay: z.boolean(), transfer: z.boolean() }),
  /** Why it cannot be paid: a refusal code, null when it can. */
  why: z.string().nullable(),
});
export type Cart = z.output<typeof Cart>;

export const Departure = z.object({
  method: z.enum(["GET", "POST"]),
  url: z.string(),
  fields: z.record(z.string(), z.string()),
});

export const cartRoutes = {
  readCart: route({
    method: "GET",
    path: "/api/carts/:creditor",
    who: "user",
    summary:
      "The cart with one creditor; with an amount, how it would be spread over the pieces, oldest due first",
    params: creditorParams,
    query: z.object({ amount: z.coerce.number().int().min(1).max(100_000_000_000).optional() }),
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
    body: z.object({
      /** The total that the payer saw. */
      expectedCents: Cents,
      /** The pieces that the payer saw, in any order; null asks nothing of them. */
      entries: z.array(idOf("entry")).max(1000).nullable().default(null),
      /** A part of it, spread over the oldest due pieces; null for the total. */
      amountCents: Cents.min(1).nullable().default(null),
      email: z.email().max(80).nullable().default(null),
    }),
    response: z.object({ payment: outsideId("payment"), departure: Departure }),
    idempotent: true,
  }),
};
