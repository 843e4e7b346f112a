/** SMS and push messages, the settings of SMS and their monthly cap. */
import { sql } from "kysely";
import type { SmsGatewayName } from "../../../gateways/sms/gateways.ts";
import type { Context } from "../../../platform/context.ts";
import { decodeCursor } from "../../../platform/database/pool.ts";

export type TextState = "queued" | "sending" | "sent" | "delivered" | "failed";
export type TextRow = {
  id: string;
  user_id: string;
  kind: string;
  to_phone: string;
  body: string;
  segments: number;
  state: TextState;
  gateway: SmsGatewayName | null;
  reference: string | null;
  tries: number;
  error: string | null;
  created_at: Date;
  tried_at: Date | null;
  sent_at: Date | null;
  delivered_at: Date | null;
  code_id: string | null;
};
export type TextValues = Pick<
  TextRow,
  "id" | "user_id" | "kind" | "to_phone" | "body" | "segments" | "code_id"
> & {
  subject_kind: string;
  subject_id: string;
  once_key: string;
};
const TEXT = [
  "id",
  "user_id",
  "kind",
  "to_phone",
  "body",
  "segments",
  "state",
  "gateway",
  "reference",
  "tries",
  "error",
  "created_at",
  "tried_at",
  "sent_at",
  "delivered_at",
  "code_id",
] as const;

