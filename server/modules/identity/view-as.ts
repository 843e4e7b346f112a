import { type Context, theUser } from "../../platform/context.ts";
import type { Http } from "../../platform/doors.ts";
import { found, refuser } from "../../platform/errors.ts";
import { done } from "../../platform/shapes.ts";
import { OrganizationFields, readSettings } from "../organizations/index.ts";
import type { Neighbours } from "./access.ts";
import { refusals } from "./contract.ts";
import { tell } from "./facts.ts";
import { giveCookie, renewSession } from "./open-session.ts";
import { refuseOutOfReach } from "./reach-user.ts";
import { changedNames, PREVIEW_MS } from "./rules.ts";
import type { Look } from "./sql/sessions.ts";
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
  return look(ctx, { userId, preview: null }, {}, http, neighbours);
}

/**
 * The same under settings that nobody saved: kept with the session alone, for half an hour (OFF-5).
 * @throws Refusal `user.not_a_customer`, `user.disabled`
 */
export async function previewAs(
  ctx: Context,
  userId: string,
  fields: OrganizationFields,
  http: Http,
  neighbours: Neighbours,
): Promise<typeof done> {
  const until = new Date(ctx.clock().getTime() + PREVIEW_MS);
  const changed = changedNames(await readSettings(ctx), fields.settings);
  return look(ctx, { userId, preview: { fields, until } }, { changed }, http, neighbours);
}

async function look(
  ctx: Context,
  eyes: NonNullable<Look>,
  told: Record<string, unknown>,
  http: Http,
  neighbours: Neighbours,
): Promise<typeof done> {
  const user = found(await findUser(ctx, eyes.userId));
  if (user.staffRole) refuse("user.not_a_customer");
  if (user.state === "disabled") refuse("user.disabled");
  await refuseOutOfReach(ctx, user, neighbours);
  await tell(ctx, "identity.viewing_started", user.id, told);
  giveCookie(http, await renewSession(ctx, theUser(ctx).sessionId, eyes));
  return done;
}

/** Back to one's own eyes, under a new session token, with what was previewed. Twice changes nothing. */
export async function stopViewing(ctx: Context, http: Http) {
  const actor = theUser(ctx);
  if (!actor.viewedBy) return { ...done, preview: null };
  await tell(ctx, "identity.viewing_stopped", actor.userId);
  giveCookie(http, await renewSession(ctx, actor.sessionId, null));
  return { ...done, preview: actor.preview ? OrganizationFields.parse(actor.preview) : null };
}
