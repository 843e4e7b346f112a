import type { Context } from "../../platform/context.ts";
import { type PublishedParty, selectPartyIds, upsertPartyRows } from "./sql.ts";

/**
 * Publishes parties, known by their codes. Of the same code twice, the last counts.
 * @returns the id of each code.
 */
export async function upsertParties(
  ctx: Context,
  parties: readonly PublishedParty[],
): Promise<Map<string, string>> {
  const byCode = new Map(parties.map((party) => [party.code, party]));
  if (byCode.size === 0) return new Map();
  const rows = await upsertPartyRows(ctx, [...byCode.values()]);
  return new Map(rows.map((row) => [row.code, row.id]));
}

/** The id of each party that exists, by code, whoever asks. */
export async function partyIdsByCode(ctx: Context, codes: readonly string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map();
  return new Map((await selectPartyIds(ctx, codes)).map((row) => [row.code, row.id]));
}
