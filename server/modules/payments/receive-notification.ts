import { createHash } from "node:crypto";
import type { ForeignMessage, MessageReading } from "../../gateways/payment-gateway.ts";
import type { GatewayName } from "../../gateways/payment-gateways.ts";
import type { Context, Outer } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { outside } from "../../platform/ids.ts";
import { closeMessage, keepMessage, takeMessage } from "../../platform/inbox.ts";
import { isWithin } from "../../platform/throttle.ts";
import { askProvider } from "./ask-provider.ts";
import { gatewaysOf, speaksOf } from "./configure-gateway.ts";
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
    await ctx.services.jobs.enqueue(
      ctx.db,
      ASK_PROVIDER,
      { organizationId: ctx.organizationId, paymentId },
      { onlyOnce: paymentId },
    );
  return { redirect: `${ctx.baseUrl}/paiements/${outside("payment", paymentId)}` };
}

/** @returns whether the message was kept, and what its sender must be answered. */
async function keep(ctx: Context, came: KeptMessage): Promise<{ kept: boolean; reply: string }> {
  const arrival = { receivedAt: ctx.clock().toISOString(), ...(ctx.ip !== null && { sender: ctx.ip }) };
  const kept = { ...came, message: { ...came.message, ...arrival } };
  const proved = await prove(ctx, kept);
  if (!proved) return { kept: false, reply: "OK" };
  const { reading, reply, payment } = proved;
  if (reading.kind === "ignored") return { kept: false, reply };
  if (reading.kind === "refused") {
    if (kept.via === "notification") await noteRefused(ctx, kept, reading.reason);
    return { kept: false, reply };
  }
  // A word that proves nothing about an attempt that is not ours would only fill the inbox: anybody may send it.
  if (reading.kind === "ask" && !payment) return { kept: false, reply };
  const inboxId = await keepMessage(
    ctx,
    { source: kept.gateway, foreignId: `${kept.creditorId}:${reading.key}`, payload: kept },
    HANDLE_MESSAGE,
  );
  if (payment)
    await recordFact(ctx, {
      name: facts.messageReceived,
      subject: { kind: "payment", id: payment.id },
      data: { via: kept.via, inboxId },
    });
  return { kept: true, reply };
}

type Proved = { reading: MessageReading; reply: string; payment?: { id: string } | undefined };

/**
 * What a message is worth: by the settings of today, else by those that were replaced lately, which prove only what is said
 * of an attempt of before. Null when the creditor is not paid by this provider.
 */
async function prove(ctx: Context, { creditorId, gateway, message }: KeptMessage): Promise<Proved | null> {
  let worthless: Proved | null = null;
  for (const ready of await gatewaysOf(ctx, creditorId, gateway)) {
    const reading = ready.gateway.read(ready.config, message);
    const reply = ready.gateway.reply?.(ready.config, message) ?? "OK";
    if (reading.kind === "ignored") return { reading, reply };
    if (reading.kind !== "refused") {
      const payment = await paymentOf(ctx, { creditorId, gateway }, reading);
      if (payment ? speaksOf(ready, payment) : ready.until === null) return { reading, reply, payment };
    }
    worthless ??= {
      reading: reading.kind === "refused" ? reading : { kind: "refused", reason: "by former settings only" },
      reply,
    };
  }
  return worthless;
}

/** Told to staff, the first ones of an hour: anybody may send what proves nothing, and facts are kept for ever. */
async function noteRefused(ctx: Context, kept: KeptMessage, reason: string): Promise<void> {
  if (!(await isWithin(ctx, { key: `refused-messages:${kept.creditorId}`, most: 30, seconds: 3600 }))) return;
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

const paymentOf = (ctx: Context, kept: Pick<KeptMessage, "creditorId" | "gateway">, reading: Naming) =>
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
    const proved = await prove(ctx, kept);
    if (!proved || proved.reading.kind === "refused" || proved.reading.kind === "ignored")
      return closeMessage(ctx, inboxId, "refused").then(() => null);
    const { reading, payment } = proved;
    if (!payment) return closeMessage(ctx, inboxId, "unknown payment").then(() => null);
    if (reading.kind === "ask") return { paymentId: payment.id, arrivals: taken.arrivals };
    await applyTruth(ctx, payment.id, reading.truth);
    return closeMessage(ctx, inboxId, reading.truth.state).then(() => null);
  });
  if (!work) return;
  await askProvider(outer, work.paymentId);
  await outer.transaction((ctx) => closeMessage(ctx, inboxId, "asked", work.arrivals));
}
