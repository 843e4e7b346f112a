import type { Context } from "../../platform/context.ts";
import { encodeCursor } from "../../platform/database/pool.ts";
import { found } from "../../platform/errors.ts";
import { outside } from "../../platform/ids.ts";
import type { Delivery } from "./contract.ts";
import { type EventName, KEPT_DAYS } from "./rules.ts";
import { type DeliveryRow, deleteOldDeliveries, deliveriesPage, selectWebhooks } from "./sql.ts";

export const showDelivery = (row: DeliveryRow): Delivery => ({
  id: outside("delivery", row.id),
  event: row.event as EventName,
  eventId: `evt_${row.fact_id.replaceAll("-", "")}`,
  replay: row.replay,
  state: row.state,
  tries: row.tries,
  nextTryAt: row.next_try_at?.toISOString() ?? null,
  lastStatus: row.last_status,
  lastError: row.last_error,
  createdAt: row.created_at.toISOString(),
  deliveredAt: row.delivered_at?.toISOString() ?? null,
});

/** What was told to a webhook, newest first. @throws Refusal `not_found`. */
export async function listDeliveries(
  ctx: Context,
  id: string,
  query: { state?: string | undefined; cursor?: string | undefined; limit: number },
) {
  found((await selectWebhooks(ctx, id))[0]);
  const { rows } = await deliveriesPage(ctx, id, query).execute(ctx.db);
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(showDelivery),
    next: rows.length > query.limit && last ? encodeCursor([last.created_at.toISOString(), last.id]) : null,
  };
}

/** Forgets deliveries that are over and older than what is kept. */
export async function forgetDeliveries(ctx: Context): Promise<void> {
  await deleteOldDeliveries(ctx, new Date(ctx.clock().getTime() - KEPT_DAYS * 86_400_000));
}
