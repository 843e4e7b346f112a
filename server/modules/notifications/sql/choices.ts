/** Choices, defaults, phones and devices. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { Chosen } from "../news-rules.ts";

export async function selectDefaults(ctx: Context): Promise<Chosen[]> {
  return ctx.db
    .selectFrom("notification_defaults")
    .select(["news", "channel", "wanted"])
    .where("organization_id", "=", ctx.organizationId)
    .execute();
}

export async function saveDefault(ctx: Context, one: Chosen): Promise<void> {
  await ctx.db
    .insertInto("notification_defaults")
    .values({ organization_id: ctx.organizationId, ...one })
    .onConflict((conflict) =>
      conflict.columns(["organization_id", "news", "channel"]).doUpdateSet({ wanted: one.wanted }),
    )
    .execute();
}

export async function selectChoices(ctx: Context, userId: string): Promise<Chosen[]> {
  return ctx.db
    .selectFrom("notification_choices")
    .select(["news", "channel", "wanted"])
    .where("organization_id", "=", ctx.organizationId)
    .where("user_id", "=", userId)
    .execute();
}

export async function saveChoice(ctx: Context, userId: string, one: Chosen): Promise<void> {
  await ctx.db
    .insertInto("notification_choices")
    .values({ organization_id: ctx.organizationId, user_id: userId, ...one, changed_at: ctx.clock() })
    .onConflict((conflict) =>
      conflict
        .columns(["organization_id", "user_id", "news", "channel"])
        .doUpdateSet({ wanted: one.wanted, changed_at: ctx.clock() }),
    )
    .execute();
}

export type PhoneRow = {
  phone: string;
  code_hash: Buffer | null;
  code_until: Date | null;
  code_tries: number;
  confirmed_at: Date | null;
};

export async function findPhone(ctx: Context, userId: string): Promise<PhoneRow | undefined> {
  return ctx.db
    .selectFrom("notification_phones")
    .select(["phone", "code_hash", "code_until", "code_tries", "confirmed_at"])
    .where("organization_id", "=", ctx.organizationId)
    .where("user_id", "=", userId)
    .forUpdate()
    .executeTakeFirst();
}

/** A number to prove: whatever was proved before is forgotten. */
export async function savePhone(
  ctx: Context,
  userId: string,
  values: { phone: string; code_hash: Buffer; code_until: Date },
): Promise<void> {
  const fresh = { ...values, code_tries: 0, confirmed_at: null };
  await ctx.db
    .insertInto("notification_phones")
    .values({ organization_id: ctx.organizationId, user_id: userId, ...fresh })
    .onConflict((conflict) => conflict.columns(["organization_id", "user_id"]).doUpdateSet(fresh))
    .execute();
}

export async function countCodeTry(ctx: Context, userId: string): Promise<void> {
  await sql`update notification_phones set code_tries = code_tries + 1
    where organization_id = ${ctx.organizationId} and user_id = ${userId}::uuid`.execute(ctx.db);
}

export async function confirmPhone(ctx: Context, userId: string): Promise<void> {
  await ctx.db
    .updateTable("notification_phones")
    .set({ confirmed_at: ctx.clock(), code_hash: null, code_until: null })
    .where("organization_id", "=", ctx.organizationId)
    .where("user_id", "=", userId)
    .execute();
}

export async function deletePhone(ctx: Context, userId: string): Promise<void> {
  await ctx.db
    .deleteFrom("notification_phones")
    .where("organization_id", "=", ctx.organizationId)
    .where("user_id", "=", userId)
    .execute();
}

export type DeviceRow = {
  id: string;
  user_id: string;
  endpoint: string;
  p256dh: string;
  auth: string;
  name: string;
  created_at: Date;
};
const DEVICE = ["id", "user_id", "endpoint", "p256dh", "auth", "name", "created_at"] as const;

export async function selectDevices(ctx: Context, userId: string): Promise<DeviceRow[]> {
  return ctx.db
    .selectFrom("push_devices")
    .select(DEVICE)
    .where("organization_id", "=", ctx.organizationId)
    .where("user_id", "=", userId)
    .orderBy("created_at", "desc")
    .limit(50)
    .execute();
}

export async function findDevice(ctx: Context, id: string): Promise<DeviceRow | undefined> {
  return ctx.db
    .selectFrom("push_devices")
    .select(DEVICE)
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .executeTakeFirst();
}

/** A browser belongs to who used it last. */
export async function saveDevice(ctx: Context, device: Omit<DeviceRow, "created_at">): Promise<void> {
  const { id, ...values } = device;
  await ctx.db
    .insertInto("push_devices")
    .values({ organization_id: ctx.organizationId, id, ...values, created_at: ctx.clock() })
    .onConflict((conflict) => conflict.columns(["organization_id", "endpoint"]).doUpdateSet(values))
    .execute();
}

/** @returns false when this user has no such device. */
export async function deleteDevice(ctx: Context, id: string, userId: string | null): Promise<boolean> {
  const row = await ctx.db
    .deleteFrom("push_devices")
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .$if(userId !== null, (query) => query.where("user_id", "=", userId!))
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}
