import { address } from "./place.ts";
import { query, queryClient } from "./queries.ts";
import { type Me, organizationQuery } from "./session.tsx";

/**
 * Where somebody who signs in lands, without the base: staff in the office, customers in their only space, or where
 * they choose one (SPEC ACC-7).
 */
export async function landing(me: Me): Promise<string> {
  if (me.staff) return address("/bureau");
  const only = await onlySpace();
  return only ? address(`/comptes/${only}`) : address("/espaces");
}

/** The account of somebody who has one space only, and no tenant whose account he may read. */
export async function onlySpace(): Promise<string | null> {
  const spaces = await queryClient.fetchQuery(query("listSpaces", { query: { limit: 2 } }));
  if (spaces.items.length !== 1) return null;
  return (await hasTenants()) ? null : spaces.items[0]!.account;
}

/** Asked only where the organization lets owners see their tenants. */
async function hasTenants(): Promise<boolean> {
  const { settings } = await queryClient.ensureQueryData(organizationQuery);
  if (!settings.ownersSeeTenants) return false;
  const tenants = await queryClient.fetchQuery(query("listTenantSpaces", { query: { limit: 1 } }));
  return tenants.items.length > 0;
}
