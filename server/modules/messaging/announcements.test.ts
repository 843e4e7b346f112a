import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import {
  aCreditor,
  aCustomer,
  anAccount,
  anOrganization,
  aParty,
  aSession,
  aStaffUser,
  aUser,
  call,
} from "../../../test/harness/builders.ts";
import { outside } from "../../platform/ids.ts";
import { contract, refusals } from "./contract.ts";
import { announcementForMail, announcementReaders } from "./index.ts";
import { jobs } from "./jobs.ts";
import { publishAnnouncement, tellDue } from "./publish-announcement.ts";
import { routes } from "./routes.ts";

const PDF = Buffer.from("%PDF-1.7\n% a newsletter");
let app: TestApp;
let org: Awaited<ReturnType<typeof anOrganization>>;
let water: string;
let school: string;
let manager: { cookie: string };
let customer: Awaited<ReturnType<typeof aCustomer>>;
beforeAll(async () => {
  app = await startTestApp({ modules: [{ name: "messaging", contract, doors: routes, refusals, jobs }] });
});
beforeEach(async () => {
  app.setClock(null);
  org = await anOrganization(app);
  water = (await aCreditor(app, org.organization_id)).id;
  school = (await aCreditor(app, org.organization_id)).id;
  manager = await aStaffUser(app, org.organization_id, "manager");
  customer = await aCustomer(app, org.organization_id, water);
});
afterAll(() => app.close());

const crd = (id: string) => outside("creditor", id);
const fields = (over: object = {}) => ({
  kind: "information",
  title: "Travaux",
  body: "La rue **ferme**.",
  accountKinds: [],
  creditors: [],
  startsOn: "2026-01-01",
  endsOn: null,
  ...over,
});
const post = (path: string, cookie: string, body: unknown = {}, headers = {}) =>
  call("POST", `${org.base}/api${path}`, { cookie, body, headers });
const get = (path: string, cookie: string) => call("GET", `${org.base}/api${path}`, { cookie });
/** Written and published; its id outside. */
async function published(over: object = {}, by = manager.cookie): Promise<string> {
  const { json, status } = await post("/office/announcements", by, fields(over));
  expect(status, JSON.stringify(json)).toBe(200);
  const answer = await post(`/office/announcements/${json.id}/publish`, by);
  expect(answer.status).toBe(200);
  return json.id;
}
const titles = async (cookie: string) =>
  (await get("/announcements", cookie)).json.items.map((one: { title: string }) => one.title);
const factsNamed = async (name: string) =>
  (
    await app.admin.query(
      "select subject_id, data from facts where organization_id = $1 and name = $2 order by at",
      [org.organization_id, name],
    )
  ).rows;

