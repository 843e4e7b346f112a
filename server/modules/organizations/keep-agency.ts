import type { Context } from "../../platform/context.ts";
import { recordFact } from "../../platform/facts.ts";
import { Agency } from "./contract.ts";
import { findAgency, saveAgency } from "./sql.ts";

/** Who the organization is and whom to turn to (OFF-4, INF-1): anybody may read it. */
export const readAgency = async (ctx: Context): Promise<Agency> => Agency.parse(await findAgency(ctx));

/** Replaces it as a whole; the fact tells which parts changed. Again, nothing changes and nothing is told. */
export async function updateAgency(ctx: Context, agency: Agency): Promise<Agency> {
  const before = await readAgency(ctx);
  const parts = Object.keys(agency) as (keyof Agency)[];
  const changed = parts.filter((part) => JSON.stringify(before[part]) !== JSON.stringify(agency[part]));
  if (changed.length === 0) return before;
  await saveAgency(ctx, JSON.stringify(agency));
  await recordFact(ctx, {
    name: "organizations.agency_updated",
    subject: { kind: "organization", id: ctx.organizationId },
    data: { changed },
  });
  return agency;
}
