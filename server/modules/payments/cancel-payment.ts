import type { Outer } from "../../platform/context.ts";
import { found, refuser } from "../../platform/errors.ts";
import { maySeeAsPayer } from "./access.ts";
import { askProvider, giveUpAtProvider } from "./ask-provider.ts";
import { refusals } from "./contract.ts";
import { readPayment } from "./read-payment.ts";
import { isOpen } from "./rules.ts";
import { closeUnpaid } from "./settle-payment.ts";
import { findPayment, lockPayment } from "./sql/payments.ts";

const refuse = refuser(refusals);

/**
 * The customer gives up an open attempt (PAY-5): its entries are free again. The provider is asked first, so that a
 * payment already accepted is settled instead; then it is told to take no money, where it can be, and asked once more when that
 * is refused, for it may have taken the money at that moment. If it does not answer,
 * the attempt is cancelled all the same, and a payment accepted afterwards becomes a visible credit (PAY-6).
 */
export async function cancelPayment(outer: Outer, paymentId: string) {
  await outer.transaction(async (ctx) => {
    const payment = found(await findPayment(ctx, paymentId));
    if (!maySeeAsPayer(ctx.actor, payment)) found(null);
    if (!isOpen(payment.state)) refuse("payment.not_open");
  });
  await askProvider(outer, paymentId).catch((error: unknown) =>
    outer.services.log.warn({ err: error }, "cancelling without the provider's word"),
  );
  await giveUpAtProvider(outer, paymentId)
    .catch(() => askProvider(outer, paymentId))
    .catch((error: unknown) =>
      outer.services.log.warn({ err: error }, "cancelled here, perhaps still payable at the provider"),
    );
  return outer.transaction(async (ctx) => {
    const payment = found(await lockPayment(ctx, paymentId));
    if (isOpen(payment.state)) await closeUnpaid(ctx, payment, "cancelled", "customer");
    return readPayment(ctx, paymentId);
  });
}
