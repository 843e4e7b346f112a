import type { Context } from "../../platform/context.ts";
import { decodeCursor, encodeCursor } from "../../platform/database/pool.ts";
import { dayInParis } from "../../platform/dates.ts";
import { readSettings } from "../organizations/index.ts";
import { showSpaces } from "./list-accounts.ts";
import { asUuid } from "./page-keys.ts";
import { tenantSpacesPage } from "./sql/spaces.ts";

/** The accounts of the tenants of the lots that the user owns, by label; none unless the organization shows them (ACT-7). */
export async function listTenantSpaces(
  ctx: Context,
  query: { search?: string | undefined; cursor?: string | undefined; limit: number },
) {
  if (!(await readSettings(ctx)).ownersSeeTenants) return { items: [], next: null };
  const [label, key] = decodeCursor(query.cursor, 2) ?? [];
  const id = asUuid(key);
  const after = typeof label === "string" && id ? { label, id } : null;
  const today = dayInParis(ctx.clock());
  const { rows } = await tenantSpacesPage(ctx, query.search, today, after, query.limit + 1).execute(ctx.db);
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1)! : null;
  const spaces = await showSpaces(ctx, shown);
  return {
    items: spaces.map((space, place) => ({ ...space, lots: shown[place]!.lots })),
    next: last ? encodeCursor([last.label, last.id]) : null,
  };
}
