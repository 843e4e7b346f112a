/** Starts Quitus: reads the configuration, opens the database, serves the web, works on jobs, stops gracefully. */
import { access } from "node:fs/promises";
import { join } from "node:path";
import nodemailer from "nodemailer";
import { makeApp, makeJobDefinitions } from "./app.ts";
import { closeMailer } from "./modules/notifications/index.ts";
import { modules } from "./modules.ts";
import { type Config, ConfigurationError, readConfig } from "./platform/config.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./platform/database/embedded.ts";
import { migrate } from "./platform/database/migrate.ts";
import { openServices } from "./start.ts";

const WEB = join(import.meta.dirname, "../dist/web");
const EMBEDDED_PORT = 54_329;

export type Running = { config: Config; stop(): Promise<void> };

/** Starts with a given environment. @throws ConfigurationError with a line per fault. */
export async function start(env: Record<string, string | undefined>): Promise<Running> {
  const config = readConfig(env);
  await checkSurroundings(config);
  const embedded = config.DATABASE_URL
    ? null
    : await startEmbeddedPostgres(join(config.DATA_DIR, "postgres"), EMBEDDED_PORT);
  const databaseUrl = config.DATABASE_URL ?? embedded!.url;
  await migrate(databaseUrl).catch((error: Error) => {
    throw new ConfigurationError(`DATABASE_URL: the database cannot be used: ${error.message}`);
  });
  const { services, close } = openServices(config, databaseUrl, modules);
  await services.jobs.start(makeJobDefinitions(services, modules), {
    work: config.QUITUS_ROLES.includes("worker"),
  });
  const app = await makeApp(services, modules, config.QUITUS_ROLES.includes("web") ? { web: WEB } : {});
  await app.listen({ port: config.PORT, host: config.HOST });
  services.log.info(
    { port: config.PORT, roles: config.QUITUS_ROLES, database: embedded ? "embedded" : "external" },
    "Quitus is up",
  );
  const closeAll = async () => {
    closeMailer(services);
    await close();
  };
  return { config, stop: () => stopAll(app, closeAll, embedded) };
}

/** Finishes what is under way: no new request, jobs in hand completed, then connections, then the database we started. */
async function stopAll(
  app: { close(): Promise<unknown> },
  close: () => Promise<void>,
  embedded: EmbeddedPostgres | null,
): Promise<void> {
  await app.close();
  await close();
  await embedded?.stop();
}

/** What can be wrong around us, told at start rather than at the first customer. */
async function checkSurroundings(config: Config): Promise<void> {
  const faults: string[] = [];
  if (config.QUITUS_ROLES.includes("web")) {
    await access(join(WEB, "index.html")).catch(() =>
      faults.push("the web application is not built: run `npm run build`"),
    );
  }
  const transport = nodemailer.createTransport(config.SMTP_URL, { connectionTimeout: 5000 } as never);
  await transport
    .verify()
    .catch((error: Error) =>
      faults.push(`SMTP_URL: the mail server does not answer as it should: ${error.message}`),
    );
  transport.close();
  if (faults.length > 0)
    throw new ConfigurationError(`Quitus cannot start:\n${faults.map((fault) => `  - ${fault}`).join("\n")}`);
}

if (import.meta.main) {
  try {
    const running = await start(process.env);
    let stopping = false;
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.on(signal, () => {
        if (stopping) process.exit(1);
        stopping = true;
        void running.stop().then(() => process.exit(0));
      });
    }
  } catch (error) {
    console.error(error instanceof ConfigurationError ? error.message : error);
    process.exit(1);
  }
}
