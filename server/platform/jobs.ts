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
  /** Before those of its name that wait already: somebody stands in front of a screen until it is done. */
  urgent?: boolean;
  /** Whom it is for, when its definition says `perGroup`. */
  group?: string;
};

/** How a job is run. Throwing means: try again later. */
export type JobHandler = (data: JobData) => Promise<void>;

export type JobDefinition = {
  name: string;
  run: JobHandler;
  /** Cron expression, in Europe/Paris: the job is run for each organization. */
  cron?: string;
  /** Those for which a job by clock is run. */
  everyOrganization?: () => Promise<readonly string[]>;
  retries?: number;
  /** Workers of this name in one process; each takes up to eight jobs, one after the other. */
  concurrency?: number;
  /**
   * Jobs of one group at work at the same time in one process: fewer than its workers, which then do what they took side by
   * side. For calls to addresses that others run: one that is slow keeps its own jobs waiting, and nobody else's.
   */
  perGroup?: number;
  /** Seconds after which a job that gives no sign is taken for dead. */
  expiresSeconds?: number;
};

export type JobQueue = {
  enqueue(db: Kysely<DB>, name: string, data: JobData, options?: EnqueueOptions): Promise<void>;
  /** Many jobs of one name, in one statement; `groupOf` tells whom each is for. */
  enqueueAll<D extends JobData>(
    db: Kysely<DB>,
    name: string,
    data: readonly D[],
    groupOf?: (one: D) => string,
  ): Promise<void>;
  /** Creates the queues; with `work`, also runs them in this process. */
  start(definitions: readonly JobDefinition[], options: { work: boolean }): Promise<void>;
  stop(): Promise<void>;
  /** Jobs that wait or run, for `/metrics` and for tests that wait until all is quiet. */
  pending(): Promise<number>;
};

const BATCH = 8;
const URGENT = 10;

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
        ...(options.urgent ? { priority: URGENT } : {}),
        ...(options.group ? { group: { id: options.group } } : {}),
      });
    },
    async enqueueAll(db, name, data, groupOf) {
      if (data.length === 0) return;
      const jobs = data.map((one) => ({ data: one, ...(groupOf ? { group: { id: groupOf(one) } } : {}) }));
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
  const { perGroup } = definition;
  const options = {
    batchSize: perGroup ? Math.min(perGroup, BATCH) : BATCH,
    burstWhenBatchFull: true,
    perJobResults: true,
    pollingIntervalSeconds: 1,
    // A retry or a delayed job sends no notification: the poll finds it.
    notifyPollingIntervalSeconds: 2,
    localConcurrency: definition.concurrency ?? 2,
    ...(perGroup ? { localGroupConcurrency: perGroup } : {}),
  } as const;
  const run = (job: Job<JobData>) =>
    definition.everyOrganization && job.data.organizationId === ""
      ? runByClock(boss, definition, job, log)
      : runOne(definition, job, log);
  await boss.work(definition.name, options, async (jobs: Job<JobData>[]) => {
    if (perGroup) return Promise.all(jobs.map(run));
    const results = [];
    for (const job of jobs) results.push(await run(job));
    return results;
  });
}

/** What is due by clock, one organization after the other. Where it fails, a job of that organization tries again: the others have had theirs. */
async function runByClock(boss: PgBoss, definition: JobDefinition, job: Job<JobData>, log: Logger) {
  for (const organizationId of await definition.everyOrganization!()) {
    const data = { ...job.data, organizationId };
    const { status } = await runOne(definition, { ...job, data }, log);
    if (status === "failed" && definition.retries !== 0)
      await boss.send(definition.name, data, { startAfter: 2 });
  }
  return { id: job.id, status: "completed" as const };
}

/** Each job of a batch succeeds or fails for itself. */
async function runOne(definition: JobDefinition, job: Job<JobData>, log: Logger) {
  try {
    await definition.run(job.data);
    return { id: job.id, status: "completed" as const };
  } catch (error) {
    log.error({ err: error, job: definition.name, jobId: job.id }, "job failed, will be tried again");
    return { id: job.id, status: "failed" as const, output: { message: (error as Error).message } };
  }
}
