/** What a command works in: the database and the files of the same environment as the server's. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { makeJobDefinitions } from "../../server/app.ts";
import { organizationLocator } from "../../server/modules/organizations/index.ts";
import { modules } from "../../server/modules.ts";
import { type Config, ConfigurationError, readConfig } from "../../server/platform/config.ts";
import type { Outer } from "../../server/platform/context.ts";
import { startEmbeddedPostgres } from "../../server/platform/database/embedded.ts";
import { Refusal } from "../../server/platform/errors.ts";
import { newId, type OrganizationId } from "../../server/platform/ids.ts";
import { makeOuter } from "../../server/platform/outer.ts";
import type { Services } from "../../server/platform/services.ts";
import { openServices } from "../../server/start.ts";
import { isFree } from "../ports.ts";

/** The command was called wrongly: exit code 2. */
export class UsageError extends Error {}
/** The command did its work and what it found is not right: exit code 1. */
export class Unsatisfied extends Error {}

export type Surroundings = { config: Config; databaseUrl: string; services: Services };
/** The port of the embedded database (server/main.ts). */
const EMBEDDED_PORT = 54_329;
const DEMO = join(import.meta.dirname, "../../.data/demo/env.json");

/** The environment, or with `--demo` the one that the demonstration left. */
async function environmentOf(demo: boolean): Promise<Record<string, string | undefined>> {
  if (!demo) return process.env;
  const text = await readFile(DEMO, "utf8").catch(() => {
    throw new UsageError("--demo: no demonstration was started here yet (npm run demo)");
  });
  return JSON.parse(text) as Record<string, string>;
}

/**
 * Opens the database (the embedded one is joined, or started for the time of the command) and works. No job runs here.
 * @param tells whether what happens is told: each fact then leaves its jobs, in the same transaction, to the server, which sends the mails.
 */
export async function within<T>(
  demo: boolean,
  work: (here: Surroundings) => Promise<T>,
  { tells }: { tells: boolean } = { tells: false },
): Promise<T> {
  const config = readConfig({ LOG_LEVEL: "error", ...(await environmentOf(demo)) });
  const alone = !config.DATABASE_URL && (await isFree(EMBEDDED_PORT));
  const embedded = config.DATABASE_URL
    ? null
    : await startEmbeddedPostgres(join(config.DATA_DIR, "postgres"), EMBEDDED_PORT);
  const databaseUrl = config.DATABASE_URL ?? embedded!.url;
  const { services, close } = openServices(config, databaseUrl, tells ? modules : []);
  try {
    await services.pool.query("select 1").catch((error: Error) => {
      throw new ConfigurationError(`DATABASE_URL: the database does not answer: ${error.message}`);
    });
    if (tells) await services.jobs.start(makeJobDefinitions(services, modules), { work: false });
    return await work({ config, databaseUrl, services });
  } finally {
    await close();
    if (alone) await embedded?.stop();
  }
}

export type Place = { slug: string; outer: Outer };

/** The organizations by slug. @throws UsageError that names `--organization`. */
export async function placesOf(
  { config, services }: Surroundings,
  slug: string | undefined,
): Promise<Place[]> {
  const { rows } = await services.pool.query<{ address: string; organization_id: OrganizationId }>(
    "select address, organization_id from organization_addresses where address like 'path:%' order by address",
  );
  const all = rows.map((row) => ({ slug: row.address.slice("path:".length), id: row.organization_id }));
  const chosen = slug === undefined ? all : all.filter((one) => one.slug === slug);
  if (chosen.length === 0) {
    const known = all.map((one) => one.slug).join(", ") || "none yet (quitus create organization)";
    throw new UsageError(
      slug === undefined
        ? `no organization exists yet: ${known}`
        : `--organization: "${slug}" is unknown; known: ${known}`,
    );
  }
  const locator = organizationLocator(services.pool, config.PUBLIC_URL);
  return Promise.all(
    chosen.map(async (one) => ({
      slug: one.slug,
      outer: makeOuter(services, {
        organizationId: one.id,
        baseUrl: await locator.baseUrlOf(one.id),
        actor: { kind: "system", name: "quitus (command line)" },
        requestId: newId(),
      }),
    })),
  );
}

/** One organization: the one named, or the only one there is. @throws UsageError */
export async function onePlace(here: Surroundings, slug: string | undefined): Promise<Place> {
  const places = await placesOf(here, slug);
  if (places.length > 1)
    throw new UsageError(`--organization: name one of ${places.map((place) => place.slug).join(", ")}`);
  return places[0]!;
}

/** A refusal in an operator's words. */
export const explain = (error: unknown): string =>
  error instanceof Refusal
    ? `refused: ${error.code} ${JSON.stringify(error.details)}`
    : ((error as Error).message ?? String(error));
