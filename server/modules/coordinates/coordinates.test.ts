/** INF-2 and INF-3: what customers ask to change, what staff answer field by field, what the accounting software gets. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import {
  aCreditor,
  aCustomer,
  anAccess,
  anOrganization,
  aStaffUser,
  aUser,
  call,
} from "../../../test/harness/builders.ts";
import { coordinatesModule } from "../../../test/harness/coordinates.ts";
import { outside } from "../../platform/ids.ts";
import { upsertParties } from "../directory/index.ts";
import { changeForMail, changesSince } from "./index.ts";

let app: TestApp;
let base: string;
let organizationId: string;
let creditorId: string;
let me: Awaited<ReturnType<typeof aCustomer>>;
let party: string;
let accountant: string;

beforeAll(async () => {
  app = await startTestApp({ modules: [coordinatesModule] });
});
afterAll(() => app.close());
beforeEach(async () => {
  const organization = await anOrganization(app);
  organizationId = organization.organization_id as string;
  base = organization.base;
  creditorId = (await aCreditor(app, organizationId)).id as string;
  me = await aCustomer(app, organizationId, creditorId, {
    party: { phone: "04 72 00 00 00", address: ["12 rue des Lilas", "69003 Lyon"] },
  });
  party = outside("party", me.party.id as string);
  accountant = (await aStaffUser(app, organizationId, "accountant")).cookie;
});

type Asked = Record<string, string>;
const mine = (method: string, path = "", body?: unknown, cookie = me.user.cookie) =>
  call(method, `${base}/api/coordinates/${party}${path}`, { cookie, body });
const ask = (values: Asked, rib: object | null = null) => mine("PUT", "/change", { values, rib });
const office = (method: string, path = "", body?: unknown, cookie = accountant) =>
  call(method, `${base}/api/office/changes${path}`, { cookie, body });
const theChange = async () => (await office("GET")).json.items[0].id as string;
const decide = (id: string, ...decisions: [field: string, accept: boolean, reason?: string][]) =>
  office("POST", `/${id}/decision`, {
    decisions: decisions.map(([field, accept, reason = ""]) => ({ field, accept, reason })),
  });
const inside = <T>(work: (ctx: never) => Promise<T>) =>
  app.inside(organizationId, work as never) as Promise<T>;
const factsNamed = async (name: string) =>
  (
    await app.admin.query("select data from facts where organization_id = $1 and name = $2 order by id", [
      organizationId,
      name,
    ])
  ).rows;

describe("INF-2 the customer", () => {
  it("reads what is published, in parts", async () => {
    const { json: body } = await mine("GET");
    expect(body.values).toMatchObject({
      address1: "12 rue des Lilas",
      postcode: "69003",
      city: "Lyon",
      phone: "04 72 00 00 00",
      email: me.party.email,
      mobile: "",
      iban: "",
    });
    expect(body).toMatchObject({
      paper: true,
      pending: null,
      rib: null,
      can: { change: true, withdraw: false },
    });
  });
  it("asks, asks again, puts back, takes back: one change waits, and nothing is known of it yet", async () => {
    await ask({ mobile: "06 11 22 33 44", city: "Villeurbanne", phone: "04 72 00 00 00" });
    await ask({ mobile: "06 11 22 33 44" });
    const { json: body } = await ask({ fax: "04 72 00 00 01", city: "Lyon" });
    expect(body.pending.fields.map((one: Asked) => [one.field, one.was, one.wanted])).toEqual([
      ["mobile", "", "06 11 22 33 44"],
      ["fax", "", "04 72 00 00 01"],
    ]);
    expect(body.values.mobile).toBe("");
    expect((await office("GET")).json.items).toHaveLength(1);
    expect((await mine("DELETE", "/change")).json.pending).toBeNull();
    expect((await mine("DELETE", "/change")).status).toBe(200);
    expect((await office("GET")).json.items).toEqual([]);
    expect((await office("GET", "?state=withdrawn")).json.items).toHaveLength(1);
    expect(await factsNamed("coordinates.change_withdrawn")).toHaveLength(1);
  });
  it("gives a RIB, of which the IBAN is made; a wrong key, address or number is refused", async () => {
    const rib = { bank: "20041", branch: "01005", account: "0500013M026", key: "06" };
    expect((await ask({}, { ...rib, key: "07" })).json.code).toBe("coordinates.rib_invalid");
    expect((await ask({ email: "pas une adresse" })).json.code).toBe("coordinates.email_invalid");
    expect((await ask({ postcode: "690" })).json.code).toBe("coordinates.postcode_invalid");
    expect((await ask({ phone: "04 72 00 00 00" })).json.code).toBe("coordinates.nothing_changed");
    await ask({ bic: "psst frpp" }, rib);
    await decide(await theChange(), ["iban", true], ["bic", true]);
    const { json: body } = await mine("GET");
    expect(body.values).toMatchObject({ iban: "FR1420041010050500013M02606", bic: "PSSTFRPP" });
    expect(body.rib).toEqual(rib);
  });
  it("who may only read changes nothing, who is somebody else sees nothing", async () => {
    const reader = await aUser(app, organizationId);
    await anAccess(app, organizationId, reader.id as string, me.party.id as string, { rights: ["read"] });
    expect((await mine("GET", "", undefined, reader.cookie)).json.can.change).toBe(false);
    const refused = await mine("PUT", "/change", { values: { fax: "0102030405" } }, reader.cookie);
    expect([refused.status, refused.json.code]).toEqual([403, "coordinates.read_only"]);
    const stranger = await aCustomer(app, organizationId, creditorId);
    expect((await mine("GET", "", undefined, stranger.user.cookie)).status).toBe(404);
  });
  it("INF-3 chooses no more paper: told once, and sent to the accounting software", async () => {
    expect((await mine("PUT", "/paper", { paper: true })).json.paper).toBe(true);
    expect(await factsNamed("coordinates.paper_chosen")).toHaveLength(0);
    await mine("PUT", "/paper", { paper: false });
    expect((await mine("PUT", "/paper", { paper: false })).json).toMatchObject({
      paper: false,
      lastAnswer: null,
    });
    expect((await factsNamed("coordinates.paper_chosen")).map((row) => row.data.paper)).toEqual([false]);
    expect(await inside((ctx) => changesSince(ctx, null))).toMatchObject([
      { partyCode: me.party.code, field: "paper", value: "no" },
    ]);
    expect((await mine("PUT", "/paper", { paper: true })).json.paper).toBe(true);
  });
});

describe("INF-2 staff", () => {
  it("accept and refuse field by field; the change is closed with the last, twice is once", async () => {
    await ask({
      mobile: "06 11 22 33 44",
      address1: "1 place Bellecour",
      postcode: "69002",
      fax: "04 00 00 00",
    });
    const id = await theChange();
    expect((await decide(id, ["fax", false])).json.code).toBe("change.reason_needed");
    await decide(id, ["mobile", true], ["address1", true]);
    expect((await decide(id, ["mobile", true])).status).toBe(200);
    expect((await decide(id, ["mobile", false, "Non"])).json.code).toBe("change.closed");
    const waiting = await mine("GET");
    expect(waiting.json.values).toMatchObject({
      mobile: "06 11 22 33 44",
      address1: "1 place Bellecour",
      postcode: "69003",
    });
    expect(waiting.json.pending.fields).toHaveLength(4);
    const done = await decide(id, ["postcode", true], ["fax", false, "Ce numéro n’existe pas."]);
    expect(done.json).toMatchObject({ state: "decided", can: { decide: false } });
    expect((await mine("GET")).json.lastAnswer.fields).toContainEqual(
      expect.objectContaining({ field: "fax", outcome: "refused", reason: "Ce numéro n’existe pas." }),
    );
    const { rows } = await app.admin.query("select address from parties where id = $1", [me.party.id]);
    expect(rows[0].address).toEqual(["1 place Bellecour", "69002 Lyon"]);
    expect(await factsNamed("coordinates.change_decided")).toHaveLength(2);
  });
  it("see what a publication moved meanwhile, and the wish still waits", async () => {
    await ask({ email: "nouvelle@example.org" });
    await inside((ctx) =>
      upsertParties(ctx, [{ code: me.party.code as string, name: "Publié", email: "publiee@example.org" }]),
    );
    const { json: body } = await office("GET", `/${await theChange()}`);
    expect(body.details).toMatchObject([
      { was: me.party.email, now: "publiee@example.org", wanted: "nouvelle@example.org", moved: true },
    ]);
    expect((await mine("GET")).json.pending.fields).toHaveLength(1);
  });
  it("keep their answers when the same field is asked again before the last is answered", async () => {
    await ask({ mobile: "06 11 22 33 44", fax: "04 72 00 00 01" });
    await decide(await theChange(), ["mobile", true]);
    await ask({ mobile: "06 55 66 77 88" });
    expect((await mine("GET")).json.pending.fields.map((one: Asked) => one.field)).toEqual(["mobile", "fax"]);
    await decide(await theChange(), ["mobile", false, "Non."], ["fax", true]);
    const sent = await inside((ctx) => changesSince(ctx, null));
    expect(sent.map((one) => [one.field, one.value])).toEqual([
      ["mobile", "06 11 22 33 44"],
      ["fax", "04 72 00 00 01"],
    ]);
    expect(await inside((ctx) => changesSince(ctx, sent[0]!))).toHaveLength(1);
  });
  it("two at once decide once, and a mail can tell it without the values", async () => {
    await ask({ mobile: "06 11 22 33 44" });
    const id = await theChange();
    const answers = await Promise.all([decide(id, ["mobile", true]), decide(id, ["mobile", false, "Non."])]);
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409]);
    const { rows } = await app.admin.query("select id from coordinate_changes where party_id = $1", [
      me.party.id,
    ]);
    const told = await inside((ctx) => changeForMail(ctx, rows[0].id));
    expect(told).toMatchObject({
      partyName: me.party.name,
      userIds: [me.user.id],
      fields: [{ field: "mobile" }],
    });
  });
  it("limited to some creditors see only the changes of theirs; a reader decides nothing", async () => {
    await ask({ mobile: "06 11 22 33 44" });
    const id = await theChange();
    const other = (await aCreditor(app, organizationId)).id as string;
    const limited = await aStaffUser(app, organizationId, "accountant", { staff_creditor_ids: [other] });
    expect((await office("GET", "", undefined, limited.cookie)).json.items).toEqual([]);
    expect((await office("GET", `/${id}`, undefined, limited.cookie)).status).toBe(404);
    const reader = await aStaffUser(app, organizationId, "reader");
    expect((await office("GET", `/${id}`, undefined, reader.cookie)).json.can.decide).toBe(false);
    const body = { decisions: [{ field: "mobile", accept: true }] };
    expect((await office("POST", `/${id}/decision`, body, reader.cookie)).status).toBe(403);
  });
});
