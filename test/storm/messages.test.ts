import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sweepMessages } from "../../server/modules/notifications/sweep-messages.ts";
import { tellPerson } from "../../server/modules/notifications/tell-person.ts";
import { startTestApp, type TestApp } from "../harness/app.ts";
import { anOrganization, aUser, call } from "../harness/builders.ts";
import { type Messages, notificationsModule, startMessages, switchTextsOn } from "../harness/messages.ts";

const SECONDS = Number(process.env["MESSAGES_STORM_SECONDS"] ?? 15);
const SEED = Number(process.env["STORM_SEED"] ?? 20_261_123);
const GATEWAYS = ["ovh", "twilio", "brevo"] as const;

/** mulberry32: the same seed gives the same storm, as far as a killed server lets it. */
function dice(seed: number) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

let app: TestApp;
let messages: Messages;
let server: ChildProcess | null = null;
let kills = 0;
beforeAll(async () => {
  messages = await startMessages({ receiptMs: 30 });
  app = await startTestApp({ modules: [notificationsModule], env: messages.env });
});
afterAll(async () => {
  server?.kill("SIGKILL");
  await messages.close();
  await app.close();
});

function startServer(env: Record<string, string> = {}): Promise<ChildProcess> {
  const given = {
    ...process.env,
    ...messages.env,
    ...env,
    NODE_ENV: "test",
    PORT: new URL(app.origin).port,
    PUBLIC_URL: app.origin,
    DATABASE_URL: app.databaseUrl,
    QUITUS_SECRET: app.services.config.QUITUS_SECRET,
    MAIL_FROM: "Quitus <no-reply@quitus.test>",
    LOG_LEVEL: "silent",
  };
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, "messages-server.ts"), [], {
      env: given,
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    let errors = "";
    child.stderr!.on("data", (chunk: Buffer) => (errors += chunk.toString()));
    child.once("message", () => resolve(child));
    child.once(
      "exit",
      (code) => code !== null && code !== 0 && reject(new Error(`the server stopped: ${errors}`)),
    );
  });
}

type Reader = Awaited<ReturnType<typeof aReader>>;

/** A person told on every channel: by mail, on a proved phone, in a browser. */
async function aReader(org: { organization_id: string; base: string }, rank: number) {
  const user = await aUser(app, org.organization_id);
  const phone = `+3360000${String(1000 + rank)}`;
  await app.admin.query(
    "insert into notification_phones (organization_id, user_id, phone, confirmed_at) values ($1, $2, $3, now())",
    [org.organization_id, user.id, phone],
  );
  const browser = messages.browser();
  const { cookie } = user;
  await call("POST", `${org.base}/api/me/push-devices`, { cookie, body: { ...browser, name: "Firefox" } });
  const body = { news: "disputes", channel: "sms", wanted: true };
  await call("PUT", `${org.base}/api/me/notifications`, { cookie, body });
  return { organizationId: org.organization_id, id: user.id, email: user.email as string, phone, browser };
}

/** One piece of news, told twice as whatever runs twice would. */
async function tell(reader: Reader, reference: string): Promise<void> {
  const person = { id: reader.id, name: "Zoé", email: reader.email, language: "fr" as const };
  for (const _ of [1, 2])
    await app.inside(reader.organizationId, (ctx) =>
      tellPerson(ctx, {
        kind: "dispute_answered",
        person,
        given: { fields: { name: "Zoé", reference, subject: "Relevé", creditor: "Régie" } },
        path: `/litiges/${reference}`,
        subject: { kind: "dispute", id: reference },
        onceKey: `storm:${reference}`,
      }),
    );
}

const waiting = async (): Promise<number> =>
  (
    await app.admin.query(
      `select (select count(*) from mails where state = 'queued')::int + (select count(*) from texts where state in ('queued', 'sending'))::int
        + (select count(*) from pushes where state = 'queued')::int as count`,
    )
  ).rows[0].count;

/** After the storm nothing fails any more, and time has passed: what is left leaves. */
async function calmDown(organizations: readonly string[]): Promise<void> {
  messages.mailbox.mend();
  messages.phones.trouble(() => null);
  messages.push.trouble(() => null);
  app.setClock(new Date(Date.now() + 300_000));
  server = await startServer({ AHEAD_MS: "300000" });
  for (let round = 0; round < 30 && (await waiting()) > 0; round += 1) {
    if (round % 5 === 0) for (const id of organizations) await sweepMessages(app.outer(id), 0);
    await sleep(1000);
  }
}

it("MSG-5 no message is lost and none reaches a person twice, though everything fails and the server is killed", async () => {
  const random = dice(SEED);
  const readers: Reader[] = [];
  const organizations: string[] = [];
  for (const gateway of GATEWAYS) {
    const org = await anOrganization(app);
    organizations.push(org.organization_id);
    await switchTextsOn(app, messages, org, { gateway, monthlyCap: 100_000 });
    for (let i = 0; i < 3; i += 1) readers.push(await aReader(org, readers.length));
  }
  await app.app.close();
  messages.phones.trouble(() => (random() < 0.25 ? "before" : random() < 0.3 ? "after" : null));
  messages.push.trouble(() => (random() < 0.25 ? "before" : random() < 0.2 ? "after" : null));
  const until = Date.now() + SECONDS * 1000;
  const told = new Map<string, Reader>();
  const telling = (async () => {
    while (Date.now() < until) {
      const reader = readers[Math.floor(random() * readers.length)]!;
      const reference = `R-${told.size}`;
      told.set(reference, reader);
      await tell(reader, reference);
      if (random() < 0.3) messages.mailbox.accident({ kind: "greylist", times: 1 });
      if (random() < 0.05) messages.mailbox.accident({ kind: "slow", times: 1, delayMs: 300 });
      await sleep(20);
    }
  })();
  const killing = (async () => {
    while (Date.now() < until) {
      server = await startServer();
      await sleep(700 + random() * 1_800);
      server.kill("SIGKILL");
      kills += 1;
    }
  })();
  await Promise.all([telling, killing]);
  await calmDown(organizations);

  expect(await waiting()).toBe(0);
  let again = 0;
  for (const [reference, reader] of told) {
    const mails = messages.mailbox
      .messages(reader.email)
      .filter((mail) => mail.subject.endsWith(` ${reference}`));
    // SMTP has no way to ask: a mail sent twice bears one Message-ID, by which mail programs know it.
    expect(new Set(mails.map((mail) => mail.headers["message-id"])).size, `mails about ${reference}`).toBe(1);
    again += mails.length - 1;
    const texts = messages.phones.texts(reader.phone).filter((text) => text.body.endsWith(`/${reference}`));
    expect(texts, `texts about ${reference}`).toHaveLength(1);
    const pushes = messages.push
      .messages(reader.browser.endpoint)
      .filter((push) => String(push.payload["url"]).endsWith(`/${reference}`));
    // A browser shows one notification for one tag.
    expect(new Set(pushes.map((push) => push.payload["tag"])).size, `pushes about ${reference}`).toBe(1);
  }
  const { rows } = await app.admin.query(
    "select state, count(*)::int from texts group by state union all select state, count(*)::int from mails group by state",
  );
  console.log("storm of messages:", JSON.stringify({ kills, news: told.size, mailsAgain: again, rows }));
  expect(rows.filter((row) => row.state === "failed")).toEqual([]);
  expect(kills).toBeGreaterThan(2);
  expect(told.size).toBeGreaterThan(50);
}, 180_000);
