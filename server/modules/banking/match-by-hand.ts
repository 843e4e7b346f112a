import type { Context } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import { sumCents } from "../../platform/money.ts";
import type { Match } from "./allocation-rules.ts";
import type { BankLineRecord } from "./bank-shapes.ts";
import { matchLines } from "./match-lines.ts";
import { readLine } from "./read-line.ts";
import { type LineRow, lockLine } from "./sql/lines.ts";

/** Gives money of a line to entries as a person chose it (PAY-10). @throws Refusal. */
export async function matchByHand(
  ctx: Context,
  lineId: string,
  wish: {
    detail: number | null;
    cents?: number | undefined;
    pieces: readonly { entry: string; cents: number }[];
    account: string | null;
  },
): Promise<BankLineRecord> {
  const line = found(await lockLine(ctx, lineId));
  const { detail, cents, account: accountId } = wish;
  const parts = [...Map.groupBy(wish.pieces, (piece) => piece.entry)].map(([entryId, own]) => ({
    entryId,
    cents: sumCents(own.map((piece) => piece.cents)),
  }));
  const orders = ordersNamed(line, { detail, cents, parts });
  const by = { source: "staff", score: null, reason: "by_hand" } as const;
  const [refused] = await matchLines(ctx, [{ lineId, detail, cents, parts, accountId, orders, by }]);
  if (refused) throw refused;
  return readLine(ctx, lineId);
}

/** The transfer orders that a line names and of which the chosen pieces are: they are closed by whoever matches it. */
function ordersNamed(
  line: LineRow,
  { detail, cents, parts }: Pick<Match, "detail" | "cents" | "parts">,
): { id: string; cents: number }[] {
  const chosen = new Set(parts.map((part) => part.entryId));
  const named = line.proposals.find(
    (one) =>
      one.detail === detail && one.orders.length > 0 && one.parts.some((part) => chosen.has(part.entryId)),
  );
  if (!named) return [];
  return named.orders.length === 1 && cents !== undefined ? [{ ...named.orders[0]!, cents }] : named.orders;
}
