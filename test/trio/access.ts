/** Access codes, letters and colleagues: what is mine, and how I call their routes. */
import { newId, outside } from "../../server/platform/ids.ts";
import type { TestApp } from "../harness/app.ts";
import { aStaffUser, aUser } from "../harness/builders.ts";
import type { Case } from "./cases.ts";

/** A batch of letters, and a colleague of mine. */
export async function buildAccess(app: TestApp, organizationId: string, partyId: string) {
  const colleague = await aUser(app, organizationId);
  const { rows } = await app.admin.query<{ colleague_id: string }>(
    "insert into access_accounts (organization_id, user_id, party_id, main, created_at) values ($1, $2, $3, false, now()) returning colleague_id",
    [organizationId, colleague.id, partyId],
  );
  const lettersId = newId();
  const asker = await aStaffUser(app, organizationId, "accountant");
  await app.admin.query(
    "insert into access_letters (organization_id, id, state, asked_by, asked_at) values ($1, $2, 'empty', $3, now())",
    [organizationId, lettersId, asker.id],
  );
  return {
    letters: outside("access_letters", lettersId),
    myParty: outside("party", partyId),
    colleague: outside("colleague", rows[0]!.colleague_id),
  };
}

export function accessCases(ids: {
  letters: string;
  party: string;
  myParty: string;
  colleague: string;
}): Record<string, Case> {
  const letters = { params: { letters: ids.letters } };
  return {
    useAccessCode: { open: true, body: { code: "K7QM-4TXA-9DZ3", proof: "x" }, mine: 422 },
    listAccessLetters: {},
    printAccessLetters: { body: { parties: [ids.party] } },
    readAccessLetters: letters,
    downloadAccessLetters: { ...letters, mine: 410 },
    listColleagues: { own: true },
    inviteColleague: {
      params: { party: ids.myParty },
      body: { name: "Collègue", email: "collegue@example.org", rights: ["read"] },
    },
    changeColleague: {
      params: { party: ids.myParty, colleague: ids.colleague },
      body: { rights: ["read"] },
    },
    removeColleague: { params: { party: ids.myParty, colleague: ids.colleague } },
    cancelAccessCode: { params: { party: ids.party } },
  };
}
