import type { SmsGatewayName } from "../../gateways/sms/gateways.ts";
import type { Delivery } from "../../gateways/sms/sms-gateway.ts";
import type { Context, Outer } from "../../platform/context.ts";
import type { Http } from "../../platform/doors.ts";
import { found } from "../../platform/errors.ts";
import { outside } from "../../platform/ids.ts";
import { closeMessage, keepMessage, takeMessage } from "../../platform/inbox.ts";
import type { JobData } from "../../platform/jobs.ts";
import { sameText } from "../../platform/secrets.ts";
import { openTextGateway } from "./configure-texts.ts";
import { receiptProof } from "./rules.ts";
import { saveDelivery, silentTexts } from "./sql/texts.ts";

export const RECEIPT_JOB = "notifications.text-receipt";

/** Keeps what a provider says of a text. Its address carries a proof that only the provider was given. */
export async function receiveReceipt(
  ctx: Context,
  given: { gateway: SmsGatewayName; text: string; proof: string },
  body: unknown,
  http: Http,
) {
  if (!sameText(given.proof, receiptProof(ctx.services.config.QUITUS_SECRET, given.text))) found(null);
  const ready = await openTextGateway(ctx);
  if (ready?.name !== given.gateway) return { done: true as const };
  const receipt = ready.gateway.receive(ready.config, {
    url: `${ctx.baseUrl}/api/text-receipts/${given.gateway}/${outside("text", given.text)}/${given.proof}`,
    body: typeof body === "string" ? body : JSON.stringify(body),
    header: (name) => http.header(name) ?? undefined,
  });
  if (!receipt) found(null);
  else {
    const payload = { textId: given.text, delivery: receipt.delivery };
    const foreignId = `${receipt.reference}:${receipt.delivery.state}`;
    await keepMessage(ctx, { source: `sms:${given.gateway}`, foreignId, payload }, RECEIPT_JOB);
  }
  return { done: true as const };
}

/** Notes what became of a text. */
export async function readKeptReceipt(
  ctx: Context,
  { inboxId }: JobData & { inboxId: string },
): Promise<void> {
  const message = await takeMessage(ctx, inboxId);
  if (!message) return;
  const { textId, delivery } = message.payload as { textId: string; delivery: Delivery };
  await note(ctx, textId, delivery);
  await closeMessage(ctx, inboxId, delivery.state);
}

async function note(ctx: Context, id: string, { state, reason }: Delivery): Promise<void> {
  if (state !== "sent") await saveDelivery(ctx, { id }, { state, reason });
}

const MINUTE = 60_000;

/** Asks the provider about texts of which nothing was heard for ten minutes, for two days. */
export async function askAboutTexts(outer: Outer): Promise<void> {
  const now = outer.clock().getTime();
  const { ready, texts } = await outer.transaction(async (ctx) => ({
    ready: await openTextGateway(ctx),
    texts: await silentTexts(ctx, new Date(now - 10 * MINUTE), new Date(now - 2880 * MINUTE)),
  }));
  if (!ready) return;
  for (const text of texts) {
    if (text.gateway !== ready.name || !text.reference) continue;
    const world = { fetch: outer.services.fetch, now: outer.clock };
    const delivery = await ready.gateway.ask(ready.config, text.reference, world).catch((error: Error) => {
      outer.services.log.warn({ err: error, textId: text.id }, "the SMS provider could not be asked");
      return null;
    });
    if (delivery) await outer.transaction((ctx) => note(ctx, text.id, delivery));
  }
}
