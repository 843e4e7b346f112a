/** Statements on signing identities, on the time-stamping authority of an organization, and on what was stamped later. */
import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import { lockName } from "../../platform/database/pool.ts";

export type IdentityRow = {
  id: string;
  origin: "generated" | "uploaded";
  fingerprint: string;
  certificate: Buffer;
  chain: Buffer[];
  sealed_key: Buffer | null;
  valid_from: Date;
  valid_until: Date;
  created_at: Date;
  retired_at: Date | null;
};

const identities = (ctx: Context) =>
  ctx.db
    .selectFrom("signing_identities")
    .select([
      "id",
      "origin",
      "fingerprint",
      "certificate",
      "chain",
      "sealed_key",
      "valid_from",
      "valid_until",
      "created_at",
      "retired_at",
    ])
    .where("organization_id", "=", ctx.organizationId);

/** What signs now; undefined before the first need. */
export const selectPresent = async (ctx: Context): Promise<IdentityRow | undefined> =>
  (await identities(ctx).where("retired_at", "is", null).executeTakeFirst()) as IdentityRow | undefined;

/** All that ever signed, the present one first: a handful in a life. */
export const selectIdentities = async (ctx: Context): Promise<IdentityRow[]> =>
  (await identities(ctx)
    .orderBy(sql`retired_at is not null`)
    .orderBy("created_at", "desc")
    .limit(100)
    .execute()) as IdentityRow[];

/** One change of identity at a time in an organization. */
export const lockIdentities = (ctx: Context): Promise<void> =>
  lockName(ctx.db, `signatures:${ctx.organizationId}`);

/** The present identity signs no more, and its key is gone. */
export const retirePresent = (ctx: Context): Promise<unknown> =>
  ctx.db
    .updateTable("signing_identities")
    .set({ retired_at: ctx.clock(), sealed_key: null })
    .where("organization_id", "=", ctx.organizationId)
    .where("retired_at", "is", null)
    .execute();

/** Keeps an identity as the present one; one that signed before comes back to life. */
export const saveIdentity = (ctx: Context, row: Omit<IdentityRow, "retired_at">): Promise<unknown> =>
  ctx.db
    .insertInto("signing_identities")
    .values({ ...row, organization_id: ctx.organizationId, retired_at: null })
    .onConflict((conflict) =>
      conflict.columns(["organization_id", "fingerprint"]).doUpdateSet({
        origin: row.origin,
        chain: row.chain,
        sealed_key: row.sealed_key,
        retired_at: null,
      }),
    )
    .execute();

export type TimestampRow = {
  address: string;
  username: string;
  sealed_password: Buffer | null;
  failing_since: Date | null;
  failed_at: Date | null;
  failure: string | null;
};

export const selectTimestamp = (ctx: Context): Promise<TimestampRow | undefined> =>
  ctx.db
    .selectFrom("timestamp_settings")
    .select(["address", "username", "sealed_password", "failing_since", "failed_at", "failure"])
    .where("organization_id", "=", ctx.organizationId)
    .executeTakeFirst();

/** Keeps who stamps; what was wrong before is forgotten. */
export const saveTimestamp = (
  ctx: Context,
  given: Pick<TimestampRow, "address" | "username" | "sealed_password">,
): Promise<unknown> =>
  ctx.db
    .insertInto("timestamp_settings")
    .values({ organization_id: ctx.organizationId, ...given })
    .onConflict((conflict) =>
      conflict
        .column("organization_id")
        .doUpdateSet({ ...given, failing_since: null, failed_at: null, failure: null }),
    )
    .execute();

/** True when there was one. */
export async function deleteTimestamp(ctx: Context): Promise<boolean> {
  const { numDeletedRows } = await ctx.db
    .deleteFrom("timestamp_settings")
    .where("organization_id", "=", ctx.organizationId)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

/** Notes that the authority fails, and since when; or, with null, that it works again. */
export const noteTimestampFailure = (ctx: Context, failure: string | null): Promise<unknown> =>
  ctx.db
    .updateTable("timestamp_settings")
    .set({
      failing_since: failure === null ? null : sql<Date>`coalesce(failing_since, ${ctx.clock()})`,
      failed_at: failure === null ? null : ctx.clock(),
      failure,
    })
    .where("organization_id", "=", ctx.organizationId)
    .execute();

/** A file to which a timestamp was added here, by its SHA-256; noted again, it changes nothing. */
export const noteStamped = (ctx: Context, hash: string): Promise<unknown> =>
  ctx.db
    .insertInto("stamped_files")
    .values({ organization_id: ctx.organizationId, hash, stamped_at: ctx.clock() })
    .onConflict((conflict) => conflict.columns(["organization_id", "hash"]).doNothing())
    .execute();

export const isStamped = async (ctx: Context, hash: string): Promise<boolean> =>
  (await ctx.db
    .selectFrom("stamped_files")
    .select("hash")
    .where("organization_id", "=", ctx.organizationId)
    .where("hash", "=", hash)
    .executeTakeFirst()) !== undefined;
