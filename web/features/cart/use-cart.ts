import { useQuery } from "@tanstack/react-query";
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
