import { job, type ModuleJob } from "../../platform/doors.ts";
import type { FactJob } from "../../platform/facts.ts";
import { facts } from "./facts.ts";
import { readPdfs } from "./read-pdfs.ts";
import { withdrawAfterPublication } from "./withdraw-accounts.ts";

export const jobs: ModuleJob[] = [
  job<FactJob & { data: { creditor: string | null; mode: string } }>({
    name: "ledger.withdraw_accounts",
    on: ["exchange.import_finished"],
    inside: (ctx, { data }) => withdrawAfterPublication(ctx, data),
  }),
  {
    name: "ledger.read_pdfs",
    on: [facts.pdfsAttached],
    concurrency: 1,
    expiresSeconds: 3_600,
    outside: (outer) => readPdfs(outer),
  },
  // What was attached before Quitus could read it.
  {
    name: "ledger.read_old_pdfs",
    cron: "41 * * * *",
    expiresSeconds: 3_600,
    outside: (outer) => readPdfs(outer),
  },
];
