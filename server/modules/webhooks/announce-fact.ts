import type { Context } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import type { JobData } from "../../platform/jobs.ts";
import { eventOfFact } from "./rules.ts";
import { insertDeliveries, selectListeners } from "./sql.ts";

export const DELIVER_JOB = "webhooks.deliver";
export type DeliveryJob = JobData & { deliveryId: string; webhookId: string };

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

type Delivery = { id: string; webhook_id: string };
const jobOf = (ctx: Context, { id, webhook_id }: Delivery): DeliveryJob => ({
  organizationId: ctx.organizationId,
  deliveryId: id,
  webhookId: webhook_id,
});

/** One job per delivery, all in one statement, in the group of its webhook: a slow address keeps nobody else waiting. */
export const enqueueDeliveries = (ctx: Context, deliveries: readonly Delivery[]): Promise<void> =>
  ctx.services.jobs.enqueueAll(
    ctx.db,
    DELIVER_JOB,
    deliveries.map((one) => jobOf(ctx, one)),
    ({ webhookId }) => webhookId,
  );

/** Tries a delivery again, later. */
export const enqueueDelivery = (ctx: Context, delivery: Delivery, afterSeconds: number): Promise<void> =>
  ctx.services.jobs.enqueue(ctx.db, DELIVER_JOB, jobOf(ctx, delivery), {
    afterSeconds,
    group: delivery.webhook_id,
  });
