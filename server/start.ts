/** Makes the services of a process from its configuration. */

import { subscriptionsOf } from "./app.ts";
import { PAYZEN_HOSTS } from "./gateways/payzen/settings.ts";
import { PUSH_HOSTS } from "./gateways/push/push.ts";
import { SMS_HOSTS } from "./gateways/sms/gateways.ts";
import type { Config } from "./platform/config.ts";
import { openPool } from "./platform/database/pool.ts";
import type { Module } from "./platform/doors.ts";
import { openFiles } from "./platform/files.ts";
import { makeJobs } from "./platform/jobs.ts";
import { makeLog } from "./platform/log.ts";
import { makeMetrics } from "./platform/metrics.ts";
import { allowListedFetch } from "./platform/outbound.ts";
import { sealer } from "./platform/secrets.ts";
import type { Services } from "./platform/services.ts";

/** Hosts of the providers themselves; OUTBOUND_HOSTS adds to them. */
const PROVIDER_HOSTS = [
  "www.payfip.gouv.fr",
  "secure.ogone.com",
  "ogone.test.v-psp.com",
  ...PAYZEN_HOSTS,
  "api.stripe.com",
  ...SMS_HOSTS,
  ...PUSH_HOSTS,
];

/** Everything that lives as long as the process. `close` gives it all back. */
export function openServices(
  config: Config,
  databaseUrl: string,
  modules: readonly Module[],
): { services: Services; close(): Promise<void> } {
  const log = makeLog(config.LOG_LEVEL);
  const pool = openPool(databaseUrl, config.DATABASE_POOL);
  pool.on("error", (error) => log.error({ err: error }, "database connection lost"));
  const services: Services = {
    config,
    pool,
    files: openFiles(config),
    jobs: makeJobs(databaseUrl, log),
    log,
    metrics: makeMetrics(),
    sealer: sealer(config.QUITUS_SECRET),
    fetch: allowListedFetch([...PROVIDER_HOSTS, ...config.OUTBOUND_HOSTS]),
    clock: () => new Date(),
    subscriptions: subscriptionsOf(modules),
  };
  return {
    services,
    async close() {
      await services.jobs.stop();
      await pool.end();
    },
  };
}
