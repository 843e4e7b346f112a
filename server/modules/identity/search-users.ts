import type { Context } from "../../platform/context.ts";
import { listUserRows } from "./sql/users.ts";

const MOST = 200;

/** Ids of the users whose name, identifier or address holds a text: at most 200, by name. */
export async function findUserIds(ctx: Context, search: string): Promise<string[]> {
  const rows = await listUserRows(ctx, { search, limit: MOST });
  return rows.slice(0, MOST).map((row) => row.id);
}
