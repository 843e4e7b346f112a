/** MAN-7: the service is told what a batch of direct debits needs somebody for. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aCreditor, anOrganization } from "../../../test/harness/builders.ts";
import { type Messages, notificationsModule, startMessages } from "../../../test/harness/messages.ts";
import { newId, outside } from "../../platform/ids.ts";
import { closeMailer } from "./index.ts";
import { tellBatch } from "./tell-collection.ts";

const SERVICE = "regie@montfleuri.example";
let app: TestApp;
let messages: Messages;
beforeAll(async () => {
  messages = await startMessages();
  app = await startTestApp({ modules: [notificationsModule], work: true, env: messages.env });
});
afterAll(async () => {
  await app.close();
  closeMailer(app.services);
  await messages.close();
});
beforeEach(() => messages.clear());

/** What the service reads once a fact about a batch was told, twice. */
async function toldOf(fact: string, data: Record<string, unknown>) {
  const { organization_id: organizationId } = await anOrganization(app);
  const creditor = await aCreditor(app, organizationId, { email: SERVICE, name: "Régie de l’eau" });
  const [factId, batchId] = [newId(), newId()];
  const job = {
    organizationId,
    factId,
    fact,
    subjectId: batchId,
    data: { reference: "R2027-000001", creditorId: creditor.id, ...data },
  };
  for (let time = 0; time < 2; time += 1) await app.inside(organizationId, (ctx) => tellBatch(ctx, job));
  await app.quiet();
  const mails = messages.mailbox.messages(SERVICE);
  return { mails, path: `/bureau/remises/${outside("batch", batchId)}` };
}

describe("MAN-7 mails to the service about a batch", () => {
  it("ask for a second person where somebody says that the bank did not take a file", async () => {
    const { mails, path } = await toldOf("collections.not_taken_said", {
      reason: "Refusé par le site de la banque",
      saidBy: "Alix Responsable",
      alone: false,
    });
    expect(mails).toHaveLength(1);
    expect(mails[0]!.subject).toContain("R2027-000001");
    for (const said of ["Alix Responsable", "Refusé par le site de la banque", path])
      expect(mails[0]!.text).toContain(said);
  });
  it("ask nobody where one person was enough", async () => {
    const { mails } = await toldOf("collections.not_taken_said", {
      reason: "Refusé",
      saidBy: "Alix",
      alone: true,
    });
    expect(mails).toEqual([]);
  });
  it("say that the bank had the file, and how many debits are elsewhere", async () => {
    const { mails } = await toldOf("collections.batch_restored", { restored: 3, elsewhere: 2 });
    expect(mails).toHaveLength(1);
    expect(mails[0]!.text).toContain("2 de ses prélèvements n’ont pu y revenir");
  });
  it("say that a file did not reach the bank, and why", async () => {
    const { mails } = await toldOf("collections.drop_failed", { why: "credentials" });
    expect(mails).toHaveLength(1);
    expect(mails[0]!.text).toContain("credentials");
  });
});
