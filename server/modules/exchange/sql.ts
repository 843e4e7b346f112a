/** Statements on imports and their problems. */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import { decodeCursor } from "../../platform/database/pool.ts";
import { deleteSome, type Sweep } from "../../platform/terms.ts";
import type { Problem } from "./words.ts";

export type ImportRow = {
  id: string;
  creditorId: string | null;
  creditorIds: string[] | null;
  kind: "fec" | "batch";
  mode: "apply" | "check";
  fileName: string;
  fileHash: string;
  bytes: number;
  state: "queued" | "running" | "done" | "failed";
  bytesRead: number;
  lines: number;
  errors: number;
  warnings: number;
  counts: Record<string, number>;
  failure: string | null;
  createdBy: string;
  /** The check that it applies. */
  checkId: string | null;
  /** Of a check: the import that applies it and did not fail. */
  appliedAs: string | null;
  createdAt: Date;
  finishedAt: Date | null;
};

const columns = sql`
  imports.id, creditor_id as "creditorId", creditor_ids as "creditorIds", kind, mode, file_name as "fileName", file_hash as "fileHash", bytes, state,
  bytes_read as "bytesRead", lines_read as lines, errors, warnings, counts, failure, created_by as "createdBy", created_at as "createdAt",
  finished_at as "finishedAt", check_id as "checkId", (
    select a.id from imports a where a.organization_id = imports.organization_id and a.check_id = imports.id and a.state <> 'failed'
  ) as "appliedAs"`;

export type NewImport = Pick<
  ImportRow,
  | "id"
  | "creditorId"
  | "creditorIds"
  | "kind"
  | "mode"
  | "fileName"
  | "fileHash"
  | "bytes"
  | "createdBy"
  | "checkId"
>;

export async function insertImport(ctx: Context, one: NewImport): Promise<void> {
  await sql`
    insert into imports (organization_id, id, creditor_id, creditor_ids, kind, mode, file_name, file_hash, bytes, state, created_by, check_id, created_at)
    values (${ctx.organizationId}, ${one.id}, ${one.creditorId}, ${one.creditorIds}, ${one.kind}, ${one.mode}, ${one.fileName}, ${one.fileHash},
            ${one.bytes}, 'queued', ${one.createdBy}, ${one.checkId}, ${ctx.clock()})`.execute(ctx.db);
}

/** Locks the row of an import, so that two who apply it come one after the other. */
export async function lockImport(ctx: Context, id: string): Promise<void> {
  await sql`select 1 from imports where organization_id = ${ctx.organizationId} and id = ${id} for update`.execute(
    ctx.db,
  );
}

/** True when another file was published since a check, for its creditor or by a batch, which may touch any creditor. */
export async function isOutdated(ctx: Context, check: ImportRow): Promise<boolean> {
  const same =
    check.creditorId === null ? sql`true` : sql`(creditor_id is null or creditor_id = ${check.creditorId})`;
  const { rows } = await sql`
    select 1 from imports
    where organization_id = ${ctx.organizationId} and created_at > ${check.createdAt} and mode = 'apply' and state <> 'failed' and ${same}
    limit 1`.execute(ctx.db);
  return rows.length > 0;
}

export async function findImport(ctx: Context, id: string): Promise<ImportRow | undefined> {
  const { rows } = await sql<ImportRow>`
    select ${columns} from imports where organization_id = ${ctx.organizationId} and id = ${id}`.execute(
    ctx.db,
  );
  return rows[0];
}

