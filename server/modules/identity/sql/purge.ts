import type { Context } from "../../../platform/context.ts";
import { DEVICE_DAYS } from "../rules.ts";

const HOUR = 3_600_000;

/** Deletes what is over: sessions, links, ceremonies, browsers not seen for long, throttles, and answers kept for keyed writes. */
export async function deleteExpired(ctx: Context): Promise<void> {
  const now = ctx.clock();
  const ago = (hours: number) => new Date(now.getTime() - hours * HOUR);
  const here = ctx.organizationId;
  await ctx.db
    .deleteFrom("sessions")
    .where("organization_id", "=", here)
    .where("expires_at", "<=", now)
    .execute();
  await ctx.db
    .deleteFrom("mail_links")
    .where("organization_id", "=", here)
    .where("expires_at", "<=", ago(48))
    .execute();
  await ctx.db
    .deleteFrom("ceremonies")
    .where("organization_id", "=", here)
    .where("expires_at", "<=", now)
    .execute();
  await ctx.db
    .deleteFrom("devices")
    .where("organization_id", "=", here)
    .where("last_seen_at", "<=", ago(DEVICE_DAYS * 24))
    .execute();
  await ctx.db
    .deleteFrom("throttles")
    .where("organization_id", "=", here)
    .where("window_ends_at", "<=", now)
    .execute();
  await ctx.db
    .deleteFrom("idempotency_keys")
    .where("organization_id", "=", here)
    .where("created_at", "<=", ago(48))
    .execute();
}
