import type { Actor } from "../../platform/context.ts";
import { refuser } from "../../platform/errors.ts";
import { visibleCreditorIds } from "../organizations/index.ts";
import { refusals } from "./contract.ts";

/** Facts are those of the whole organization. @throws Refusal `audit.whole_organization` for who sees a part of it. */
export function requireWhole(actor: Actor): void {
  if (visibleCreditorIds(actor) !== null) refuser(refusals)("audit.whole_organization");
}
