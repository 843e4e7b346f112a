import { job, type ModuleJob } from "../../platform/doors.ts";
import { keepTerms } from "../privacy/index.ts";
import { sweeps } from "./relieve-facts.ts";
import { sealFacts } from "./seal-facts.ts";

export const jobs: ModuleJob[] = [
  job({ name: "audit.seal", cron: "* * * * *", retries: 0, outside: (outer) => sealFacts(outer, false) }),
  // What was committed more than an hour late.
  job({ name: "audit.seal_late", cron: "10 4 * * *", outside: (outer) => sealFacts(outer, true) }),
  job({
    name: "audit.keep_terms",
    cron: "40 4 * * *",
    expiresSeconds: 3600,
    outside: (outer) => keepTerms(outer, sweeps),
  }),
];
