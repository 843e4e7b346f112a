import type { Context } from "../../platform/context.ts";
import { outside, outsideOrNull } from "../../platform/ids.ts";
import { visibleCreditorIds } from "../organizations/index.ts";
import { selectFound } from "./sql.ts";

/** Any party, account, invoice, payment or user whose name or number matches, a few of each kind. */
export async function searchEverything(ctx: Context, text: string) {
  const rows = await selectFound(ctx, visibleCreditorIds(ctx.actor), text);
  return {
    items: rows.map((row) => ({
      ...row,
      id: outside(row.kind, row.id),
      account: outsideOrNull("account", row.account),
    })),
  };
}
