import type { Context } from "../../platform/context.ts";
import { publishLinks } from "../ledger/index.ts";
import type { CreditorRecord } from "../organizations/index.ts";
import type { BatchLine } from "./contract.ts";
import type { Reading } from "./run-import.ts";

type Link = Extract<BatchLine, { type: "link" }>;
type Given = { line: number; creditor: CreditorRecord; link: Link };

/** Publishes who rents whose lot (ACT-7); a line whose party is not known is told and left out. @returns how many changed. */
export async function mergeLinks(
  ctx: Context,
  links: readonly Given[],
  partyIds: ReadonlyMap<string, string>,
  { problems }: Reading,
): Promise<number> {
  let written = 0;
  for (const [creditorId, given] of Map.groupBy(links, (one) => one.creditor.id)) {
    const known = given.flatMap(({ line, link }) => {
      const [ownerId, tenantId] = [partyIds.get(link.owner), partyIds.get(link.tenant)];
      if (ownerId && tenantId)
        return [{ ownerId, tenantId, lot: link.lot, from: link.from, until: link.until }];
      const column = ownerId ? "tenant" : "owner";
      problems.add({ line, severity: "error", code: "batch.party_unknown", column, value: link[column] });
      return [];
    });
    written += await publishLinks(ctx, creditorId, known);
  }
  return written;
}
