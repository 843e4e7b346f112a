/** What lives as long as the process: made once by `main`, handed to every context. */
import type { Pool } from "pg";
import type { Logger } from "pino";
import type { Config } from "./config.ts";
import type { FileStore } from "./files.ts";
import type { JobQueue } from "./jobs.ts";
import type { Metrics } from "./metrics.ts";
import type { Sealer } from "./secrets.ts";

export type Services = {
  config: Config;
  /** Connections under the application’s role: row-level security applies. Opened by `inTransaction` only. */
  pool: Pool;
  files: FileStore;
  jobs: JobQueue;
  log: Logger;
  metrics: Metrics;
  sealer: Sealer;
  /** The only way out: refuses hosts that are not allow-listed. */
  fetch: typeof fetch;
  clock: () => Date;
  /** Jobs to enqueue when a fact is recorded, by fact name. */
  subscriptions: ReadonlyMap<string, readonly string[]>;
};
