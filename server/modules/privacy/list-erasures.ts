import type { Context } from "../../platform/context.ts";
import { encodeCursor } from "../../platform/database/pool.ts";
import { dayInParis } from "../../platform/dates.ts";
import { outside } from "../../platform/ids.ts";
import { findUsersByIds, type Person } from "../identity/index.ts";
import { mayWorkErasures } from "./access.ts";
import { isLate } from "./rules.ts";
import { type ErasurePage, type ErasureRow, erasuresPage } from "./sql/erasures.ts";

/** Requests to be erased: those that wait by their term, the others newest first. Staff held to creditors see none. */
export async function listErasures(ctx: Context, page: ErasurePage) {
  if (!mayWorkErasures(ctx.actor)) return { items: [], next: null };
  const { rows } = await erasuresPage(ctx, page).execute(ctx.db);
  const items = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? items.at(-1) : undefined;
  const people = await findUsersByIds(ctx, [...new Set(items.map((row) => row.userId))]);
  const today = dayInParis(ctx.clock());
  return {
    items: items.map((row) => showErasure(row, people, today)),
    next: last ? encodeCursor([page.state === "waiting" ? last.dueOn : last.askedAt, last.id]) : null,
  };
}

export const showErasure = (row: ErasureRow, people: ReadonlyMap<string, Person>, today: string) => {
  const person = people.get(row.userId);
  return {
    id: outside("erasure", row.id),
    state: row.state,
    user: {
      id: outside("user", row.userId),
      name: person?.name ?? "",
      identifier: person?.identifier ?? "",
    },
    byStaff: row.askedBy !== row.userId,
    askedAt: row.askedAt.toISOString(),
    dueOn: row.dueOn,
    late: row.state === "waiting" && isLate(row.dueOn, today),
    decidedAt: row.decidedAt?.toISOString() ?? null,
  };
};
