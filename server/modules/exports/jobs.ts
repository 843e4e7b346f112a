import { job, type ModuleJob } from "../../platform/doors.ts";
import { makeFile } from "./make-file.ts";
import { reviveExports } from "./revive-exports.ts";
import { MAKE_JOB, takeDailyExports } from "./take-export.ts";

export const jobs: ModuleJob[] = [
  job<{ organizationId: string; exportId: string }>({
    name: MAKE_JOB,
    concurrency: 2,
    expiresSeconds: 900,
    outside: (outer, { exportId }) => makeFile(outer, exportId),
  }),
  { name: "exports.revive", cron: "*/10 * * * *", inside: (ctx) => reviveExports(ctx) },
  { name: "exports.daily", cron: "5 * * * *", inside: (ctx) => takeDailyExports(ctx) },
];
