/** What goes at its term of what disputes keep: data, term, statement. What is left says when, how much, and what came of it. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { droppedOf, type Sweep, type Swept } from "../../../platform/terms.ts";

const over = (ctx: Context, before: Date) => sql`
  disputes d join dispute_steps s on s.organization_id = d.organization_id and s.dispute_id = d.id
  where d.organization_id = ${ctx.organizationId} and d.resolved_at <= ${before}`;

async function emptySteps(ctx: Context, before: Date, limit: number): Promise<Swept> {
  const { rows } = await sql`
    update dispute_steps t set body = '' where t.organization_id = ${ctx.organizationId} and t.id in (
      select s.id from ${over(ctx, before)} and s.body <> '' limit ${limit})
    returning t.id`.execute(ctx.db);
  return { count: rows.length };
}

async function deleteFiles(ctx: Context, which: ReturnType<typeof over>): Promise<Swept> {
  const { rows } = await sql<{ hash: string; at: Date }>`
    delete from dispute_files t where t.organization_id = ${ctx.organizationId} and t.id in (${which})
    returning t.hash, t.created_at as at`.execute(ctx.db);
  return { count: rows.length, dropped: droppedOf(rows) };
}

export const sweeps: readonly Sweep[] = [
  // Sent two days ago, and nothing names them: their sender gave up.
  {
    kind: "dispute_files_alone",
    tables: ["dispute_files"],
    term: { days: 2 },
    run: (ctx, before, limit) =>
      deleteFiles(
        ctx,
        sql`select f.id from dispute_files f where f.organization_id = ${ctx.organizationId} and f.step_id is null
          and f.created_at < ${before} limit ${limit} for update skip locked`,
      ),
  },
  {
    kind: "dispute_files",
    tables: ["dispute_files"],
    term: "proof",
    run: (ctx, before, limit) =>
      deleteFiles(
        ctx,
        sql`select f.id from dispute_files f where f.organization_id = ${ctx.organizationId}
          and f.step_id in (select s.id from ${over(ctx, before)}) limit ${limit} for update skip locked`,
      ),
  },
  { kind: "dispute_steps", tables: ["dispute_steps"], term: "proof", run: emptySteps },
];
