/** Access codes and their letters: a batch of mine, and how I call their routes. */
import { newId, outside } from "../../server/platform/ids.ts";
import type { TestApp } from "../harness/app.ts";
import { aStaffUser } from "../harness/builders.ts";
import type { Case } from "./cases.ts";

export async function buildAccess(app: TestApp, organizationId: string) {
  const lettersId = newId();
  const asker = await aStaffUser(app, organizationId, "accountant");
  await app.admin.query(
    "insert into access_letters (organization_id, id, state, asked_by, asked_at) values ($1, $2, 'empty', $3, now())",
    [organizationId, lettersId, asker.id],
  );
  return { letters: outside("access_letters", lettersId) };
}

export function accessCases(ids: { letters: string; party: string }): Record<string, Case> {
  const letters = { params: { letters: ids.letters } };
  return {
    useAccessCode: { open: true, body: { code: "K7QM-4TXA-9DZ3", proof: "x" }, mine: 422 },
    listAccessLetters: {},
    printAccessLetters: { body: { parties: [ids.party] } },
    readAccessLetters: letters,
    downloadAccessLetters: { ...letters, mine: 410 },
    cancelAccessCode: { params: { party: ids.party } },
  };
}
