/** Connections under the application's role, and the one way to open a transaction for an organization. */
import { type Kysely, sql } from "kysely";
import pg from "pg";
import type { DB } from "../../../db/types.ts";
import type { OrganizationId } from "../ids.ts";
import { inOnePacket, kyselyOn } from "./kysely.ts";

/** The role that row-level security binds; created by the first migration run. */
export const APPLICATION_ROLE = "quitus_app";

/** A pool whose sessions have dropped the owner's rights. A statement does not wait for the answer to the one before it. */
export function openPool(databaseUrl: string, max: number): pg.Pool {
  return new pg.Pool({
    connectionString: databaseUrl,
    max,
    pipeline: true,
    options: `-c role=${APPLICATION_ROLE} -c timezone=UTC -c idle_in_transaction_session_timeout=60000`,
    application_name: "quitus",
  });
}

const bound = new WeakMap<pg.PoolClient, Kysely<DB>>();
const clients = new WeakMap<Kysely<DB>, pg.PoolClient>();
const kyselyOf = (client: pg.PoolClient): Kysely<DB> => {
  const known = bound.get(client);
  if (known) return known;
  const made = kyselyOn(client);
  bound.set(client, made);
  clients.set(made, client);
  return made;
};

/** The connection of an open transaction, for what Kysely does not speak: COPY, which cannot share a pipeline. */
export function clientOf(db: Kysely<DB>): pg.PoolClient {
  const client = clients.get(db);
  if (!client) throw new Error("no transaction is open on this handle");
  return pipelined(client, false);
}

/** Between two statements only. */
const pipelined = (client: pg.PoolClient, pipeline: boolean): pg.PoolClient =>
  Object.assign(client, { pipeline });

/**
 * Runs `work` in one transaction that sees the rows of one organization only. `begin`, the setting and the first
 * statement travel together: should `begin` fail, row-level security lets that statement see and write nothing. The
 * connection goes back to the pool only when it is clean.
 * @param scope `null` for the few reference tables that come before any organization is known.
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  scope: OrganizationId | null,
  work: (db: Kysely<DB>) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    inOnePacket(client);
    const begun = client.query(
      scope ? `begin; set local quitus.organization = '${checkedUuid(scope)}'` : "begin",
    );
    const [result] = await Promise.all([work(kyselyOf(client)), begun]);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((rollbackError: Error) => {
      broken = rollbackError;
    });
    throw error;
  } finally {
    pipelined(client, true).release(broken);
  }
}

/** `set` takes no parameter: the id is checked instead. */
function checkedUuid(id: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
    throw new Error("an organization id must be a UUID");
  return id;
}

/** The key of a page: values of the sort columns of its last row, opaque to callers. */
export const encodeCursor = (key: readonly unknown[]): string =>
  Buffer.from(JSON.stringify(key)).toString("base64url");

/** Reads a cursor back; null when it is not one of ours with `length` values. */
export function decodeCursor(cursor: string | undefined, length: number): (string | number | null)[] | null {
  if (!cursor) return null;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    return Array.isArray(key) && key.length === length ? (key as (string | number | null)[]) : null;
  } catch {
    return null;
  }
}

/** Takes a per-transaction lock on a name: two writers of the same thing wait for each other. */
export async function lockName(db: Kysely<DB>, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(db);
}
