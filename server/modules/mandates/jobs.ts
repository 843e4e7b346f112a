import { job, type ModuleJob } from "../../platform/doors.ts";
import type { FactJob } from "../../platform/facts.ts";
import type { JobData } from "../../platform/jobs.ts";
import { followCreditor } from "./configure-debits.ts";
import { endDormant, giveUpOld, stopMoved } from "./end-mandate.ts";
import { SEAL_JOB, sealSignature, sealWaiting } from "./seal-mandate.ts";
import { STAMP_JOB, stampLate } from "./stamp-mandate.ts";

export const jobs: ModuleJob[] = [
  job<JobData & { signatureId: string }>({
    name: SEAL_JOB,
    outside: (outer, { signatureId }) => sealSignature(outer, signatureId),
  }),
  job({ name: "mandates.seal_waiting", cron: "*/10 * * * *", outside: sealWaiting }),
  job({ name: STAMP_JOB, cron: "5-59/10 * * * *", outside: stampLate }),
  job({ name: "mandates.end_dormant", cron: "10 4 * * *", inside: endDormant }),
  job({ name: "mandates.stop_moved", cron: "40 * * * *", inside: stopMoved }),
  job({ name: "mandates.give_up", cron: "25 * * * *", outside: giveUpOld }),
  job<FactJob>({
    name: "mandates.follow_creditor",
    on: ["organizations.creditor_updated"],
    outside: (outer, { subjectId }) => followCreditor(outer, subjectId),
  }),
];
