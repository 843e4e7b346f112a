import type { Context } from "../../platform/context.ts";
import type { Sweep, Swept } from "../../platform/terms.ts";
import { factHash, reliefHash, sealKey } from "./rules.ts";
import { addressedFacts, relieveFacts } from "./sql.ts";

/**
 * Takes the network address out of facts past the term of logs; the facts stay, and say who by an id. Each is checked
 * against its seal first and vouched for, so that the trail verifies. What was changed, or sealed under another secret,
 * cannot be vouched for and is left as it is.
 */
async function relieve(ctx: Context, before: Date, limit: number): Promise<Swept> {
  const key = sealKey(ctx.services.config.QUITUS_SECRET);
  const facts = await addressedFacts(ctx, { before, keyId: key.id, limit });
  const reliefs = facts
    .filter((fact) => factHash(key, fact) === fact.sealed)
    .map((fact) => ({ id: fact.id, hash: reliefHash(key, fact.sealed, fact) }));
  await relieveFacts(ctx, reliefs);
  return { count: reliefs.length };
}

export const sweeps: readonly Sweep[] = [
  { kind: "fact_addresses", tables: ["facts"], term: "log", run: relieve },
];
