import type { Outer } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { recordFacts } from "../../platform/facts.ts";
import { facts } from "./facts.ts";
import { expireTransfers as expirePage } from "./sql/transfer-orders.ts";

const PAGE = 500;

/**
 * Orders whose term is past are no longer expected (PAY-9), a page at a time. Nothing was held, so nothing is freed; money that comes under their reference
 * all the same is recognised.
 */
export async function expireTransfers(outer: Outer): Promise<void> {
  const today = dayInParis(outer.clock());
  for (let count = PAGE; count === PAGE; )
    count = await outer.transaction(async (ctx) => {
      const closed = await expirePage(ctx, today, PAGE);
      await recordFacts(
        ctx,
        facts.transferExpired,
        closed.map((order) => ({
          subject: { kind: "transfer", id: order.id },
          data: { creditorId: order.creditor_id, accountId: order.account_id },
        })),
      );
      return closed.length;
    });
}
