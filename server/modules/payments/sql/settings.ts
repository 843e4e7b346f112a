/** Statements on how a creditor is paid. */
import type { GatewayName } from "../../../gateways/payment-gateways.ts";
import type { Context } from "../../../platform/context.ts";

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
