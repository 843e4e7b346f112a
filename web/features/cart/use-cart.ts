import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { GotOf } from "../../lib/api.ts";
import { query, queryClient } from "../../lib/queries.ts";

export type Cart = GotOf<"readCart">;
export type CartPiece = Cart["pieces"][number];

const cartQuery = (creditor: string) => query("readCart", { params: { creditor }, query: {} });

/** Shows a cart as a write answered it, without asking again. */
export const keepCart = (creditor: string, cart: Cart): void =>
  void queryClient.setQueryData(cartQuery(creditor).queryKey, cart);

/** The cart with one creditor; nothing while the creditor is not known. */
export function useCart(creditor: string | null | undefined) {
  return useQuery({
    ...cartQuery(creditor ?? ""),
    enabled: Boolean(creditor),
  });
}

/** The cart as it would be if the payer paid an amount: how the server spreads it. The cart itself without an amount. */
export function useCartFor(cart: Cart, amountCents: number | null): { cart: Cart; busy: boolean } {
  const { data, isFetching } = useQuery({
    ...query("readCart", {
      params: { creditor: cart.creditor.id },
      query: { amount: amountCents ?? undefined },
    }),
    enabled: amountCents !== null,
    placeholderData: keepPreviousData,
  });
  return amountCents === null || !data ? { cart, busy: false } : { cart: data, busy: isFetching };
}
