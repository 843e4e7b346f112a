import type { Actor } from "../../platform/context.ts";

/** True when an actor limited to some creditors may see an import: made for one of them, or by someone as limited. */
export function maySeeImport(
  limits: string[] | null,
  one: { creditorId: string | null; creditorIds: string[] | null },
): boolean {
  if (limits === null) return true;
  if (one.creditorId !== null) return limits.includes(one.creditorId);
  return one.creditorIds?.every((id) => limits.includes(id)) ?? false;
}

/** The name under which an import is kept. */
export function nameOf(actor: Actor): string {
  switch (actor.kind) {
    case "user":
      return actor.name;
    case "system":
      return actor.name;
    case "token":
      return "API";
    default:
      return "";
  }
}
