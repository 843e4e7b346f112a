import { address } from "./place.ts";
import { query, queryClient } from "./queries.ts";
import type { Me } from "./session.tsx";

/**
 * Where somebody who signs in lands, without the base: staff in the office, customers in their only space, or where
 * they choose one (SPEC ACC-7).
 */
export async function landing(me: Me): Promise<string> {
  if (me.staff) return address("/bureau");
  const only = await onlySpace();
  return only ? address(`/comptes/${only}`) : address("/espaces");
}

/** The account of somebody who has one space only. */
export async function onlySpace(): Promise<string | null> {
  const spaces = await queryClient.fetchQuery(query("listSpaces", { query: { limit: 2 } }));
  return spaces.items.length === 1 ? spaces.items[0]!.account : null;
}
