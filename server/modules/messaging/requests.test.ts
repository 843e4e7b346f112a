import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import {
  aCreditor,
  aCustomer,
  anAccount,
  anOrganization,
  aParty,
  aStaffUser,
  aUser,
  call,
} from "../../../test/harness/builders.ts";
import { outside } from "../../platform/ids.ts";
import { contract, refusals } from "./contract.ts";
import { requestForMail } from "./index.ts";
import { jobs } from "./jobs.ts";
import { routes } from "./routes.ts";

const PNG = Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.alloc(50)]);
let app: TestApp;
let org: Awaited<ReturnType<typeof anOrganization>>;
let water: string;
let customer: Awaited<ReturnType<typeof aCustomer>>;
let agent: Awaited<ReturnType<typeof aStaffUser>>;
beforeAll(async () => {
  app = await startTestApp({ modules: [{ name: "messaging", contract, doors: routes, refusals, jobs }] });
});
beforeEach(async () => {
  org = await anOrganization(app);
  water = (await aCreditor(app, org.organization_id)).id;
  customer = await aCustomer(app, org.organization_id, water);
  agent = await aStaffUser(app, org.organization_id, "accountant", { name: "Alex Agent" });
});
afterAll(() => app.close());

const send = (method: string, path: string, cookie: string, body?: unknown, headers = {}) =>
  call(method, `${org.base}/api${path}`, { cookie, headers, ...(body === undefined ? {} : { body }) });
const get = (path: string, cookie: string) => send("GET", path, cookie);
const post = (path: string, cookie: string, body: unknown = {}, headers = {}) =>
  send("POST", path, cookie, body, headers);
const wish = (over: object = {}) => ({
  account: outside("account", customer.account.id),
  category: "invoice",
  subject: "Facture d’octobre",
  body: "Bonjour,\nje ne comprends pas la ligne 3.",
  ...over,
});
const open = async (over: object = {}) =>
  (await post("/requests", customer.user.cookie, wish(over))).json.id as string;
const upload = async (cookie: string, body: Buffer = PNG, name = "photo.png") =>
  call("POST", `${org.base}/api/attachments?name=${encodeURIComponent(name)}`, {
    cookie,
    body,
    headers: { "content-type": "application/octet-stream" },
  });
const facts = async () =>
  (
    await app.admin.query(
      "select name, data from facts where organization_id = $1 and subject_kind = 'request' order by id",
      [org.organization_id],
    )
  ).rows.map((row) => row.name.replace("messaging.request_", ""));
const uuidOf = (id: string) => id.slice(4).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

