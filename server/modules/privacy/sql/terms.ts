/** What goes at its term of what privacy keeps: data, term, statement; and who was told that his access ends. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { deleteSome, type Sweep, type Swept } from "../../../platform/terms.ts";

/** Requests that were answered, with what became of each kind: kept as long as the answer may have to be proved. */
async function deleteErasures(ctx: Context, before: Date, limit: number): Promise<Swept> {
  const { rows } = await sql`
    with over as (
      select e.id from erasures e where e.organization_id = ${ctx.organizationId}
        and e.state in ('withdrawn', 'refused', 'done') and coalesce(e.done_at, e.decided_at, e.asked_at) <= ${before}
      limit ${limit} for update skip locked),
    steps as (
      delete from erasure_steps s using over where s.organization_id = ${ctx.organizationId} and s.erasure_id = over.id)
    delete from erasures t using over where t.organization_id = ${ctx.organizationId} and t.id = over.id
    returning t.id`.execute(ctx.db);
  return { count: rows.length };
}

/** The file of an archive goes after its days (`endOldArchives`); that there was one, with the logs. */
export const sweeps: readonly Sweep[] = [
  {
    kind: "archives",
    tables: ["data_archives"],
    term: "log",
    run: (ctx, before, limit) =>
      deleteSome(ctx, "data_archives", sql`x.state = 'gone' and x.asked_at <= ${before}`, limit),
  },
  { kind: "erasures", tables: ["erasures", "erasure_steps"], term: "proof", run: deleteErasures },
];

export type Idle = { id: string; lastUsedAt: Date };

/**
 * Notes that these users are warned; one who was warned already, and has not come since, is not warned again.
 * @returns those who are newly warned.
 */
export async function insertWarnings(
  ctx: Context,
  users: readonly Idle[],
  closesOn: string,
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    insert into access_warnings as w (organization_id, user_id, warned_at, closes_on)
    select ${ctx.organizationId}, n.id, ${ctx.clock()}, ${closesOn}
    from unnest(${users.map((one) => one.id)}::uuid[], ${users.map((one) => one.lastUsedAt)}::timestamptz[]) as n (id, used_at)
    where not exists (select from access_warnings o where o.organization_id = ${ctx.organizationId} and o.user_id = n.id
      and o.warned_at >= n.used_at)
    on conflict (organization_id, user_id) do update set warned_at = excluded.warned_at, closes_on = excluded.closes_on
    returning w.user_id as id`.execute(ctx.db);
  return new Set(rows.map((row) => row.id));
}

/** Warned users whose access ends by a day, after a user. */
export async function selectDueWarnings(
  ctx: Context,
  page: { day: string; after: string | null; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ user_id: string }>`
    select user_id from access_warnings where organization_id = ${ctx.organizationId} and closes_on <= ${page.day}
      and ${page.after === null ? sql`true` : sql`user_id > ${page.after}::uuid`}
    order by user_id limit ${page.limit}`.execute(ctx.db);
  return rows.map((row) => row.user_id);
}

export async function deleteWarning(ctx: Context, userId: string): Promise<void> {
  await sql`delete from access_warnings where organization_id = ${ctx.organizationId} and user_id = ${userId}::uuid`.execute(
    ctx.db,
  );
}
