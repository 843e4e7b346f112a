import type { Outer } from "../../platform/context.ts";
import { done } from "../../platform/shapes.ts";
import { throttle } from "../../platform/throttle.ts";
import { lockProven, provePassword } from "./change-password.ts";
import { mailLimits } from "./limit-tries.ts";
import { openMailLink } from "./open-mail-link.ts";

/**
 * Asks to change one's address: it changes once confirmed from the new one; the old one is then told (ACC-6). That the
 * address serves somebody else is told there, to whom reads its mail, and to nobody who only types it.
 * @throws Refusal `password.old_wrong`
 */
export async function changeEmail(
  outer: Outer,
  given: { email: string; password: string },
): Promise<typeof done> {
  const proven = await provePassword(outer, given.password);
  await throttle(outer, mailLimits(outer, given.email));
  await outer.transaction(async (ctx) => {
    const user = await lockProven(ctx, proven);
    await openMailLink(ctx, user.id, "email", given.email);
  });
  return done;
}
