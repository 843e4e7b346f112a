/** The order of proposals, and whether the best may be lettered without a hand. Pure. */
import type { MatchView } from "./evidence-rules.ts";
import type { Proposal } from "./matching-rules.ts";

const MOST = 5;
/** An organization may match by itself from 70 on: what is doubtful stays under it, whatever it chose. */
const DOUBTFUL = 69;
const byWorth = (a: Proposal, b: Proposal): number =>
  b.score - a.score || a.parts.length - b.parts.length || (keyOf(a) < keyOf(b) ? -1 : 1);
const keyOf = ({ parts }: Proposal): string =>
  parts
    .map(({ entryId, cents }) => `${entryId}=${cents}`)
    .sort()
    .join(" ");

/** Only the best of those that pay the same; ties, and whatever throws a doubt, never reach the automatic score. */
export function rank(view: MatchView, proposals: readonly Proposal[], automatic: number): Proposal[] {
  const best = new Map<string, Proposal>();
  for (const one of [...proposals].sort(byWorth)) {
    const key = keyOf(one);
    const known = best.get(key);
    if (one.parts.length === 0) continue;
    best.set(key, known ? { ...known, evidence: [...new Set([...known.evidence, ...pointing(one)])] } : one);
  }
  const highest = automatic - 1;
  const capped = [...best.values()].map((one) => judged(view, one, highest));
  const top = Math.max(0, ...capped.map(({ score }) => score));
  const rivals = capped.filter(({ score }) => score >= automatic || score === top);
  const tied = rivals.length > 1;
  return capped
    .map((one) => (tied && rivals.includes(one) ? doubted(one) : one))
    .sort(byWorth)
    .slice(0, MOST);
}

/** What a weaker reason for the same parts adds: whom it points to, not how sure it is. */
const pointing = ({ evidence }: Proposal) =>
  evidence.filter((said) => /^(reference|piece|account|name):|^payer$/.test(said));

const named = ({ evidence }: Proposal) => evidence.some((said) => /^(reference|piece):/.test(said));

/** Money that names another invoice may not be for this one; two sums that fit are one too many. */
function judged(view: MatchView, one: Proposal, highest: number): Proposal {
  const doubts = named(one)
    ? []
    : [
        ...view.unknown.map((reference) => `unknown_reference:${reference}`),
        ...view.strangers.map((piece) => `unknown_piece:${piece}`),
      ].slice(0, 3);
  const evidence = [...one.evidence, ...doubts];
  const doubtful = doubts.length > 0 || evidence.includes("ambiguous");
  const most = doubtful ? DOUBTFUL : capOf(view, one, highest);
  return {
    ...one,
    score: Math.min(one.score - (doubts.length > 0 ? Math.min(one.score, 8) : 0), most),
    evidence,
  };
}

/** A cheque or a card is handed in by us; a reference that is nobody's here says the money is for something else. */
function capOf(view: MatchView, one: Proposal, highest: number): number {
  if (view.line.kind !== "transfer" && view.line.kind !== "instant_transfer") return highest;
  const byReference = one.evidence.some((said) => said.startsWith("reference:"));
  if (view.unknown.length > 0 && !byReference) return DOUBTFUL;
  return one.unusedCents > 0 ? highest - 4 : 100;
}

const doubted = (one: Proposal): Proposal => ({
  ...one,
  score: Math.max(0, Math.min(one.score - 4, DOUBTFUL)),
  evidence: [...new Set([...one.evidence, "ambiguous"])],
});
