import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import {
  aCreditor,
  aCustomer,
  anOrganization,
  aStaffUser,
  aUser,
  call,
} from "../../../test/harness/builders.ts";
import {
  type Messages,
  notificationsModule,
  startMessages,
  switchTextsOn,
} from "../../../test/harness/messages.ts";
import { closeMailer } from "./index.ts";
import { askAboutTexts } from "./receive-receipt.ts";
import { sendText } from "./send-text.ts";
import { sweepMessages } from "./sweep-messages.ts";
import { type News, tellPerson } from "./tell-person.ts";
import { writeTextTo } from "./write-brief.ts";

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
afterEach(async () => {
  app.setClock(null);
  // What one test sends does not arrive in the next one.
  await app.quiet();
  messages.clear();
});

type Org = Awaited<ReturnType<typeof anOrganization>>;
type User = Awaited<ReturnType<typeof aUser>>;
const PHONE = "+33612345678";
const newsFor = (user: User, onceKey = `dispute:${user.id as string}`): News => ({
  kind: "dispute_answered",
  person: { id: user.id, name: user.name as string, email: user.email as string, language: "fr" },
  given: { fields: { name: user.name as string, reference: "L-1", subject: "Relevé", creditor: "Régie" } },
  path: "/litiges/l1",
  subject: { kind: "dispute", id: "l1" },
  onceKey,
});
const tell = (org: Org, user: User, onceKey?: string) =>
  app.inside(org.organization_id as string, (ctx) => tellPerson(ctx, newsFor(user, onceKey)));
const mine = (org: Org, user: User) =>
  call("GET", `${org.base}/api/me/notifications`, { cookie: user.cookie });
const choose = (org: Org, user: User, news: string, channel: string, wanted: boolean) =>
  call("PUT", `${org.base}/api/me/notifications`, { cookie: user.cookie, body: { news, channel, wanted } });
const textsOf = async (org: Org) =>
  (
    await app.admin.query(
      "select id, state, tries, error, segments, gateway, reference from texts where organization_id = $1 order by id",
      [org.organization_id],
    )
  ).rows;

/** A user whose phone is proved, who wants texts about disputes. */
async function aTextReader(org: Org) {
  const user = await aUser(app, org.organization_id);
  await app.admin.query(
    "insert into notification_phones (organization_id, user_id, phone, confirmed_at) values ($1, $2, $3, now())",
    [org.organization_id, user.id, PHONE],
  );
  await choose(org, user, "disputes", "sms", true);
  return user;
}

describe("choices", () => {
  it("INF-4 says what one is told, what cannot be switched off, and keeps a choice, twice the same", async () => {
    const org = await anOrganization(app);
    const user = await aUser(app, org.organization_id);
    const { json } = await mine(org, user);
    const cell = (news: string, channel: string, cells = json.cells) =>
      cells.find((one: { news: string; channel: string }) => one.news === news && one.channel === channel);
    expect(cell("security", "mail")).toMatchObject({ wanted: true, fixed: true });
    expect(cell("receipts", "mail")).toMatchObject({ wanted: true, fixed: true });
    expect(cell("disputes", "mail")).toMatchObject({ wanted: true, fixed: false });
    expect(cell("disputes", "sms")).toMatchObject({ wanted: false, fixed: false });
    for (const _ of [1, 2]) {
      const changed = await choose(org, user, "disputes", "mail", false);
      expect(cell("disputes", "mail", changed.json.cells)).toMatchObject({ wanted: false });
    }
    await tell(org, user);
    await app.quiet();
    expect(messages.mailbox.messages()).toEqual([]);
    await choose(org, user, "disputes", "mail", true);
    await tell(org, user);
    await tell(org, user);
    await app.quiet();
    expect(messages.mailbox.messages(user.email as string)).toHaveLength(1);
  });
  it.each([
    ["security", "mail"],
    ["receipts", "mail"],
    ["receipts", "sms"],
  ])("INF-4 refuses to choose %s by %s", async (news, channel) => {
    const org = await anOrganization(app);
    const user = await aUser(app, org.organization_id);
    const answer = await choose(org, user, news, channel, false);
    expect(answer.status).toBe(409);
    expect(answer.json.code).toBe("notification.fixed");
  });
  it("INF-4 starts from the organization's defaults, until one chooses", async () => {
    const org = await anOrganization(app);
    const user = await aUser(app, org.organization_id);
    const manager = await aStaffUser(app, org.organization_id, "manager");
    const body = { news: "disputes", channel: "mail", wanted: false };
    const url = `${org.base}/api/office/notification-defaults`;
    expect((await call("PUT", url, { cookie: manager.cookie, body })).status).toBe(200);
    await tell(org, user, "first");
    await choose(org, user, "disputes", "mail", true);
    await tell(org, user, "second");
    await app.quiet();
    expect(messages.mailbox.messages(user.email as string)).toHaveLength(1);
  });
});

