/** One throw-away PostgreSQL per run of the suite, with a migrated template that each test file clones in some 30 ms. */
import { randomInt } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { isFree } from "../../bin/ports.ts";
import { startEmbeddedPostgres } from "../../server/platform/database/embedded.ts";
import { migrate } from "../../server/platform/database/migrate.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

export const TEMPLATE = "quitus_template";

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestPostgres();
  project.provide("postgresUrl", server.url);
  return server.stop;
}

/** The server and its template; also used by the journeys and the benchmarks. */
export async function startTestPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "quitus-test-"));
  const server = await startEmbeddedPostgres(folder, await freePort(), { throwaway: true });
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await admin.query(`create database ${TEMPLATE}`);
  await admin.end();
  await migrate(server.url.replace(/\/postgres$/, `/${TEMPLATE}`));
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Below the ports that systems hand out to whoever asks for any; each worker of the suite has every eighth. */
const PORTS = { from: 15_000, count: 2_000, workers: 8 };
const given = new Set<number>();

/** A port that stays free until it is listened to: nobody else is given it meanwhile, however long that takes. */
export async function freePort(): Promise<number> {
  const mine = Number(process.env["VITEST_POOL_ID"] ?? 0) % PORTS.workers;
  for (;;) {
    const port = PORTS.from + PORTS.workers * randomInt(PORTS.count) + mine;
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
}