describe("MSG-2 announcements", () => {
  it("are seen once published, within their days, by those they are addressed to", async () => {
    app.setClock(new Date("2026-11-23T10:00:00Z"));
    const { cookie } = customer.user;
    await post("/office/announcements", manager.cookie, fields({ title: "Brouillon" }));
    await published({ title: "À tous" });
    await published({ title: "Eau", creditors: [crd(water)], startsOn: "2026-11-01" });
    await published({ title: "École", creditors: [crd(school)] });
    await published({ title: "Propriétaires", accountKinds: ["owner"] });
    await published({ title: "Clients de l’eau", accountKinds: ["customer"], creditors: [crd(water)] });
    await published({ title: "Clients de l’école", accountKinds: ["customer"], creditors: [crd(school)] });
    await published({ title: "Demain", startsOn: "2026-11-24" });
    const once = await published({ title: "Jusqu’à aujourd’hui", endsOn: "2026-11-23" });
    await published({ title: "Important", kind: "important" });
    // The clock stands still: those of one day have no order of their own.
    const sorted = async () => (await titles(cookie)).toSorted();
    expect((await titles(cookie))[0]).toBe("Eau");
    expect(await sorted()).toEqual(["Clients de l’eau", "Eau", "Jusqu’à aujourd’hui", "À tous"]);
    app.setClock(new Date("2026-11-23T23:30:00Z"));
    expect(await sorted()).toEqual(["Clients de l’eau", "Demain", "Eau", "À tous"]);
    expect((await get(`/announcements/${once}`, cookie)).status).toBe(404);
  });
  it("need both the kind and the creditor in one account", async () => {
    await anAccount(app, org.organization_id, school, customer.party.id, { kind: "tenant" });
    await published({ title: "Locataires de l’eau", accountKinds: ["tenant"], creditors: [crd(water)] });
    await published({ title: "Locataires de l’école", accountKinds: ["tenant"], creditors: [crd(school)] });
    expect(await titles(customer.user.cookie)).toEqual(["Locataires de l’école"]);
  });
  it("are hidden from others by their address too, and their files", async () => {
    const uploaded = await call("POST", `${org.base}/api/attachments?name=lettre.pdf`, {
      cookie: manager.cookie,
      body: PDF,
      headers: { "content-type": "application/octet-stream" },
    });
    const id = await published({ creditors: [crd(water)], attachments: [uploaded.json.id] });
    const other = await aCustomer(app, org.organization_id, school);
    const seen = await get(`/announcements/${id}`, customer.user.cookie);
    expect(seen.json).toMatchObject({
      blocks: [
        { kind: "paragraph", runs: [{ text: "La rue " }, { text: "ferme", bold: true }, { text: "." }] },
      ],
      attachments: [{ name: "lettre.pdf", mediaType: "application/pdf", bytes: PDF.length }],
    });
    const file = await get(`/attachments/${uploaded.json.id}`, customer.user.cookie);
    expect(file.buffer).toEqual(PDF);
    expect(file.headers.get("content-disposition")).toMatch(/^attachment/);
    for (const path of [`/announcements/${id}`, `/attachments/${uploaded.json.id}`])
      expect((await get(path, other.user.cookie)).status).toBe(404);
    expect((await post(`/announcements/${id}/read`, other.user.cookie)).status).toBe(404);
    expect(await titles(other.user.cookie)).toEqual([]);
  });
  it("are unread until read, and an access that ended shows nothing", async () => {
    const id = await published({ creditors: [crd(water)] });
    const { cookie } = customer.user;
    expect((await get("/messages", cookie)).json.unreadAnnouncements).toBe(1);
    for (let twice = 0; twice < 2; twice += 1)
      expect((await post(`/announcements/${id}/read`, cookie)).status).toBe(200);
    expect((await get("/messages", cookie)).json.unreadAnnouncements).toBe(0);
    expect((await get("/announcements", cookie)).json.items[0]).toMatchObject({
      unread: false,
      summary: "La rue ferme.",
    });
    expect((await get(`/office/announcements/${id}`, manager.cookie)).json.readings).toBe(1);
    await app.admin.query("update access_accounts set ends_on = '2020-01-01' where user_id = $1", [
      customer.user.id,
    ]);
    expect(await titles(cookie)).toEqual([]);
  });
  it("come page after page, none twice", async () => {
    for (let n = 0; n < 5; n += 1) await published({ title: `N${n}` });
    const seen: string[] = [];
    for (let cursor = ""; ; ) {
      const { json } = await get(
        `/announcements?limit=2${cursor && `&cursor=${cursor}`}`,
        customer.user.cookie,
      );
      seen.push(...json.items.map((one: { title: string }) => one.title));
      if (!json.next) break;
      cursor = json.next;
    }
    expect(seen).toEqual(["N4", "N3", "N2", "N1", "N0"]);
  });
});

describe("MSG-1 messages that greet", () => {
  it("an important one comes back until it is closed, once for each user, and that is kept", async () => {
    const id = await published({ kind: "important", title: "Nouvelle adresse" });
    const { cookie } = customer.user;
    const greeting = async () => (await get("/messages", cookie)).json.important;
    expect(await greeting()).toMatchObject([{ id, title: "Nouvelle adresse" }]);
    expect(await greeting()).toHaveLength(1);
    const answers = await Promise.all([1, 2, 3].map(() => post(`/messages/${id}/close`, cookie)));
    expect(answers.map((one) => one.status)).toEqual([200, 200, 200]);
    expect(await greeting()).toEqual([]);
    expect(await factsNamed("messaging.message_closed")).toMatchObject([
      { data: { userId: customer.user.id } },
    ]);
    const other = await aCustomer(app, org.organization_id, water);
    expect((await get("/messages", other.user.cookie)).json.important).toHaveLength(1);
  });
  it("ACC-12 staff who look through a customer's eyes see it and close nothing", async () => {
    const id = await published({ kind: "important", title: "Nouvelle adresse" });
    const agent = await aStaffUser(app, org.organization_id, "accountant");
    const looking = await aSession(app, org.organization_id, agent.id, { viewing_as: customer.user.id });
    const seen = await get("/messages", looking.cookie);
    expect(seen.json).toMatchObject({ important: [{ id }], can: { write: false } });
    expect((await post(`/messages/${id}/close`, looking.cookie)).json.code).toBe("view_as.read_only");
    expect((await get("/messages", customer.user.cookie)).json.important).toHaveLength(1);
  });
  it("a welcome message comes at each visit; it cannot be closed for ever", async () => {
    const id = await published({ kind: "welcome", title: "Bonjour" });
    expect((await get("/messages", customer.user.cookie)).json.welcome).toMatchObject([{ id }]);
    expect((await post(`/messages/${id}/close`, customer.user.cookie)).status).toBe(404);
    expect((await get("/messages", customer.user.cookie)).json.welcome).toHaveLength(1);
  });
});

