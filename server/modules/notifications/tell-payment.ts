import { Readable } from "node:stream";
import type { Context, Outer } from "../../platform/context.ts";
import { outside } from "../../platform/ids.ts";
import { rememberFile } from "../../platform/remember-file.ts";
import { readPaymentForMail, receiptDocument, type SettledPayment } from "../payments/index.ts";
import { givenOf } from "./payment-words.ts";
import { tellPerson, tellService } from "./tell-person.ts";

/** Sends the payer his receipt (PAY-7), as a PDF. A payer without an address finds it in his space; his phone says it if he wishes. */
export async function tellPayer(outer: Outer, paymentId: string): Promise<void> {
  const made = await outer.transaction(async (ctx) => {
    const payment = await readPaymentForMail(ctx, paymentId);
    if (!payment) return null;
    const document = await receiptDocument(ctx, paymentId, payment.payer.language);
    return { payment, document };
  });
  if (!made) return;
  const { payment, document } = made;
  const file = await outer.services.files.put(outer.organizationId, Readable.from([document.content]));
  await outer.transaction(async (ctx) => {
    await rememberFile(ctx, file, "application/pdf");
    const { userId: id, name, email, language } = payment.payer;
    await tellPerson(ctx, {
      kind: "payment_receipt",
      person: { id, name, email, language },
      creditorId: payment.creditor.id,
      subject: { kind: "payment", id: paymentId },
      entries: payment.entryIds,
      onceKey: `receipt:${paymentId}`,
      attachments: [{ fileName: document.fileName, mediaType: "application/pdf", hash: file.hash }],
      given: givenOf.receipt(language, payment),
      path: `/paiements/${outside("payment", paymentId)}`,
    });
  });
}

/** Tells the creditor's merchant address that money came in (PAY-7). */
export async function tellMerchant(ctx: Context, paymentId: string): Promise<void> {
  const payment = await readPaymentForMail(ctx, paymentId);
  if (payment) await tell(ctx, paymentId, payment, "payment_merchant", `merchant:${paymentId}`);
}

/** Tells the creditor's merchant address that money came in that could not be used as ordered (PAY-6). */
export async function tellAlert(ctx: Context, paymentId: string, alert: string): Promise<void> {
  const payment = await readPaymentForMail(ctx, paymentId);
  if (payment)
    await tell(ctx, paymentId, { ...payment, alert }, "payment_alert", `alert:${paymentId}:${alert}`);
}

/** Only a creditor that has an address of its own is told of each payment. */
async function tell(
  ctx: Context,
  paymentId: string,
  payment: SettledPayment,
  kind: "payment_merchant" | "payment_alert",
  onceKey: string,
): Promise<void> {
  const path = `/bureau/paiements/${outside("payment", paymentId)}`;
  if (!payment.creditor.email) return;
  await tellService(ctx, {
    kind,
    creditorId: payment.creditor.id,
    creditorEmail: payment.creditor.email,
    given: (language) => givenOf.staff(language, payment, `${ctx.baseUrl}${path}`),
    path,
    subject: { kind: "payment", id: paymentId },
    entries: payment.entryIds,
    onceKey,
  });
}
