/** Jobs live in the same database and are enqueued in the caller's transaction: they exist if, and only if, it commits. */
import { CompiledQuery, type Kysely } from "kysely";
import { type Job, PgBoss } from "pg-boss";
import type { Logger } from "pino";
import type { DB } from "../../db/types.ts";
import { JOBS_SCHEMA } from "./database/migrate.ts";

/** What every job carries: for whom it works. */
export type JobData = { organizationId: string; [key: string]: unknown };

export type EnqueueOptions = {
  /** Not before this many seconds. */
  afterSeconds?: number;
  /** At most one waiting job per key. */
  onlyOnce?: string;
};

/** How a job is run. Throwing means: try again later. */
export type JobHandler = (data: JobData) => Promise<void>;

export type JobDefinition = {
  name: string;
  run: JobHandler;
  /** Cron expression, in Europe/Paris: then `data.organizationId` is empty and the job fans out. */
  cron?: string;
  retries?: number;
  /** Jobs of this name run at the same time in one process. */
  concurrency?: number;
  /** Seconds after which a job that gives no sign is taken for dead. */
  expiresSeconds?: number;
};

export type JobQueue = {
  enqueue(db: Kysely<DB>, name: string, data: JobData, options?: EnqueueOptions): Promise<void>;
  /** Many jobs of one name, in one statement. */
  enqueueAll(db: Kysely<DB>, name: string, data: readonly JobData[]): Promise<void>;
  /** Creates the queues; with `work`, also runs them in this process. */
  start(definitions: readonly JobDefinition[], options: { work: boolean }): Promise<void>;
  stop(): Promise<void>;
  /** Jobs that wait or run, for `/metrics` and for tests that wait until all is quiet. */
  pending(): Promise<number>;
};

const BATCH = 8;

export function makeJobs(databaseUrl: string, log: Logger): JobQueue {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    schema: JOBS_SCHEMA,
    max: 4,
    useListenNotify: true,
    createSchema: false,
    superviseIntervalSeconds: 20,
    monitorVacuum: false,
    application_name: "quitus-jobs",
  });
  boss.on("error", (error) => log.error({ err: error }, "job queue"));
  let started = false;
  return {
    async enqueue(db, name, data, options = {}) {
      await boss.send(name, data, {
        db: executorOf(db),
        ...(options.afterSeconds ? { startAfter: options.afterSeconds } : {}),
        ...(options.onlyOnce ? { singletonKey: options.onlyOnce, singletonSeconds: 1 } : {}),
      });
    },
    async enqueueAll(db, name, data) {
      if (data.length === 0) return;
      const jobs = data.map((one) => ({ data: one }));
      await boss.insert(name, jobs, { db: executorOf(db) });
    },
    async start(definitions, { work }) {
      await boss.start();
      started = true;
      for (const definition of definitions) await prepare(boss, definition, work, log);
    },
    async stop() {
      if (started) await boss.stop({ graceful: true, timeout: 10_000 });
      started = false;
    },
    async pending() {
      const { rows } = await boss
        .getDb()
        .executeSql(
          `select count(*)::int as count from ${JOBS_SCHEMA}.job where state in ('created', 'retry', 'active') and start_after <= now()`,
        );
      return (rows[0] as { count: number }).count;
    },
  };
}

/** The caller's transaction, as the queue speaks to it. */
const executorOf = (db: Kysely<DB>) => ({
  executeSql: async (text: string, values: unknown[] = []) => ({
    rows: (await db.executeQuery(CompiledQuery.raw(text, values))).rows,
  }),
});

async function prepare(boss: PgBoss, definition: JobDefinition, work: boolean, log: Logger): Promise<void> {
  await boss.createQueue(definition.name, {
    notify: true,
    retryLimit: definition.retries ?? 20,
    retryDelay: 2,
    retryBackoff: true,
    retryDelayMax: 3600,
    expireInSeconds: definition.expiresSeconds ?? 300,
    deleteAfterSeconds: 86_400,
  });
  if (work && definition.cron)
    await boss.schedule(definition.name, definition.cron, { organizationId: "" }, { tz: "Europe/Paris" });
  if (!work) return;
  const options = {
    batchSize: BATCH,
    burstWhenBatchFull: true,
    perJobResults: true,
    pollingIntervalSeconds: 1,
    // A retry or a delayed job sends no notification: the poll finds it.
    notifyPollingIntervalSeconds: 2,
    localConcurrency: definition.concurrency ?? 2,
  } as const;
  await boss.work(definition.name, options, (jobs: Job<JobData>[]) => runBatch(definition, jobs, log));
}

/** Each job of a batch succeeds or fails for itself. */
async function runBatch(definition: JobDefinition, jobs: Job<JobData>[], log: Logger) {
  const results = [];
  for (const job of jobs) {
    try {
      await definition.run(job.data);
      results.push({ id: job.id, status: "completed" as const });
    } catch (error) {
      log.error({ err: error, job: definition.name, jobId: job.id }, "job failed, will be tried again");
      results.push({ id: job.id, status: "failed" as const, output: { message: (error as Error).message } });
    }
  }
  return results;
}
