/** Migrations: plain SQL files, forward only, each once, in order, under a lock. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { getConstructionPlans } from "pg-boss";
import { APPLICATION_ROLE } from "./pool.ts";

export const JOBS_SCHEMA = "jobs";
const FOLDER = join(import.meta.dirname, "../../../db/migrations");

/**
 * Brings a database up to date. Safe to run by several processes at once, and again.
 * @returns names of the migrations applied now.
 * @throws when a migration that was applied has changed since: history is not rewritten.
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtextextended('quitus.migrate', 0))");
    await ensureRole(client);
    await client.query(
      "create table if not exists schema_migrations (name text primary key, checksum text not null, applied_at timestamptz not null default now())",
    );
    const { rows } = await client.query<{ name: string; checksum: string }>(
      "select name, checksum from schema_migrations",
    );
    const done = new Map(rows.map((row) => [row.name, row.checksum]));
    const applied: string[] = [];
    for (const name of (await readdir(FOLDER)).filter((file) => file.endsWith(".sql")).sort()) {
      const text = await readFile(join(FOLDER, name), "utf8");
      const checksum = createHash("sha256").update(text).digest("hex");
      if (done.has(name)) {
        if (done.get(name) !== checksum)
          throw new Error(`migration ${name} was changed after it was applied`);
        continue;
      }
      await applyOne(client, name, text, checksum);
      applied.push(name);
    }
    await ensureJobs(client);
    return applied;
  } finally {
    await client.end();
  }
}

async function applyOne(client: pg.Client, name: string, text: string, checksum: string): Promise<void> {
  try {
    await client.query("begin");
    await client.query(text);
    await client.query("insert into schema_migrations (name, checksum) values ($1, $2)", [name, checksum]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw new Error(`migration ${name}: ${(error as Error).message}`, { cause: error });
  }
}

/** The role is of the whole server: another database may be creating it at this moment. */
async function ensureRole(client: pg.Client): Promise<void> {
  await client.query(`do $$ begin
    if not exists (select from pg_roles where rolname = '${APPLICATION_ROLE}') then create role ${APPLICATION_ROLE} nologin; end if;
  exception when duplicate_object or unique_violation then null; end $$`);
  await client.query(`grant ${APPLICATION_ROLE} to current_user`);
}

/** The tables of the job queue belong to pg-boss; the application's role may only use them. */
async function ensureJobs(client: pg.Client): Promise<void> {
  const { rows } = await client.query("select 1 from pg_namespace where nspname = $1", [JOBS_SCHEMA]);
  if (rows.length === 0) await client.query(getConstructionPlans(JOBS_SCHEMA));
  await client.query(`grant usage on schema ${JOBS_SCHEMA} to ${APPLICATION_ROLE};
    grant select, insert, update, delete on all tables in schema ${JOBS_SCHEMA} to ${APPLICATION_ROLE};
    grant execute on all functions in schema ${JOBS_SCHEMA} to ${APPLICATION_ROLE};
    alter default privileges in schema ${JOBS_SCHEMA} grant select, insert, update, delete on tables to ${APPLICATION_ROLE}`);
}
