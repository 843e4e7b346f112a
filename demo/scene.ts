/** What the demonstration needs around Quitus: its database, its data, the simulated providers and the mailbox. */
import { randomBytes } from "node:crypto";
import { chmod, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { firstFreePort } from "../bin/ports.ts";
import { startMailSimulator } from "../server/gateways/mail/simulator.ts";
import { type Simulators, startSimulators } from "../server/gateways/simulators.ts";
import { type SmsSimulator, smsSimulator } from "../server/gateways/sms/simulator.ts";
import { updateTextSettings } from "../server/modules/notifications/index.ts";
import { updatePaymentSettings } from "../server/modules/payments/index.ts";
import { readConfig } from "../server/platform/config.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../server/platform/database/embedded.ts";
import { migrate } from "../server/platform/database/migrate.ts";
import { dayInParis } from "../server/platform/dates.ts";
import { newId, type OrganizationId, outside } from "../server/platform/ids.ts";
import { makeOuter } from "../server/platform/outer.ts";
import { openServices } from "../server/start.ts";
import { configureNews, serveNews } from "./news-site.ts";
import { writeNextBankFiles } from "./next-bank-file.ts";
import { nextFecName } from "./next-fec.ts";
import { playBank } from "./play-bank.ts";
import { readBills } from "./read-bills.ts";
import { makeStories, seedDemo } from "./seed.ts";
import { configureSigning } from "./signing.ts";
import type { DemoCreditor } from "./story.ts";

/** Grows when the demonstration's data change: an older demonstration is then made again. */
const VERSION = 6;

export type Scene = {
  /** The environment of a Quitus that plays in this scene. */
  env: Record<string, string>;
  outboxUrl: string;
  fecPath: string;
  /** The next bank statement of each organization. */
  bankPaths: readonly string[];
  /** The day on which the data were made: they are about the year before it. */
  madeOn: string;
  /** Milliseconds, by step. */
  times: Record<string, number>;
  stop(): Promise<void>;
};
export type SceneOptions = {
  folder: string;
  /** Where Quitus will listen; the providers and the mailbox are on the next port. */
  port: number;
  host: string;
  publicUrl: string;
  scale?: number;
};

type Stamp = { version: number; day: string; scale: number };

/** Prepares everything; what was prepared before is joined. `stop` gives back what was started, the database last. */
export async function prepareScene(options: SceneOptions): Promise<Scene> {
  const { folder, port } = options;
  const times: Record<string, number> = {};
  const timed = async <T>(step: string, work: () => Promise<T>): Promise<T> => {
    const before = performance.now();
    const result = await work();
    times[step] = Math.round(performance.now() - before);
    return result;
  };
  await mkdir(folder, { recursive: true });
  const postgres = await timed("database", async () =>
    startEmbeddedPostgres(join(folder, "postgres"), await firstFreePort(port + 2)),
  );
  const lock = await takeAlone(postgres);
  const closers: (() => Promise<unknown>)[] = [() => postgres.stop(), () => lock.end()];
  const stop = async () => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    const mailbox = await startMailSimulator({ phones: "/sms/" });
    const phones = smsSimulator({ receiptMs: 1500 });
    closers.push(() => mailbox.close());
    const simulators = await startSimulators({
      port: port + 1,
      also: async (app) => {
        await app.register(mailbox.outbox, { prefix: "/outbox" });
        await app.register(phones.plugin, { prefix: "/sms" });
        serveNews(app);
      },
    });
    closers.push(() => simulators.close());
    const outboxUrl = `${simulators.origin}/outbox/`;
    const env = await environment(options, postgres, {
      smtpUrl: mailbox.url,
      origin: simulators.origin,
      outboxUrl,
    });
    await writeFile(join(folder, "env.json"), JSON.stringify(env, null, 2), { mode: 0o600 });
    const stamp = await timed("data", () => fill(options, postgres, env));
    await configureNews(env["DATABASE_URL"]!, simulators.origin);
    await timed("payment settings", () => configureProviders(env, { simulators, phones }, stamp));
    await timed("electronic invoices", () => readBills(env));
    await timed("bank statements", () => playBank(env, stamp.day));
    const fecPath = join(folder, nextFecName(stamp.day));
    const bankPaths = await writeNextBankFiles(env["DATABASE_URL"]!, folder, stamp.day);
    return { env, outboxUrl, fecPath, bankPaths, madeOn: stamp.day, times, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Around = { smtpUrl: string; origin: string; outboxUrl: string };

async function environment(
  options: SceneOptions,
  postgres: EmbeddedPostgres,
  around: Around,
): Promise<Record<string, string>> {
  return {
    NODE_ENV: "development",
    PORT: String(options.port),
    HOST: options.host,
    PUBLIC_URL: options.publicUrl,
    DATABASE_URL: postgres.url.replace(/\/postgres$/, "/quitus"),
    DATA_DIR: options.folder,
    QUITUS_SECRET: await secretOf(options.folder),
    SMTP_URL: around.smtpUrl,
    MAIL_FROM: "Quitus <no-reply@quitus.example>",
    OUTBOUND_HOSTS: new URL(around.origin).host,
    PAYMENT_ORIGINS: around.origin,
    DEMO_OUTBOX_URL: around.outboxUrl,
    LOG_LEVEL: process.env["LOG_LEVEL"] ?? "warn",
  };
}

/** Made once: what it sealed must be readable at the next start. */
async function secretOf(folder: string): Promise<string> {
  const file = join(folder, "secret");
  const kept = await readFile(file, "utf8").catch(() => "");
  if (kept.length >= 32) return kept;
  const made = randomBytes(48).toString("base64url");
  await writeFile(file, made, { mode: 0o600 });
  await chmod(file, 0o600);
  return made;
}

/** Migrates; fills a database that was never filled whole. The stamp is in the database: it lives and dies with the data. */
async function fill(
  options: SceneOptions,
  postgres: EmbeddedPostgres,
  env: Record<string, string>,
): Promise<Stamp> {
  const wanted = { version: VERSION, day: dayInParis(new Date()), scale: options.scale ?? 1 };
  const kept = await readStamp(env["DATABASE_URL"]!);
  if (kept && kept.version === wanted.version && kept.scale === wanted.scale) {
    await migrate(env["DATABASE_URL"]!);
    return kept;
  }
  await onServer(postgres.url, ["drop database if exists quitus with (force)", "create database quitus"]);
  await migrate(env["DATABASE_URL"]!);
  const config = readConfig(env);
  const { services, close } = openServices(config, env["DATABASE_URL"]!, []);
  try {
    const fecPath = join(options.folder, nextFecName(wanted.day));
    await seedDemo({
      databaseUrl: env["DATABASE_URL"]!,
      files: services.files,
      today: wanted.day,
      now: new Date(),
      scale: wanted.scale,
      fecPath,
    });
  } finally {
    await close();
  }
  await onServer(env["DATABASE_URL"]!, [
    "analyze",
    "create table demo_stamp as select null::jsonb as stamp limit 0",
    `insert into demo_stamp values ('${JSON.stringify(wanted)}')`,
  ]);
  return wanted;
}

async function readStamp(databaseUrl: string): Promise<Stamp | null> {
  const client = new pg.Client({ connectionString: databaseUrl });
  try {
    await client.connect();
    return (await client.query<{ stamp: Stamp }>("select stamp from demo_stamp")).rows[0]?.stamp ?? null;
  } catch {
    return null;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** At each start: the simulated providers remember nothing, and may be on another port. */
async function configureProviders(
  env: Record<string, string>,
  { simulators, phones }: { simulators: Simulators; phones: SmsSimulator },
  stamp: Stamp,
): Promise<void> {
  const config = readConfig(env);
  const { services, close } = openServices(config, env["DATABASE_URL"]!, []);
  const settings = ({ id, gateway }: DemoCreditor, base: string): Record<string, unknown> => {
    if (gateway.name === "payfip") return simulators.payfipClient(gateway.numcli);
    if (gateway.name === "payzen") return simulators.payzenShop(gateway.siteId);
    const notified = `${base}/api/notifications/${outside("creditor", id)}/${gateway.name}`;
    if (gateway.name === "monetico") return simulators.moneticoTerminal(gateway.tpe, notified);
    if (gateway.name === "stripe") return simulators.stripeAccount(gateway.account, notified);
    return simulators.ogoneAccount(gateway.pspid, notified);
  };
  try {
    for (const story of makeStories({ today: stamp.day, scale: 0 })) {
      const baseUrl = `${config.PUBLIC_URL}/o/${story.slug}`;
      const { rows } = await services.pool.query<{ organization_id: OrganizationId }>(
        "select organization_id from organization_addresses where address = $1",
        [`path:${story.slug}`],
      );
      const outer = makeOuter(services, {
        organizationId: rows[0]!.organization_id,
        baseUrl,
        actor: { kind: "system", name: "demo" },
        requestId: newId(),
      });
      await outer.transaction(async (ctx) => {
        for (const creditor of story.creditors) {
          const change = {
            gateway: creditor.gateway.name,
            enabled: true,
            configuration: settings(creditor, baseUrl),
          };
          await updatePaymentSettings(ctx, creditor.id, change);
        }
        await configureSigning(ctx, story.slug, simulators.timestamps.address);
        const gateway = "ovh";
        const configuration = phones.configuration(gateway, `${simulators.origin}/sms`);
        await updateTextSettings(ctx, { gateway, enabled: true, configuration, monthlyCap: 500 });
      });
    }
  } finally {
    await close();
  }
}

async function onServer(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** One demonstration at a time on one folder: the lock lives as long as the session, so a crash gives it back. */
async function takeAlone(postgres: EmbeddedPostgres): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: postgres.url });
  client.on("error", () => undefined);
  await client.connect();
  const { rows } = await client.query<{ taken: boolean }>(
    "select pg_try_advisory_lock(hashtextextended('quitus.demo', 0)) as taken",
  );
  if (rows[0]?.taken) return client;
  await client.end();
  throw new Error("it already runs on these data; stop it first");
}

/** Forgets a demonstration, its database included. */
export async function resetScene(folder: string): Promise<void> {
  if (!(await stat(folder).catch(() => null))) return;
  const postgres = await startEmbeddedPostgres(join(folder, "postgres"), await firstFreePort(56_000));
  const lock = await takeAlone(postgres);
  await onServer(postgres.url, ["drop database if exists quitus with (force)"]);
  await lock.end();
  await postgres.stop();
  await rm(join(folder, "files"), { recursive: true, force: true });
}
