import type { Context } from "../../platform/context.ts";
import { decodeCursor, encodeCursor } from "../../platform/database/pool.ts";
import { outside } from "../../platform/ids.ts";
import { readSettings } from "../organizations/index.ts";
import type { Space } from "./contract.ts";
import { asUuid } from "./page-keys.ts";
import { showSpace } from "./show-entry.ts";
import {
  type AccountQuery,
  accountsPage,
  type SpaceQuery,
  type SpaceRow,
  selectAccountTotals,
  selectSpaceCreditors,
  spacesPage,
} from "./sql/spaces.ts";
import { selectHiddenCents } from "./sql/statement.ts";

type Page = { cursor?: string | undefined; limit: number };

/** The user's own spaces, by creditor then label; and the creditors to choose from, whatever is searched (ACC-7, ACT-1). */
export async function listSpaces(ctx: Context, query: SpaceQuery & Page) {
  const [creditorName, label, id] = decodeCursor(query.cursor, 3) ?? [];
  const after = asUuid(id)
    ? { creditorName: String(creditorName), label: String(label), id: asUuid(id)! }
    : null;
  const { rows } = await spacesPage(ctx, query, after, query.limit + 1).execute(ctx.db);
  const creditors = await selectSpaceCreditors(ctx);
  const last = rows.length > query.limit ? rows[query.limit - 1]! : null;
  return {
    items: await showSpaces(ctx, rows.slice(0, query.limit)),
    next: last ? encodeCursor([last.creditorName, last.label, last.id]) : null,
    creditors: creditors.map((creditor) => ({ ...creditor, id: outside("creditor", creditor.id) })),
  };
}

/** Accounts as a customer reads them: without the entries that the organization leaves out (ACT-8). */
export async function showSpaces(ctx: Context, rows: readonly SpaceRow[]): Promise<Space[]> {
  const { hiddenAnalytics } = await readSettings(ctx);
  const ids = rows.map((row) => row.id);
  const hidden = await selectHiddenCents(ctx, ids, hiddenAnalytics);
  return rows.map((row) => showSpace({ ...row, balanceCents: row.balanceCents - (hidden.get(row.id) ?? 0) }));
}

/** Accounts for the office, by label or by balance, with the totals of all that match (OFF-7). */
export async function listAccounts(ctx: Context, query: AccountQuery & Page) {
  const [sort, id] = decodeCursor(query.cursor, 2) ?? [];
  const usable = query.sort === "label" ? typeof sort === "string" : Number.isSafeInteger(sort);
  const after = usable && asUuid(id) ? { sort: sort as string | number, id: asUuid(id)! } : null;
  const { rows } = await accountsPage(ctx, query, after, query.limit + 1).execute(ctx.db);
  const last = rows.length > query.limit ? rows[query.limit - 1]! : null;
  return {
    items: rows.slice(0, query.limit).map((row) => ({ ...showSpace(row), publication: row.publication })),
    next: last ? encodeCursor([query.sort === "label" ? last.label : last.balanceCents, last.id]) : null,
    totals: await selectAccountTotals(ctx, query),
  };
}
