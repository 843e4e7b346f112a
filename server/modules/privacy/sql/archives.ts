/** Statements on archives. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { Dropped } from "../../../platform/personal-data.ts";

export type ArchiveRow = {
  id: string;
  userId: string;
  language: "fr" | "en";
  state: "making" | "ready" | "gone";
  rowsTotal: number;
  rowsDone: number;
  fileHash: string | null;
  bytes: number | null;
  askedAt: Date;
  readyAt: Date | null;
  expiresAt: Date | null;
};
const columns = sql`a.id, a.user_id as "userId", a.language, a.state, a.rows_total as "rowsTotal", a.rows_done as "rowsDone",
  a.file_hash as "fileHash", a.bytes, a.asked_at as "askedAt", a.ready_at as "readyAt", a.expires_at as "expiresAt"`;

/** @returns null when one is being made for him already. */
export async function insertArchive(
  ctx: Context,
  archive: { id: string; userId: string; language: "fr" | "en" },
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    insert into data_archives (organization_id, id, user_id, language, state, asked_at, beat_at)
    values (${ctx.organizationId}, ${archive.id}, ${archive.userId}, ${archive.language}, 'making', ${ctx.clock()}, ${ctx.clock()})
    on conflict (organization_id, user_id) where state = 'making' do nothing returning id`.execute(ctx.db);
  return rows[0]?.id ?? null;
}

/** One archive; of a user, when he is given. */
export async function findArchive(
  ctx: Context,
  id: string,
  userId: string | null = null,
): Promise<ArchiveRow | undefined> {
  const { rows } = await sql<ArchiveRow>`select ${columns} from data_archives a
    where a.organization_id = ${ctx.organizationId} and a.id = ${id}::uuid
      and ${userId ? sql`a.user_id = ${userId}::uuid` : sql`true`}`.execute(ctx.db);
  return rows[0];
}

export async function findLatestArchive(ctx: Context, userId: string): Promise<ArchiveRow | undefined> {
  const { rows } = await sql<ArchiveRow>`select ${columns} from data_archives a
    where a.organization_id = ${ctx.organizationId} and a.user_id = ${userId}::uuid
    order by a.asked_at desc, a.id desc limit 1`.execute(ctx.db);
  return rows[0];
}

/** A sign of life, and how far it is. */
export async function beatArchive(
  ctx: Context,
  id: string,
  rows: { total: number; done: number },
): Promise<void> {
  await sql`
    update data_archives set rows_total = ${rows.total}, rows_done = ${rows.done}, beat_at = ${ctx.clock()}
    where organization_id = ${ctx.organizationId} and id = ${id}::uuid and state = 'making'`.execute(ctx.db);
}

/** @returns false when somebody else made it, or when its person is erased. */
export async function finishArchive(
  ctx: Context,
  id: string,
  file: { hash: string; bytes: number; expiresAt: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update data_archives set state = 'ready', file_hash = ${file.hash}, bytes = ${file.bytes}, ready_at = ${ctx.clock()},
      expires_at = ${file.expiresAt}, rows_done = rows_total
    where organization_id = ${ctx.organizationId} and id = ${id}::uuid and state = 'making' returning id`.execute(
    ctx.db,
  );
  return rows.length > 0;
}

export async function selectForsakenArchives(ctx: Context, before: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from data_archives where organization_id = ${ctx.organizationId} and state = 'making' and beat_at < ${before}
    order by beat_at limit 100`.execute(ctx.db);
  return rows.map((row) => row.id);
}

/** Ends the archives whose days are over. @returns their files. */
export async function endArchives(ctx: Context): Promise<Dropped[]> {
  const { rows } = await sql<{ file_hash: string; ready_at: Date }>`
    with over as (
      select id, file_hash from data_archives
      where organization_id = ${ctx.organizationId} and state = 'ready' and expires_at <= ${ctx.clock()} limit 500
    )
    update data_archives a set state = 'gone', file_hash = null from over
    where a.organization_id = ${ctx.organizationId} and a.id = over.id and a.state = 'ready'
    returning over.file_hash, a.ready_at`.execute(ctx.db);
  return rows.map((row) => ({ hash: row.file_hash, first: row.ready_at, last: row.ready_at }));
}
