import type { Context, Outer } from "../../platform/context.ts";
import { readSettings } from "../organizations/index.ts";
import { acceptProposals, surest } from "./accept-proposals.ts";
import { handOver, isOfCollections } from "./hand-over.ts";
import { proposalsFor } from "./make-proposals.ts";
import { undoneLines } from "./sql/allocations.ts";
import { forgetProposals, linesToPropose, markProposed, saveProposals } from "./sql/proposals.ts";

export const PROPOSE_JOB = "banking.propose";
/** Matched together: the accounts of so many lines are locked for some tenths of a second. */
const PAGE = 200;

/** Asks for the job that looks for what the waiting lines pay. */
export const askForProposals = (ctx: Context): Promise<void> =>
  ctx.services.jobs.enqueue(ctx.db, PROPOSE_JOB, { organizationId: ctx.organizationId });

/** What customers owe has changed, or somebody asks: waiting lines are looked at again. @returns how many. */
export async function proposeAgain(ctx: Context, creditorIds: readonly string[] | null): Promise<number> {
  const lines = await forgetProposals(ctx, creditorIds);
  if (lines > 0) await askForProposals(ctx);
  return lines;
}

/**
 * Looks for what each line pays, page by page, and matches by itself what is certain enough for the organization (PAY-10): the lines of a page in
 * one transaction. Stopped in the middle, the lines with which it was not done are looked at again.
 */
export async function proposeLines(outer: Outer): Promise<void> {
  const { bankAutomaticScore } = await outer.transaction((ctx) => readSettings(ctx));
  for (;;) {
    const made = await outer.transaction((ctx) => proposePage(ctx, bankAutomaticScore));
    if (made.length === 0) return;
    const unfinished = made.filter((one) => one.unfinished);
    for (const { id, handed } of unfinished) if (handed) await handOver(outer, id);
    await acceptProposals(
      outer,
      unfinished.flatMap(({ id, sure }) => sure.map((proposal) => ({ lineId: id, proposal }))),
      "rule",
    );
    await outer.transaction((ctx) =>
      markProposed(
        ctx,
        unfinished.map((one) => one.id),
      ),
    );
  }
}

/** Keeps what is proposed for the next lines. @returns them, with what is to be matched without a hand. */
async function proposePage(ctx: Context, automaticScore: number) {
  const lines = await linesToPropose(ctx, PAGE);
  const proposals = await proposalsFor(ctx, lines);
  // What a person undid is for a person to match again.
  const undone = await undoneLines(
    ctx,
    lines.map((line) => line.id),
  );
  const kept = lines.map((line) => {
    const own = proposals.get(line.id) ?? [];
    const sure = surest(own).filter((one) => one.score >= automaticScore && !undone.has(line.id));
    const handed = isOfCollections(line);
    return { id: line.id, proposals: own, sure, handed, unfinished: handed || sure.length > 0 };
  });
  if (kept.length > 0) await saveProposals(ctx, kept);
  return kept;
}