describe("the office writes them", () => {
  it("shows how it will look and to how many, before anybody sees it", async () => {
    const colleague = await aUser(app, org.organization_id);
    await app.admin.query(
      "insert into access_accounts (organization_id, user_id, party_id) values ($1, $2, $3)",
      [org.organization_id, colleague.id, customer.party.id],
    );
    await aCustomer(app, org.organization_id, school);
    const preview = async (over: object) =>
      (
        await post("/office/announcements/preview", manager.cookie, {
          body: "# Titre",
          accountKinds: [],
          creditors: [],
          ...over,
        })
      ).json;
    expect(await preview({})).toEqual({
      blocks: [{ kind: "heading", level: 1, runs: [{ text: "Titre" }] }],
      readers: 3,
    });
    expect((await preview({ creditors: [crd(water)] })).readers).toBe(2);
    expect((await preview({ creditors: [crd(school)], accountKinds: ["owner"] })).readers).toBe(0);
  });
  it("is told once to the modules below, on the first day", async () => {
    app.setClock(new Date("2026-11-23T10:00:00Z"));
    const now = await published({ title: "Maintenant" });
    const later = await published({ title: "Plus tard", startsOn: "2026-11-25" });
    const told = async () =>
      (await factsNamed("messaging.announcement_published")).map((one) =>
        outside("announcement", one.subject_id),
      );
    expect(await told()).toEqual([now]);
    await app.inside(org.organization_id, tellDue);
    expect(await told()).toEqual([now]);
    app.setClock(new Date("2026-11-25T10:00:00Z"));
    await Promise.all([1, 2, 3].map(() => app.inside(org.organization_id, tellDue)));
    expect(await told()).toEqual([now, later]);
    await post(`/office/announcements/${now}/withdraw`, manager.cookie);
    await post(`/office/announcements/${now}/publish`, manager.cookie);
    expect(await told()).toEqual([now, later]);
  });
  it("publishes once when two do it at once", async () => {
    const { json } = await post("/office/announcements", manager.cookie, fields());
    const uuid = (
      await app.admin.query("select id from announcements where organization_id = $1", [org.organization_id])
    ).rows[0].id;
    await Promise.all(
      [1, 2].map(() => app.inside(org.organization_id, (ctx) => publishAnnouncement(ctx, uuid))),
    );
    expect(await factsNamed("messaging.announcement_published")).toHaveLength(1);
    expect((await get(`/office/announcements/${json.id}`, manager.cookie)).json.state).toBe("current");
  });
  it("follows its days in the list: draft, scheduled, current, over, withdrawn", async () => {
    app.setClock(new Date("2026-11-23T10:00:00Z"));
    await post("/office/announcements", manager.cookie, fields({ title: "draft" }));
    await published({ title: "scheduled", startsOn: "2026-12-01" });
    await published({ title: "current" });
    await published({ title: "over", endsOn: "2026-11-23" });
    const gone = await published({ title: "withdrawn" });
    await post(`/office/announcements/${gone}/withdraw`, manager.cookie);
    app.setClock(new Date("2026-11-24T10:00:00Z"));
    for (const state of ["draft", "scheduled", "current", "over", "withdrawn"]) {
      const { json } = await get(`/office/announcements?state=${state}`, manager.cookie);
      expect(json.items.map((one: { title: string }) => one.title)).toEqual([state]);
    }
    const found = await get("/office/announcements?search=SCHED", manager.cookie);
    expect(found.json.items).toMatchObject([{ can: { publish: false, withdraw: true, remove: false } }]);
  });
  it("refuses days upside down, a message that is over, the removal of what was published, another's file", async () => {
    const refused = async (over: object) =>
      (await post("/office/announcements", manager.cookie, fields(over))).json.code;
    expect(await refused({ endsOn: "2025-12-31" })).toBe("announcement.ends_before_it_starts");
    expect(await refused({ body: "a\u0000b" })).toBe("request.invalid");
    expect(await refused({ creditors: [crd(customer.party.id)] })).toBe("announcement.creditors_not_yours");
    const late = await post("/office/announcements", manager.cookie, fields({ endsOn: "2026-01-02" }));
    expect((await post(`/office/announcements/${late.json.id}/publish`, manager.cookie)).json.code).toBe(
      "announcement.over",
    );
    const id = await published();
    expect(
      (await call("DELETE", `${org.base}/api/office/announcements/${id}`, { cookie: manager.cookie })).json
        .code,
    ).toBe("announcement.not_a_draft");
    const mine = await call("POST", `${org.base}/api/attachments?name=a.pdf`, {
      cookie: customer.user.cookie,
      body: PDF,
      headers: { "content-type": "application/octet-stream" },
    });
    expect(await refused({ attachments: [mine.json.id] })).toBe("attachment.unknown");
  });
  it("is written once when the same key is sent twice", async () => {
    const headers = { "idempotency-key": "k-1" };
    const answers = await Promise.all(
      [1, 2].map(() => post("/office/announcements", manager.cookie, fields(), headers)),
    );
    expect(answers[0]!.json.id).toBe(answers[1]!.json.id);
    expect((await get("/office/announcements", manager.cookie)).json.items).toHaveLength(1);
  });
  it("ACC-9 staff limited to a creditor write to its customers only, and read what these are told", async () => {
    const limited = await aStaffUser(app, org.organization_id, "manager", { staff_creditor_ids: [water] });
    for (const creditors of [[], [crd(school)], [crd(water), crd(school)]])
      expect((await post("/office/announcements", limited.cookie, fields({ creditors }))).json.code).toBe(
        "announcement.creditors_not_yours",
      );
    const own = await published({ title: "Eau", creditors: [crd(water)] }, limited.cookie);
    const all = await published({ title: "Tous" });
    const foreign = await published({ title: "École", creditors: [crd(school)] });
    const seen = (await get("/office/announcements", limited.cookie)).json.items;
    expect(seen.map((one: { id: string; can: { change: boolean } }) => [one.id, one.can.change])).toEqual([
      [all, false],
      [own, true],
    ]);
    for (const id of [all, foreign])
      expect((await post(`/office/announcements/${id}/withdraw`, limited.cookie)).status).toBe(404);
    expect((await get(`/office/announcements/${foreign}`, limited.cookie)).status).toBe(404);
  });
});

