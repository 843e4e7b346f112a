import { job, type ModuleJob } from "../../platform/doors.ts";
import type { FactJob } from "../../platform/facts.ts";
import type { JobData } from "../../platform/jobs.ts";
import { announceAll } from "./announce-collections.ts";
import { followMandate } from "./cancel-collection.ts";
import { dropFile, MOST_TRIES } from "./drop-file.ts";
import { proposeBatches } from "./make-batch.ts";
import { DROP_FILE, MAKE_FILE } from "./rules.ts";
import { settleCollections } from "./settle-collections.ts";
import { makeFile, reviveBatches } from "./write-file.ts";

export const jobs: ModuleJob[] = [
  job({ name: "collections.announce", cron: "10 6 * * *", expiresSeconds: 3600, outside: announceAll }),
  job({ name: "collections.propose", cron: "35 6-20 * * *", expiresSeconds: 3600, outside: proposeBatches }),
  job({ name: "collections.settle", cron: "5 * * * *", expiresSeconds: 3600, outside: settleCollections }),
  job({ name: "collections.revive", cron: "*/10 * * * *", inside: (ctx) => reviveBatches(ctx) }),
  job<JobData & { batchId: string }>({
    name: MAKE_FILE,
    expiresSeconds: 3600,
    outside: (outer, { batchId }) => makeFile(outer, batchId),
  }),
  job<JobData & { batchId: string }>({
    name: DROP_FILE,
    retries: MOST_TRIES + 2,
    expiresSeconds: 900,
    outside: (outer, { batchId }) => dropFile(outer, batchId),
  }),
  job<FactJob>({
    name: "collections.follow_mandate",
    on: [
      "mandates.revoked",
      "mandates.suspended",
      "mandates.blocked",
      "mandates.stopped",
      "mandates.dormant",
    ],
    inside: followMandate,
  }),
];
