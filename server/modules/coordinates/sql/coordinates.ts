import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { Values } from "../rules.ts";

export type DetailsRow = {
  details: Values;
  composed_address: string[];
  paper: boolean;
};
const NOTHING: DetailsRow = { details: {}, composed_address: [], paper: true };

export async function findDetails(ctx: Context, partyId: string): Promise<DetailsRow> {
  const row = await ctx.db
    .selectFrom("party_coordinates")
    .select(["details", "composed_address", "paper"])
    .where("organization_id", "=", ctx.organizationId)
    .where("party_id", "=", partyId)
    .executeTakeFirst();
  return row ? { ...row, details: row.details as Values } : NOTHING;
}

export async function saveDetails(
  ctx: Context,
  partyId: string,
  details: Values,
  composedAddress: string[],
): Promise<void> {
  await sql`
    insert into party_coordinates (organization_id, party_id, details, composed_address)
    values (${ctx.organizationId}, ${partyId}::uuid, ${JSON.stringify(details)}::jsonb, ${composedAddress}::text[])
    on conflict (organization_id, party_id) do update set
      details = excluded.details, composed_address = excluded.composed_address`.execute(ctx.db);
}

/** @returns false when it was so already. */
export async function savePaper(ctx: Context, partyId: string, paper: boolean): Promise<boolean> {
  const { rows } = await sql`
    insert into party_coordinates as c (organization_id, party_id, paper, paper_chosen_at)
    select ${ctx.organizationId}, ${partyId}::uuid, ${paper}, ${ctx.clock()}
    where not ${paper} or exists (
      select from party_coordinates where organization_id = ${ctx.organizationId} and party_id = ${partyId}::uuid)
    on conflict (organization_id, party_id) do update set
      paper = excluded.paper, paper_chosen_at = excluded.paper_chosen_at
    where c.paper <> excluded.paper
    returning party_id`.execute(ctx.db);
  return rows.length > 0;
}