describe("a phone", () => {
  it("MSG-5 is proved by a code before any news goes there; a wrong code five times kills it", async () => {
    const org = await anOrganization(app, { name: "Ville de Montfleuri" });
    await switchTextsOn(app, messages, org);
    const user = await aUser(app, org.organization_id);
    await choose(org, user, "disputes", "sms", true);
    const ask = (phone: string) =>
      call("POST", `${org.base}/api/me/phone`, { cookie: user.cookie, body: { phone } });
    const prove = (code: string) =>
      call("POST", `${org.base}/api/me/phone/proof`, { cookie: user.cookie, body: { code } });
    expect((await ask("01 42 00 00 00")).json.code).toBe("phone.not_mobile");
    expect((await ask("06 12 34 56 78")).json.phone).toEqual({ shown: "+336••••78", confirmed: false });
    await app.quiet();
    const codeOf = () => /\d{6}/.exec(messages.phones.texts(PHONE).at(-1)!.body)![0];
    const first = codeOf();
    await tell(org, user, "before");
    await app.quiet();
    expect(messages.phones.texts(PHONE)).toHaveLength(1);
    const wrong = first === "000000" ? "000001" : "000000";
    for (let i = 0; i < 5; i += 1) expect((await prove(wrong)).status).toBe(422);
    expect((await prove(first)).status).toBe(422);
    await ask("06 12 34 56 78");
    await app.quiet();
    const proved = await prove(codeOf());
    expect(proved.json.phone).toEqual({ shown: "+336••••78", confirmed: true });
    await tell(org, user, "after");
    await app.quiet();
    expect(messages.phones.texts(PHONE).at(-1)!.body).toMatch(
      /^Ville de Montfleuri : Une réponse à votre litige L-1 vous attend\. http\S+\/litiges\/l1$/,
    );
    await ask("06 12 34 56 78");
    expect((await ask("06 12 34 56 78")).status).toBe(429);
    expect((await call("DELETE", `${org.base}/api/me/phone`, { cookie: user.cookie })).json.phone).toBeNull();
  });
});