describe("what other modules read", () => {
  it("readers page after page, and the words in plain text", async () => {
    for (let n = 0; n < 4; n += 1) await aCustomer(app, org.organization_id, water);
    await aCustomer(app, org.organization_id, water, { user: { state: "disabled" } });
    const ended = await aCustomer(app, org.organization_id, water);
    await app.admin.query("update access_accounts set ends_on = '2020-01-01' where user_id = $1", [
      ended.user.id,
    ]);
    await aParty(app, org.organization_id);
    await aCustomer(app, org.organization_id, school);
    const id = await published({ creditors: [crd(water)], body: "# Titre\n[ici](https://x.fr/)" });
    const uuid = (
      await app.admin.query("select id from announcements where organization_id = $1", [org.organization_id])
    ).rows[0].id as string;
    const all: string[] = [];
    for (let after: string | null = null; ; after = all.at(-1) ?? null) {
      const page = await app.inside(org.organization_id, (ctx) => announcementReaders(ctx, uuid, after, 2));
      if (page.length === 0) break;
      all.push(...page);
    }
    expect(all).toHaveLength(5);
    expect(new Set(all).size).toBe(5);
    const mail = () => app.inside(org.organization_id, (ctx) => announcementForMail(ctx, uuid));
    expect(await mail()).toEqual({
      id: uuid,
      kind: "information",
      title: "Travaux",
      text: "Titre\n\nici (https://x.fr/)",
    });
    await post(`/office/announcements/${id}/withdraw`, manager.cookie);
    expect(await mail()).toBeNull();
    expect(await app.inside(org.organization_id, (ctx) => announcementReaders(ctx, uuid, null, 2))).toEqual(
      [],
    );
  });
});
