import type { Context } from "../../platform/context.ts";
import { selectForsaken } from "./sql.ts";
import { IMPORT_JOB } from "./start-import.ts";

const SILENT_MS = 120_000;

/** Starts again the imports whose worker gives no sign of life: its machine stopped in the middle (ALL-5). */
export async function reviveImports(ctx: Context): Promise<void> {
  const ids = await selectForsaken(ctx, new Date(ctx.clock().getTime() - SILENT_MS));
  for (const importId of ids) {
    await ctx.services.jobs.enqueue(
      ctx.db,
      IMPORT_JOB,
      { organizationId: ctx.organizationId, importId },
      { onlyOnce: importId },
    );
  }
}
