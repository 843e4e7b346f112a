import type { Context, Outer } from "../../platform/context.ts";
import { lockName } from "../../platform/database/pool.ts";
import { BEGINNING, factHash, type Seal, sealHash, sealKey } from "./rules.ts";
import { insertSeal, lastSeal, unsealedFacts } from "./sql.ts";

const FACTS_A_SEAL = 2000;
/** How far behind the last seal each minute's run looks; the nightly one looks everywhere. */
const WINDOW_MS = 3_600_000;

/**
 * Seals the facts that no seal holds yet, in order, some thousands a transaction; whoever records facts waits for
 * nothing. The head of the chain is written in the log: a copy that the owner of the database does not have.
 * @param everything looks for them in the whole trail, not only in the last hour. @returns how many were sealed.
 */
export async function sealFacts(outer: Outer, everything: boolean): Promise<number> {
  for (let sealed = 0; ; ) {
    const seal = await outer.transaction((ctx) => sealSome(ctx, everything));
    if (!seal) return sealed;
    sealed += seal.facts;
    outer.services.log.info(
      { organizationId: outer.organizationId, seal: seal.number, hash: seal.hash },
      "audit trail sealed",
    );
    if (seal.facts < FACTS_A_SEAL) return sealed;
  }
}

async function sealSome(ctx: Context, everything: boolean): Promise<Seal | null> {
  // One at a time: two runs that meet would fork the chain.
  await lockName(ctx.db, `audit.seal:${ctx.organizationId}`);
  const last = await lastSeal(ctx);
  const since = everything || !last ? null : new Date(last.sealedAt.getTime() - WINDOW_MS);
  const facts = await unsealedFacts(ctx, since, FACTS_A_SEAL);
  if (facts.length === 0) return null;
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
  return made;
}
