import { atLeast, type Context, type StaffRole } from "../../platform/context.ts";
import { visibleCreditorIds } from "../organizations/index.ts";

/** The creditors whose customers this member of staff writes to and hears (ACC-9); null for all. */
export const officeScope = (ctx: Context): string[] | null => visibleCreditorIds(ctx.actor);

/** True for staff of at least a role; tokens and the system read only. */
export const hasRank = (ctx: Context, role: StaffRole): boolean =>
  ctx.actor.kind === "user" && ctx.actor.staff !== null && atLeast(ctx.actor.staff.role, role);
