/** Archives and erasures of the trio's world, and how I call their routes. */
import { newId, outside } from "../../server/platform/ids.ts";
import type { TestApp } from "../harness/app.ts";
import { aUser } from "../harness/builders.ts";
import type { Case } from "./cases.ts";

export type Privacy = Awaited<ReturnType<typeof buildPrivacy>>;

export async function buildPrivacy(app: TestApp, organizationId: string, userId: string) {
  const erasure = async (of: string) => {
    const id = newId();
    await app.admin.query(
      `insert into erasures (organization_id, id, user_id, asked_by, reason, state, asked_at, due_on)
       values ($1, $2, $3, $3, 'Je déménage', 'waiting', now(), current_date + 30)`,
      [organizationId, id, of],
    );
    return outside("erasure", id);
  };
  const archive = newId();
  await app.admin.query(
    `insert into data_archives (organization_id, id, user_id, language, state, asked_at, beat_at)
     values ($1, $2, $3, 'fr', 'gone', now(), now())`,
    [organizationId, archive, userId],
  );
  const someone = async () => (await aUser(app, organizationId)).id as string;
  return {
    archive: outside("archive", archive),
    mine: await erasure(userId),
    decided: await erasure(await someone()),
    subject: outside("user", await someone()),
  };
}

export function privacyCases({ archive, mine, decided, subject }: Privacy): Record<string, Case> {
  return {
    readMyData: { own: true },
    // What is asked is one's own: somebody else asks for his.
    askArchive: { own: true },
    readArchive: { params: { archive } },
    // Its days are over: its owner is told so, nobody else is told that it was.
    downloadArchive: { params: { archive }, body: { password: "x" }, mine: 409 },
    askErasure: { own: true, body: { reason: "", confirmation: "effacer" }, mine: 409 },
    withdrawErasure: { params: { erasure: mine } },
    listErasures: {},
    readErasure: { params: { erasure: mine } },
    openErasure: { body: { user: subject, reason: "Par courrier" } },
    decideErasure: { params: { erasure: decided }, body: { decision: "refuse", answer: "Non" } },
  };
}
