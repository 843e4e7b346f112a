/** Statements on how a creditor's debits are made, and on the numbers of batches. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { Calendar } from "../calendar-rules.ts";

export type Version = "pain.008.001.08" | "pain.008.001.02";
export type SettingsRow = Calendar & {
  creditorId: string;
  enabled: boolean;
  bic: string;
  version: Version;
  batchBooking: boolean | null;
  fourEyes: boolean;
  customerCancels: boolean;
  feeCents: number;
  feeAccount: string;
  retryDays: number | null;
  dropEnabled: boolean;
  dropConfiguration: Buffer | null;
  updatedAt: Date;
};

const columns = sql`creditor_id as "creditorId", enabled, bic, version, days, lead_days as "leadDays", cut_off_hour as "cutOffHour",
  batch_booking as "batchBooking", four_eyes as "fourEyes", customer_cancels as "customerCancels", fee_cents as "feeCents",
  fee_account as "feeAccount", retry_days as "retryDays", drop_enabled as "dropEnabled", drop_configuration as "dropConfiguration",
  updated_at as "updatedAt"`;

export async function findSettings(ctx: Context, creditorId: string): Promise<SettingsRow | undefined> {
  const { rows } = await sql<SettingsRow>`select ${columns} from collection_settings
    where organization_id = ${ctx.organizationId} and creditor_id = ${creditorId}`.execute(ctx.db);
  return rows[0];
}

/** Creditors that collect, by id. */
export async function selectCollecting(ctx: Context): Promise<SettingsRow[]> {
  const { rows } = await sql<SettingsRow>`select ${columns} from collection_settings
    where organization_id = ${ctx.organizationId} and enabled order by creditor_id`.execute(ctx.db);
  return rows;
}

export async function saveSettings(ctx: Context, row: Omit<SettingsRow, "updatedAt">): Promise<void> {
  const fields = {
    enabled: row.enabled,
    bic: row.bic,
    version: row.version,
    days: [...row.days],
    lead_days: row.leadDays,
    cut_off_hour: row.cutOffHour,
    batch_booking: row.batchBooking,
    four_eyes: row.fourEyes,
    customer_cancels: row.customerCancels,
    fee_cents: row.feeCents,
    fee_account: row.feeAccount,
    retry_days: row.retryDays,
    drop_enabled: row.dropEnabled,
    drop_configuration: row.dropConfiguration,
    updated_at: ctx.clock(),
  };
  await ctx.db
    .insertInto("collection_settings")
    .values({ organization_id: ctx.organizationId, creditor_id: row.creditorId, ...fields })
    .onConflict((conflict) => conflict.columns(["organization_id", "creditor_id"]).doUpdateSet(fields))
    .execute();
}

/** The next number of a year; who asks at the same time waits. */
export async function nextNumber(ctx: Context, year: number): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    insert into batch_counters (organization_id, year, last_number) values (${ctx.organizationId}, ${year}, 1)
    on conflict (organization_id, year) do update set last_number = batch_counters.last_number + 1
    returning last_number as number`.execute(ctx.db);
  return rows[0]!.number;
}

/** Settings of creditors, by creditor. */
export async function selectSettings(
  ctx: Context,
  creditorIds: readonly string[],
): Promise<Map<string, SettingsRow>> {
  if (creditorIds.length === 0) return new Map();
  const { rows } = await sql<SettingsRow>`select ${columns} from collection_settings
    where organization_id = ${ctx.organizationId} and creditor_id = any(${[...creditorIds]}::uuid[])`.execute(
    ctx.db,
  );
  return new Map(rows.map((row) => [row.creditorId, row]));
}
