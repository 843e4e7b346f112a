import type { Context } from "../../platform/context.ts";
import { encodeCursor } from "../../platform/database/pool.ts";
import { found } from "../../platform/errors.ts";
import { outside, outsideOrNull } from "../../platform/ids.ts";
import { visibleCreditorIds } from "../organizations/index.ts";
import { maySeeImport } from "./access.ts";
import type { Import } from "./contract.ts";
import { progressOf } from "./rules.ts";
import { findImport, type ImportRow, importsPage, listProblemRows } from "./sql.ts";
import { problemText } from "./words.ts";

type Page = { cursor?: string | undefined; limit: number };
type Filter = { state?: ImportRow["state"] | undefined; errors?: "yes" | undefined };

const NOTHING: Import["counts"] = {
  parties: 0,
  accounts: 0,
  entriesCreated: 0,
  entriesUpdated: 0,
  entriesUnchanged: 0,
  entriesRemoved: 0,
  entriesKept: 0,
  letterings: 0,
  invoices: 0,
  links: 0,
  mandates: 0,
  files: 0,
  ignored: 0,
};

/** An import as the contract shows it. */
export const showImport = (row: ImportRow): Import => ({
  id: outside("import", row.id),
  kind: row.kind,
  mode: row.mode,
  creditor: outsideOrNull("creditor", row.creditorId),
  fileName: row.fileName,
  bytes: row.bytes,
  state: row.state,
  progress: progressOf(row),
  lines: row.lines,
  errors: row.errors,
  warnings: row.warnings,
  counts: { ...NOTHING, ...row.counts },
  failure: row.failure,
  createdBy: row.createdBy,
  appliedAs: outsideOrNull("import", row.appliedAs),
  createdAt: row.createdAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
});

/** The imports that the actor may see, newest first; of a state, or with lines to correct. */
export async function listImports(
  ctx: Context,
  page: Page & Filter,
): Promise<{ items: Import[]; next: string | null }> {
  const limits = visibleCreditorIds(ctx.actor);
  const { rows } = await importsPage(ctx, { ...page, limits }).execute(ctx.db);
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(showImport),
    next: rows.length > page.limit && last ? encodeCursor([last.createdAt.toISOString(), last.id]) : null,
  };
}

/** Progress and report of an import. @throws Refusal `not_found` when the actor may not see it. */
export async function readImport(ctx: Context, id: string): Promise<Import> {
  return showImport(await visibleImport(ctx, id));
}

/** The line of each error and warning, in the order of the report. */
export async function listImportProblems(ctx: Context, id: string, page: Page) {
  await visibleImport(ctx, id);
  const rows = await listProblemRows(ctx, { ...page, importId: id });
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(({ rank: _, ...problem }) => ({
      ...problem,
      column: problem.column ?? "",
      value: problem.value ?? "",
      fr: problemText(problem, "fr"),
      en: problemText(problem, "en"),
    })),
    next: rows.length > page.limit && last ? encodeCursor([last.rank]) : null,
  };
}

/** The row of an import. @throws Refusal `not_found` when the actor may not see it. */
export async function visibleImport(ctx: Context, id: string): Promise<ImportRow> {
  const row = found(await findImport(ctx, id));
  return found(maySeeImport(visibleCreditorIds(ctx.actor), row) ? row : null);
}
