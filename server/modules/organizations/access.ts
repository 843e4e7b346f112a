import type { Actor } from "../../platform/context.ts";

/** The creditors that an actor of the office is limited to; null for all of them, empty for none. */
export function visibleCreditorIds(actor: Actor): string[] | null {
  switch (actor.kind) {
    case "system":
      return null;
    case "token":
      return actor.creditorIds;
    case "user":
      return actor.staff ? actor.staff.creditorIds : [];
    default:
      return [];
  }
}

/** True when an actor of the office may see what belongs to a creditor (ACC-9). */
export function mayStaffSee(actor: Actor, creditorId: string): boolean {
  const ids = visibleCreditorIds(actor);
  return ids === null || ids.includes(creditorId);
}
