import type { Context } from "../../platform/context.ts";
import { listUserRows } from "./sql/users.ts";

const MOST = 500;

/** A member of staff as other modules see him. */
export type StaffMember = {
  id: string;
  name: string;
  email: string | null;
  /** Null for every creditor of the organization. */
  creditorIds: string[] | null;
};

/** The staff who can sign in today, by name: at most 500. */
export async function listStaff(ctx: Context): Promise<StaffMember[]> {
  const rows = await listUserRows(ctx, { staff: "yes", state: "active", limit: MOST });
  return rows.slice(0, MOST).map((row) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    creditorIds: row.staffCreditorIds,
  }));
}
