import type { Context } from "../../platform/context.ts";
import { refuse as refuseCommon, refuser } from "../../platform/errors.ts";
import { visibleCreditorIds } from "../organizations/index.ts";
import { managesStaff, type Neighbours } from "./access.ts";
import { refusals } from "./contract.ts";
import type { User } from "./sql/users.ts";

const refuse = refuser(refusals);

/** @throws Refusal `user.staff_needs_administrator` when one of the two is staff and the actor does not manage staff */
export function refuseStaff(ctx: Context, ...users: { staffRole: string | null }[]): void {
  if (users.some((user) => user.staffRole !== null) && !managesStaff(ctx.actor))
    refuse("user.staff_needs_administrator");
}

/** @throws Refusal `user.erased`: nothing brings back somebody who was erased */
export function refuseErased(user: User): void {
  if (user.erasedAt !== null) refuse("user.erased");
}

/**
 * Whoever gives a customer's password or looks through his eyes sees all that he sees: staff held to some creditors
 * may do so only when he sees nothing else.
 * @throws Refusal `not_found`, `user.erased`
 */
export async function refuseOutOfReach(ctx: Context, user: User, neighbours: Neighbours): Promise<void> {
  refuseErased(user);
  const creditors = visibleCreditorIds(ctx.actor);
  if (creditors !== null && !(await neighbours.staysWithin(ctx, user.id, creditors)))
    refuseCommon("not_found");
}
