/** Refunds and charge-backs (PAY-11): routes and shapes. */
import { z } from "zod";
import { idOf } from "../../platform/ids.ts";
import { route } from "../../platform/route.ts";
import { Cents, Day, line } from "../../platform/shapes.ts";
import { PaymentRecord, ReversalKind } from "./payment-contract.ts";

export const reversalRoutes = {
  recordReversal: route({
    method: "POST",
    path: "/api/office/payments/:payment/reversals",
    who: "staff:accountant",
    summary:
      "Record by hand that money of a payment went back: refunded by the creditor, or taken back by the payer's bank",
    params: z.object({ payment: idOf("payment") }),
    body: z.object({
      kind: ReversalKind,
      cents: Cents.min(1),
      on: Day,
      reason: line(200).min(1),
    }),
    response: PaymentRecord,
    idempotent: true,
  }),
};
