import { useQuery } from "@tanstack/react-query";
import type { GotOf } from "../../lib/api.ts";
import { query } from "../../lib/queries.ts";

export type Cart = GotOf<"readCart">;
export type CartPiece = Cart["pieces"][number];

/** The cart with one creditor; nothing while the creditor is not known. */
export function useCart(creditor: string | null | undefined) {
  return useQuery({
    ...query("readCart", { params: { creditor: creditor ?? "" }, query: {} }),
    enabled: Boolean(creditor),
  });
}
