import type { Context, Outer } from "../../platform/context.ts";
import { encodeCursor } from "../../platform/database/pool.ts";
import { dayInParis } from "../../platform/dates.ts";
import { assert, found, refuser } from "../../platform/errors.ts";
import { outside } from "../../platform/ids.ts";
import type { FileAnswer } from "../../platform/route.ts";
import { mayStaffSee, visibleCreditorIds } from "../organizations/index.ts";
import { type Export, refusals } from "./contract.ts";
import { fileNameOf, mediaTypeOf } from "./rules.ts";
import { type ExportRow, exportsPage, findExport } from "./sql.ts";

const refuse = refuser(refusals);

export const showExport = (row: ExportRow): Export => ({
  id: outside("export", row.id),
  creditor: outside("creditor", row.creditorId),
  kind: row.kind,
  format: row.format,
  state: row.state,
  lines: row.lines,
  bytes: row.bytes,
  fileName: fileNameOf(row.kind, row.format, dayInParis(row.createdAt), row.id),
  createdBy: row.createdBy,
  createdAt: row.createdAt.toISOString(),
  closedAt: row.closedAt?.toISOString() ?? null,
});

/** Exports that the actor may see, newest first. */
export async function listExports(
  ctx: Context,
  query: { creditor?: string | undefined; cursor?: string | undefined; limit: number },
) {
  const rows = await exportsPage(ctx, { ...query, limits: visibleCreditorIds(ctx.actor) });
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(showExport),
    next: rows.length > query.limit && last ? encodeCursor([last.createdAt.toISOString(), last.id]) : null,
  };
}

/** One export that the actor may see. @throws Refusal `not_found`. */
export async function visibleExport(ctx: Context, id: string, lock = false): Promise<ExportRow> {
  const row = found(await findExport(ctx, id, lock));
  return found(mayStaffSee(ctx.actor, row.creditorId) ? row : null);
}

export const readExport = async (ctx: Context, id: string): Promise<Export> =>
  showExport(await visibleExport(ctx, id));

/** Its file, the same bytes each time. @throws Refusal `export.not_ready`, `export.cancelled`, `not_found`. */
export async function readExportFile(outer: Outer, id: string): Promise<FileAnswer> {
  const row = await outer.transaction((ctx) => visibleExport(ctx, id));
  if (row.state === "making") refuse("export.not_ready");
  if (row.state === "cancelled") refuse("export.cancelled");
  assert(row.fileHash, "an export that is ready has a file");
  return {
    mediaType: mediaTypeOf(row.format),
    fileName: showExport(row).fileName,
    content: await outer.services.files.get(outer.organizationId, row.fileHash),
  };
}
