import { Readable } from "node:stream";
import type { Context, Outer } from "../../platform/context.ts";
import { outside } from "../../platform/ids.ts";
import { rememberFile } from "../../platform/remember-file.ts";
import { readPaymentForMail, receiptDocument } from "../payments/index.ts";
import { givenOf } from "./payment-words.ts";
import { tellPerson } from "./tell-person.ts";
import { writeMail } from "./write-mail.ts";

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
  if (!payment?.creditor.email) return;
  await writeMail(ctx, {
    kind: "payment_merchant",
    to: payment.creditor.email,
    language: "fr",
    creditorId: payment.creditor.id,
    subject: { kind: "payment", id: paymentId },
    entries: payment.entryIds,
    onceKey: `merchant:${paymentId}`,
    given: givenOf.staff("fr", payment, officePageOf(ctx, paymentId)),
  });
}

/** Tells the creditor's merchant address that money came in that could not be used as ordered (PAY-6). */
export async function tellAlert(ctx: Context, paymentId: string, alert: string): Promise<void> {
  const payment = await readPaymentForMail(ctx, paymentId);
  if (!payment?.creditor.email) return;
  await writeMail(ctx, {
    kind: "payment_alert",
    to: payment.creditor.email,
    language: "fr",
    creditorId: payment.creditor.id,
    subject: { kind: "payment", id: paymentId },
    entries: payment.entryIds,
    onceKey: `alert:${paymentId}:${alert}`,
    given: givenOf.staff("fr", { ...payment, alert }, officePageOf(ctx, paymentId)),
  });
}

const officePageOf = (ctx: Context, id: string) =>
  `${ctx.baseUrl}/bureau/paiements/${outside("payment", id)}`;
