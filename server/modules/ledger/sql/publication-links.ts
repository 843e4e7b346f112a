/** Statements that publish who rents whose lot. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { PublishedLink } from "../publish-links.ts";

/** @returns how many rows are new or changed. */
export async function upsertTenantLinks(
  ctx: Context,
  creditorId: string,
  links: readonly PublishedLink[],
): Promise<number> {
  const result = await sql`
    insert into tenant_links as l (organization_id, creditor_id, owner_id, tenant_id, lot, from_on, until_on, published_at)
    select ${ctx.organizationId}, ${creditorId}, owner_id, tenant_id, lot, from_on, until_on, ${ctx.clock()}
    from unnest(${links.map((one) => one.ownerId)}::uuid[], ${links.map((one) => one.tenantId)}::uuid[], ${links.map((one) => one.lot)}::text[],
                ${links.map((one) => one.from)}::date[], ${links.map((one) => one.until)}::date[]) as g (owner_id, tenant_id, lot, from_on, until_on)
    order by owner_id, tenant_id, lot
    on conflict (organization_id, creditor_id, owner_id, tenant_id, lot) do update
      set from_on = excluded.from_on, until_on = excluded.until_on, published_at = excluded.published_at
    where (l.from_on, l.until_on) is distinct from (excluded.from_on, excluded.until_on)`.execute(ctx.db);
  return Number(result.numAffectedRows ?? 0);
}
