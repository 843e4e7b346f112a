/**
 * Facts: what happened, told to the modules below. One row, and in the same transaction one job per subscriber. They
 * are the audit trail, the timeline of each thing and the source of webhooks. Nothing else carries news between modules.
 */
import type { Context } from "./context.ts";
import { newId } from "./ids.ts";
import type { JobData } from "./jobs.ts";

export type Fact = {
  /** `<module>.<past participle>`: `payments.settled`. */
  name: string;
  subject: { kind: string; id: string };
  /** What a reader of the audit trail needs; never a secret, never a whole document. */
  data?: Record<string, unknown>;
  /** What a subscriber needs and the trail must not keep, such as an address to write to: it lives in his job only. */
  told?: Record<string, unknown>;
};

/** What a subscriber's job receives. */
export type FactJob = JobData & {
  factId: string;
  fact: string;
  subjectId: string;
  data: Record<string, unknown>;
};

/** Records a fact and enqueues its subscribers. @returns the id of the fact. */
export async function recordFact(ctx: Context, fact: Fact): Promise<string> {
  const id = newId(ctx.clock().getTime());
  await ctx.db
    .insertInto("facts")
    .values(rowOf(ctx, id, fact))
    .execute();
  for (const job of ctx.services.subscriptions.get(fact.name) ?? [])
    await ctx.services.jobs.enqueue(ctx.db, job, toldOf(ctx, id, fact));
  return id;
}

/** A row has twelve values, and a statement takes 65,535 at most. */
const AT_ONCE = 1000;

/** The same of many facts of one name, in a few statements: what a batch does to each of its debits, say. */
export async function recordFacts(
  ctx: Context,
  name: string,
  facts: readonly Omit<Fact, "name">[],
): Promise<void> {
  const all = facts.map((fact) => ({ id: newId(ctx.clock().getTime()), fact: { ...fact, name } }));
  for (let at = 0; at < all.length; at += AT_ONCE) {
    const some = all.slice(at, at + AT_ONCE);
    await ctx.db
      .insertInto("facts")
      .values(some.map(({ id, fact }) => rowOf(ctx, id, fact)))
      .execute();
    for (const job of ctx.services.subscriptions.get(name) ?? [])
      await ctx.services.jobs.enqueueAll(
        ctx.db,
        job,
        some.map(({ id, fact }) => toldOf(ctx, id, fact)),
      );
  }
}

const rowOf = (ctx: Context, id: string, fact: Fact) => ({
  organization_id: ctx.organizationId,
  id,
  at: ctx.clock(),
  name: fact.name,
  subject_kind: fact.subject.kind,
  subject_id: fact.subject.id,
  actor_kind: ctx.actor.kind,
  actor_id: actorId(ctx),
  viewed_by: ctx.actor.kind === "user" ? ctx.actor.viewedBy : null,
  request_id: ctx.requestId,
  ip: ctx.ip,
  data: JSON.stringify(fact.data ?? {}),
});

const toldOf = (ctx: Context, factId: string, fact: Fact): FactJob => ({
  organizationId: ctx.organizationId,
  factId,
  fact: fact.name,
  subjectId: fact.subject.id,
  data: { ...fact.data, ...fact.told },
});

function actorId(ctx: Context): string | null {
  switch (ctx.actor.kind) {
    case "user":
      return ctx.actor.userId;
    case "token":
      return ctx.actor.tokenId;
    case "system":
      return ctx.actor.name;
    default:
      return null;
  }
}

/** The facts about one subject, oldest first: its timeline. */
export async function factsAbout(ctx: Context, kind: string, id: string) {
  return ctx.db
    .selectFrom("facts")
    .select(["id", "at", "name", "actor_kind", "actor_id", "data"])
    .where("organization_id", "=", ctx.organizationId)
    .where("subject_kind", "=", kind)
    .where("subject_id", "=", id)
    .orderBy("at")
    .orderBy("id")
    .limit(500)
    .execute();
}
