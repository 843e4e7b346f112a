/** Sending, try after try: no worker runs here, the test is the queue. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { anOrganization, aUser } from "../../../test/harness/builders.ts";
import { type MailSimulator, startMailSimulator } from "../../gateways/mail/simulator.ts";
import { hashToken } from "../../platform/secrets.ts";
import { openMailLink } from "../identity/index.ts";
import { closeMailer } from "./index.ts";
import { jobs } from "./jobs.ts";
import { MOST_TRIES } from "./rules.ts";
import { sendMail } from "./send-mail.ts";
import { tellLink } from "./tell-link.ts";

let app: TestApp;
let mailbox: MailSimulator;
beforeAll(async () => {
  mailbox = await startMailSimulator();
  app = await startTestApp({
    modules: [{ name: "notifications", jobs }],
    env: { SMTP_URL: mailbox.url },
  });
});
afterAll(async () => {
  await app.close();
  closeMailer(app.services);
  await mailbox.close();
});
afterEach(() => {
  mailbox.clear();
  mailbox.mend();
});

/** A mail with a link that waits to be sent. */
async function aWaitingMail() {
  const { organization_id: id } = await anOrganization(app);
  const person = await aUser(app, id);
  await app.inside(id, async (ctx) => tellLink(ctx, await openMailLink(ctx, person.id, "password")));
  const row = async () =>
    (await app.admin.query("select id, state, tries, error from mails where organization_id = $1", [id]))
      .rows[0];
  const mailId = (await row()).id as string;
  return {
    organizationId: id,
    person,
    mailId,
    row,
    send: () => sendMail(app.outer(id), mailId),
    received: () => mailbox.messages(person.email),
  };
}
const tokenIn = (text: string) => /\/lien\/([A-Za-z0-9_-]+)/.exec(text)?.[1] ?? "";

describe("sending a mail", () => {
  it("waits when the server asks for patience, and each try makes the only living token", async () => {
    const mail = await aWaitingMail();
    mailbox.accident({ kind: "greylist", times: 1 });
    await expect(mail.send()).rejects.toThrow(/Greylisted/);
    expect(await mail.row()).toMatchObject({
      state: "queued",
      tries: 1,
      error: expect.stringContaining("451"),
    });
    await mail.send();
    expect(await mail.row()).toMatchObject({ state: "sent", tries: 2, error: null });
    const { rows } = await app.admin.query("select token_hash from mail_links where user_id = $1", [
      mail.person.id,
    ]);
    expect(rows).toHaveLength(1);
    expect(rows[0].token_hash).toEqual(hashToken(tokenIn(mail.received()[0]!.text)));
  });
  it("sends once what was sent, however often it is asked", async () => {
    const mail = await aWaitingMail();
    await mail.send();
    await mail.send();
    expect(mail.received()).toHaveLength(1);
    expect(await mail.row()).toMatchObject({ state: "sent", tries: 1 });
  });
  it("gives up after its last try, and says so once", async () => {
    const mail = await aWaitingMail();
    mailbox.accident({ kind: "greylist" });
    await app.admin.query("update mails set tries = $2 where id = $1", [mail.mailId, MOST_TRIES - 1]);
    await mail.send();
    await mail.send();
    expect(await mail.row()).toMatchObject({ state: "failed", tries: MOST_TRIES });
    const facts = await app.admin.query("select name from facts where subject_id = $1", [mail.mailId]);
    expect(facts.rows).toEqual([{ name: "notifications.mail_failed" }]);
  });
  it("sends no link that was used meanwhile", async () => {
    const mail = await aWaitingMail();
    await app.admin.query("update mail_links set used_at = now() where user_id = $1", [mail.person.id]);
    await mail.send();
    expect(mail.received()).toEqual([]);
    expect(await mail.row()).toMatchObject({ state: "failed" });
  });
  it("survives a lost note: the mail leaves again under the same Message-ID", async () => {
    const mail = await aWaitingMail();
    await mail.send();
    await app.admin.query("update mails set state = 'queued' where id = $1", [mail.mailId]);
    await mail.send();
    const ids = mail.received().map((one) => one.headers["message-id"]);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });
});
