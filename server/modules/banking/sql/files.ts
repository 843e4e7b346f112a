/** Statements on bank files. */
import { sql } from "kysely";
import type { BankFileProblem } from "../../../formats/bank-file/index.ts";
import type { Context } from "../../../platform/context.ts";
import { decodeCursor } from "../../../platform/database/pool.ts";

/** What is doubtful in a file: a key of the reader, or of ours. */
export type Told = BankFileProblem;
export type FileRow = {
  id: string;
  fileName: string;
  fileHash: string;
  bytes: number;
  state: "queued" | "running" | "done" | "failed";
  format: string | null;
  bytesRead: number;
  statements: number;
  linesNew: number;
  linesKnown: number;
  linesPending: number;
  problems: Told[];
  failure: { fr: string; en: string } | null;
  createdBy: string;
  creditorIds: string[] | null;
  createdAt: Date;
  finishedAt: Date | null;
};

const columns = sql`id, file_name as "fileName", file_hash as "fileHash", bytes, state, format, bytes_read as "bytesRead", statements,
  lines_new as "linesNew", lines_known as "linesKnown", lines_pending as "linesPending", problems, failure, created_by as "createdBy",
  creditor_ids as "creditorIds", created_at as "createdAt", finished_at as "finishedAt"`;

type NewFile = Pick<FileRow, "id" | "fileName" | "fileHash" | "bytes" | "createdBy" | "creditorIds">;

/** Writes the row of a file. @returns false when its content is known: it was read, or is being read. */
export async function insertFile(ctx: Context, one: NewFile): Promise<boolean> {
  const { rows } = await sql`
    insert into bank_files (organization_id, id, file_name, file_hash, bytes, state, created_by, creditor_ids, created_at)
    values (${ctx.organizationId}, ${one.id}, ${one.fileName}, ${one.fileHash}, ${one.bytes}, 'queued', ${one.createdBy}, ${one.creditorIds}, ${ctx.clock()})
    on conflict (organization_id, file_hash) where state <> 'failed' do nothing returning id`.execute(ctx.db);
  return rows.length > 0;
}

export async function findFile(
  ctx: Context,
  by: { id: string } | { hash: string },
): Promise<FileRow | undefined> {
  const { rows } = await sql<FileRow>`
    select ${columns} from bank_files where organization_id = ${ctx.organizationId}
      and ${"id" in by ? sql`id = ${by.id}` : sql`file_hash = ${by.hash} and state <> 'failed'`}`.execute(
    ctx.db,
  );
  return rows[0];
}

export async function filesPage(
  ctx: Context,
  page: { limits: string[] | null; cursor?: string | undefined; limit: number },
): Promise<FileRow[]> {
  const after = decodeCursor(page.cursor, 2);
  const { rows } = await sql<FileRow>`
    select ${columns} from bank_files where organization_id = ${ctx.organizationId}
      and ${page.limits === null ? sql`true` : sql`creditor_ids <@ ${page.limits}::uuid[]`}
      and ${after ? sql`(created_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`}
    order by created_at desc, id desc limit ${page.limit + 1}`.execute(ctx.db);
  return rows;
}

/** Takes a file that waits, or that a dead worker left. @returns undefined when it is over. */
export async function markRunning(ctx: Context, id: string): Promise<FileRow | undefined> {
  const { rows } = await sql<FileRow>`
    update bank_files set state = 'running', beat_at = ${ctx.clock()}, bytes_read = 0
    where organization_id = ${ctx.organizationId} and id = ${id} and state in ('queued', 'running') returning ${columns}`.execute(
    ctx.db,
  );
  return rows[0];
}

/** What is seen while it is read, and the sign that its worker lives. */
export async function beat(ctx: Context, id: string, bytesRead: number): Promise<void> {
  await sql`
    update bank_files set bytes_read = ${bytesRead}, beat_at = ${ctx.clock()}
    where organization_id = ${ctx.organizationId} and id = ${id} and state = 'running'`.execute(ctx.db);
}

/** Files that no worker answers for any more. */
export async function selectForsaken(ctx: Context, before: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from bank_files where organization_id = ${ctx.organizationId} and state = 'running' and beat_at < ${before} limit 100`.execute(
    ctx.db,
  );
  return rows.map((row) => row.id);
}

export type FileReport = Pick<
  FileRow,
  "format" | "statements" | "linesNew" | "linesKnown" | "linesPending" | "problems" | "failure"
> & { state: "done" | "failed" };

/** Writes the report. @returns false when it was over already. */
export async function closeFile(ctx: Context, id: string, report: FileReport): Promise<boolean> {
  const { rows } = await sql`
    update bank_files set state = ${report.state}, format = ${report.format}, bytes_read = bytes, statements = ${report.statements},
      lines_new = ${report.linesNew}, lines_known = ${report.linesKnown}, lines_pending = ${report.linesPending},
      problems = ${JSON.stringify(report.problems)}, failure = ${report.failure ? JSON.stringify(report.failure) : null}, finished_at = ${ctx.clock()}
    where organization_id = ${ctx.organizationId} and id = ${id} and state = 'running' returning id`.execute(
    ctx.db,
  );
  return rows.length > 0;
}
