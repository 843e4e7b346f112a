import type { Context, Outer } from "../../platform/context.ts";
import { outside } from "../../platform/ids.ts";
import { requireWhole } from "./access.ts";
import type { Verification } from "./contract.ts";
import { BEGINNING, type Fault, faultOf, isInserted, type Seal, type SealKey, sealKey } from "./rules.ts";
import { countUnsealed, findFact, sealedRows, selectSeals } from "./sql.ts";

const SEALS_A_PAGE = 20;
type Problem = NonNullable<Verification["problem"]>;
type Progress = { seals: number; facts: number; last: Seal | null; head: Head | undefined };
/** A seal that was noted elsewhere: in the log, on paper. */
export type Head = { number: number; hash: string };

/**
 * Recomputes every seal of the organization from its facts, in short transactions.
 * @param head a seal noted elsewhere, that the chain must still hold: without one, a chain cut short with its facts is
 * whole to the eye. @returns the first thing that is not as it was, with the fact's name when it can be told.
 */
export async function verifyChain(outer: Outer, head?: Head): Promise<Verification> {
  const key = sealKey(outer.services.config.QUITUS_SECRET);
  const progress: Progress = { seals: 0, facts: 0, last: null, head };
  for (;;) {
    const page = await outer.transaction((ctx) => verifyPage(ctx, key, progress));
    if (page.problem) return outer.transaction((ctx) => conclude(ctx, progress, page.problem));
    if (page.done) break;
  }
  return outer.transaction((ctx) => conclude(ctx, progress, cutBefore(progress)));
}

/** The same for an administrator of the whole organization. */
export async function verifyAudit(outer: Outer): Promise<Verification> {
  requireWhole(outer.actor);
  return verifyChain(outer);
}

async function verifyPage(
  ctx: Context,
  key: SealKey,
  progress: Progress,
): Promise<{ done: boolean; problem: Problem | null }> {
  const seals = await selectSeals(ctx, progress.last?.number ?? null, SEALS_A_PAGE);
  const [first, final] = [seals[0], seals.at(-1)];
  if (!first || !final) return { done: true, problem: null };
  const rows = Map.groupBy(await sealedRows(ctx, first.number, final.number), (row) => row.seal);
  for (const seal of seals) {
    const { last } = progress;
    const expected = (last?.number ?? 0) + 1;
    if (seal.number !== expected) return { done: true, problem: bare("seal_missing", expected) };
    if (seal.keyId !== key.id) return { done: true, problem: bare("other_secret", seal.number) };
    const fault =
      faultOf(key, ctx.organizationId, seal, rows.get(seal.number) ?? [], last?.sealedAt ?? null) ??
      linkFault(seal, last, progress.head);
    if (fault) return { done: true, problem: await tell(ctx, fault, seal.number) };
    progress.seals += 1;
    progress.facts += seal.facts;
    progress.last = seal;
  }
  return { done: seals.length < SEALS_A_PAGE, problem: null };
}

function linkFault(seal: Seal, last: Seal | null, head: Head | undefined): Fault | null {
  const follows = seal.previousHash === (last?.hash ?? BEGINNING);
  const noted = head?.number !== seal.number || head.hash === seal.hash;
  return follows && noted ? null : { kind: "seal_changed", factId: null };
}

/** A seal that was noted elsewhere and that the chain no longer reaches. */
const cutBefore = ({ head, last }: Progress): Problem | null =>
  head && head.number > (last?.number ?? 0) ? bare("cut", head.number) : null;

const bare = (kind: Problem["kind"], seal: number): Problem => ({
  kind,
  seal,
  fact: null,
  name: null,
  at: null,
});

async function tell(ctx: Context, fault: Fault, seal: number): Promise<Problem> {
  if (!fault.factId) return bare(fault.kind, seal);
  const fact = await findFact(ctx, fault.factId);
  return {
    kind: fault.kind,
    seal,
    fact: outside("fact", fault.factId),
    name: fact?.name ?? null,
    at: fact?.at.toISOString() ?? null,
  };
}

async function conclude(ctx: Context, progress: Progress, found: Problem | null): Promise<Verification> {
  const { last } = progress;
  const waiting = await countUnsealed(ctx);
  const put = waiting.first && isInserted(waiting.first.at, last?.sealedAt ?? null) ? waiting.first : null;
  const problem =
    found ??
    (put
      ? {
          kind: "inserted" as const,
          seal: null,
          fact: outside("fact", put.id),
          name: put.name,
          at: put.at.toISOString(),
        }
      : null);
  return {
    ok: problem === null,
    seals: progress.seals,
    facts: progress.facts,
    waiting: waiting.count,
    head: last && { number: last.number, hash: last.hash, sealedAt: last.sealedAt.toISOString() },
    problem,
  };
}
