/** Kysely over `pg`, with one addition: statements with parameters are prepared once per connection, under a name. */
import { createHash } from "node:crypto";
import type { Writable } from "node:stream";
import {
  type CompiledQuery,
  type DatabaseConnection,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from "kysely";
import pg from "pg";
import type { DB } from "../../../db/types.ts";

// Cents fit in a safe integer (90 thousand billion euros): bigint comes as a number. Dates of the trade stay text.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`integer out of range: ${text}`);
  return value;
});
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

/** Lists vary in length, and so would their statements: those are not kept. */
const MAX_NAMED_PARAMETERS = 40;
const names = new Map<string, string>();
const nameOf = (text: string): string => {
  let name = names.get(text);
  if (name === undefined) {
    name = createHash("sha1").update(text).digest("base64url");
    if (names.size < 5000) names.set(text, name);
  }
  return name;
};

/** What is asked of a connection in this turn of the event loop leaves in one write. */
export function inOnePacket(client: pg.PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

function executeNamed<R>(client: pg.PoolClient, query: CompiledQuery): Promise<QueryResult<R>> {
  const values = query.parameters as unknown[];
  const named = values.length > 0 && values.length <= MAX_NAMED_PARAMETERS;
  inOnePacket(client);
  return client
    .query(named ? { name: nameOf(query.sql), text: query.sql, values } : { text: query.sql, values })
    .then((result) => ({
      rows: result.rows as R[],
      numAffectedRows: BigInt(result.rowCount ?? 0),
    }));
}

/** A Kysely bound to ONE checked-out client: the transaction is ours to open and close (transaction.ts). */
export function kyselyOn(client: pg.PoolClient): Kysely<DB> {
  const connection: DatabaseConnection = {
    executeQuery: <R>(query: CompiledQuery) => executeNamed<R>(client, query),
    streamQuery: () => {
      throw new Error("streamQuery is not used: page by key instead");
    },
  };
  return new Kysely<DB>({ dialect: oneConnection(connection) });
}

const oneConnection = (connection: DatabaseConnection) => ({
  createAdapter: () => new PostgresAdapter(),
  createQueryCompiler: () => new PostgresQueryCompiler(),
  createIntrospector: (db: Kysely<DB>) => new PostgresIntrospector(db),
  createDriver: () => ({
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(connection),
    beginTransaction: () =>
      Promise.reject(new Error("a transaction is already open: one request, one transaction")),
    commitTransaction: () => Promise.resolve(),
    rollbackTransaction: () => Promise.resolve(),
    releaseConnection: () => Promise.resolve(),
    destroy: () => Promise.resolve(),
  }),
});
