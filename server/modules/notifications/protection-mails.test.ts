/** Whoever takes an access over must not change what protects it unseen (ACC-9). */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { anOrganization, aUser, call } from "../../../test/harness/builders.ts";
import { type Messages, startMessages } from "../../../test/harness/messages.ts";
import { modules } from "../../modules.ts";
import { recordFact } from "../../platform/facts.ts";
import { hashPassword } from "../identity/index.ts";
import { closeMailer } from "./index.ts";
import { tellProtection } from "./tell-change.ts";

let app: TestApp;
let messages: Messages;
beforeAll(async () => {
  messages = await startMessages();
  app = await startTestApp({ modules, work: true, env: messages.env });
});
afterAll(async () => {
  await app.close();
  closeMailer(app.services);
  await messages.close();
});
afterEach(() => messages.clear());

const subjectsTo = (address: unknown) =>
  messages.mailbox.messages(address as string).map((one) => one.subject);

describe("ACC-9 a change of what protects an access is told by mail", () => {
  it.each([
    ["identity.second_factor_added", { kind: "totp" }, "une application de codes a été ajoutée"],
    ["identity.second_factor_removed", { kind: "totp" }, "l’application de codes a été retirée"],
    ["identity.second_factor_added", { kind: "passkey" }, "une clé d’accès a été ajoutée"],
    ["identity.second_factor_removed", { kind: "passkey" }, "une clé d’accès a été retirée"],
    ["identity.recovery_codes_made", { by: "user" }, "d’autres codes de secours ont été faits"],
    ["identity.recovery_code_used", { left: 9 }, "un code de secours a servi"],
    [
      "identity.second_factor_reset",
      { totp: true, passkeys: 1 },
      "le bureau a retiré toutes les protections",
    ],
  ])("%s %o", async (name, data, said) => {
    const { organization_id: org } = await anOrganization(app);
    const user = await aUser(app, org);
    const fact = { name, subject: { kind: "user", id: user.id as string }, data };
    const factId = await app.inside(org, (ctx) => recordFact(ctx, fact));
    await app.quiet();
    const again = { organizationId: org, factId, fact: name, subjectId: user.id as string, data };
    await app.inside(org, (ctx) => tellProtection(ctx, again));
    await app.quiet();
    expect(subjectsTo(user.email)).toEqual([`Protection de votre accès : ${said}`]);
    expect(messages.mailbox.messages(user.email as string)[0]!.text).toContain("/mon-acces");
  });

  it("is told even to who wants no mail, in the language that he reads", async () => {
    const { organization_id: org } = await anOrganization(app);
    const user = await aUser(app, org, { language: "en" });
    await app.admin.query(
      "insert into notification_choices (organization_id, user_id, news, channel, wanted, changed_at) values ($1, $2, 'security', 'mail', false, now())",
      [org, user.id],
    );
    const subject = { kind: "user", id: user.id as string };
    await app.inside(org, (ctx) =>
      recordFact(ctx, { name: "identity.second_factor_removed", subject, data: { kind: "passkey" } }),
    );
    await app.quiet();
    expect(subjectsTo(user.email)).toEqual(["Protection of your access: a passkey was removed"]);
  });

  it("tells a first factor once, without its first recovery codes, and codes made again", async () => {
    const { organization_id: org, base } = await anOrganization(app);
    const password = "Une phrase de passe 42!";
    const user = await aUser(app, org, { password_hash: await hashPassword(password) });
    const subject = { kind: "user", id: user.id as string };
    const happened = async (name: string, data: Record<string, unknown>) => {
      await app.inside(org, (ctx) => recordFact(ctx, { name, subject, data }));
      await app.quiet();
    };
    await happened("identity.second_factor_added", { kind: "totp" });
    await happened("identity.recovery_codes_made", { by: "factor" });
    expect(subjectsTo(user.email)).toHaveLength(1);
    await app.admin.query(
      "insert into totp_secrets (organization_id, user_id, sealed, created_at, confirmed_at) values ($1, $2, '\\x00', now(), now())",
      [org, user.id],
    );
    const made = await call("POST", `${base}/api/me/recovery-codes`, {
      cookie: user.cookie,
      body: { password },
    });
    expect(made.status).toBe(200);
    await app.quiet();
    expect(subjectsTo(user.email)).toContain(
      "Protection de votre accès : d’autres codes de secours ont été faits",
    );
  });
});
