import Fastify from "fastify";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "../../../test/harness/global-setup.ts";
import { type Mailer, MailRefused, type OutgoingMail, openMailer } from "./mailer.ts";
import { type MailSimulator, startMailSimulator } from "./simulator.ts";

let simulator: MailSimulator;
let mailer: Mailer;
beforeAll(async () => {
  simulator = await startMailSimulator();
  mailer = openMailer(simulator.url, "Quitus <no-reply@quitus.test>");
});
afterEach(() => {
  simulator.clear();
  simulator.mend();
});
afterAll(async () => {
  mailer.close();
  await simulator.close();
});

let serial = 0;
const aMail = (over: Partial<OutgoingMail> = {}): OutgoingMail => ({
  id: `mail-${(serial += 1)}`,
  to: "marie@example.org",
  fromName: "Régie de l’eau",
  subject: "Votre reçu n° 2026-000001",
  text: "Bonjour,\n\nhttps://quitus.test/lien/abc\n",
  html: '<!doctype html><html><head><title>x</title></head><body><p>Bonjour</p><a href="https://quitus.test/lien/abc">Lien</a></body></html>',
  language: "fr",
  attachments: [],
  ...over,
});

describe("a mail", () => {
  it("MSG-5 arrives as it was sent, accents and attachment included", async () => {
    const content = Buffer.from("%PDF-1.7 é");
    await mailer.send(
      aMail({
        id: "same-id",
        replyTo: "regie@example.org",
        attachments: [{ fileName: "Reçu n° 1.pdf", mediaType: "application/pdf", content }],
      }),
    );
    const [mail] = simulator.messages("Marie@example.org");
    expect(mail).toMatchObject({
      from: '"Régie de l’eau" <no-reply@quitus.test>',
      to: ["marie@example.org"],
      subject: "Votre reçu n° 2026-000001",
      headers: {
        "message-id": "<same-id@quitus.test>",
        "auto-submitted": "auto-generated",
        "reply-to": "regie@example.org",
      },
    });
    expect(mail!.text).toContain("https://quitus.test/lien/abc");
    expect(mail!.attachments).toEqual([{ fileName: "Reçu n° 1.pdf", mediaType: "application/pdf", content }]);
  });
  it("never lets a subject or a name add a header", async () => {
    await mailer.send(aMail({ subject: "Bonjour\r\nBcc: eve@example.org", fromName: "Régie\r\nX-Evil: 1" }));
    const [mail] = simulator.messages();
    expect(mail!.to).toEqual(["marie@example.org"]);
    expect(Object.keys(mail!.headers)).not.toContain("x-evil");
    expect(Object.keys(mail!.headers)).not.toContain("bcc");
  });
  it("tells a refusal for good from a delay", async () => {
    simulator.accident({ kind: "refuse", to: "gone@example.org" });
    simulator.accident({ kind: "greylist", times: 1 });
    await expect(mailer.send(aMail({ to: "gone@example.org" }))).rejects.toBeInstanceOf(MailRefused);
    const late = mailer.send(aMail());
    await expect(late).rejects.toMatchObject({ responseCode: 451 });
    await expect(late).rejects.not.toBeInstanceOf(MailRefused);
    await mailer.send(aMail());
    expect(simulator.messages()).toHaveLength(1);
  });
  it("waits for a slow server", async () => {
    simulator.accident({ kind: "slow", delayMs: 300, times: 1 });
    const before = Date.now();
    await mailer.send(aMail());
    expect(Date.now() - before).toBeGreaterThanOrEqual(290);
  });
  it("stays to be sent when no server answers", async () => {
    const nobody = openMailer(`smtp://127.0.0.1:${await freePort()}`, "a@quitus.test");
    const sending = nobody.send(aMail());
    await expect(sending).rejects.toThrow(/ECONNREFUSED/);
    await expect(sending).rejects.not.toBeInstanceOf(MailRefused);
    nobody.close();
  });
});

describe("the demonstration mailbox", () => {
  it("shows what was received, to people and to journeys, without running it", async () => {
    const app = Fastify();
    await app.register(simulator.outbox, { prefix: "/outbox" });
    expect((await app.inject("/outbox/")).body).toContain("Aucun message");
    const content = Buffer.from("contenu");
    await mailer.send(
      aMail({
        subject: "<script>alert(1)</script>",
        attachments: [{ fileName: "reçu.pdf", mediaType: "application/pdf", content }],
      }),
    );
    const list = (await app.inject("/outbox/messages?to=marie@example.org")).json();
    expect(list).toMatchObject([{ attachments: [{ fileName: "reçu.pdf", bytes: 7 }] }]);
    const home = (await app.inject("/outbox/")).body;
    expect(home).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(home).toContain(`href="/outbox/messages/${list[0].id}"`);
    const one = await app.inject(`/outbox/messages/${list[0].id}`);
    expect(one.headers["content-security-policy"]).toContain("default-src 'none'");
    expect(one.body).toContain('<a href="https://quitus.test/lien/abc" target="_blank"');
    const message = await app.inject(`/outbox/messages/${list[0].id}/html`);
    expect(message.headers["content-security-policy"]).toContain("sandbox allow-popups");
    expect(message.body).toContain('<base target="_blank">');
    const file = await app.inject(`/outbox/${list[0].attachments[0].url}`);
    expect(file.rawPayload.equals(content)).toBe(true);
    expect((await app.inject({ method: "DELETE", url: "/outbox/messages" })).statusCode).toBe(204);
    expect((await app.inject("/outbox/messages")).json()).toEqual([]);
    expect((await app.inject(`/outbox/messages/${list[0].id}`)).statusCode).toBe(404);
    await app.close();
  });
  it("has accidents on demand, over HTTP", async () => {
    const app = Fastify();
    await app.register(simulator.outbox);
    await app.inject({ method: "POST", url: "/accidents", payload: { kind: "refuse" } });
    await expect(mailer.send(aMail())).rejects.toBeInstanceOf(MailRefused);
    await app.inject({ method: "DELETE", url: "/accidents" });
    await mailer.send(aMail());
    expect(simulator.messages()).toHaveLength(1);
    await app.close();
  });
});
