import type { Context } from "../../platform/context.ts";
import { upsertTenantLinks } from "./sql/publication-links.ts";

/** Who rents whose lot: parties by id, days both included; an open end is null. */
export type PublishedLink = {
  ownerId: string;
  tenantId: string;
  lot: string;
  from: string | null;
  until: string | null;
};

/**
 * Publishes that tenants rent lots of owners (ACT-7), known by creditor, owner, tenant and lot; of the same twice in the
 * list, the last counts. @returns how many were new or changed.
 */
export async function publishLinks(
  ctx: Context,
  creditorId: string,
  links: readonly PublishedLink[],
): Promise<number> {
  const unique = [
    ...new Map(links.map((one) => [`${one.ownerId} ${one.tenantId} ${one.lot}`, one])).values(),
  ];
  return unique.length === 0 ? 0 : upsertTenantLinks(ctx, creditorId, unique);
}