/** @returns false when the same news was already written. */
export async function insertText(ctx: Context, text: TextValues): Promise<boolean> {
  const row = await ctx.db
    .insertInto("texts")
    .values({ organization_id: ctx.organizationId, ...text, created_at: ctx.clock() })
    .onConflict((conflict) => conflict.columns(["organization_id", "once_key"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function lockText(ctx: Context, id: string): Promise<TextRow | undefined> {
  return (await ctx.db
    .selectFrom("texts")
    .select(TEXT)
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst()) as TextRow | undefined;
}

export async function updateText(
  ctx: Context,
  id: string,
  values: Partial<
    Pick<TextRow, "state" | "gateway" | "reference" | "tries" | "error" | "tried_at" | "sent_at">
  >,
): Promise<void> {
  await ctx.db
    .updateTable("texts")
    .set(values)
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .execute();
}

/** What the provider says of a text that left. Delivered is the last word. */
export async function saveDelivery(
  ctx: Context,
  of: { id: string } | { gateway: string; reference: string },
  delivery: { state: "delivered" | "failed"; reason: string | null },
): Promise<void> {
  const which =
    "id" in of ? sql`id = ${of.id}::uuid` : sql`gateway = ${of.gateway} and reference = ${of.reference}`;
  await sql`
    update texts set state = ${delivery.state}, error = ${delivery.reason},
      delivered_at = ${delivery.state === "delivered" ? ctx.clock() : null}
    where organization_id = ${ctx.organizationId} and ${which} and state in ('sending', 'sent', 'failed')`.execute(
    ctx.db,
  );
}

/** Texts, newest first; one row more than asked tells whether there is a next page. */
export async function textsPage(
  ctx: Context,
  filter: {
    state?: TextState | undefined;
    creditorIds: readonly string[] | null;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<TextRow[]> {
  const after = decodeCursor(filter.cursor, 2);
  return (await ctx.db
    .selectFrom("texts")
    .select(TEXT)
    .where("organization_id", "=", ctx.organizationId)
    .$if(filter.state !== undefined, (query) => query.where("state", "=", filter.state!))
    // Staff limited to some creditors see the texts to users who have to do with them.
    .$if(filter.creditorIds !== null, (query) =>
      query.where(
        sql<boolean>`exists (select from v_directory_user_creditors v where v.organization_id = texts.organization_id
          and v.user_id = texts.user_id and v.creditor_id = any(${filter.creditorIds}::uuid[]))`,
      ),
    )
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(created_at, id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(filter.limit + 1)
    .execute()) as TextRow[];
}

/** Texts that left and of which nothing was heard for some minutes. */
export async function silentTexts(ctx: Context, before: Date, after: Date): Promise<TextRow[]> {
  return (await ctx.db
    .selectFrom("texts")
    .select(TEXT)
    .where("organization_id", "=", ctx.organizationId)
    .where("state", "=", "sent")
    .where("sent_at", "<", before)
    .where("created_at", ">", after)
    .orderBy("created_at")
    .limit(100)
    .execute()) as TextRow[];
}

/**
 * Takes parts from the month's cap, before they are sent: two senders never take the same ones.
 * @returns false when the cap does not leave them.
 */
export async function takeFromCap(
  ctx: Context,
  month: string,
  segments: number,
  cap: number,
): Promise<boolean> {
  if (segments > cap) return false;
  const { rows } = await sql`
    insert into text_months (organization_id, month, segments) values (${ctx.organizationId}, ${month}, ${segments})
    on conflict (organization_id, month) do update set segments = text_months.segments + excluded.segments
      where text_months.segments + excluded.segments <= ${cap}
    returning segments`.execute(ctx.db);
  return rows.length > 0;
}

export async function segmentsOf(ctx: Context, month: string): Promise<number> {
  const row = await ctx.db
    .selectFrom("text_months")
    .select("segments")
    .where("organization_id", "=", ctx.organizationId)
    .where("month", "=", month)
    .executeTakeFirst();
  return row?.segments ?? 0;
}

export type TextSettingsRow = {
  gateway: SmsGatewayName;
  enabled: boolean;
  configuration: Buffer;
  monthly_cap: number;
  updated_at: Date;
};

export async function findTextSettings(ctx: Context): Promise<TextSettingsRow | undefined> {
  return (await ctx.db
    .selectFrom("text_settings")
    .select(["gateway", "enabled", "configuration", "monthly_cap", "updated_at"])
    .where("organization_id", "=", ctx.organizationId)
    .executeTakeFirst()) as TextSettingsRow | undefined;
}

export async function saveTextSettings(
  ctx: Context,
  values: Omit<TextSettingsRow, "updated_at">,
): Promise<void> {
  const row = { ...values, updated_at: ctx.clock() };
  await ctx.db
    .insertInto("text_settings")
    .values({ organization_id: ctx.organizationId, ...row })
    .onConflict((conflict) => conflict.columns(["organization_id"]).doUpdateSet(row))
    .execute();
}

export type PushRow = {
  id: string;
  device_id: string;
  kind: string;
  title: string;
  body: string;
  path: string;
  state: "queued" | "sent" | "failed";
  tries: number;
};
export type PushValues = Omit<PushRow, "state" | "tries"> & { user_id: string; once_key: string };

/** @returns false when the same news was already written for that device. */
export async function insertPush(ctx: Context, push: PushValues): Promise<boolean> {
  const row = await ctx.db
    .insertInto("pushes")
    .values({ organization_id: ctx.organizationId, ...push, created_at: ctx.clock() })
    .onConflict((conflict) => conflict.columns(["organization_id", "once_key"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function findPush(ctx: Context, id: string): Promise<PushRow | undefined> {
  return (await ctx.db
    .selectFrom("pushes")
    .select(["id", "device_id", "kind", "title", "body", "path", "state", "tries"])
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .executeTakeFirst()) as PushRow | undefined;
}

const CLAIM_MS = 90_000;

/** Takes a message that waits. Undefined when it does not wait, or is taken by another worker. */
export async function claimPush(ctx: Context, id: string): Promise<PushRow | undefined> {
  const { rows } = await sql<PushRow>`
    update pushes set claimed_until = ${new Date(ctx.clock().getTime() + CLAIM_MS)}
    where organization_id = ${ctx.organizationId} and id = ${id}::uuid and state = 'queued'
      and (claimed_until is null or claimed_until < ${ctx.clock()})
    returning id, device_id, kind, title, body, path, state, tries`.execute(ctx.db);
  return rows[0];
}

export async function savePushOutcome(
  ctx: Context,
  id: string,
  outcome: { state: PushRow["state"]; error: string | null },
): Promise<void> {
  await sql`
    update pushes set state = ${outcome.state}, error = ${outcome.error}, tries = tries + 1, claimed_until = null,
      sent_at = ${outcome.state === "sent" ? ctx.clock() : null}
    where organization_id = ${ctx.organizationId} and id = ${id}::uuid and state = 'queued'`.execute(ctx.db);
}

/** Messages of every channel that should have left by now: their job was lost, or gave up before they did. */
export async function overdueMessages(
  ctx: Context,
  before: Date,
): Promise<{ channel: "mail" | "sms" | "push"; id: string }[]> {
  const { rows } = await sql<{ channel: "mail" | "sms" | "push"; id: string }>`
    (select 'mail' as channel, id from mails where organization_id = ${ctx.organizationId} and state = 'queued' and created_at < ${before} order by created_at limit 500)
    union all
    (select 'sms', id from texts where organization_id = ${ctx.organizationId} and state in ('queued', 'sending') and created_at < ${before} order by created_at limit 500)
    union all
    (select 'push', id from pushes where organization_id = ${ctx.organizationId} and state = 'queued' and created_at < ${before} order by created_at limit 500)`.execute(
    ctx.db,
  );
  return rows;
}
