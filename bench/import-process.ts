/** A process of its own for an import, so that its memory is its own: what `importFec` does from the command line. */
import { createReadStream } from "node:fs";
import { makeJobDefinitions } from "../server/app.ts";
import { importFec } from "../server/modules/exchange/index.ts";
import { modules } from "../server/modules.ts";
import { readConfig } from "../server/platform/config.ts";
import { newId, type OrganizationId } from "../server/platform/ids.ts";
import { makeOuter } from "../server/platform/outer.ts";
import { openServices } from "../server/start.ts";
import { peakMb } from "./peak-memory.ts";

export type ImportDone = { ms: number; peakMb: number; created: number; failure: string | null };

const [organizationId, creditorId, file] = process.argv.slice(2) as [OrganizationId, string, string];
const config = readConfig(process.env);
const { services, close } = openServices(config, config.DATABASE_URL!, modules);
await services.jobs.start(makeJobDefinitions(services, modules), { work: false });
const outer = makeOuter(services, {
  organizationId,
  baseUrl: config.PUBLIC_URL,
  actor: { kind: "system", name: "bench" },
  requestId: newId(),
});
const start = performance.now();
const report = await importFec(outer, {
  source: createReadStream(file),
  fileName: "bench.txt",
  mode: "apply",
  creditorId,
});
const done: ImportDone = {
  ms: performance.now() - start,
  peakMb: peakMb(),
  created: report.counts["entriesCreated"] ?? 0,
  failure: report.state === "done" ? null : (report.failure ?? report.state),
};
await close();
process.send?.(done);
process.disconnect?.();
