/** Statements on how a creditor is paid. */
import type { GatewayName } from "../../../gateways/payment-gateways.ts";
import type { Context } from "../../../platform/context.ts";
import { newId } from "../../../platform/ids.ts";

export type SettingsRow = {
  creditor_id: string;
  gateway: GatewayName;
  enabled: boolean;
  configuration: Buffer;
  updated_at: Date;
};

export async function findSettings(ctx: Context, creditorId: string): Promise<SettingsRow | undefined> {
  return (await ctx.db
    .selectFrom("payment_settings")
    .select(["creditor_id", "gateway", "enabled", "configuration", "updated_at"])
    .where("organization_id", "=", ctx.organizationId)
    .where("creditor_id", "=", creditorId)
    .executeTakeFirst()) as SettingsRow | undefined;
}

export async function saveSettings(ctx: Context, row: Omit<SettingsRow, "updated_at">): Promise<void> {
  const values = { ...row, organization_id: ctx.organizationId, updated_at: ctx.clock() };
  await ctx.db
    .insertInto("payment_settings")
    .values(values)
    .onConflict((conflict) =>
      conflict.columns(["organization_id", "creditor_id"]).doUpdateSet({
        gateway: row.gateway,
        enabled: row.enabled,
        configuration: row.configuration,
        updated_at: ctx.clock(),
      }),
    )
    .execute();
}

export type FormerRow = Omit<SettingsRow, "enabled" | "updated_at"> & { until: Date };

/** Settings of a provider that were replaced after an instant, the newest first. */
export async function formerSettings(
  ctx: Context,
  creditorId: string,
  gateway: GatewayName,
  since: Date,
): Promise<FormerRow[]> {
  return (await ctx.db
    .selectFrom("former_payment_settings")
    .select(["creditor_id", "gateway", "configuration", "until"])
    .where("organization_id", "=", ctx.organizationId)
    .where("creditor_id", "=", creditorId)
    .where("gateway", "=", gateway)
    .where("until", ">", since)
    .orderBy("until", "desc")
    .orderBy("id", "desc")
    .execute()) as FormerRow[];
}

/** Keeps settings that others replace now. */
export async function keepFormer(ctx: Context, row: SettingsRow): Promise<void> {
  const { creditor_id, gateway, configuration } = row;
  const until = ctx.clock();
  await ctx.db
    .insertInto("former_payment_settings")
    .values({
      organization_id: ctx.organizationId,
      id: newId(until.getTime()),
      creditor_id,
      gateway,
      configuration,
      until,
    })
    .execute();
}
