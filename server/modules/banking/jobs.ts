import { job, type ModuleJob } from "../../platform/doors.ts";
import type { FactJob } from "../../platform/facts.ts";
import type { JobData } from "../../platform/jobs.ts";
import { PROPOSE_JOB, proposeAgain, proposeLines } from "./propose-lines.ts";
import { IMPORT_JOB, reviveImports, runImport } from "./run-import.ts";

const ONE_HOUR = 3600;

export const jobs: ModuleJob[] = [
  job<JobData & { fileId: string }>({
    name: IMPORT_JOB,
    concurrency: 2,
    expiresSeconds: 6 * ONE_HOUR,
    outside: (outer, { fileId }) => runImport(outer, fileId),
  }),
  job({ name: "banking.revive", cron: "* * * * *", inside: (ctx) => reviveImports(ctx) }),
  job({
    name: PROPOSE_JOB,
    concurrency: 1,
    expiresSeconds: ONE_HOUR,
    outside: (outer) => proposeLines(outer),
  }),
  job<FactJob & { data: { creditor: string | null; mode?: string } }>({
    name: "banking.follow_publication",
    on: ["exchange.import_finished"],
    inside: (ctx, { data }) => proposeAgain(ctx, data.creditor ? [data.creditor] : null),
  }),
];
