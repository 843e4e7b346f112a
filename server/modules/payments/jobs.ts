import { job, type ModuleJob } from "../../platform/doors.ts";
import type { JobData } from "../../platform/jobs.ts";
import { askProvider, sweepPaid, sweepPayments } from "./ask-provider.ts";
import { expireTransfers } from "./expire-transfers.ts";
import { ASK_PROVIDER, HANDLE_MESSAGE, handleMessage } from "./receive-notification.ts";

export const jobs: ModuleJob[] = [
  job<JobData & { inboxId: string }>({
    name: HANDLE_MESSAGE,
    concurrency: 4,
    expiresSeconds: 60,
    outside: (outer, data) => handleMessage(outer, data.inboxId),
  }),
  job<JobData & { paymentId: string }>({
    name: ASK_PROVIDER,
    expiresSeconds: 60,
    outside: (outer, data) => askProvider(outer, data.paymentId),
  }),
  job({
    name: "payments.expire_transfers",
    cron: "4 * * * *",
    retries: 0,
    outside: (outer) => expireTransfers(outer),
  }),
  job({ name: "payments.sweep_paid", cron: "17 * * * *", retries: 0, outside: (outer) => sweepPaid(outer) }),
  job({ name: "payments.sweep", cron: "* * * * *", retries: 0, outside: (outer) => sweepPayments(outer) }),
];
