import type { Context } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { done } from "../../platform/shapes.ts";
import { maySeeAsStaff } from "./access.ts";
import { facts } from "./facts.ts";
import { lockPayment, updatePayment } from "./sql/payments.ts";

/** Staff dealt with the alert of a payment. Twice is once. */
export async function markAlertSeen(ctx: Context, paymentId: string) {
  const payment = found(await lockPayment(ctx, paymentId));
  if (!maySeeAsStaff(ctx.actor, payment)) found(null);
  if (payment.alert === null) return done;
  await updatePayment(ctx, paymentId, { alert: null });
  await recordFact(ctx, {
    name: facts.alertSeen,
    subject: { kind: "payment", id: paymentId },
    data: { alert: payment.alert },
  });
  return done;
}