/** Newest first, those that an actor limited to some creditors may see; one row more than asked. */
export function importsPage(
  ctx: Context,
  page: {
    limits: string[] | null;
    state?: ImportRow["state"] | undefined;
    errors?: "yes" | undefined;
    cursor?: string | undefined;
    limit: number;
  },
): RawBuilder<ImportRow> {
  const after = decodeCursor(page.cursor, 2);
  return sql<ImportRow>`
    select ${columns} from imports
    where organization_id = ${ctx.organizationId}
      and ${page.limits === null ? sql`true` : sql`(creditor_id = any(${page.limits}::uuid[]) or (creditor_id is null and creditor_ids <@ ${page.limits}::uuid[]))`}
      and ${page.state ? sql`state = ${page.state}` : sql`true`} and ${page.errors ? sql`errors > 0` : sql`true`}
      and ${after ? sql`(created_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`}
    order by created_at desc, id desc limit ${page.limit + 1}`;
}

/** Takes an import that waits, or that a dead worker left. @returns undefined when it is over. */
export async function markRunning(ctx: Context, id: string): Promise<ImportRow | undefined> {
  const { rows } = await sql<ImportRow>`
    update imports set state = 'running', started_at = coalesce(started_at, ${ctx.clock()}), beat_at = ${ctx.clock()}, bytes_read = 0, lines_read = 0
    where organization_id = ${ctx.organizationId} and id = ${id} and state in ('queued', 'running')
    returning ${columns}`.execute(ctx.db);
  return rows[0];
}

/** What is seen while it runs, and the sign that its worker lives. */
export async function beat(ctx: Context, id: string, read: { bytes: number; lines: number }): Promise<void> {
  await sql`
    update imports set bytes_read = ${read.bytes}, lines_read = ${read.lines}, beat_at = ${ctx.clock()}
    where organization_id = ${ctx.organizationId} and id = ${id} and state = 'running'`.execute(ctx.db);
}

/** Imports that no worker answers for any more. */
export async function selectForsaken(ctx: Context, before: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from imports where organization_id = ${ctx.organizationId} and state = 'running' and beat_at < ${before} order by created_at limit 100`.execute(
    ctx.db,
  );
  return rows.map((row) => row.id);
}

export type Outcome = {
  state: "done" | "failed";
  read: { bytes: number; lines: number };
  errors: number;
  warnings: number;
  counts: Record<string, number>;
  failure: string | null;
  problems: readonly Problem[];
};

/** Writes the report. @returns false when it was over already. */
export async function closeImport(ctx: Context, id: string, outcome: Outcome): Promise<boolean> {
  const { rows } = await sql`
    update imports set state = ${outcome.state}, bytes_read = ${outcome.read.bytes}, lines_read = ${outcome.read.lines}, errors = ${outcome.errors},
      warnings = ${outcome.warnings}, counts = ${JSON.stringify(outcome.counts)}, failure = ${outcome.failure}, finished_at = ${ctx.clock()}
    where organization_id = ${ctx.organizationId} and id = ${id} and state in ('queued', 'running') returning id`.execute(
    ctx.db,
  );
  if (rows.length === 0) return false;
  const { problems } = outcome;
  await sql`
    insert into import_problems (organization_id, import_id, rank, line, severity, code, column_name, value)
    select ${ctx.organizationId}, ${id}, p.rank, p.line, p.severity, p.code, p.column_name, p.value
    from unnest(${problems.map((one) => one.line)}::bigint[], ${problems.map((one) => one.severity)}::text[], ${problems.map((one) => one.code)}::text[],
                ${problems.map((one) => one.column ?? "")}::text[], ${problems.map((one) => one.value ?? "")}::text[])
      with ordinality as p (line, severity, code, column_name, value, rank)`.execute(ctx.db);
  return true;
}

export type ProblemRow = Problem & { rank: number };

/** In the order of the report; one row more than asked. */
export async function listProblemRows(
  ctx: Context,
  page: { importId: string; cursor?: string | undefined; limit: number },
): Promise<ProblemRow[]> {
  const after = decodeCursor(page.cursor, 1);
  const { rows } = await sql<ProblemRow>`
    select rank, line, severity, code, column_name as "column", value from import_problems
    where organization_id = ${ctx.organizationId} and import_id = ${page.importId} and rank > ${after ? Number(after[0]) || 0 : 0}
    order by rank limit ${page.limit + 1}`.execute(ctx.db);
  return rows;
}

/**
 * Two imports of one creditor wait for each other; a batch, which may touch any creditor, waits for all of its
 * organization.
 */
export async function lockCreditor(ctx: Context, creditorId: string | null): Promise<void> {
  const all = `exchange:${ctx.organizationId}`;
  if (creditorId === null) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${all}, 0))`.execute(ctx.db);
    return;
  }
  await sql`select pg_advisory_xact_lock_shared(hashtextextended(${all}, 0))`.execute(ctx.db);
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${all}:${creditorId}`}, 0))`.execute(ctx.db);
}

/** The report of an import quotes cells of the file: it goes with the logs, the import itself stays. */
export const sweeps: readonly Sweep[] = [
  {
    kind: "import_problems",
    tables: ["import_problems"],
    term: "log",
    run: (ctx, before, limit) =>
      deleteSome(
        ctx,
        "import_problems",
        sql`x.import_id in (select i.id from imports i where i.organization_id = ${ctx.organizationId} and i.created_at <= ${before})`,
        limit,
      ),
  },
];