describe("texts", () => {
  it.each(["ovh", "twilio", "brevo"] as const)(
    "MSG-5 leave once by %s, though its answer is lost",
    async (gateway) => {
      const org = await anOrganization(app);
      await switchTextsOn(app, messages, org, { gateway });
      const user = await aTextReader(org);
      let times = 0;
      messages.phones.trouble(() => ((times += 1) === 1 ? "after" : null));
      await tell(org, user);
      // The call has failed, and the doubt is noted.
      await expect.poll(async () => (await textsOf(org))[0]?.error).toBeTruthy();
      expect(await textsOf(org)).toMatchObject([{ state: "sending" }]);
      const [text] = await textsOf(org);
      // Too early: the first call may still be on its way.
      await expect(sendText(app.outer(org.organization_id), text.id)).rejects.toThrow(/another worker/);
      app.setClock(new Date(Date.now() + 40_000));
      await sendText(app.outer(org.organization_id), text.id);
      await sendText(app.outer(org.organization_id), text.id);
      expect(await textsOf(org)).toMatchObject([{ state: "sent", gateway }]);
      expect(messages.phones.texts(PHONE)).toHaveLength(1);
    },
  );
  it("MSG-5 stop at the month's cap, whoever takes the last parts, and say so", async () => {
    const org = await anOrganization(app);
    await switchTextsOn(app, messages, org, { monthlyCap: 3 });
    const user = await aUser(app, org.organization_id);
    await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        app.inside(org.organization_id, (ctx) =>
          writeTextTo(ctx, PHONE, {
            kind: "test",
            userId: user.id,
            body: `Bonjour ${i}`,
            subject: { kind: "user", id: user.id },
            onceKey: `cap:${i}`,
          }),
        ),
      ),
    );
    await app.quiet();
    expect(messages.phones.texts(PHONE)).toHaveLength(3);
    const states = (await textsOf(org)).map((row) => row.state);
    expect(states.filter((state) => state === "failed")).toHaveLength(5);
    const reader = await aStaffUser(app, org.organization_id, "reader");
    const { json } = await call("GET", `${org.base}/api/office/texts?state=failed`, {
      cookie: reader.cookie,
    });
    expect(json.items[0]).toMatchObject({ to: "+336••••78", state: "failed" });
    expect(json.items[0].error).toContain("cap");
  });
  it("MSG-5 are told as delivered: OVH is asked, a number that cannot receive fails at once", async () => {
    const org = await anOrganization(app);
    await switchTextsOn(app, messages, org);
    const user = await aTextReader(org);
    await tell(org, user, "one");
    await app.quiet();
    expect(await textsOf(org)).toMatchObject([{ state: "sent" }]);
    messages.phones.texts()[0]!.state = "delivered";
    await app.admin.query(
      "update texts set sent_at = sent_at - interval '11 minutes' where organization_id = $1",
      [org.organization_id],
    );
    await askAboutTexts(app.outer(org.organization_id));
    expect(await textsOf(org)).toMatchObject([{ state: "delivered" }]);
    messages.phones.trouble(() => "refuse");
    await tell(org, user, "two");
    await app.quiet();
    expect(await textsOf(org)).toMatchObject([{ state: "delivered" }, { state: "failed" }]);
  });
  it("MSG-5 keep their provider's secrets sealed and masked, and one left masked is kept", async () => {
    const org = await anOrganization(app);
    const manager = await switchTextsOn(app, messages, org, { gateway: "twilio" });
    const url = `${org.base}/api/office/text-settings`;
    const { json } = await call("GET", url, { cookie: manager.cookie });
    expect(json.configuration.authToken).toBe("••••");
    const kept = await call("PUT", url, {
      cookie: manager.cookie,
      body: { gateway: "twilio", enabled: true, configuration: json.configuration, monthlyCap: 10 },
    });
    expect(kept.status).toBe(200);
    const { rows } = await app.admin.query(
      "select encode(configuration, 'escape') as kept from text_settings where organization_id = $1",
      [org.organization_id],
    );
    expect(rows[0].kept).not.toContain("twilio-simulated-token");
    const tested = await call("POST", `${url}/test`, {
      cookie: manager.cookie,
      body: { phone: "0612345678" },
    });
    expect(tested.json.outcome).toBe("accepted");
    const wrong = await call("PUT", url, {
      cookie: manager.cookie,
      body: { gateway: "ovh", enabled: true, configuration: { serviceName: "x" }, monthlyCap: 10 },
    });
    expect(wrong.json.code).toBe("text_settings.invalid");
    expect(wrong.json.fields).toContain("applicationKey");
  });
});

describe("the list of texts", () => {
  it("ACC-9 ALL-1 shows staff limited to a creditor the texts to his customers only, without a number nor a code", async () => {
    const org = await anOrganization(app);
    const [mine, other] = [
      await aCreditor(app, org.organization_id),
      await aCreditor(app, org.organization_id),
    ];
    const customer = await aCustomer(app, org.organization_id, mine.id);
    const stranger = await aCustomer(app, org.organization_id, other.id);
    const limited = await aStaffUser(app, org.organization_id, "reader", { staff_creditor_ids: [mine.id] });
    for (const { user } of [customer, stranger])
      await app.inside(org.organization_id, (ctx) =>
        writeTextTo(ctx, PHONE, {
          kind: "phone_code",
          userId: user.id,
          body: `${user.name} : votre code est 123456`,
          subject: { kind: "user", id: user.id },
          onceKey: `code:${user.id}`,
        }),
      );
    const { json, buffer } = await call("GET", `${org.base}/api/office/texts`, { cookie: limited.cookie });
    expect(json.items.map((one: { body: string }) => one.body)).toEqual([
      `${customer.user.name} : votre code est ••••••`,
    ]);
    expect(buffer.toString()).not.toContain(PHONE);
  });
});

