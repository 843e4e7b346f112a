/** Statements on webhooks and their deliveries, and the facts that they tell. */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import { decodeCursor } from "../../platform/database/pool.ts";
import type { StoredFact } from "./rules.ts";

export type WebhookRow = {
  id: string;
  url: string;
  label: string;
  events: string[];
  secrets: Buffer;
  enabled: boolean;
  disabled_for: "gone" | "failing" | null;
  created_at: Date;
};
export type WebhookFigures = { waiting: number; failed: number; lastDeliveredAt: Date | null };

const figures = sql`
  (select count(*) from webhook_deliveries d where d.organization_id = w.organization_id and d.webhook_id = w.id and d.state = 'waiting') as waiting,
  (select count(*) from webhook_deliveries d where d.organization_id = w.organization_id and d.webhook_id = w.id and d.state = 'failed') as failed,
  (select max(d.delivered_at) from webhook_deliveries d where d.organization_id = w.organization_id and d.webhook_id = w.id
     and d.state = 'delivered') as "lastDeliveredAt"`;

/** All webhooks of the organization (a handful), or one; with how they fare. */
export const selectWebhooks = async (
  ctx: Context,
  id: string | null = null,
): Promise<(WebhookRow & WebhookFigures)[]> =>
  (
    await sql<WebhookRow & WebhookFigures>`
      select w.id, w.url, w.label, w.events, w.secrets, w.enabled, w.disabled_for, w.created_at, ${figures}
      from webhooks w where w.organization_id = ${ctx.organizationId} and ${id ? sql`w.id = ${id}` : sql`true`}
      order by w.created_at, w.id limit 200`.execute(ctx.db)
  ).rows;

export async function lockWebhook(ctx: Context, id: string): Promise<WebhookRow | undefined> {
  return ctx.db
    .selectFrom("webhooks")
    .select(["id", "url", "label", "events", "secrets", "enabled", "disabled_for", "created_at"])
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst() as Promise<WebhookRow | undefined>;
}

export async function insertWebhook(ctx: Context, row: Omit<WebhookRow, "disabled_for">): Promise<void> {
  await ctx.db
    .insertInto("webhooks")
    .values({ organization_id: ctx.organizationId, ...row })
    .execute();
}

export async function updateWebhookRow(
  ctx: Context,
  id: string,
  change: Partial<Omit<WebhookRow, "id" | "created_at">>,
): Promise<void> {
  await ctx.db
    .updateTable("webhooks")
    .set(change)
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .execute();
}

export async function deleteWebhookRow(ctx: Context, id: string): Promise<boolean> {
  const { numDeletedRows } = await ctx.db
    .deleteFrom("webhooks")
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** The webhooks that are on and want an event. */
export const selectListeners = (ctx: Context, event: string): Promise<{ id: string }[]> =>
  ctx.db
    .selectFrom("webhooks")
    .select("id")
    .where("organization_id", "=", ctx.organizationId)
    .where("enabled", "=", true)
    .where(sql<boolean>`${event} = any(events)`)
    .execute();

export type NewDelivery = { id: string; webhook_id: string; fact_id: string; event: string; replay: boolean };

/** Writes deliveries down; one that is there already is left alone. @returns those that are new. */
export async function insertDeliveries(
  ctx: Context,
  deliveries: readonly NewDelivery[],
): Promise<Pick<NewDelivery, "id" | "webhook_id">[]> {
  if (deliveries.length === 0) return [];
  return ctx.db
    .insertInto("webhook_deliveries")
    .values(
      deliveries.map((one) => ({
        organization_id: ctx.organizationId,
        ...one,
        created_at: ctx.clock(),
        next_try_at: ctx.clock(),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning(["id", "webhook_id"])
    .execute();
}

export type DeliveryRow = {
  id: string;
  webhook_id: string;
  fact_id: string;
  event: string;
  replay: boolean;
  state: "waiting" | "delivered" | "failed";
  tries: number;
  next_try_at: Date | null;
  last_status: number | null;
  last_error: string | null;
  created_at: Date;
  delivered_at: Date | null;
};

const deliveryColumns = sql`id, webhook_id, fact_id, event, replay, state, tries, next_try_at, last_status, last_error,
  created_at, delivered_at`;

export async function findDelivery(ctx: Context, id: string, lock = false): Promise<DeliveryRow | undefined> {
  const { rows } = await sql<DeliveryRow>`select ${deliveryColumns} from webhook_deliveries
    where organization_id = ${ctx.organizationId} and id = ${id} ${lock ? sql`for update` : sql``}`.execute(
    ctx.db,
  );
  return rows[0];
}

export async function updateDelivery(
  ctx: Context,
  id: string,
  change: Partial<Omit<DeliveryRow, "id" | "webhook_id" | "fact_id" | "event">>,
): Promise<void> {
  await ctx.db
    .updateTable("webhook_deliveries")
    .set(change)
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .execute();
}

/** Whether a webhook answered well since an instant. */
export async function answeredSince(ctx: Context, webhookId: string, since: Date): Promise<boolean> {
  const { rows } = await sql`select 1 from webhook_deliveries
    where organization_id = ${ctx.organizationId} and webhook_id = ${webhookId} and state = 'delivered'
      and delivered_at >= ${since} limit 1`.execute(ctx.db);
  return rows.length > 0;
}

/** What a webhook that was switched off will not be told by itself any more. */
export async function failWaiting(ctx: Context, webhookId: string): Promise<void> {
  await sql`update webhook_deliveries set state = 'failed', next_try_at = null
    where organization_id = ${ctx.organizationId} and webhook_id = ${webhookId} and state = 'waiting'`.execute(
    ctx.db,
  );
}

/** Newest first; one row more than asked tells whether there is a next page. */
export function deliveriesPage(
  ctx: Context,
  webhookId: string,
  query: { state?: string | undefined; cursor?: string | undefined; limit: number },
): RawBuilder<DeliveryRow> {
  const after = decodeCursor(query.cursor, 2);
  return sql<DeliveryRow>`select ${deliveryColumns} from webhook_deliveries
    where organization_id = ${ctx.organizationId} and webhook_id = ${webhookId}
      and ${query.state ? sql`state = ${query.state}` : sql`true`}
      and ${after ? sql`(created_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`}
    order by created_at desc, id desc limit ${query.limit + 1}`;
}

/** A fact that an event tells. */
export async function findFact(ctx: Context, id: string): Promise<StoredFact | undefined> {
  const { rows } = await sql<StoredFact>`select id, at, subject_id as "subjectId", data from facts
    where organization_id = ${ctx.organizationId} and id = ${id}`.execute(ctx.db);
  return rows[0];
}

/** Facts of some names since an instant, oldest first: the index by name gives each name's in order. */
export async function factsSince(
  ctx: Context,
  names: readonly string[],
  since: Date,
  limit: number,
): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select f.id, f.name from unnest(${[...names]}::text[]) wanted (name)
    cross join lateral (
      select id, name, at from facts
      where organization_id = ${ctx.organizationId} and name = wanted.name and at >= ${since}
      order by at limit ${limit}) f
    order by f.at, f.id limit ${limit}`.execute(ctx.db);
  return rows;
}

/** Forgets old deliveries, some thousands at a time. */
export async function deleteOldDeliveries(ctx: Context, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`delete from webhook_deliveries
    where organization_id = ${ctx.organizationId} and id in (
      select id from webhook_deliveries where organization_id = ${ctx.organizationId} and created_at < ${before}
        and state <> 'waiting' order by created_at limit 5000)`.execute(ctx.db);
  return Number(numAffectedRows ?? 0);
}
