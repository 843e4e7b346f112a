import type { ModuleJob } from "../../platform/doors.ts";
import { facts } from "./facts.ts";
import { readPdfs } from "./read-pdfs.ts";

export const jobs: ModuleJob[] = [
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
