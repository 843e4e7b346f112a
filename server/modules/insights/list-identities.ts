import type { Context } from "../../platform/context.ts";
import { encodeCursor } from "../../platform/database/pool.ts";
import { outside } from "../../platform/ids.ts";
import { visibleCreditorIds } from "../organizations/index.ts";
import type { IdentityKind } from "./contract.ts";
import { type IdentityRow, selectIdentities, selectTies } from "./sql/identities.ts";

const isParty = ({ kind }: IdentityRow): boolean => kind === "party" || kind === "party_without_access";

/** Everyone by name, parties and users side by side (OFF-3): what they are, and whom they are tied to. */
export async function listIdentities(
  ctx: Context,
  query: {
    search?: string | undefined;
    kind?: IdentityKind | undefined;
    cursor?: string | undefined;
    limit: number;
  },
) {
  const words = (query.search ?? "").split(/\s+/).filter(Boolean).slice(0, 8);
  const scope = visibleCreditorIds(ctx.actor);
  const rows = await selectIdentities(ctx, { ...query, words, scope });
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const ties = new Map(
    (
      await selectTies(
        ctx,
        page.map(({ id }) => id),
      )
    ).map((tie) => [tie.id, tie]),
  );
  return {
    items: page.map((row) => {
      const tie = ties.get(row.id);
      return {
        kind: row.kind,
        id: outside(isParty(row) ? "party" : "user", row.id),
        name: row.name,
        code: row.code,
        email: row.email,
        state: row.state,
        tie: tie ? { name: tie.name, others: tie.count - 1 } : null,
      };
    }),
    next: rows.length > query.limit && last ? encodeCursor([last.sort_name, last.id]) : null,
  };
}
