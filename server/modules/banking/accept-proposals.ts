import type { Outer } from "../../platform/context.ts";
import { Refusal } from "../../platform/errors.ts";
import type { Match } from "./allocation-rules.ts";
import { proposeFor } from "./make-proposals.ts";
import { matchLines } from "./match-lines.ts";
import type { KeptProposal } from "./sql/lines.ts";

/** The best proposal of each transaction of a line. */
export const surest = (proposals: readonly KeptProposal[]): KeptProposal[] =>
  proposals.filter((one, n) => proposals.findIndex((other) => other.detail === one.detail) === n);

type Acceptance = { lineId: string; proposal: KeptProposal };

/**
 * Accepts proposals as they were made, in one transaction. Where one no longer holds, others are kept in its place.
 * @returns how many were accepted.
 */
export async function acceptProposals(
  outer: Outer,
  wishes: readonly Acceptance[],
  source: "rule" | "staff",
): Promise<number> {
  if (wishes.length === 0) return 0;
  const refused = await matchTogether(
    outer,
    wishes.map((wish) => matchOf(wish, source)),
  );
  const stale = wishes.filter((_, n) => refused[n]).map((wish) => wish.lineId);
  if (stale.length > 0) await outer.transaction((ctx) => proposeFor(ctx, [...new Set(stale)]));
  return refused.filter((one) => !one).length;
}

const matchOf = ({ lineId, proposal }: Acceptance, source: "rule" | "staff"): Match => {
  const { detail, cents, parts, accountId, orders, score, reason } = proposal;
  return { lineId, detail, cents, parts, accountId, orders, by: { source, score, reason } };
};

/** Should the ledger refuse them together, each is tried alone: one that is odd keeps no other from being done. */
async function matchTogether(outer: Outer, matches: readonly Match[]): Promise<(Refusal | null)[]> {
  try {
    return await outer.transaction((ctx) => matchLines(ctx, matches));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (matches.length === 1) return [error];
    const each: (Refusal | null)[] = [];
    for (const match of matches) each.push(...(await matchTogether(outer, [match])));
    return each;
  }
}
