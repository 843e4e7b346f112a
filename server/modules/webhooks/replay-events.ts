import type { Context } from "../../platform/context.ts";
import { found, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { newId } from "../../platform/ids.ts";
import { enqueueDeliveries } from "./announce-fact.ts";
import { type Delivery, refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { showDelivery } from "./list-deliveries.ts";
import { EVENTS, type EventName, eventOfFact, REPLAYED_AT_MOST } from "./rules.ts";
import { factsSince, findDelivery, insertDeliveries, lockWebhook } from "./sql.ts";

const refuse = refuser(refusals);

async function openWebhook(ctx: Context, id: string) {
  const webhook = found(await lockWebhook(ctx, id));
  return webhook.enabled ? webhook : refuse("webhook.disabled");
}

/** Tells one event again, as a delivery of its own. @throws Refusal `webhook.disabled`, `not_found`. */
export async function replayDelivery(ctx: Context, id: string, deliveryId: string): Promise<Delivery> {
  const webhook = await openWebhook(ctx, id);
  const delivery = found(await findDelivery(ctx, deliveryId));
  found(delivery.webhook_id === webhook.id || null);
  const [made] = await replay(ctx, webhook.id, [
    { factId: delivery.fact_id, event: delivery.event as EventName },
  ]);
  return showDelivery(found(await findDelivery(ctx, made!)));
}

/**
 * Tells again every event of a webhook since an instant, oldest first: after an outage of its receiver, or for one that
 * is new. @returns how many, and whether there are more than one replay takes. @throws Refusal `webhook.disabled`.
 */
export async function replayEvents(ctx: Context, id: string, since: Date) {
  const webhook = await openWebhook(ctx, id);
  const names = webhook.events.map((event) => EVENTS[event as EventName].fact);
  const rows = await factsSince(ctx, names, since, REPLAYED_AT_MOST + 1);
  const told = rows
    .slice(0, REPLAYED_AT_MOST)
    .map((row) => ({ factId: row.id, event: eventOfFact(row.name)! }));
  await replay(ctx, id, told);
  await recordFact(ctx, {
    name: facts.replayed,
    subject: { kind: "webhook", id },
    data: { since: since.toISOString(), count: told.length },
  });
  return { count: told.length, more: rows.length > REPLAYED_AT_MOST };
}

async function replay(
  ctx: Context,
  webhookId: string,
  events: readonly { factId: string; event: EventName }[],
): Promise<string[]> {
  const made = await insertDeliveries(
    ctx,
    events.map(({ factId, event }) => ({
      id: newId(ctx.clock().getTime()),
      webhook_id: webhookId,
      fact_id: factId,
      event,
      replay: true,
    })),
  );
  await enqueueDeliveries(ctx, made);
  return made.map(({ id }) => id);
}
