import type { Context, Outer } from "../../platform/context.ts";
import { lockName } from "../../platform/database/pool.ts";
import { BEGINNING, factHash, type Seal, sealHash, sealKey } from "./rules.ts";
import { type FactKey, insertSeal, lastSeal, unsealedFacts } from "./sql.ts";

const FACTS_A_SEAL = 2000;
/** How far behind the last seal each minute's run looks; the nightly one looks everywhere. */
const WINDOW_MS = 3_600_000;

/**
 * Seals the facts that no seal holds yet, in order, some thousands a transaction; whoever records facts waits for
 * nothing. The head of the chain is written in the log: a copy that the owner of the database does not have.
 * @param everything looks for them in the whole trail, not only in the last hour. @returns how many were sealed.
 */
export async function sealFacts(outer: Outer, everything: boolean): Promise<number> {
  let after: FactKey | null = null;
  for (let sealed = 0; ; ) {
    const made: Made | null = await outer.transaction((ctx) => sealSome(ctx, everything, after));
    if (!made) return sealed;
    const { seal } = made;
    // The next seal goes on from here, without looking again at what this one holds.
    after = made.last;
    sealed += seal.facts;
    outer.services.log.info(
      { organizationId: outer.organizationId, seal: seal.number, hash: seal.hash },
      "audit trail sealed",
    );
    if (seal.facts < FACTS_A_SEAL) return sealed;
  }
}

type Made = { seal: Seal; last: FactKey };

async function sealSome(ctx: Context, everything: boolean, after: FactKey | null): Promise<Made | null> {
  // One at a time: two runs that meet would fork the chain.
  await lockName(ctx.db, `audit.seal:${ctx.organizationId}`);
  const last = await lastSeal(ctx);
  const since = everything || !last ? null : new Date(last.sealedAt.getTime() - WINDOW_MS);
  const facts = await unsealedFacts(ctx, { since, after, limit: FACTS_A_SEAL });
  const final = facts.at(-1);
  if (!final) return null;
  const key = sealKey(ctx.services.config.QUITUS_SECRET);
  const hashed = facts.map((fact) => ({ id: fact.id, hash: factHash(key, fact) }));
  const seal = {
    number: (last?.number ?? 0) + 1,
    previousHash: last?.hash ?? BEGINNING,
    sealedAt: ctx.clock(),
  };
  const hash = sealHash(
    key,
    ctx.organizationId,
    seal,
    hashed.map((one) => one.hash),
  );
  const made = { ...seal, hash, keyId: key.id, facts: facts.length };
  await insertSeal(ctx, made, hashed);
  return { seal: made, last: { at: final.at, id: final.id } };
}
