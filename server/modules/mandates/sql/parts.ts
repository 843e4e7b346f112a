/** Statements on what belongs to a mandate: settings of its creditor, instalments, amendments, events. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { newId } from "../../../platform/ids.ts";
import type { Channel, PlannedInstalment } from "../rules.ts";

export type DebitSettings = {
  offered: boolean;
  automatic: boolean;
  planMonths: number;
  preNotificationDays: number;
  channels: Channel[];
  signers: "any" | "main";
  creditWarningReadAt: Date | null;
  creditWarningReadBy: string | null;
};

export async function findSettings(ctx: Context, creditorId: string): Promise<DebitSettings | undefined> {
  const { rows } = await sql<DebitSettings>`
    select offered, automatic, plan_months as "planMonths", pre_notification_days as "preNotificationDays", channels, signers,
           credit_warning_read_at as "creditWarningReadAt", credit_warning_read_by as "creditWarningReadBy"
    from mandate_settings where organization_id = ${ctx.organizationId} and creditor_id = ${creditorId}`.execute(
    ctx.db,
  );
  return rows[0];
}

/** The creditors that offer direct debit. */
export async function selectOffering(ctx: Context): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select creditor_id as id from mandate_settings
    where organization_id = ${ctx.organizationId} and offered order by creditor_id limit 1000`.execute(
    ctx.db,
  );
  return rows.map((row) => row.id);
}

export async function saveSettings(ctx: Context, creditorId: string, values: DebitSettings): Promise<void> {
  const row = {
    offered: values.offered,
    automatic: values.automatic,
    plan_months: values.planMonths,
    pre_notification_days: values.preNotificationDays,
    channels: values.channels as string[],
    signers: values.signers,
    credit_warning_read_at: values.creditWarningReadAt,
    credit_warning_read_by: values.creditWarningReadBy,
    updated_at: ctx.clock(),
  };
  await ctx.db
    .insertInto("mandate_settings")
    .values({ ...row, organization_id: ctx.organizationId, creditor_id: creditorId })
    .onConflict((conflict) => conflict.columns(["organization_id", "creditor_id"]).doUpdateSet(row))
    .execute();
}

export type InstalmentRow = PlannedInstalment & {
  id: string;
  mandateId: string;
  taken: boolean;
  collectionId: string | null;
};

export async function insertInstalments(
  ctx: Context,
  mandateId: string,
  plan: readonly PlannedInstalment[],
): Promise<void> {
  if (plan.length === 0) return;
  await ctx.db
    .insertInto("mandate_instalments")
    .values(
      plan.map((one) => ({
        organization_id: ctx.organizationId,
        id: newId(ctx.clock().getTime()),
        mandate_id: mandateId,
        rank: one.rank,
        due_on: one.dueOn,
        cents: one.cents,
      })),
    )
    .execute();
}

/** The instalments of mandates, in order. */
export async function selectInstalments(
  ctx: Context,
  mandateIds: readonly string[],
): Promise<InstalmentRow[]> {
  if (mandateIds.length === 0) return [];
  const { rows } = await sql<InstalmentRow>`
    select id, mandate_id as "mandateId", rank, due_on as "dueOn", cents, taken, collection_id as "collectionId"
    from mandate_instalments
    where organization_id = ${ctx.organizationId} and mandate_id = any(${[...mandateIds]}::uuid[])
    order by mandate_id, rank`.execute(ctx.db);
  return rows;
}

/** @returns the ids of those that were not so before. */
export async function updateInstalments(
  ctx: Context,
  ids: readonly string[],
  given: { taken: boolean; collectionId: string | null },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update mandate_instalments set taken = ${given.taken}, collection_id = ${given.collectionId}
    where organization_id = ${ctx.organizationId} and id = any(${[...ids]}::uuid[]) and taken <> ${given.taken}
    returning id`.execute(ctx.db);
  return rows.map((row) => row.id);
}

export type AmendmentRow = {
  mandateId: string;
  originalIcs: string | null;
  originalName: string | null;
  originalIban: string | null;
};

/** What is to be sent with the next collection of each mandate. */
export async function selectAmendments(
  ctx: Context,
  mandateIds: readonly string[],
): Promise<Map<string, AmendmentRow>> {
  if (mandateIds.length === 0) return new Map();
  const { rows } = await sql<AmendmentRow>`
    select mandate_id as "mandateId", original_ics as "originalIcs", original_name as "originalName", original_iban as "originalIban"
    from mandate_amendments
    where organization_id = ${ctx.organizationId} and mandate_id = any(${[...mandateIds]}::uuid[]) and sent_at is null`.execute(
    ctx.db,
  );
  return new Map(rows.map((row) => [row.mandateId, row]));
}

