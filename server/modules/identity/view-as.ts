import { type Context, theUser } from "../../platform/context.ts";
import type { Http } from "../../platform/doors.ts";
import { found, refuser } from "../../platform/errors.ts";
import { done } from "../../platform/shapes.ts";
import type { Neighbours } from "./access.ts";
import { refusals } from "./contract.ts";
import { tell } from "./facts.ts";
import { giveCookie, renewSession } from "./open-session.ts";
import { refuseOutOfReach } from "./reach-user.ts";
import { findUser } from "./sql/users.ts";

const refuse = refuser(refusals);

/**
 * Staff look through a customer's eyes, reading only, under a new session token; it is logged (ACC-12).
 * @throws Refusal `user.not_a_customer`, `user.disabled`
 */
export async function viewAs(
  ctx: Context,
  userId: string,
  http: Http,
  neighbours: Neighbours,
): Promise<typeof done> {
  const user = found(await findUser(ctx, userId));
  if (user.staffRole) refuse("user.not_a_customer");
  if (user.state === "disabled") refuse("user.disabled");
  await refuseOutOfReach(ctx, user, neighbours);
  await tell(ctx, "identity.viewing_started", user.id);
  giveCookie(http, await renewSession(ctx, theUser(ctx).sessionId, user.id));
  return done;
}

/** Back to one's own eyes, under a new session token. Twice changes nothing. */
export async function stopViewing(ctx: Context, http: Http): Promise<typeof done> {
  const actor = theUser(ctx);
  if (!actor.viewedBy) return done;
  await tell(ctx, "identity.viewing_stopped", actor.userId);
  giveCookie(http, await renewSession(ctx, actor.sessionId, null));
  return done;
}
