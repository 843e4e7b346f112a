/** Who reaches which bank lines, accounts and files (ACC-9). */
import type { Actor } from "../../platform/context.ts";
import { visibleCreditorIds } from "../organizations/index.ts";

/** The creditors to which an actor is limited; null for all. What no creditor has is for those without a limit. */
export const limitsOf = (actor: Actor): string[] | null => visibleCreditorIds(actor);

export const maySee = (actor: Actor, one: { creditorId: string | null }): boolean => {
  const limits = limitsOf(actor);
  return limits === null || (one.creditorId !== null && limits.includes(one.creditorId));
};

/** A file is seen by its sender's equals: who sees every creditor that the sender did. */
export const maySeeFile = (actor: Actor, file: { creditorIds: string[] | null }): boolean => {
  const limits = limitsOf(actor);
  return limits === null || (file.creditorIds?.every((id) => limits.includes(id)) ?? false);
};

/** The name under which what was done is kept. */
export const nameOf = (actor: Actor): string =>
  actor.kind === "user" || actor.kind === "system" ? actor.name : actor.kind === "token" ? "API" : "";
