/** Statements on requests to be erased and what became of each kind. */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { decodeCursor } from "../../../platform/database/pool.ts";

export type ErasureState = "waiting" | "withdrawn" | "refused" | "erasing" | "done";
export type ErasureRow = {
  id: string;
  userId: string;
  askedBy: string;
  reason: string;
  state: ErasureState;
  askedAt: Date;
  dueOn: string;
  decidedAt: Date | null;
  decidedBy: string | null;
  answer: string;
  kept: string[];
  actsFor: string[];
  himself: string[];
  doneAt: Date | null;
};
const columns = sql`e.id, e.user_id as "userId", e.asked_by as "askedBy", e.reason, e.state, e.asked_at as "askedAt", e.due_on as "dueOn",
  e.decided_at as "decidedAt", e.decided_by as "decidedBy", e.answer, e.kept, e.acts_for as "actsFor", e.himself, e.done_at as "doneAt"`;

/** @returns false when one is open already. */
export async function insertErasure(
  ctx: Context,
  erasure: { id: string; userId: string; askedBy: string; reason: string; dueOn: string },
): Promise<boolean> {
  const { rows } = await sql`
    insert into erasures (organization_id, id, user_id, asked_by, reason, state, asked_at, due_on)
    values (${ctx.organizationId}, ${erasure.id}, ${erasure.userId}, ${erasure.askedBy}, ${erasure.reason}, 'waiting', ${ctx.clock()},
      ${erasure.dueOn})
    on conflict (organization_id, user_id) where state in ('waiting', 'erasing') do nothing returning id`.execute(
    ctx.db,
  );
  return rows.length > 0;
}

export async function findErasure(
  ctx: Context,
  id: string,
  options: { userId?: string; lock?: boolean } = {},
): Promise<ErasureRow | undefined> {
  const { rows } = await sql<ErasureRow>`select ${columns} from erasures e
    where e.organization_id = ${ctx.organizationId} and e.id = ${id}::uuid
      and ${options.userId ? sql`e.user_id = ${options.userId}::uuid` : sql`true`}
    ${options.lock ? sql`for update` : sql``}`.execute(ctx.db);
  return rows[0];
}

export async function findLatestErasure(ctx: Context, userId: string): Promise<ErasureRow | undefined> {
  const { rows } = await sql<ErasureRow>`select ${columns} from erasures e
    where e.organization_id = ${ctx.organizationId} and e.user_id = ${userId}::uuid
    order by e.asked_at desc limit 1`.execute(ctx.db);
  return rows[0];
}

export type ErasurePage = { state: "waiting" | "decided"; cursor?: string | undefined; limit: number };

/** The queue: what waits by its term, the rest newest first; one row more than asked. */
export function erasuresPage(ctx: Context, { state, cursor, limit }: ErasurePage): RawBuilder<ErasureRow> {
  const after = decodeCursor(cursor, 2);
  const waiting = state === "waiting";
  const key =
    after &&
    (waiting
      ? sql`(${after[0]}::date, ${after[1]}::uuid)`
      : sql`(${after[0]}::timestamptz, ${after[1]}::uuid)`);
  const conditions = [
    sql`e.organization_id = ${ctx.organizationId}`,
    waiting ? sql`e.state = 'waiting'` : sql`e.state <> 'waiting'`,
    ...(key ? [waiting ? sql`(e.due_on, e.id) > ${key}` : sql`(e.asked_at, e.id) < ${key}`] : []),
  ];
  return sql<ErasureRow>`
    select ${columns} from erasures e where ${sql.join(conditions, sql` and `)}
    order by ${waiting ? sql`e.due_on, e.id` : sql`e.asked_at desc, e.id desc`} limit ${limit + 1}`;
}

export async function withdrawWaiting(ctx: Context, id: string): Promise<void> {
  await sql`
    update erasures set state = 'withdrawn' where organization_id = ${ctx.organizationId} and id = ${id}::uuid
      and state = 'waiting'`.execute(ctx.db);
}

export type Decision = {
  state: "refused" | "erasing";
  answer: string;
  kept: readonly string[];
  by: string;
  actsFor: readonly string[];
  himself: readonly string[];
};

export async function saveDecision(ctx: Context, id: string, decision: Decision): Promise<void> {
  await sql`
    update erasures set state = ${decision.state}, answer = ${decision.answer}, kept = ${[...decision.kept]}::text[],
      decided_at = ${ctx.clock()}, decided_by = ${decision.by}, acts_for = ${[...decision.actsFor]}::uuid[],
      himself = ${[...decision.himself]}::uuid[]
    where organization_id = ${ctx.organizationId} and id = ${id}::uuid and state = 'waiting'`.execute(ctx.db);
}

export async function finishErasure(ctx: Context, id: string): Promise<void> {
  await sql`
    update erasures set state = 'done', done_at = ${ctx.clock()}
    where organization_id = ${ctx.organizationId} and id = ${id}::uuid and state = 'erasing'`.execute(ctx.db);
}

export type StepRow = {
  kind: string;
  outcome: "erased" | "part" | "kept";
  held: number;
  keptUntil: string | null;
};

export async function insertErasureStep(ctx: Context, erasureId: string, step: StepRow): Promise<void> {
  await sql`
    insert into erasure_steps (organization_id, erasure_id, kind, outcome, held, kept_until, done_at)
    values (${ctx.organizationId}, ${erasureId}, ${step.kind}, ${step.outcome}, ${step.held}, ${step.keptUntil}, ${ctx.clock()})
    on conflict do nothing`.execute(ctx.db);
}

export async function selectErasureSteps(ctx: Context, erasureId: string): Promise<StepRow[]> {
  const { rows } = await sql<StepRow>`
    select kind, outcome, held, kept_until as "keptUntil" from erasure_steps
    where organization_id = ${ctx.organizationId} and erasure_id = ${erasureId}::uuid order by done_at, kind`.execute(
    ctx.db,
  );
  return rows;
}

/** Erasures that nobody runs any more. */
export async function selectForsakenErasures(ctx: Context, before: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from erasures where organization_id = ${ctx.organizationId} and state = 'erasing' and decided_at < ${before}
    order by decided_at limit 100`.execute(ctx.db);
  return rows.map((row) => row.id);
}

export async function selectDoneSince(
  ctx: Context,
  day: string,
): Promise<{ userId: string; kept: string[] }[]> {
  const { rows } = await sql<{ userId: string; kept: string[] }>`
    select user_id as "userId", kept from erasures
    where organization_id = ${ctx.organizationId} and state = 'done' and done_at >= ${day}::date limit 1000`.execute(
    ctx.db,
  );
  return rows;
}
