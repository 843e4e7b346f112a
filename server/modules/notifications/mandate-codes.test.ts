/** Codes of mandates as they really leave: by SMTP, by the SMS provider (MAN-4, MAN-5, MAN-6). */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { anAccess, aUser, call } from "../../../test/harness/builders.ts";
import {
  aSigner,
  type Debits,
  IBAN,
  mandatesModule,
  OTHER_IBAN,
  openDebits,
  type Signer,
} from "../../../test/harness/mandates.ts";
import {
  type Messages,
  notificationsModule,
  startMessages,
  switchTextsOn,
} from "../../../test/harness/messages.ts";
import { closeMailer } from "./index.ts";

let app: TestApp;
let messages: Messages;
let debits: Debits;
let signer: Signer;
beforeAll(async () => {
  messages = await startMessages();
  app = await startTestApp({
    modules: [mandatesModule, notificationsModule],
    work: true,
    env: messages.env,
  });
  debits = await openDebits(app);
  await switchTextsOn(app, messages, debits.organization);
});
afterAll(async () => {
  await app.close();
  closeMailer(app.services);
  await messages.close();
});
beforeEach(async () => {
  signer = await aSigner(app, debits);
});
afterEach(async () => {
  // What one test sends does not arrive in the next one.
  await app.quiet();
  messages.clear();
});

const codeIn = (text: string) => /\b(\d{6})\b/.exec(text)?.[1] ?? "";
const kept = async (table: "mails" | "texts") =>
  (
    await app.admin.query(`select * from ${table} where organization_id = $1 and kind = 'mandate_code'`, [
      debits.organizationId,
    ])
  ).rows;

/** A mandate in force. The code is read where it arrives: the worker may have sent it before anybody else could read it. */
async function signedByMail(): Promise<{ id: string; umr: string }> {
  const { id, umr } = (await signer.prepare()).json;
  await signer.askCode(id);
  await app.quiet();
  const mail = messages.mailbox.messages(signer.user.email as string).at(-1)!;
  expect((await signer.sign(id, codeIn(mail.text))).status).toBe(200);
  await app.quiet();
  return { id, umr };
}

describe("MAN-4 the code", () => {
  it("leaves by mail, naming creditor, reference and last digits; what is kept holds a mask, and it signs", async () => {
    const { id, umr } = (await signer.prepare()).json;
    await signer.askCode(id);
    await app.quiet();
    const [mail] = messages.mailbox.messages(signer.user.email as string);
    const text = mail!.text;
    for (const said of ["Régie de l’eau", umr, "•••• 0189", "10 minutes"]) expect(text).toContain(said);
    const code = codeIn(text);
    expect(JSON.stringify(await kept("mails"))).not.toContain(code);
    expect(mail!.subject).not.toContain(code);
    messages.mailbox.clear();
    expect((await signer.sign(id, code)).json.state).toBe("active");
    await app.quiet();
    const confirmation = messages.mailbox
      .messages(signer.user.email as string)
      .find((one) => one.subject.includes("signé"));
    expect(confirmation?.attachments[0]?.fileName).toBe(`mandat-${umr}.pdf`);
    const pdf = await signer.api("GET", `/mandates/${id}/document`);
    expect(confirmation?.attachments[0]?.content).toEqual(pdf.buffer);
  });
  it("leaves by SMS to a number typed then; the kept text holds a mask", async () => {
    const { id, umr } = (await signer.prepare({ channel: "sms", phone: "06 12 34 56 78" })).json;
    await signer.askCode(id);
    await app.quiet();
    const [text] = messages.phones.texts("+33612345678");
    expect(text!.body).toContain(umr);
    const code = codeIn(text!.body);
    expect((await signer.sign(id, code)).json.state).toBe("active");
    expect(JSON.stringify(await kept("texts"))).not.toContain(code);
  });
  it("a code that another replaced before it left is not sent", async () => {
    messages.mailbox.accident({ kind: "greylist", times: 1 });
    const { id } = (await signer.prepare()).json;
    await signer.askCode(id);
    await signer.askCode(id);
    messages.mailbox.mend();
    await app.quiet();
    const codes = messages.mailbox.messages(signer.user.email as string).map((mail) => codeIn(mail.text));
    const last = codes.at(-1)!;
    expect((await signer.sign(id, last)).json.state).toBe("active");
  });
});

describe("MAN-6 what is told", () => {
  it("a change of account goes to the address that its signer typed for him alone", async () => {
    const typed = `typed-${signer.user.id}@example.org`;
    const silent = await aUser(app, debits.organizationId, { email: null });
    await anAccess(app, debits.organizationId, silent.id as string, signer.party.id as string, {
      rights: ["read", "pay"],
      main: false,
    });
    const sign = async (who: Pick<Signer, "api">, iban: string) => {
      const { id } = (await signer.api("GET", "/mandates")).json.items[0];
      await who.api("POST", `/mandates/${id}/account-change`, { iban, channel: "email", email: typed });
      await who.api("POST", `/mandates/${id}/code`, {});
      await app.quiet();
      const code = codeIn(messages.mailbox.messages(typed).at(-1)!.text);
      const signed = await who.api("POST", `/mandates/${id}/sign`, { code, agreed: true });
      expect(signed.status, signed.buffer.toString()).toBe(200);
      await app.quiet();
      const withPdf = messages.mailbox.messages(typed).filter((mail) => mail.attachments.length > 0);
      messages.mailbox.clear();
      return withPdf.length;
    };
    await signedByMail();
    messages.mailbox.clear();
    expect(await sign(signer, OTHER_IBAN)).toBe(0);
    const api: Signer["api"] = (method, path, body) =>
      call(method, `${debits.base}/api${path}`, { cookie: silent.cookie as string, body });
    expect(await sign({ api }, IBAN)).toBe(1);
  });
  it("a revocation, to the customer and to the service", async () => {
    await app.admin.query("update creditors set email = 'regie@example.org' where id = $1", [
      debits.creditorId,
    ]);
    const { id, umr } = await signedByMail();
    await signer.api("POST", `/mandates/${id}/revoke`);
    await app.quiet();
    const mine = messages.mailbox.messages(signer.user.email as string).map((mail) => mail.subject);
    expect(mine).toContain(`Mandat ${umr} : révoqué, plus rien ne sera prélevé`);
    const service = messages.mailbox.messages("regie@example.org").map((mail) => mail.subject);
    expect(service.some((subject) => subject.includes(umr))).toBe(true);
  });
});
