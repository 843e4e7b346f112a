/** A PostgreSQL as Quitus starts it for itself, durable as in production, with the template that applications clone. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startEmbeddedPostgres } from "../server/platform/database/embedded.ts";
import { migrate } from "../server/platform/database/migrate.ts";
import { freePort, TEMPLATE } from "../test/harness/global-setup.ts";

type BenchPostgres = { url: string; stop(): Promise<void> };

export async function startBenchPostgres(settings: Record<string, string> = {}): Promise<BenchPostgres> {
  const folder = await mkdtemp(join(tmpdir(), "quitus-bench-"));
  const server = await startEmbeddedPostgres(folder, await freePort(), { settings });
  await onDatabase(server.url, (client) => client.query(`create database ${TEMPLATE}`));
  await migrate(server.url.replace(/\/postgres$/, `/${TEMPLATE}`));
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** One connection of the owner, closed afterwards. */
export async function onDatabase<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
