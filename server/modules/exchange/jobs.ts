import { job, type ModuleJob } from "../../platform/doors.ts";
import { reviveImports } from "./revive-imports.ts";
import { runImport } from "./run-import.ts";
import { IMPORT_JOB } from "./start-import.ts";

const SIX_HOURS = 21_600;

export const jobs: ModuleJob[] = [
  job<{ organizationId: string; importId: string }>({
    name: IMPORT_JOB,
    concurrency: 2,
    expiresSeconds: SIX_HOURS,
    outside: (outer, data) => runImport(outer, data),
  }),
  { name: "exchange.revive", cron: "* * * * *", inside: (ctx) => reviveImports(ctx) },
];