describe("MSG-3 a customer writes to his manager", () => {
  it("with a subject, a category, files; the thread goes back and forth until it is closed", async () => {
    const { cookie } = customer.user;
    const file = (await upload(cookie)).json;
    const opened = await post("/requests", cookie, wish({ attachments: [file.id] }));
    expect(opened.json).toMatchObject({
      number: 1,
      state: "open",
      unread: false,
      category: { fr: "Une facture", en: "An invoice" },
      creditor: { id: outside("creditor", water) },
      party: { id: outside("party", customer.party.id) },
      messages: [
        {
          kind: "customer",
          body: "Bonjour,\nje ne comprends pas la ligne 3.",
          attachments: [{ name: "photo.png" }],
        },
      ],
      can: { write: true, close: true },
    });
    const { id } = opened.json;
    expect((await get("/office/requests/counts", agent.cookie)).json).toEqual({
      open: 1,
      unassigned: 1,
      mine: 0,
    });
    expect((await get(`/attachments/${file.id}`, agent.cookie)).buffer).toEqual(PNG);
    const note = await post(`/office/requests/${id}/messages`, agent.cookie, {
      kind: "note",
      body: "Voir avec Paul.",
    });
    expect(note.json).toMatchObject({ state: "open", assignee: null });
    const answer = await post(`/office/requests/${id}/messages`, agent.cookie, {
      kind: "staff",
      body: "C’est l’abonnement.",
    });
    expect(answer.json).toMatchObject({ state: "answered", assignee: { name: "Alex Agent" } });
    expect((await get("/messages", cookie)).json.unreadRequests).toBe(1);
    const read = await get(`/requests/${id}`, cookie);
    expect(read.json).toMatchObject({ unread: true, state: "answered" });
    expect(read.json.messages.map((one: { kind: string }) => one.kind)).toEqual(["customer", "staff"]);
    expect(read.buffer.toString()).not.toContain("Paul");
    for (let twice = 0; twice < 2; twice += 1) await post(`/requests/${id}/seen`, cookie);
    expect((await get("/messages", cookie)).json.unreadRequests).toBe(0);
    expect((await post(`/requests/${id}/messages`, cookie, { body: "Merci. Et la TVA ?" })).json.state).toBe(
      "open",
    );
    const last = await post(`/office/requests/${id}/messages`, agent.cookie, {
      kind: "staff",
      body: "20 %.",
      close: true,
    });
    expect(last.json).toMatchObject({ state: "closed", can: { close: false, reopen: true } });
    expect((await get("/requests?state=closed", cookie)).json.items).toHaveLength(1);
    expect((await get("/requests?state=open", cookie)).json.items).toHaveLength(0);
    expect((await post(`/requests/${id}/messages`, cookie, { body: "Encore moi." })).json.state).toBe("open");
    expect(await facts()).toEqual([
      "opened",
      "noted",
      "answered",
      "assigned",
      "answered",
      "answered",
      "closed",
      "answered",
      "reopened",
    ]);
    const mail = await app.inside(org.organization_id, (ctx) => requestForMail(ctx, uuidOf(id)));
    expect(mail).toMatchObject({
      number: 1,
      userId: customer.user.id,
      assigneeId: agent.id,
      last: { by: "customer", body: "Encore moi." },
    });
  });
  it("about none of his accounts: for the only party that he acts for", async () => {
    const { json } = await post("/requests", customer.user.cookie, wish({ account: null }));
    expect(json).toMatchObject({
      account: null,
      creditor: null,
      party: { id: outside("party", customer.party.id) },
    });
    const alone = await aUser(app, org.organization_id);
    expect((await post("/requests", alone.cookie, wish({ account: null }))).json.party).toBeNull();
  });
  it("not about another's account, nor about what is not in the list, nor where the service takes none", async () => {
    const other = await aCustomer(app, org.organization_id, water);
    const { cookie } = customer.user;
    expect(
      (await post("/requests", cookie, wish({ account: outside("account", other.account.id) }))).status,
    ).toBe(404);
    expect((await post("/requests", cookie, wish({ category: "nothing" }))).json.code).toBe(
      "request.category_unknown",
    );
    const id = await open();
    await app.admin.query(
      "update organizations set settings = '{\"requests\":false}' where organization_id = $1",
      [org.organization_id],
    );
    expect((await post("/requests", cookie, wish())).json.code).toBe("option.closed");
    expect((await post(`/requests/${id}/messages`, cookie, { body: "x" })).json.code).toBe("option.closed");
    expect((await get(`/requests/${id}`, cookie)).json.code).toBe("option.closed");
    expect((await get("/messages", cookie)).json).toMatchObject({ unreadRequests: 0, can: { write: false } });
  });
  it("is the author's alone, and no longer his once he acts for the party no more", async () => {
    const id = await open();
    const colleague = await aUser(app, org.organization_id);
    await app.admin.query(
      "insert into access_accounts (organization_id, user_id, party_id) values ($1, $2, $3)",
      [org.organization_id, colleague.id, customer.party.id],
    );
    for (const path of [`/requests/${id}`, `/office/requests/${id}`])
      expect((await get(path, colleague.cookie)).status).toBe(404);
    expect((await post(`/requests/${id}/messages`, colleague.cookie, { body: "x" })).status).toBe(404);
    await app.admin.query("update access_accounts set ends_on = '2020-01-01' where user_id = $1", [
      customer.user.id,
    ]);
    expect((await get(`/requests/${id}`, customer.user.cookie)).status).toBe(404);
    expect((await get("/requests", customer.user.cookie)).json.items).toEqual([]);
  });
  it("has one number for each, counted without a gap when many write at once", async () => {
    const others = await Promise.all([1, 2, 3, 4].map(() => aCustomer(app, org.organization_id, water)));
    const numbers = await Promise.all(
      others.map(
        async (one) =>
          (await post("/requests", one.user.cookie, wish({ account: outside("account", one.account.id) })))
            .json.number,
      ),
    );
    expect(numbers.toSorted()).toEqual([1, 2, 3, 4]);
  });
  it("is written once when the same key is sent twice, as are answers", async () => {
    const headers = { "idempotency-key": "once" };
    const [one, two] = await Promise.all(
      [1, 2].map(() => post("/requests", customer.user.cookie, wish(), headers)),
    );
    expect((await get("/requests", customer.user.cookie)).json.items).toHaveLength(1);
    const id = [one, two].find((answer) => answer!.status === 200)!.json.id;
    for (let twice = 0; twice < 2; twice += 1)
      await post(`/office/requests/${id}/messages`, agent.cookie, { kind: "staff", body: "Oui." }, headers);
    expect((await get(`/requests/${id}`, customer.user.cookie)).json.messages).toHaveLength(2);
  });
  it("is slowed down past thirty messages an hour", async () => {
    const statuses = [];
    for (let n = 0; n < 31; n += 1)
      statuses.push((await post("/requests", customer.user.cookie, wish())).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(30);
    expect(statuses.at(-1)).toBe(429);
  });
  it("pages through its list, the last moved first", async () => {
    const ids = [await open(), await open(), await open()];
    await post(`/requests/${ids[0]}/messages`, customer.user.cookie, { body: "Encore" });
    const first = (await get("/requests?limit=2", customer.user.cookie)).json;
    const second = (await get(`/requests?limit=2&cursor=${first.next}`, customer.user.cookie)).json;
    expect([...first.items, ...second.items].map((one: { id: string }) => one.id)).toEqual([
      ids[0],
      ids[2],
      ids[1],
    ]);
  });
});

describe("the office's queue", () => {
  it("shows those that wait longest first; by assignment, category, words", async () => {
    const first = await open({ subject: "Première" });
    const second = await open({ subject: "Échéancier", category: "payment" });
    const list = async (query: string) =>
      (await get(`/office/requests?${query}`, agent.cookie)).json.items.map((one: { id: string }) => one.id);
    expect(await list("state=open")).toEqual([first, second]);
    expect(await list("")).toEqual([second, first]);
    expect(await list("category=payment")).toEqual([second]);
    expect(await list("search=echeancier")).toEqual([second]);
    expect(await list(`search=${encodeURIComponent(customer.user.name as string)}`)).toHaveLength(2);
    expect(await list("search=2")).toContain(second);
    await send("PUT", `/office/requests/${first}/assignee`, agent.cookie, {
      user: outside("user", agent.id),
    });
    expect(await list("assigned=me")).toEqual([first]);
    expect(await list("assigned=nobody")).toEqual([second]);
    const page = (await get("/office/requests?state=open&limit=1", agent.cookie)).json;
    expect(
      (await get(`/office/requests?state=open&limit=1&cursor=${page.next}`, agent.cookie)).json.items,
    ).toMatchObject([{ id: second }]);
  });
  it("gives a request to a colleague who may deal with it, closes and reopens, once each", async () => {
    const id = await open();
    const path = `/office/requests/${id}`;
    const other = (await aCreditor(app, org.organization_id)).id;
    const reader = await aStaffUser(app, org.organization_id, "reader");
    const elsewhere = await aStaffUser(app, org.organization_id, "manager", { staff_creditor_ids: [other] });
    for (const user of [reader.id, elsewhere.id, customer.user.id])
      expect(
        (await send("PUT", `${path}/assignee`, agent.cookie, { user: outside("user", user) })).json.code,
      ).toBe("request.assignee_unknown");
    for (let twice = 0; twice < 2; twice += 1) {
      const { json } = await send("PUT", `${path}/assignee`, agent.cookie, {
        user: outside("user", agent.id),
      });
      expect(json).toMatchObject({ assignee: { name: "Alex Agent" }, colleagues: [{ name: "Alex Agent" }] });
      await post(`${path}/close`, agent.cookie);
    }
    for (let twice = 0; twice < 2; twice += 1) await post(`${path}/reopen`, agent.cookie);
    const { json } = await get(path, agent.cookie);
    expect(
      json.events.map((one: { kind: string; by: string; to: string | null }) => [one.kind, one.by, one.to]),
    ).toEqual([
      ["opened", customer.user.name, null],
      ["assigned", "Alex Agent", "Alex Agent"],
      ["closed", "Alex Agent", null],
      ["reopened", "Alex Agent", null],
    ]);
  });
  it("lets the customer close, and two who close at once do it once", async () => {
    const id = await open();
    await Promise.all([
      post(`/requests/${id}/close`, customer.user.cookie),
      post(`/office/requests/${id}/close`, agent.cookie),
      post(`/office/requests/${id}/close`, agent.cookie),
    ]);
    expect((await facts()).filter((name) => name === "closed")).toHaveLength(1);
  });
  it("keeps every answer when two colleagues write at once", async () => {
    const id = await open();
    await Promise.all(
      [1, 2, 3].map((n) =>
        post(`/office/requests/${id}/messages`, agent.cookie, { kind: "staff", body: `R${n}` }),
      ),
    );
    expect((await get(`/requests/${id}`, customer.user.cookie)).json.messages).toHaveLength(4);
  });
  it("ACC-9 staff limited to a creditor see the requests about it only", async () => {
    const school = (await aCreditor(app, org.organization_id)).id;
    const account = await anAccount(app, org.organization_id, school, customer.party.id);
    const about = await open({ account: outside("account", account.id) });
    const waters = await open();
    const none = await open({ account: null });
    const limited = await aStaffUser(app, org.organization_id, "accountant", {
      staff_creditor_ids: [school],
    });
    const seen = (await get("/office/requests", limited.cookie)).json.items.map(
      (one: { id: string }) => one.id,
    );
    expect(seen).toEqual([about]);
    for (const id of [waters, none]) {
      expect((await get(`/office/requests/${id}`, limited.cookie)).status).toBe(404);
      expect(
        (await post(`/office/requests/${id}/messages`, limited.cookie, { kind: "staff", body: "x" })).status,
      ).toBe(404);
    }
    expect((await get("/office/requests/counts", limited.cookie)).json.open).toBe(1);
  });
  it("has a list of categories of its own; older requests keep the name of theirs", async () => {
    const manager = await aStaffUser(app, org.organization_id, "manager");
    const id = await open();
    const save = (items: object[]) => send("PUT", "/office/request-categories", manager.cookie, { items });
    const own = [
      { fr: "Dégât des eaux", en: "Water damage" },
      { fr: "Dégât des eaux", en: "Again" },
      { key: "other", fr: "Divers", en: "Other" },
    ];
    for (let twice = 0; twice < 2; twice += 1) {
      const { json } = await save(
        twice ? (await get("/request-categories", customer.user.cookie)).json.items : own,
      );
      expect(json.items).toEqual([
        { key: "degat_des_eaux", fr: "Dégât des eaux", en: "Water damage" },
        { key: "degat_des_eaux_2", fr: "Dégât des eaux", en: "Again" },
        { key: "other", fr: "Divers", en: "Other" },
      ]);
    }
    expect((await post("/requests", customer.user.cookie, wish())).json.code).toBe(
      "request.category_unknown",
    );
    expect((await get(`/requests/${id}`, customer.user.cookie)).json.category).toMatchObject({
      fr: "Une facture",
    });
    expect((await save([])).status).toBe(400);
  });
  it("is empty of what another party of another organization asked", async () => {
    const party = await aParty(app, org.organization_id);
    expect(party.id).toBeDefined();
    const id = await open();
    const elsewhere = await anOrganization(app);
    const boss = await aStaffUser(app, elsewhere.organization_id, "administrator");
    expect(
      (await call("GET", `${elsewhere.base}/api/office/requests/${id}`, { cookie: boss.cookie })).status,
    ).toBe(404);
    expect(
      (await call("GET", `${elsewhere.base}/api/office/requests`, { cookie: boss.cookie })).json.items,
    ).toEqual([]);
  });
});
