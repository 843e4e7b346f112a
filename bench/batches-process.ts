/** A process of its own for the whole life of a batch, so that its memory is its own: made, released, written, given up. */
import { makeJobDefinitions } from "../server/app.ts";
import { cancelBatch } from "../server/modules/collections/give-up-batch.ts";
import { prepareBatch } from "../server/modules/collections/make-batch.ts";
import { releaseBatch } from "../server/modules/collections/release-batch.ts";
import { makeFile } from "../server/modules/collections/write-file.ts";
import { modules } from "../server/modules.ts";
import { readConfig } from "../server/platform/config.ts";
import { newId, type OrganizationId } from "../server/platform/ids.ts";
import { makeOuter } from "../server/platform/outer.ts";
import { openServices } from "../server/start.ts";
import { staffActor, uuid } from "../test/harness/collections.ts";
import { peakMb } from "./peak-memory.ts";

/** Milliseconds of each act. */
export type BatchDone = { release: number; write: number; cancel: number; count: number; peakMb: number };

const [organizationId, creditor, userId, until] = process.argv.slice(2) as [
  OrganizationId,
  string,
  string,
  string,
];
const config = readConfig(process.env);
const { services, close } = openServices(config, config.DATABASE_URL!, modules);
await services.jobs.start(makeJobDefinitions(services, modules), { work: false });
const outer = makeOuter(services, {
  organizationId,
  baseUrl: config.PUBLIC_URL,
  actor: staffActor(userId),
  requestId: newId(),
});
const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

const batch = await outer.transaction((ctx) => prepareBatch(ctx, { creditor, until }));
const id = uuid(batch.id);
const seen = { expectedCents: batch.cents, collectOn: batch.collectOn! };
const release = await timed(() => outer.transaction((ctx) => releaseBatch(ctx, id, seen)));
const write = await timed(() => makeFile(outer, id));
const cancel = await timed(() => outer.transaction((ctx) => cancelBatch(ctx, id)));
const done: BatchDone = { release, write, cancel, count: batch.count, peakMb: peakMb() };
await close();
process.send?.(done);
process.disconnect?.();
