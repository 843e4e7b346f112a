import type { Context } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import { eventOfFact } from "./rules.ts";
import { insertDeliveries, selectListeners } from "./sql.ts";

export const DELIVER_JOB = "webhooks.deliver";

/** Writes down, once, what each webhook that wants it is to be told of a fact; a job each tells it (API-5). */
export async function announceFact(ctx: Context, fact: { factId: string; fact: string }): Promise<void> {
  const event = eventOfFact(fact.fact);
  if (!event) return;
  const listeners = await selectListeners(ctx, event);
  const deliveries = listeners.map(({ id }) => ({
    id: newId(ctx.clock().getTime()),
    webhook_id: id,
    fact_id: fact.factId,
    event,
    replay: false,
  }));
  await enqueueDeliveries(ctx, await insertDeliveries(ctx, deliveries));
}

/** One job per delivery, all in one statement: a slow address keeps nobody else waiting. */
export const enqueueDeliveries = (ctx: Context, ids: readonly string[]): Promise<void> =>
  ctx.services.jobs.enqueueAll(
    ctx.db,
    DELIVER_JOB,
    ids.map((deliveryId) => ({ organizationId: ctx.organizationId, deliveryId })),
  );

export const enqueueDelivery = (ctx: Context, deliveryId: string, afterSeconds: number): Promise<void> =>
  ctx.services.jobs.enqueue(
    ctx.db,
    DELIVER_JOB,
    { organizationId: ctx.organizationId, deliveryId },
    { afterSeconds },
  );
