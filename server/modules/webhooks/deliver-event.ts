import type { Context, Outer } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { publicFetch } from "../../platform/public-fetch.ts";
import { enqueueDelivery } from "./announce-fact.ts";
import { facts } from "./facts.ts";
import { openSecrets } from "./manage-webhooks.ts";
import { type EventName, nextTryAfter, payloadOf, signatureOf } from "./rules.ts";
import {
  answeredSince,
  failWaiting,
  findDelivery,
  findFact,
  lockWebhook,
  selectWebhooks,
  updateDelivery,
  updateWebhookRow,
  type WebhookRow,
} from "./sql.ts";

const TIMEOUT_MS = 10_000;
const ANSWER_BYTES = 65_536;
const GONE = 410;

export type Outcome = { status: number | null; error: string | null };
const isWell = ({ status }: Outcome): boolean => status !== null && status >= 200 && status < 300;

/**
 * Tells one event to one webhook and keeps what came of it. Delivery is at least once: a receiver knows an event again
 * by its id. Nothing is held while the address answers.
 */
export async function deliverEvent(outer: Outer, deliveryId: string): Promise<void> {
  const work = await outer.transaction((ctx) => load(ctx, deliveryId));
  if (!work) return;
  const outcome = await post(outer, work.webhook, JSON.stringify(work.payload), {
    "quitus-delivery": deliveryId,
    "quitus-event": work.payload.id,
  });
  await outer.transaction((ctx) => keepOutcome(ctx, deliveryId, outcome));
}

async function load(ctx: Context, deliveryId: string) {
  const delivery = await findDelivery(ctx, deliveryId);
  if (!delivery || delivery.state !== "waiting") return null;
  const [webhook] = await selectWebhooks(ctx, delivery.webhook_id);
  const fact = await findFact(ctx, delivery.fact_id);
  if (!webhook?.enabled || !fact) return null;
  return { webhook, payload: payloadOf(delivery.event as EventName, fact) };
}

/** Sends a `ping` now: the same way out, the same signature, nothing kept. @throws Refusal `not_found`. */
export async function testWebhook(outer: Outer, id: string) {
  const webhook = await outer.transaction(async (ctx) => found((await selectWebhooks(ctx, id))[0]));
  const body = JSON.stringify({ id: "evt_ping", type: "ping", at: outer.clock().toISOString(), data: {} });
  const outcome = await post(outer, webhook, body, { "quitus-event": "evt_ping" });
  return { delivered: isWell(outcome), ...outcome };
}

async function post(
  outer: Outer,
  webhook: WebhookRow,
  body: string,
  headers: Record<string, string>,
): Promise<Outcome> {
  try {
    const answer = await publicFetch(webhook.url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "content-length": String(Buffer.byteLength(body)),
        "user-agent": "Quitus",
        "quitus-signature": signatureOf(body, openSecrets(outer, webhook.secrets), outer.clock()),
        ...headers,
      },
      body,
      timeoutMs: TIMEOUT_MS,
      maxBytes: ANSWER_BYTES,
      trustedHosts: outer.services.config.OUTBOUND_HOSTS,
    });
    return { status: answer.status, error: null };
  } catch (error) {
    return { status: null, error: (error as Error).message.slice(0, 300) };
  }
}

async function keepOutcome(ctx: Context, deliveryId: string, outcome: Outcome): Promise<void> {
  const delivery = await findDelivery(ctx, deliveryId, true);
  if (!delivery || delivery.state !== "waiting") return;
  const tries = delivery.tries + 1;
  const told = { tries, last_status: outcome.status, last_error: outcome.error };
  if (isWell(outcome)) {
    await updateDelivery(ctx, deliveryId, {
      ...told,
      state: "delivered",
      next_try_at: null,
      delivered_at: ctx.clock(),
    });
    return;
  }
  const wait = outcome.status === GONE ? null : nextTryAfter(tries);
  if (wait === null) {
    await updateDelivery(ctx, deliveryId, { ...told, state: "failed", next_try_at: null });
    const silent = !(await answeredSince(ctx, delivery.webhook_id, delivery.created_at));
    if (outcome.status === GONE) await switchOff(ctx, delivery.webhook_id, "gone");
    else if (silent) await switchOff(ctx, delivery.webhook_id, "failing");
    return;
  }
  const next = new Date(ctx.clock().getTime() + wait * 1000);
  await updateDelivery(ctx, deliveryId, { ...told, next_try_at: next });
  await enqueueDelivery(ctx, delivery, wait);
}

/** An address that answered nothing well while one event was tried ten times is left alone, and staff are told. */
async function switchOff(ctx: Context, id: string, reason: "gone" | "failing"): Promise<void> {
  const webhook = await lockWebhook(ctx, id);
  if (!webhook?.enabled) return;
  await updateWebhookRow(ctx, id, { enabled: false, disabled_for: reason });
  await failWaiting(ctx, id);
  await recordFact(ctx, { name: facts.disabled, subject: { kind: "webhook", id }, data: { reason } });
}
