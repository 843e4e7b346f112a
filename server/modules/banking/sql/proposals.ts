/** Statements on what is proposed for lines. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { columns, from, inOrder, type KeptProposal, type LineRow } from "./lines.ts";

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
  const waiting = sql`state = 'waiting' and id = any(${made.map((one) => one.id)}::uuid[])`;
  await sql`
    update bank_lines l set score = m.score, proposals = m.proposals, proposed_at = case when m.unfinished then null else ${ctx.clock()}::timestamptz end
    from ${inOrder(ctx, waiting)} o
    join jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as m (id uuid, score int, proposals jsonb, unfinished boolean) on m.id = o.id
    where l.organization_id = ${ctx.organizationId} and l.id = o.id`.execute(ctx.db);
}

/** A job has done what it could with these lines. */
export async function markProposed(ctx: Context, ids: readonly string[]): Promise<void> {
  const left = sql`id = any(${[...ids]}::uuid[]) and proposed_at is null`;
  await sql`update bank_lines l set proposed_at = ${ctx.clock()} from ${inOrder(ctx, left)} o
    where l.organization_id = ${ctx.organizationId} and l.id = o.id`.execute(ctx.db);
}

/** Waiting lines are to be looked at again: all, or those of some creditors. @returns how many. */
export async function forgetProposals(ctx: Context, creditorIds: readonly string[] | null): Promise<number> {
  const theirs = creditorIds ? sql`creditor_id = any(${[...creditorIds]}::uuid[])` : sql`true`;
  const seen = sql`state = 'waiting' and proposed_at is not null and ${theirs}`;
  const { numAffectedRows } = await sql`
    update bank_lines l set proposed_at = null from ${inOrder(ctx, seen)} o
    where l.organization_id = ${ctx.organizationId} and l.id = o.id`.execute(ctx.db);
  return Number(numAffectedRows ?? 0);
}