describe("receipts", () => {
  it.each(["twilio", "brevo"] as const)("MSG-5 of %s are believed with their proof only", async (gateway) => {
    const org = await anOrganization(app);
    await switchTextsOn(app, messages, org, { gateway });
    const user = await aTextReader(org);
    await tell(org, user);
    await app.quiet();
    const { receiptUrl, number } = messages.phones.texts(PHONE)[0]!;
    const forged = receiptUrl.replace(/.$/, (last) => (last === "A" ? "B" : "A"));
    const body = { messageId: number, msg_status: "hard_bounce" };
    expect((await call("POST", forged, { body })).status).toBe(404);
    expect((await call("POST", receiptUrl, { body })).status).toBe(gateway === "brevo" ? 200 : 404);
    await app.quiet();
    expect(await textsOf(org)).toMatchObject([{ state: gateway === "brevo" ? "failed" : "sent" }]);
  });
});

describe("push", () => {
  const device = (browser: { endpoint: string; p256dh: string; auth: string }) => ({
    ...browser,
    name: "Firefox",
  });
  it("MSG-5 reaches each browser once, and forgets one that left", async () => {
    const org = await anOrganization(app, { name: "Régie" });
    const user = await aUser(app, org.organization_id);
    const keep = (body: unknown) =>
      call("POST", `${org.base}/api/me/push-devices`, { cookie: user.cookie, body });
    const [one, two] = [messages.browser(), messages.browser()];
    for (const browser of [one, two, one]) expect((await keep(device(browser))).status).toBe(200);
    await tell(org, user, "first");
    await tell(org, user, "first");
    await app.quiet();
    expect(messages.push.messages(one.endpoint)).toMatchObject([
      { payload: { title: "Régie", url: `${org.base}/litiges/l1` } },
    ]);
    expect(messages.push.messages()).toHaveLength(2);
    messages.push.trouble((id) => (one.endpoint.endsWith(id) ? "gone" : null));
    await tell(org, user, "second");
    await app.quiet();
    const { json } = await mine(org, user);
    expect(json.devices).toHaveLength(1);
    const url = `${org.base}/api/me/push-devices/${json.devices[0].id}`;
    const stranger = await aUser(app, org.organization_id);
    expect((await call("DELETE", url, { cookie: stranger.cookie })).status).toBe(404);
    expect((await call("DELETE", url, { cookie: user.cookie })).json.devices).toEqual([]);
  });
  it("MSG-5 refuses an address that is no browser's push service", async () => {
    const org = await anOrganization(app);
    const user = await aUser(app, org.organization_id);
    const body = { ...device(messages.browser()), endpoint: "https://169.254.169.254/latest" };
    const answer = await call("POST", `${org.base}/api/me/push-devices`, { cookie: user.cookie, body });
    expect(answer.json.code).toBe("push.unknown_service");
  });
});

describe("a message that lost its job", () => {
  it("MSG-5 gets another one, and what left does not leave again", async () => {
    const org = await anOrganization(app);
    const user = await aUser(app, org.organization_id);
    await tell(org, user, "kept");
    await app.quiet();
    await app.admin.query(
      "insert into mails (organization_id, id, kind, to_address, subject, text, html, subject_kind, subject_id, once_key, created_at) values ($1, gen_random_uuid(), 'test', 'lost@example.org', 'Bonjour', '', '', 'user', 'x', 'lost', now() - interval '15 hours')",
      [org.organization_id],
    );
    expect(await sweepMessages(app.outer(org.organization_id))).toBe(1);
    await app.quiet();
    expect(messages.mailbox.messages("lost@example.org")).toHaveLength(1);
    expect(messages.mailbox.messages(user.email as string)).toHaveLength(1);
    expect(await sweepMessages(app.outer(org.organization_id))).toBe(0);
  });
});
