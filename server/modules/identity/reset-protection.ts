import type { Context } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import type { Neighbours } from "./access.ts";
import { tell } from "./facts.ts";
import { refuseOutOfReach, refuseStaff } from "./reach-user.ts";
import { readUser } from "./read-user.ts";
import { deleteCeremoniesOf } from "./sql/ceremonies.ts";
import { deleteTotp, findFactors, replaceRecoveryCodes } from "./sql/factors.ts";
import { deletePasskeysOf } from "./sql/passkeys.ts";
import { deleteSessionsOf } from "./sql/sessions.ts";
import { isBound, unbindUser } from "./sql/sso.ts";
import { lockUser } from "./sql/users.ts";

/**
 * Takes all second factors of a user away, who lost his telephone and his codes: staff have made sure who he is. His
 * sessions end, and whom the provider means by him is forgotten. It is told, with who did it. Twice changes nothing.
 * @throws Refusal `user.staff_needs_administrator`
 */
export async function resetProtection(ctx: Context, userId: string, neighbours: Neighbours) {
  const user = found(await lockUser(ctx, userId));
  refuseStaff(ctx, user);
  await refuseOutOfReach(ctx, user, neighbours);
  const { totp, passkeys } = await findFactors(ctx, userId);
  if (!totp && passkeys === 0 && !(await isBound(ctx, userId))) return readUser(ctx, userId);
  await deleteTotp(ctx, userId);
  await deletePasskeysOf(ctx, userId);
  await replaceRecoveryCodes(ctx, userId, []);
  await unbindUser(ctx, userId);
  await deleteCeremoniesOf(ctx, userId);
  await deleteSessionsOf(ctx, userId, null);
  await tell(ctx, "identity.second_factor_reset", userId, { totp, passkeys });
  return readUser(ctx, userId);
}
