import type { Outer } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import type { Import } from "./contract.ts";
import { showImport } from "./read-import.ts";
import { type OnProgress, runImport } from "./run-import.ts";
import { findImport, markRunning } from "./sql.ts";
import { registerImport, storeUpload, type Upload } from "./start-import.ts";

export type FecFile = Upload & { creditorId: string; onProgress?: OnProgress };

/** Imports a FEC here and now, for the command line (API-6). If the process dies, a worker takes it up again. */
export async function importFec(outer: Outer, file: FecFile): Promise<Import> {
  const stored = await storeUpload(outer, file.source);
  const importId = await outer.transaction(async (ctx) => {
    const id = await registerImport(ctx, { kind: "fec", creditorId: file.creditorId }, file, stored);
    // It has no job of its own: were it left waiting by a process that dies here, nobody would take it up.
    await markRunning(ctx, id);
    return id;
  });
  await runImport(outer, { importId, ...(file.onProgress ? { onProgress: file.onProgress } : {}) });
  return outer.transaction(async (ctx) => showImport(found(await findImport(ctx, importId))));
}
