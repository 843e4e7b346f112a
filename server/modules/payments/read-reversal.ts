import type { Context } from "../../platform/context.ts";
import { readPaymentForMail, type SettledPayment } from "./make-receipt.ts";
import { findReversal, type ReversalKind } from "./sql/reversals.ts";

/** What mails say of money that went back. */
export type ReversalForMail = {
  kind: ReversalKind;
  cents: number;
  /** The day that it happened, in Paris. */
  on: string;
  reason: string;
  payment: SettledPayment;
};

/** A refund or a charge-back in full, whoever asks: the caller has decided. Null when there is none by this id. */
export async function reversalForMail(ctx: Context, reversalId: string): Promise<ReversalForMail | null> {
  const row = await findReversal(ctx, reversalId);
  const payment = row && (await readPaymentForMail(ctx, row.payment_id));
  if (!row || !payment) return null;
  return { kind: row.kind, cents: row.cents, on: row.reversed_on, reason: row.reason, payment };
}
