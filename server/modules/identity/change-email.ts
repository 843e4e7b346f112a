import type { Outer } from "../../platform/context.ts";
import { refuser } from "../../platform/errors.ts";
import { done } from "../../platform/shapes.ts";
import { throttle } from "../../platform/throttle.ts";
import { lockProven, provePassword } from "./change-password.ts";
import { refusals } from "./contract.ts";
import { mailLimits } from "./limit-tries.ts";
import { openMailLink } from "./open-mail-link.ts";
import { canonical } from "./rules.ts";
import { findUserByAddress, refuseCrossed } from "./sql/users.ts";

const refuse = refuser(refusals);

/**
 * Asks to change one's address: it changes once confirmed from the new one; the old one is then told (ACC-6).
 * @throws Refusal `password.old_wrong`, `email.taken`
 */
export async function changeEmail(
  outer: Outer,
  given: { email: string; password: string },
): Promise<typeof done> {
  const proven = await provePassword(outer, given.password);
  await throttle(outer, mailLimits(outer, given.email));
  await outer.transaction(async (ctx) => {
    const user = await lockProven(ctx, proven);
    const holder = await findUserByAddress(ctx, canonical(given.email));
    if (holder && holder.id !== user.id) refuse("email.taken");
    await refuseCrossed(ctx, user.id, { identifier: user.identifier, email: given.email });
    await openMailLink(ctx, user.id, "email", given.email);
  });
  return done;
}
