import type { Context } from "../../platform/context.ts";
import { encodeCursor } from "../../platform/database/pool.ts";
import { found } from "../../platform/errors.ts";
import { outside } from "../../platform/ids.ts";
import { limitsOf, maySeeFile } from "./access.ts";
import type { BankFile } from "./bank-shapes.ts";
import { progressOf } from "./rules.ts";
import { type FileRow, filesPage, findFile } from "./sql/files.ts";
import { toldText } from "./words.ts";

/** A bank file as the contract shows it. */
export const showFile = (row: FileRow): BankFile => ({
  id: outside("bank_file", row.id),
  fileName: row.fileName,
  bytes: row.bytes,
  format: row.format,
  state: row.state,
  progress: progressOf(row),
  statements: row.statements,
  linesNew: row.linesNew,
  linesKnown: row.linesKnown,
  linesPending: row.linesPending,
  problems: row.problems.map(toldText),
  failure: row.failure,
  createdBy: row.createdBy,
  createdAt: row.createdAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
});

/** The files that the actor may see, newest first. */
export async function listFiles(
  ctx: Context,
  page: { cursor?: string | undefined; limit: number },
): Promise<{ items: BankFile[]; next: string | null }> {
  const rows = await filesPage(ctx, { ...page, limits: limitsOf(ctx.actor) });
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(showFile),
    next: rows.length > page.limit && last ? encodeCursor([last.createdAt.toISOString(), last.id]) : null,
  };
}

/** Progress and report of a file. @throws Refusal `not_found` when the actor may not see it. */
export async function readFile(ctx: Context, id: string): Promise<BankFile> {
  const row = found(await findFile(ctx, { id }));
  return showFile(found(maySeeFile(ctx.actor, row) ? row : null));
}
