import { type Context, theUser } from "../../platform/context.ts";
import { found, refuser } from "../../platform/errors.ts";
import { payableEntries, refuseSuspended } from "../ledger/index.ts";
import { readSettings } from "../organizations/index.ts";
import { type Cart, refusals } from "./contract.ts";
import { loadCart, readCart } from "./read-cart.ts";
import { putInCart, takeFromCart } from "./sql/carts.ts";

const refuse = refuser(refusals);

/**
 * Puts entries in the cart (PAY-1).
 * @throws Refusal `payments.suspended` while the service takes none, `not_found` for an entry that is not the user's, `cart.entry_not_payable` naming the first that cannot
 * be paid now, `cart.one_at_a_time` when the organization wants one piece per payment.
 */
export async function addToCart(
  ctx: Context,
  creditorId: string,
  entryIds: readonly string[],
): Promise<Cart> {
  await refuseSuspended(ctx);
  const wanted = [...new Set(entryIds)];
  const entries = (await payableEntries(ctx, wanted)).filter((entry) => entry.creditorId === creditorId);
  if (entries.length !== wanted.length) found(null);
  const blocked = entries.find((entry) => entry.payableCents === 0);
  if (blocked)
    refuse("cart.entry_not_payable", {
      label: blocked.label,
      entry: blocked.id,
      reason: blocked.heldBy ?? "settled",
    });
  await putInCart(ctx, theUser(ctx).userId, creditorId, wanted);
  if (!(await readSettings(ctx)).paySeveral) {
    const debits = (await loadCart(ctx, creditorId)).pieces.filter((piece) => piece.payableCents > 0);
    if (debits.length > 1) refuse("cart.one_at_a_time");
  }
  return readCart(ctx, creditorId);
}

/** Takes one entry out, or all of them. What is not there is not an error. */
export async function removeFromCart(
  ctx: Context,
  creditorId: string,
  entryId: string | null,
): Promise<Cart> {
  await takeFromCart(ctx, theUser(ctx).userId, creditorId, entryId);
  return readCart(ctx, creditorId);
}
