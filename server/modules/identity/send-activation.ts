import type { Context } from "../../platform/context.ts";
import { found, refuser } from "../../platform/errors.ts";
import { done } from "../../platform/shapes.ts";
import { visibleCreditorIds } from "../organizations/index.ts";
import { refusals } from "./contract.ts";
import { openMailLink } from "./open-mail-link.ts";
import { findUserSeen } from "./sql/users.ts";

const refuse = refuser(refusals);

/**
 * Staff send a user his link: to activate, or to choose another password when he already has one.
 * @throws Refusal `user.no_email`, `user.disabled`
 */
export async function sendActivation(ctx: Context, userId: string): Promise<typeof done> {
  const user = found(await findUserSeen(ctx, userId, visibleCreditorIds(ctx.actor)));
  if (user.state === "disabled") refuse("user.disabled");
  if (user.email === null) refuse("user.no_email");
  await openMailLink(ctx, user.id, user.state === "invited" ? "activation" : "password");
  return done;
}