/** Adds to what is to be sent: of what waits and what is added, the older says what the bank was last told. */
export async function insertAmendments(
  ctx: Context,
  rows: readonly AmendmentRow[],
  { older } = { older: false },
): Promise<void> {
  if (rows.length === 0) return;
  const now = ctx.clock();
  const merged = (column: string) => {
    const [waiting, added] = [sql.ref(`k.${column}`), sql.ref(`excluded.${column}`)];
    return older ? sql`coalesce(${added}, ${waiting})` : sql`coalesce(${waiting}, ${added})`;
  };
  await sql`
    insert into mandate_amendments as k (organization_id, id, mandate_id, original_ics, original_name, original_iban, created_at)
    select ${ctx.organizationId}::uuid, n.id, n.mandate_id, n.ics, n.name, n.iban, ${now}::timestamptz
    from unnest(${rows.map(() => newId(now.getTime()))}::uuid[], ${rows.map((row) => row.mandateId)}::uuid[],
                ${rows.map((row) => row.originalIcs)}::text[], ${rows.map((row) => row.originalName)}::text[],
                ${rows.map((row) => row.originalIban)}::text[]) as n (id, mandate_id, ics, name, iban)
    on conflict (organization_id, mandate_id) where sent_at is null do update
    set original_ics = ${merged("original_ics")}, original_name = ${merged("original_name")}, original_iban = ${merged("original_iban")}`.execute(
    ctx.db,
  );
}

export async function markAmendmentsSent(ctx: Context, mandateIds: readonly string[]): Promise<void> {
  await sql`
    update mandate_amendments set sent_at = ${ctx.clock()}
    where organization_id = ${ctx.organizationId} and mandate_id = any(${[...mandateIds]}::uuid[]) and sent_at is null`.execute(
    ctx.db,
  );
}

/** The last amendment that each mandate sent. */
export async function lastSentAmendments(
  ctx: Context,
  mandateIds: readonly string[],
): Promise<AmendmentRow[]> {
  const { rows } = await sql<AmendmentRow>`
    select distinct on (mandate_id) mandate_id as "mandateId", original_ics as "originalIcs", original_name as "originalName",
           original_iban as "originalIban"
    from mandate_amendments
    where organization_id = ${ctx.organizationId} and mandate_id = any(${[...mandateIds]}::uuid[]) and sent_at is not null
    order by mandate_id, sent_at desc`.execute(ctx.db);
  return rows;
}

export type EventKind =
  | "prepared"
  | "code_asked"
  | "code_sent"
  | "code_wrong"
  | "code_right"
  | "signed"
  | "timestamped"
  | "typed"
  | "scanned"
  | "account_changed"
  | "creditor_changed"
  | "collected"
  | "suspended"
  | "resumed"
  | "blocked"
  | "stopped"
  | "revoked"
  | "finished"
  | "dormant"
  | "abandoned";
export type Side = "customer" | "staff" | "system";
export type EventRow = {
  id: string;
  mandateId: string;
  signatureId: string | null;
  kind: EventKind;
  side: Side;
  authorId: string | null;
  data: Record<string, unknown>;
  at: Date;
};

export async function insertEvents(
  ctx: Context,
  mandateIds: readonly string[],
  event: {
    kind: EventKind;
    side: Side;
    authorId: string | null;
    signatureId?: string | null;
    data?: Record<string, unknown>;
  },
): Promise<void> {
  if (mandateIds.length === 0) return;
  await ctx.db
    .insertInto("mandate_events")
    .values(
      mandateIds.map((mandateId) => ({
        organization_id: ctx.organizationId,
        id: newId(ctx.clock().getTime()),
        mandate_id: mandateId,
        signature_id: event.signatureId ?? null,
        kind: event.kind,
        side: event.side,
        author_id: event.authorId,
        data: JSON.stringify(event.data ?? {}),
        at: ctx.clock(),
      })),
    )
    .execute();
}

/** What happened to a mandate, or under one of its signatures, oldest first; the latest thousand. */
export async function selectEvents(
  ctx: Context,
  mandateId: string,
  signatureId: string | null = null,
): Promise<EventRow[]> {
  const { rows } = await sql<EventRow>`
    select id, mandate_id as "mandateId", signature_id as "signatureId", kind, side, author_id as "authorId", data, at
    from mandate_events
    where organization_id = ${ctx.organizationId} and mandate_id = ${mandateId}
      and (${signatureId}::uuid is null or signature_id = ${signatureId}::uuid)
    order by at desc, id desc limit 1000`.execute(ctx.db);
  return rows.toReversed();
}
