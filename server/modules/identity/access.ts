/** Who may do what to whom, pure (ACC-9, ACC-12). */
import type { Actor, StaffRole } from "../../platform/context.ts";

/** The least role that may see a customer's space. */
export const VIEWING_ROLE: StaffRole = "accountant";

/** Only an administrator of the whole organization gives, changes or takes back a staff role, or acts on staff. */
export function managesStaff(actor: Actor): boolean {
  if (actor.kind === "system") return true;
  return actor.kind === "user" && actor.staff?.role === "administrator" && actor.staff.creditorIds === null;
}
