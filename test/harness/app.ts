/** A running Quitus on a database of its own: real PostgreSQL, real HTTP, jobs on demand or by real workers. */
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import pg from "pg";
import { makeApp, makeJobDefinitions } from "../../server/app.ts";
import { readConfig } from "../../server/platform/config.ts";
import type { Actor, Context, Outer } from "../../server/platform/context.ts";
import type { Module } from "../../server/platform/doors.ts";
import { newId, type OrganizationId } from "../../server/platform/ids.ts";
import { makeOuter } from "../../server/platform/outer.ts";
import type { Services } from "../../server/platform/services.ts";
import { openServices } from "../../server/start.ts";
import { freePort, TEMPLATE } from "./global-setup.ts";
import { requestsUnderWay } from "./under-way.ts";

export type TestApp = {
  services: Services;
  app: FastifyInstance;
  /** Owner's connection, outside row-level security: for looking, and for builders. */
  admin: pg.Client;
  databaseUrl: string;
  /** `http://127.0.0.1:port`; pages of an organization are under `/o/<slug>`. */
  origin: string;
  /** A context outside HTTP, as the system or as `actor`. */
  outer(organizationId: string, actor?: Actor, slug?: string): Outer;
  inside<T>(organizationId: string, work: (ctx: Context) => Promise<T>, actor?: Actor): Promise<T>;
  /** Until every request of simulators is answered and every due job has run. Needs `work: true`. */
  quiet(): Promise<void>;
  /** Sets the clock of the whole application; null gives the real one back. */
  setClock(now: Date | null): void;
  close(): Promise<void>;
};

export type TestAppOptions = {
  modules: readonly Module[];
  /** Start real job workers. Without it jobs are enqueued and stay. */
  work?: boolean;
  env?: Record<string, string>;
  /** Listen on this port (default: any free one). */
  port?: number;
  /** Folder of the built web application. */
  web?: string;
  /** Address of a test server outside vitest (journeys, benchmarks). */
  postgresUrl?: string;
};

export async function startTestApp(options: TestAppOptions): Promise<TestApp> {
  // Outside vitest (journeys, benchmarks) the address is given.
  const serverUrl = options.postgresUrl ?? (await import("vitest")).inject("postgresUrl");
  const name = `t_${randomUUID().replaceAll("-", "")}`;
  await onServer(serverUrl, `create database ${name} template ${TEMPLATE}`);
  const databaseUrl = serverUrl.replace(/\/postgres$/, `/${name}`);
  const folder = await mkdtemp(join(tmpdir(), "quitus-files-"));
  // Known before anything listens: addresses of returns and notifications are built on it.
  const port = options.port ?? (await freePort());
  const config = readConfig({
    NODE_ENV: "test",
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    QUITUS_SECRET: "a secret for tests only, 32 characters",
    SMTP_URL: "smtp://127.0.0.1:1",
    MAIL_FROM: "Quitus <no-reply@quitus.test>",
    DATA_DIR: folder,
    LOG_LEVEL: process.env["TEST_LOG"] ?? "silent",
    ...options.env,
  });
  const { services, close } = openServices(config, databaseUrl, options.modules);
  let now: Date | null = null;
  services.clock = () => now ?? new Date();
  // A test server speaks to simulators on this machine, on ports known only once they listen.
  services.fetch = loopbackFetch;
  const definitions = makeJobDefinitions(services, options.modules);
  await services.jobs.start(definitions, { work: options.work ?? false });
  const app = await makeApp(services, options.modules, {
    requestsPerMinute: 0,
    ...(options.web ? { web: options.web } : {}),
  });
  const origin = await app.listen({ port: config.PORT, host: "127.0.0.1" });
  const admin = new pg.Client({ connectionString: databaseUrl });
  await admin.connect();
  const outer = (organizationId: string, actor: Actor = { kind: "system", name: "test" }, slug = "org") =>
    makeOuter(services, {
      organizationId: organizationId as OrganizationId,
      baseUrl: `${origin}/o/${slug}`,
      actor,
      requestId: newId(),
    });
  return {
    services,
    app,
    admin,
    databaseUrl,
    origin,
    outer,
    inside: (organizationId, work, actor) => outer(organizationId, actor).transaction(work),
    async quiet() {
      for (let calm = 0; calm < 3; ) {
        calm = requestsUnderWay() === 0 && (await services.jobs.pending()) === 0 ? calm + 1 : 0;
        await new Promise((resolve) => setTimeout(resolve, 40));
      }
    },
    setClock(value) {
      now = value;
    },
    async close() {
      await app.close();
      await close();
      await admin.end();
      await onServer(serverUrl, `drop database ${name} with (force)`);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const loopbackFetch: typeof fetch = (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  if (url.hostname !== "127.0.0.1") throw new Error(`tests call this machine only, not ${url.hostname}`);
  return fetch(input, { ...init, redirect: "manual" });
};

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (let tries = 0; ; tries += 1) {
    try {
      await client.query(statement);
      break;
    } catch (error) {
      // Two files that clone the template at once: one waits.
      if ((error as { code?: string }).code !== "55006" || tries > 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  await client.end();
}
