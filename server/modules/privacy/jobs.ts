import { job, type ModuleJob } from "../../platform/doors.ts";
import type { JobData } from "../../platform/jobs.ts";
import { ARCHIVE_JOB } from "./ask-archive.ts";
import { closeIdle } from "./close-idle.ts";
import { ERASE_JOB } from "./decide-erasure.ts";
import { SWEEPS } from "./gather-sweeps.ts";
import { keepTerms } from "./keep-terms.ts";
import { makeArchive } from "./make-archive.ts";
import { FORGET_JOB, type ForgetJob, forgetDropped, runErasure } from "./run-erasure.ts";
import { endOldArchives, reviveForsaken, sweepErased } from "./sweep-privacy.ts";

export const jobs: ModuleJob[] = [
  job<JobData & { archiveId: string }>({
    name: ARCHIVE_JOB,
    concurrency: 1,
    expiresSeconds: 3600,
    outside: (outer, { archiveId }) => makeArchive(outer, archiveId),
  }),
  job<JobData & { erasureId: string }>({
    name: ERASE_JOB,
    concurrency: 1,
    expiresSeconds: 3600,
    outside: (outer, { erasureId }) => runErasure(outer, erasureId),
  }),
  job<ForgetJob>({ name: FORGET_JOB, outside: forgetDropped }),
  { name: "privacy.revive", cron: "*/10 * * * *", inside: (ctx) => reviveForsaken(ctx) },
  { name: "privacy.end-archives", cron: "23 * * * *", inside: (ctx) => endOldArchives(ctx) },
  job({
    name: "privacy.keep-terms",
    cron: "50 2 * * *",
    expiresSeconds: 6 * 3600,
    outside: (outer) => keepTerms(outer, SWEEPS),
  }),
  job({ name: "privacy.close-idle", cron: "15 9 * * *", expiresSeconds: 3600, outside: closeIdle }),
  { name: "privacy.sweep", cron: "40 3 * * *", inside: (ctx) => sweepErased(ctx) },
];
