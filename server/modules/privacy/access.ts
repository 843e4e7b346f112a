/** Who may work requests to be erased, pure. */
import type { Actor } from "../../platform/context.ts";

/** All of a person goes, with every creditor: staff held to some of them do not decide it. */
export const mayWorkErasures = (actor: Actor): boolean =>
  actor.kind === "user" && actor.staff !== null && actor.staff.creditorIds === null;
