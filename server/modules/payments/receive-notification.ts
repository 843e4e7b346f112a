import { createHash } from "node:crypto";
import type { ForeignMessage, MessageReading } from "../../gateways/payment-gateway.ts";
import type { GatewayName } from "../../gateways/payment-gateways.ts";
import type { Context, Outer } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { outside } from "../../platform/ids.ts";
import { closeMessage, keepMessage, takeMessage } from "../../platform/inbox.ts";
import { askProvider } from "./ask-provider.ts";
import { gatewayOf } from "./configure-gateway.ts";
import { facts } from "./facts.ts";
import { applyTruth } from "./settle-payment.ts";
import { findByReference, findPayment } from "./sql/payments.ts";

/** Jobs of this module, named where they are enqueued. */
export const HANDLE_MESSAGE = "payments.handle_message";
export const ASK_PROVIDER = "payments.ask_provider";

type KeptMessage = {
  creditorId: string;
  gateway: GatewayName;
  message: ForeignMessage;
  via: "notification" | "return";
};

/**
 * A provider's notification: kept in the inbox with a job, answered at once. No trade decision is taken here; what
 * proves nothing is only noted.
 */
export async function receiveNotification(
  ctx: Context,
  creditorId: string,
  gateway: GatewayName,
  message: ForeignMessage,
) {
  const { reply } = await keep(ctx, { creditorId, gateway, message, via: "notification" });
  return { mediaType: "text/plain", fileName: "ok.txt", inline: true, content: Buffer.from(reply) };
}

/**
 * The browser comes back from the hosted page. What it carries is worth what it proves, no more; the payment's page
 * shows the rest. A return that carries nothing makes us ask.
 */
export async function receiveReturn(
  ctx: Context,
  paymentId: string,
  message: ForeignMessage,
): Promise<{ redirect: string }> {
  const payment = found(await findPayment(ctx, paymentId));
  const { kept } = await keep(ctx, {
    creditorId: payment.creditor_id,
    gateway: payment.gateway,
    message,
    via: "return",
  });
  if (!kept)
    await ctx.services.jobs.enqueue(ctx.db, ASK_PROVIDER, { organizationId: ctx.organizationId, paymentId });
  return { redirect: `${ctx.baseUrl}/paiements/${outside("payment", paymentId)}` };
}

/** @returns whether the message was kept, and what its sender must be answered. */
async function keep(ctx: Context, came: KeptMessage): Promise<{ kept: boolean; reply: string }> {
  const ready = await gatewayOf(ctx, came.creditorId);
  if (ready?.name !== came.gateway) return { kept: false, reply: "OK" };
  const arrival = { receivedAt: ctx.clock().toISOString(), ...(ctx.ip !== null && { sender: ctx.ip }) };
  const kept = { ...came, message: { ...came.message, ...arrival } };
  const reading = ready.gateway.read(ready.config, kept.message);
  const reply = ready.gateway.reply?.(ready.config, kept.message) ?? "OK";
  if (reading.kind === "ignored") return { kept: false, reply };
  if (reading.kind === "refused") {
    if (kept.via === "notification") await noteRefused(ctx, kept, reading.reason);
    return { kept: false, reply };
  }
  const inboxId = await keepMessage(
    ctx,
    { source: kept.gateway, foreignId: `${kept.creditorId}:${reading.key}`, payload: kept },
    HANDLE_MESSAGE,
  );
  const paymentId = await paymentOf(ctx, kept, reading);
  if (paymentId)
    await recordFact(ctx, {
      name: facts.messageReceived,
      subject: { kind: "payment", id: paymentId },
      data: { via: kept.via, inboxId },
    });
  return { kept: true, reply };
}

async function noteRefused(ctx: Context, kept: KeptMessage, reason: string): Promise<void> {
  const digest = createHash("sha256")
    .update(`${kept.message.rawQuery}\n${kept.message.rawBody}`)
    .digest("hex")
    .slice(0, 16);
  await recordFact(ctx, {
    name: facts.messageRefused,
    subject: { kind: "creditor", id: kept.creditorId },
    data: { gateway: kept.gateway, reason, digest },
  });
}

type Naming = Extract<MessageReading, { kind: "truth" | "ask" }>;

const paymentOf = (ctx: Context, kept: KeptMessage, reading: Naming) =>
  findByReference(
    ctx,
    kept.creditorId,
    kept.gateway,
    reading.kind === "truth" || reading.reference !== undefined
      ? { reference: reading.reference }
      : { providerReference: reading.providerReference },
  );

/** The job behind the inbox: reads the message again, asks the provider where a message proves nothing, applies. */
export async function handleMessage(outer: Outer, inboxId: string): Promise<void> {
  const work = await outer.transaction(async (ctx) => {
    const taken = await takeMessage(ctx, inboxId);
    if (!taken) return null;
    const kept = taken.payload as KeptMessage;
    const ready = await gatewayOf(ctx, kept.creditorId);
    const reading = ready?.gateway.read(ready.config, kept.message);
    if (!reading || reading.kind === "refused" || reading.kind === "ignored")
      return closeMessage(ctx, inboxId, "refused").then(() => null);
    const paymentId = await paymentOf(ctx, kept, reading);
    if (!paymentId) return closeMessage(ctx, inboxId, "unknown payment").then(() => null);
    if (reading.kind === "ask") return paymentId;
    await applyTruth(ctx, paymentId, reading.truth);
    return closeMessage(ctx, inboxId, reading.truth.state).then(() => null);
  });
  if (!work) return;
  await askProvider(outer, work);
  await outer.transaction((ctx) => closeMessage(ctx, inboxId, "asked"));
}
