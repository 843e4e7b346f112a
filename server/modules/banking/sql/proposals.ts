/** Statements on what is proposed for lines. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { columns, from, type KeptProposal, type LineRow } from "./lines.ts";

/** Credits that wait and that nobody has looked at yet: the first ones, by id. */
export async function linesToPropose(ctx: Context, limit: number): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`
    select ${columns} from ${from}
    where l.organization_id = ${ctx.organizationId} and l.state = 'waiting' and l.proposed_at is null and l.creditor_id is not null
    order by l.creditor_id, l.id limit ${limit}`.execute(ctx.db);
  return rows;
}

/** Keeps what was proposed for many lines, of those that still wait. `unfinished`: one on which a job is about to act stays to be looked at. */
export async function saveProposals(
  ctx: Context,
  made: readonly { id: string; proposals: readonly KeptProposal[]; unfinished?: boolean }[],
): Promise<void> {
  const rows = made.map(({ id, proposals, unfinished = false }) => ({
    id,
    score: proposals[0]?.score ?? null,
    proposals,
    unfinished,
  }));
  await sql`
    update bank_lines l set score = m.score, proposals = m.proposals, proposed_at = case when m.unfinished then null else ${ctx.clock()}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as m (id uuid, score int, proposals jsonb, unfinished boolean)
    where l.organization_id = ${ctx.organizationId} and l.id = m.id and l.state = 'waiting'`.execute(ctx.db);
}

/** A job has done what it could with these lines. */
export async function markProposed(ctx: Context, ids: readonly string[]): Promise<void> {
  await sql`update bank_lines set proposed_at = ${ctx.clock()}
    where organization_id = ${ctx.organizationId} and id = any(${[...ids]}::uuid[]) and proposed_at is null`.execute(
    ctx.db,
  );
}

/** Waiting lines are to be looked at again: all, or those of some creditors. @returns how many. */
export async function forgetProposals(ctx: Context, creditorIds: readonly string[] | null): Promise<number> {
  const { numAffectedRows } = await sql`
    update bank_lines set proposed_at = null where organization_id = ${ctx.organizationId} and state = 'waiting' and proposed_at is not null
      and ${creditorIds ? sql`creditor_id = any(${[...creditorIds]}::uuid[])` : sql`true`}`.execute(ctx.db);
  return Number(numAffectedRows ?? 0);
}
