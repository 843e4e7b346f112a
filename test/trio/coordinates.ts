/** A change of coordinates already answered (the same answer again changes nothing), in the trio's world; and how the routes of coordinates are called. */
import { newId, outside } from "../../server/platform/ids.ts";
import type { TestApp } from "../harness/app.ts";
import type { Case } from "./cases.ts";

export async function buildCoordinates(app: TestApp, organizationId: string, userId: string) {
  const { rows } = await app.admin.query<{ party_id: string }>(
    "select party_id from access_accounts where organization_id = $1 and user_id = $2",
    [organizationId, userId],
  );
  const partyId = rows[0]!.party_id;
  const change = newId();
  await app.admin.query(
    `insert into coordinate_changes (organization_id, id, party_id, asked_by, state, asked_at, closed_at)
     values ($1, $2, $3, $4, 'decided', now(), now())`,
    [organizationId, change, partyId, userId],
  );
  await app.admin.query(
    `insert into coordinate_change_fields (organization_id, change_id, field, was, wanted, outcome, decided_at)
     values ($1, $2, 'fax', '', '0102030405', 'accepted', now())`,
    [organizationId, change],
  );
  return { change: outside("change", change), party: outside("party", partyId) };
}

export function coordinateCases({
  change,
  party,
}: Awaited<ReturnType<typeof buildCoordinates>>): Record<string, Case> {
  return {
    listMyParties: { own: true },
    readCoordinates: { params: { party } },
    choosePaper: { params: { party }, body: { paper: true } },
    askChange: { params: { party }, body: { values: { mobile: "06 11 22 33 44" } } },
    listChanges: {},
    readChange: { params: { change } },
    decideChange: { params: { change }, body: { decisions: [{ field: "fax", accept: true }] } },
    withdrawChange: { params: { party } },
  };
}
