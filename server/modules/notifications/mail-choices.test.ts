import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { anOrganization, aStaffUser, aUser, call } from "../../../test/harness/builders.ts";
import {
  aBounce,
  INBOUND_TOKEN,
  type Messages,
  notificationsModule,
  startMessages,
} from "../../../test/harness/messages.ts";
import { closeMailer } from "./index.ts";
import { tellPerson } from "./tell-person.ts";

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
afterEach(() => messages.clear());

type Org = Awaited<ReturnType<typeof anOrganization>>;
type User = Awaited<ReturnType<typeof aUser>>;
async function tell(org: Org, user: User, onceKey: string) {
  const person = {
    id: user.id,
    name: user.name as string,
    email: user.email as string,
    language: "fr" as const,
  };
  await app.outer(org.organization_id, undefined, org.slug).transaction((ctx) =>
    tellPerson(ctx, {
      kind: "dispute_answered",
      person,
      given: { fields: { name: person.name, reference: "L-1", subject: "Relevé", creditor: "Régie" } },
      path: "/litiges/l1",
      subject: { kind: "dispute", id: "l1" },
      onceKey,
    }),
  );
  await app.quiet();
  return messages.mailbox.messages(person.email);
}

describe("unsubscribing", () => {
  it("MSG-5 takes one click without signing in, twice the same, and can be undone", async () => {
    const org = await anOrganization(app);
    const user = await aUser(app, org.organization_id);
    const [mail] = await tell(org, user, "one");
    const url = /<(.+)>/.exec(mail!.headers["list-unsubscribe"]!)![1]!;
    expect(mail!.headers["list-unsubscribe-post"]).toBe("List-Unsubscribe=One-Click");
    expect(mail!.text).toContain(url);
    // Following the link changes nothing: mail programs look at links by themselves.
    const followed = await fetch(url, { redirect: "manual" });
    expect(followed.status).toBe(303);
    const token = url.split("/").at(-1)!;
    expect(followed.headers.get("location")).toBe(`${org.base}/desabonnement/${token}`);
    const about = `${org.base}/api/unsubscriptions/${token}`;
    expect((await call("GET", about)).json).toEqual({
      organization: org.name,
      news: "disputes",
      wanted: true,
    });
    for (const _ of [1, 2]) {
      const clicked = await fetch(url, {
        method: "POST",
        body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }),
      });
      expect(clicked.status).toBe(200);
    }
    expect((await call("GET", about)).json.wanted).toBe(false);
    expect(await tell(org, user, "two")).toHaveLength(1);
    expect((await call("PUT", about, { body: { wanted: true } })).json.wanted).toBe(true);
    expect(await tell(org, user, "three")).toHaveLength(2);
  });
  it("MSG-5 believes no link that we did not write for that organization, user and news", async () => {
    const org = await anOrganization(app);
    const other = await anOrganization(app);
    const user = await aUser(app, org.organization_id);
    const [mail] = await tell(org, user, "one");
    const token = /unsubscribe\/([^>]+)>/.exec(mail!.headers["list-unsubscribe"]!)![1]!;
    const bad = [
      token.replace("disputes", "requests"),
      token.replace("disputes", "security"),
      `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`,
      "x",
    ];
    for (const one of bad) {
      expect((await call("GET", `${org.base}/api/unsubscriptions/${one}`)).status).toBe(404);
      expect((await call("POST", `${org.base}/api/unsubscribe/${one}`)).status).toBe(404);
    }
    expect((await call("GET", `${other.base}/api/unsubscriptions/${token}`)).status).toBe(404);
  });
});

