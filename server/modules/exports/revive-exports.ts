import type { Context } from "../../platform/context.ts";
import { selectForsaken } from "./sql.ts";
import { MAKE_JOB } from "./take-export.ts";

const SILENT_MS = 600_000;

/** Asks again for the files that nobody is making any more: a machine stopped in the middle (ALL-5). */
export async function reviveExports(ctx: Context): Promise<void> {
  const ids = await selectForsaken(ctx, new Date(ctx.clock().getTime() - SILENT_MS));
  for (const exportId of ids) {
    await ctx.services.jobs.enqueue(
      ctx.db,
      MAKE_JOB,
      { organizationId: ctx.organizationId, exportId },
      { onlyOnce: exportId },
    );
  }
}
