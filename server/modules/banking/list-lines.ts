import type { Context, Outer } from "../../platform/context.ts";
import { encodeCursor } from "../../platform/database/pool.ts";
import { outside, outsideOrNull } from "../../platform/ids.ts";
import { acceptProposals, surest } from "./accept-proposals.ts";
import { limitsOf } from "./access.ts";
import type { BankLine } from "./bank-shapes.ts";
import type { LineFilter } from "./contract.ts";
import { proposeAgain } from "./propose-lines.ts";
import { accountName } from "./rules.ts";
import { type LineRow, linesPage, sumLines } from "./sql/lines.ts";

const ACCEPTED_AT_ONCE = 100;

/** A line as a list shows it. */
export function showLine(row: LineRow): BankLine {
  const [best] = row.proposals;
  return {
    id: outside("bank_line", row.id),
    account: outside("bank_account", row.accountId),
    accountName: row.accountLabel || accountName(row.accountKey),
    creditor: outsideOrNull("creditor", row.creditorId),
    bookedOn: row.bookedOn,
    valueOn: row.valueOn,
    cents: row.cents,
    currency: row.currency,
    kind: row.kind as BankLine["kind"],
    label: row.label,
    counterparty: row.counterparty,
    state: row.state,
    allocatedCents: row.allocatedCents,
    remainingCents: Math.abs(row.cents) - row.allocatedCents,
    score: row.state === "waiting" ? row.score : null,
    best:
      best && row.state === "waiting"
        ? {
            reason: best.reason as NonNullable<BankLine["best"]>["reason"],
            pieces: best.pieces.slice(0, 3),
            party: best.party,
          }
        : null,
    reason: row.reason,
    reasonText: row.reasonText,
  };
}

/** Lines that the actor may see, newest first; on the first page with what they sum to. */
export async function listLines(
  ctx: Context,
  page: LineFilter & { cursor?: string | undefined; limit: number },
) {
  const seen = { ...page, limits: limitsOf(ctx.actor) };
  const { rows } = await linesPage(ctx, seen).execute(ctx.db);
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(showLine),
    next: rows.length > page.limit && last ? encodeCursor([last.bookedOn, last.id]) : null,
    total: page.cursor ? null : await sumLines(ctx, seen),
  };
}

/**
 * Accepts the best proposal of the waiting lines that have at least a score, newest first, in one transaction. A proposal that no
 * longer holds is made again and counted as refused.
 */
export async function acceptLines(
  outer: Outer,
  wish: { minScore: number; account: string | null },
): Promise<{ accepted: number; refused: number; more: boolean }> {
  const lines = await outer.transaction(async (ctx) => {
    const page = linesPage(ctx, {
      state: "waiting",
      minScore: wish.minScore,
      ...(wish.account ? { account: wish.account } : {}),
      limits: limitsOf(ctx.actor),
      limit: ACCEPTED_AT_ONCE,
    });
    return (await page.execute(ctx.db)).rows;
  });
  const wishes = lines.slice(0, ACCEPTED_AT_ONCE).flatMap((line) =>
    surest(line.proposals)
      .filter((proposal) => proposal.score >= wish.minScore)
      .map((proposal) => ({ lineId: line.id, proposal })),
  );
  const accepted = await acceptProposals(outer, wishes, "staff");
  return { accepted, refused: wishes.length - accepted, more: lines.length > ACCEPTED_AT_ONCE };
}

/** Has the waiting lines that the actor sees looked at again. */
export const lookAgain = async (ctx: Context): Promise<{ lines: number }> => ({
  lines: await proposeAgain(ctx, limitsOf(ctx.actor)),
});
