import type { Departure } from "../../gateways/payment-gateway.ts";
import type { Context } from "../../platform/context.ts";
import { found, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { maySeeAsPayer } from "./access.ts";
import { refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { lockPayment } from "./sql/payments.ts";

const refuse = refuser(refusals);

/** Back to the hosted page of an open attempt: the same departure, so the provider sees one and the same order. */
export async function resumePayment(ctx: Context, paymentId: string): Promise<{ departure: Departure }> {
  const payment = found(await lockPayment(ctx, paymentId));
  if (!maySeeAsPayer(ctx.actor, payment)) found(null);
  if (payment.state !== "waiting" || !payment.departure) return refuse("payment.not_open");
  await recordFact(ctx, { name: facts.resumed, subject: { kind: "payment", id: paymentId } });
  return { departure: payment.departure };
}
