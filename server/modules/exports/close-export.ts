import type { Context } from "../../platform/context.ts";
import { refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { type Export, refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { readExport, visibleExport } from "./read-export.ts";
import { deleteLines, updateExport } from "./sql.ts";

const refuse = refuser(refusals);

/**
 * Says that the accounting software has the file. Again, it changes nothing.
 * @throws Refusal `export.not_ready`, `export.cancelled`, `not_found`.
 */
export async function acknowledgeExport(ctx: Context, id: string): Promise<Export> {
  const row = await visibleExport(ctx, id, true);
  if (row.state === "making") refuse("export.not_ready");
  if (row.state === "cancelled") refuse("export.cancelled");
  if (row.state === "ready") await close(ctx, id, "acknowledged");
  return readExport(ctx, id);
}

/**
 * Gives the lines of an export back, for the next one. Again, it changes nothing.
 * @throws Refusal `export.acknowledged`, `not_found`.
 */
export async function cancelExport(ctx: Context, id: string): Promise<Export> {
  const row = await visibleExport(ctx, id, true);
  if (row.state === "acknowledged") refuse("export.acknowledged");
  if (row.state !== "cancelled") {
    await deleteLines(ctx, id);
    await close(ctx, id, "cancelled");
  }
  return readExport(ctx, id);
}

async function close(ctx: Context, id: string, state: "acknowledged" | "cancelled"): Promise<void> {
  await updateExport(ctx, id, { state, closed_at: ctx.clock() });
  await recordFact(ctx, { name: facts[state], subject: { kind: "export", id } });
}