describe("mail that comes back", () => {
  const handOver = (org: Org, raw: string, token = INBOUND_TOKEN) =>
    call("POST", `${org.base}/api/inbound-mail/${token}`, {
      body: raw,
      headers: { "content-type": "message/rfc822" },
    });
  const mine = (org: Org, user: User) =>
    call("GET", `${org.base}/api/me/notifications`, { cookie: user.cookie });

  it("MSG-5 stops its address, tells staff once and the customer at his next visit, until somebody vouches", async () => {
    const org = await anOrganization(app, { contact: { email: "service@example.org" } });
    const user = await aUser(app, org.organization_id);
    const staff = await aStaffUser(app, org.organization_id, "accountant");
    const [mail] = await tell(org, user, "one");
    const raw = aBounce({ messageId: mail!.headers["message-id"]!, to: user.email as string });
    expect((await handOver(org, raw, "a wrong token of some length")).status).toBe(404);
    for (const _ of [1, 2]) expect((await handOver(org, raw)).status).toBe(200);
    await app.quiet();
    expect((await mine(org, user)).json.bounced).toMatchObject({ address: user.email });
    expect(messages.mailbox.messages("service@example.org")).toHaveLength(1);
    expect(messages.mailbox.messages("service@example.org")[0]!.text).toContain("User unknown");
    expect(await tell(org, user, "two")).toHaveLength(1);
    const list = await call("GET", `${org.base}/api/office/mails?state=bounced`, { cookie: staff.cookie });
    expect(list.json.items).toHaveLength(2);
    await call("POST", `${org.base}/api/me/email-works`, { cookie: user.cookie });
    expect((await mine(org, user)).json.bounced).toBeNull();
    expect(await tell(org, user, "three")).toHaveLength(2);
    const again = `${org.base}/api/office/mails/${list.json.items[0].id}/again`;
    expect((await call("POST", again, { cookie: staff.cookie })).json).toMatchObject({ state: "queued" });
    await app.quiet();
    expect(messages.mailbox.messages(user.email as string)).toHaveLength(3);
    expect((await call("POST", again, { cookie: staff.cookie })).json.code).toBe("mail.not_failed");
  });
  it.each([
    ["a full box", { status: "5.2.2" }, "bounced"],
    ["our reputation", { status: "5.7.1" }, "bounced"],
    ["a delay", { status: "4.4.1", action: "delayed" }, "sent"],
  ])("MSG-5 does not blame the address for %s", async (_what, over, state) => {
    const org = await anOrganization(app);
    const user = await aUser(app, org.organization_id);
    const [mail] = await tell(org, user, "one");
    await handOver(
      org,
      aBounce({ messageId: mail!.headers["message-id"]!, to: user.email as string, ...over }),
    );
    await app.quiet();
    expect((await mine(org, user)).json.bounced).toBeNull();
    const { rows } = await app.admin.query("select state from mails where organization_id = $1", [
      org.organization_id,
    ]);
    expect(rows).toEqual([{ state }]);
  });
  it("MSG-5 believes no report about a mail of another organization, nor what is no report", async () => {
    const org = await anOrganization(app);
    const other = await anOrganization(app);
    const user = await aUser(app, org.organization_id);
    const [mail] = await tell(org, user, "one");
    await handOver(other, aBounce({ messageId: mail!.headers["message-id"]!, to: user.email as string }));
    await handOver(org, "Subject: Re: Bonjour\r\n\r\nMerci !\r\n");
    await app.quiet();
    expect((await mine(org, user)).json.bounced).toBeNull();
    const { rows } = await app.admin.query(
      "select outcome from inbox where organization_id = any($1) order by outcome",
      [[org.organization_id, other.organization_id]],
    );
    expect(rows.map((row) => row.outcome)).toEqual(["no mail of ours", "no report"]);
  });
  it("MSG-5 needs no report when the server says at once that nobody lives there", async () => {
    const org = await anOrganization(app);
    const user = await aUser(app, org.organization_id);
    messages.mailbox.accident({ kind: "refuse", to: user.email as string });
    await tell(org, user, "one");
    expect((await mine(org, user)).json.bounced).toMatchObject({ address: user.email });
  });
});

