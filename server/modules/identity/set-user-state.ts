import type { Context } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import type { Neighbours } from "./access.ts";
import { tell } from "./facts.ts";
import { keepAnAdministrator } from "./keep-administrator.ts";
import { refuseOutOfReach, refuseStaff } from "./reach-user.ts";
import { readUser } from "./read-user.ts";
import { deleteCeremoniesOf } from "./sql/ceremonies.ts";
import { endLinksOf } from "./sql/links.ts";
import { deleteSessionsOf } from "./sql/sessions.ts";
import { lockUser, saveUser } from "./sql/users.ts";

/**
 * Disables a user, whose sessions and links end, or enables him again: as invited if he never chose a password.
 * @throws Refusal `user.staff_needs_administrator`, `user.last_administrator`
 */
export async function setUserState(
  ctx: Context,
  userId: string,
  wanted: "active" | "disabled",
  neighbours: Neighbours,
) {
  const user = found(await lockUser(ctx, userId));
  refuseStaff(ctx, user);
  await refuseOutOfReach(ctx, user, neighbours);
  if ((user.state === "disabled") === (wanted === "disabled")) return readUser(ctx, userId);
  if (wanted === "disabled") {
    await keepAnAdministrator(ctx, user);
    await saveUser(ctx, userId, { state: "disabled" });
    await deleteSessionsOf(ctx, userId, null);
    await endLinksOf(ctx, userId);
    await deleteCeremoniesOf(ctx, userId);
    await tell(ctx, "identity.user_disabled", userId);
  } else {
    const neverChose = user.passwordHash === null || user.temporaryUntil !== null;
    await saveUser(ctx, userId, { state: neverChose ? "invited" : "active" });
    await tell(ctx, "identity.user_enabled", userId);
  }
  return readUser(ctx, userId);
}
