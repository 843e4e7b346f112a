import { sql } from "kysely";
import type { Outer } from "./context.ts";
import type { Dropped } from "./personal-data.ts";

/** Between the rows of one upload: they are written in one transaction. */
const SAME_MS = 5000;
/** Between the content and its rows. */
const UPLOAD_MS = 60_000;

/**
 * Removes the content of files whose rows are erased, unless it is also somebody else's: known before the first of these
 * rows, or stored again after the last. The same invoice may be published by one and sent back by another.
 * @returns whether it is gone.
 */
export async function forgetFile(outer: Outer, { hash, first, last }: Dropped): Promise<boolean> {
  const ours = await outer.transaction(async ({ db, organizationId }) => {
    const { rows } = await sql<{ created_at: Date }>`
      select created_at from files where organization_id = ${organizationId} and hash = ${hash}`.execute(db);
    return rows[0] !== undefined && rows[0].created_at.getTime() >= first.getTime() - SAME_MS;
  });
  if (!ours) return false;
  const since = new Date(last.getTime() + UPLOAD_MS);
  if (!(await outer.services.files.remove(outer.organizationId, hash, since))) return false;
  // Who stored it again since the line above has named it: the foreign key keeps the row.
  await outer
    .transaction(({ db, organizationId }) =>
      sql`delete from files where organization_id = ${organizationId} and hash = ${hash}`.execute(db),
    )
    .catch((error: { code?: string }) => {
      if (error.code !== "23503") throw error;
    });
  return true;
}
