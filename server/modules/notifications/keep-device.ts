import { PUSH_HOSTS } from "../../gateways/push/push.ts";
import { type Context, theUser } from "../../platform/context.ts";
import { found, refuser } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { isListed } from "../../platform/outbound.ts";
import { readMyNotifications } from "./choose-channels.ts";
import { refusals } from "./contract.ts";
import { deleteDevice, saveDevice } from "./sql/choices.ts";

const refuse = refuser(refusals);

/**
 * Keeps a browser that accepted notifications; the same one twice is one. It then belongs to who uses it now.
 * @throws Refusal `push.unknown_service` for an address that is no browser's push service: we would call it.
 */
export async function keepDevice(
  ctx: Context,
  given: { endpoint: string; p256dh: string; auth: string; name: string },
) {
  const { userId } = theUser(ctx);
  const known = [...PUSH_HOSTS, ...ctx.services.config.OUTBOUND_HOSTS];
  if (!isListed(known, new URL(given.endpoint))) refuse("push.unknown_service");
  await saveDevice(ctx, { id: newId(ctx.clock().getTime()), user_id: userId, ...given });
  return readMyNotifications(ctx);
}

/** Forgets one of the user's browsers. @throws Refusal `not_found` when it is not his. */
export async function forgetDevice(ctx: Context, deviceId: string) {
  if (!(await deleteDevice(ctx, deviceId, theUser(ctx).userId))) found(null);
  return readMyNotifications(ctx);
}