describe("templates", () => {
  const words = {
    subject: "Litige {référence} : nous vous avons répondu",
    intro: "Madame, Monsieur {nom},\n\nVotre dossier « {objet} » avance.",
    closing: "Bien à vous,\n{organisme}",
  };
  const at = (org: Org, kind = "dispute_answered", rest = "") =>
    `${org.base}/api/office/mail-templates/${kind}/fr${rest}`;
  it("MSG-5 are previewed as they are sent, kept, and given back", async () => {
    const org = await anOrganization(app, { name: "Ville de Montfleuri" });
    const user = await aUser(app, org.organization_id, { name: "Zoé <b>Petit</b>" });
    const { cookie } = await aStaffUser(app, org.organization_id, "manager");
    const ours = (await call("GET", at(org), { cookie })).json;
    expect(ours).toMatchObject({ updatedAt: null, subject: "Une réponse à votre litige {référence}" });
    const preview = (await call("POST", at(org, undefined, "/preview"), { cookie, body: words })).json;
    expect(preview.subject).toBe("Litige Q2026ABCD : nous vous avons répondu");
    const shown = await call("GET", at(org, undefined, `/preview?${new URLSearchParams(words)}`), { cookie });
    expect(shown.headers.get("content-security-policy")).toContain("default-src 'none'");
    for (const _ of [1, 2]) expect((await call("PUT", at(org), { cookie, body: words })).status).toBe(200);
    const [mail] = await tell(org, user, "own");
    expect(mail!.subject).toBe("Litige L-1 : nous vous avons répondu");
    expect(mail!.text).toContain("Madame, Monsieur Zoé <b>Petit</b>,");
    expect(mail!.html).toContain("Zoé &lt;b&gt;Petit&lt;/b&gt;");
    // The preview differs from the mail by its sample only.
    const known = { name: "Zoé <b>Petit</b>", reference: "L-1", subject: "Relevé" };
    const asSent = preview.text
      .replace("Camille Durand", known.name)
      .replace("Facture d’eau du deuxième semestre", known.subject)
      .replace(`${org.base}/\n`, `${org.base}/litiges/l1\n`)
      .replace(/unsubscribe\/\S+/, "");
    expect(mail!.text.replace(/unsubscribe\/\S+/, "").trim()).toBe(asSent.trim());
    const list = (await call("GET", `${org.base}/api/office/mail-templates`, { cookie })).json;
    expect(list.items.find((one: { kind: string }) => one.kind === "dispute_answered").own).toEqual(["fr"]);
    for (const _ of [1, 2]) expect((await call("DELETE", at(org), { cookie })).json.updatedAt).toBeNull();
    const [, second] = await tell(org, user, "ours");
    expect(second!.subject).toBe("Une réponse à votre litige L-1");
  });
  it("MSG-5 refuse a field that the mail does not carry, by its name", async () => {
    const org = await anOrganization(app);
    const { cookie } = await aStaffUser(app, org.organization_id, "manager");
    for (const [method, rest] of [
      ["PUT", ""],
      ["POST", "/preview"],
    ] as const) {
      const answer = await call(method, at(org, undefined, rest), {
        cookie,
        body: { ...words, closing: "{prénom}, merci" },
      });
      expect(answer.status).toBe(422);
      expect(answer.json).toMatchObject({ code: "template.unknown_field", field: "prénom" });
      expect(answer.json.title).toContain("« prénom »");
    }
  });
  it("ACC-2 never lose the link, whatever is written around it", async () => {
    const org = await anOrganization(app);
    const { cookie } = await aStaffUser(app, org.organization_id, "manager");
    const body = { subject: "Bienvenue", intro: "Bonjour", closing: "" };
    const { json } = await call("POST", at(org, "activation_link", "/preview"), { cookie, body });
    expect(json.text).toContain(`Choisir mon mot de passe\u00a0:\n${org.base}/`);
    expect(json.text).toContain("C-1042");
  });
  it("MSG-5 are the manager's affair", async () => {
    const org = await anOrganization(app);
    const { cookie } = await aStaffUser(app, org.organization_id, "accountant");
    expect((await call("GET", at(org), { cookie })).status).toBe(403);
    expect((await call("GET", at(org, "no_such_kind"), { cookie })).status).toBe(400);
  });
});

describe("the application on a phone", () => {
  it("ALL-3 is installed under the organization's name, from its own address", async () => {
    const org = await anOrganization(app, { name: "Ville de Montfleuri" });
    const { json, headers } = await call("GET", `${org.base}/api/manifest.webmanifest`);
    expect(headers.get("content-type")).toContain("application/manifest+json");
    const path = new URL(`${org.base}/`).pathname;
    expect(json).toMatchObject({
      name: "Ville de Montfleuri",
      start_url: path,
      scope: path,
      display: "standalone",
    });
    expect(json.icons.map((icon: { src: string }) => icon.src)).toContain(`${path}icon-192.png`);
  });
});
