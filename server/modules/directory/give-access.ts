import type { Context } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { outside } from "../../platform/ids.ts";
import { done } from "../../platform/shapes.ts";
import { findUsersByIds } from "../identity/index.ts";
import { orderedRights, partyScope, type RightName } from "./access.ts";
import {
  type AccessRow,
  deleteAccess,
  findParty,
  holdColleagues,
  lockParty,
  selectAccess,
  upsertAccess,
} from "./sql.ts";

const show = (row: Pick<AccessRow, "party_id" | "party_name" | "party_code" | "rights" | "ends_on">) => ({
  party: outside("party", row.party_id),
  partyName: row.party_name,
  partyCode: row.party_code,
  rights: row.rights,
  endsOn: row.ends_on,
});

const refuseUnknownUser = async (ctx: Context, userId: string): Promise<void> =>
  void found((await findUsersByIds(ctx, [userId])).get(userId));

/** For whom a user acts, those whose time has passed included. */
export async function listAccess(ctx: Context, userId: string) {
  await refuseUnknownUser(ctx, userId);
  const rows = await selectAccess(ctx, { userId }, { ended: true, creditorIds: partyScope(ctx) });
  return { items: rows.map(show) };
}

/**
 * Lets a user act for a party; given again, the rights and the end are replaced. What a main user loses, the colleagues
 * whom main users invited lose too.
 */
export async function giveAccess(
  ctx: Context,
  userId: string,
  partyId: string,
  given: { rights: RightName[]; endsOn: string | null },
) {
  await refuseUnknownUser(ctx, userId);
  const party = found(await findParty(ctx, partyId, partyScope(ctx)));
  const rights = orderedRights(given.rights);
  await lockParty(ctx, partyId);
  const { main } = await upsertAccess(ctx, { userId, partyId, rights, endsOn: given.endsOn });
  if (main) await holdColleagues(ctx, partyId);
  await recordFact(ctx, {
    name: "directory.access_given",
    subject: { kind: "user", id: userId },
    data: { partyId, partyCode: party.code, rights, endsOn: given.endsOn },
  });
  return show({
    party_id: partyId,
    party_name: party.name,
    party_code: party.code,
    rights,
    ends_on: given.endsOn,
  });
}

/** Stops a user from acting for a party, and with its last main user his colleagues; stopping again changes nothing. */
export async function removeAccess(ctx: Context, userId: string, partyId: string) {
  await refuseUnknownUser(ctx, userId);
  const party = found(await findParty(ctx, partyId, partyScope(ctx)));
  await lockParty(ctx, partyId);
  const gone = await deleteAccess(ctx, userId, partyId);
  if (gone) {
    if (gone.main) await holdColleagues(ctx, partyId);
    await recordFact(ctx, {
      name: "directory.access_removed",
      subject: { kind: "user", id: userId },
      data: { partyId, partyCode: party.code },
    });
  }
  return done;
}
