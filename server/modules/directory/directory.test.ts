import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import {
  aCreditor,
  anAccess,
  anAccount,
  anOrganization,
  aParty,
  aStaffUser,
  aUser,
  call,
} from "../../../test/harness/builders.ts";
import { outside } from "../../platform/ids.ts";
import { contract as identityContract, refusals as identityRefusals } from "../identity/contract.ts";
import { jobs as identityJobs } from "../identity/jobs.ts";
import { makeRoutes } from "../identity/routes.ts";
import { contract, refusals } from "./contract.ts";
import { knowsAddress, staysWithin } from "./index.ts";
import { jobs } from "./jobs.ts";
import { routes } from "./routes.ts";

let app: TestApp;
beforeAll(async () => {
  const neighbours = { knowsAddress, staysWithin };
  const identity = {
    name: "identity",
    contract: identityContract,
    doors: makeRoutes(neighbours),
    refusals: identityRefusals,
    jobs: identityJobs,
  };
  app = await startTestApp({
    modules: [identity, { name: "directory", contract, doors: routes, refusals, jobs }],
    work: true,
  });
});
afterAll(() => app.close());

const party = (id: string) => outside("party", id);
const user = (id: string) => outside("user", id);
type Named = { name: string };

describe("parties", () => {
  it("OFF-3 are listed by name, page after page", async () => {
    const org = await anOrganization(app);
    const names = ["Élodie Aubert", "dupont", "Zola", "Dupond", "Émile"];
    for (const name of names) await aParty(app, org.organization_id, { name });
    const { cookie } = await aStaffUser(app, org.organization_id, "reader");
    const seen: string[] = [];
    for (let cursor = ""; ; ) {
      const url = `${org.base}/api/office/parties?limit=2${cursor && `&cursor=${cursor}`}`;
      const { json } = await call("GET", url, { cookie });
      seen.push(...json.items.map((item: Named) => item.name));
      if (!json.next) break;
      cursor = json.next;
    }
    expect(seen).toEqual(["Dupond", "dupont", "Élodie Aubert", "Émile", "Zola"]);
  });
  it("OFF-6 are found by any of their words, accents and case apart", async () => {
    const org = await anOrganization(app);
    await aParty(app, org.organization_id, {
      code: "C-100",
      name: "Hervé Lœuillet",
      email: "h.l@mail.fr",
      address: ["12 rue de l’Église", "90000 Belfort"],
    });
    await aParty(app, org.organization_id, { code: "C_200", name: "Autre 100%" });
    const { cookie } = await aStaffUser(app, org.organization_id, "reader");
    const find = async (search: string) =>
      (
        await call("GET", `${org.base}/api/office/parties?search=${encodeURIComponent(search)}`, { cookie })
      ).json.items.map((item: { code: string }) => item.code);
    expect(await find("herve")).toEqual(["C-100"]);
    expect(await find("LOEUIL belfort")).toEqual(["C-100"]);
    expect(await find("l'église")).toEqual(["C-100"]);
    expect(await find("h.l@mail")).toEqual(["C-100"]);
    expect(await find("c_2")).toEqual(["C_200"]);
    expect(await find("0%")).toEqual(["C_200"]);
    expect(await find("herve paris")).toEqual([]);
    expect(await find("")).toHaveLength(2);
  });
  it("ALL-1 ACC-9 are open to staff, within their organization and creditors", async () => {
    const [org, other] = [await anOrganization(app), await anOrganization(app)];
    const id = org.organization_id;
    const [mine, theirs] = [await aCreditor(app, id), await aCreditor(app, id)];
    const [known, unknown] = [await aParty(app, id), await aParty(app, id)];
    await anAccount(app, id, mine.id, known.id);
    await anAccount(app, id, theirs.id, unknown.id);
    const foreign = await aParty(app, other.organization_id);
    const url = `${org.base}/api/office/parties`;
    const all = await aStaffUser(app, id, "reader");
    const some = await aStaffUser(app, id, "accountant", { staff_creditor_ids: [mine.id] });
    expect((await call("GET", url)).status).toBe(401);
    expect((await call("GET", url, { cookie: (await aUser(app, id)).cookie })).status).toBe(404);
    expect((await call("GET", url, { cookie: all.cookie })).json.items).toHaveLength(2);
    expect(
      (await call("GET", url, { cookie: some.cookie })).json.items.map((item: Named) => item.name),
    ).toEqual([known.name]);
    const read = async (partyId: string, cookie: string) =>
      (await call("GET", `${url}/${party(partyId)}`, { cookie })).status;
    expect(await read(known.id, some.cookie)).toBe(200);
    expect(await read(unknown.id, some.cookie)).toBe(404);
    expect(await read(unknown.id, all.cookie)).toBe(200);
    expect(await read(foreign.id, all.cookie)).toBe(404);
    const activate = (partyId: string, cookie: string) =>
      call("POST", `${url}/${party(partyId)}/user`, { cookie });
    expect((await activate(unknown.id, some.cookie)).status).toBe(404);
    expect((await activate(known.id, all.cookie)).status).toBe(403);
  });
});

describe("activation of a party", () => {
  it("OFF-8 makes its main user once, whoever asks at the same time", async () => {
    const org = await anOrganization(app);
    const id = org.organization_id;
    const one = await aParty(app, id, {
      code: "411DURAND",
      name: "Jeanne Durand",
      email: "jeanne@example.org",
    });
    const { cookie } = await aStaffUser(app, id, "accountant");
    const url = `${org.base}/api/office/parties/${party(one.id)}`;
    const answers = await Promise.all([1, 2, 3].map(() => call("POST", `${url}/user`, { cookie })));
    expect(answers.filter((answer) => answer.json.created)).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.json.user)).size).toBe(1);
    const { json } = await call("GET", url, { cookie });
    expect(json).toMatchObject({
      hasAccess: true,
      users: [
        {
          user: answers[0]!.json.user,
          identifier: "411DURAND",
          rights: ["read", "pay", "dispute"],
          endsOn: null,
        },
      ],
    });
    const { rows } = await app.admin.query("select email, state from users where identifier = '411DURAND'");
    expect(rows).toEqual([{ email: "jeanne@example.org", state: "invited" }]);
  });
  it("OFF-8 takes another identifier, and no address, when these are somebody's", async () => {
    const org = await anOrganization(app);
    const id = org.organization_id;
    await aUser(app, id, { identifier: "c7", email: "couple@example.org" });
    await aUser(app, id, { identifier: "C7-2" });
    const one = await aParty(app, id, { code: "C7", email: "Couple@example.org" });
    const { cookie } = await aStaffUser(app, id, "accountant");
    const { json } = await call("POST", `${org.base}/api/office/parties/${party(one.id)}/user`, { cookie });
    expect(json.created).toBe(true);
    const { rows } = await app.admin.query(
      "select identifier, email from users where organization_id = $1 and lower(identifier) = 'c7-3'",
      [id],
    );
    expect(rows).toEqual([{ identifier: "C7-3", email: null }]);
  });
  it("ACC-2 welcomes who asks at an address that only parties have, once", async () => {
    const org = await anOrganization(app);
    const id = org.organization_id;
    await aParty(app, id, { code: "A1", name: "Anne Martin", email: "Anne@example.org" });
    await aParty(app, id, { code: "A2", name: "Martin SCI", email: "anne@example.org" });
    const ask = (email: string) =>
      call("POST", `${org.base}/api/activation`, { body: { email, language: "en" } });
    await Promise.all([ask("anne@example.org"), ask("ANNE@example.org")]);
    await ask("nobody@example.org");
    await app.quiet();
    const users = await app.admin.query(
      "select id, identifier, language, email from users where organization_id = $1",
      [id],
    );
    expect(users.rows).toMatchObject([{ identifier: "A1", language: "en" }]);
    const access = await app.admin.query(
      "select p.code from access_accounts a join parties p on p.id = a.party_id where a.user_id = $1 order by 1",
      [users.rows[0].id],
    );
    expect(access.rows).toEqual([{ code: "A1" }, { code: "A2" }]);
    const links = await app.admin.query("select kind from mail_links where organization_id = $1", [id]);
    expect(links.rows.length).toBeGreaterThanOrEqual(1);
    expect(links.rows.every((row) => row.kind === "activation")).toBe(true);
  });
});

describe("access accounts", () => {
  it("ACC-8 are given, changed and removed by a manager", async () => {
    const org = await anOrganization(app);
    const id = org.organization_id;
    const other = await anOrganization(app);
    const [one, someone] = [await aParty(app, id, { code: "X1", name: "Xavier" }), await aUser(app, id)];
    const foreignUser = await aUser(app, other.organization_id);
    const foreignParty = await aParty(app, other.organization_id);
    const manager = await aStaffUser(app, id, "manager");
    const accountant = await aStaffUser(app, id, "accountant");
    const url = (userId: string, partyId: string) =>
      `${org.base}/api/office/users/${user(userId)}/access/${party(partyId)}`;
    const body = { rights: ["pay"], endsOn: "2999-12-31" };
    const put = (cookie?: string, userId = someone.id, partyId = one.id) =>
      call("PUT", url(userId, partyId), { ...(cookie ? { cookie } : {}), body });
    expect((await put()).status).toBe(401);
    expect((await put(someone.cookie)).status).toBe(404);
    expect((await put(accountant.cookie)).status).toBe(403);
    expect((await put(manager.cookie, foreignUser.id)).status).toBe(404);
    expect((await put(manager.cookie, someone.id, foreignParty.id)).status).toBe(404);
    const first = await put(manager.cookie);
    expect(first.json).toEqual({
      party: party(one.id),
      partyName: "Xavier",
      partyCode: "X1",
      rights: ["read", "pay"],
      endsOn: "2999-12-31",
    });
    expect((await put(manager.cookie)).json).toEqual(first.json);
    const list = () =>
      call("GET", `${org.base}/api/office/users/${user(someone.id)}/access`, { cookie: accountant.cookie });
    expect((await list()).json.items).toEqual([first.json]);
    const remove = () => call("DELETE", url(someone.id, one.id), { cookie: manager.cookie });
    expect((await remove()).json).toEqual({ done: true });
    expect((await remove()).json).toEqual({ done: true });
    expect((await list()).json.items).toEqual([]);
    const facts = await app.admin.query(
      "select name from facts where organization_id = $1 and name like 'directory%' order by id",
      [id],
    );
    expect(facts.rows.map((row) => row.name)).toEqual([
      "directory.access_given",
      "directory.access_given",
      "directory.access_removed",
    ]);
    expect(
      (
        await call("GET", `${org.base}/api/office/users/${user(foreignUser.id)}/access`, {
          cookie: manager.cookie,
        })
      ).status,
    ).toBe(404);
  });
  it("ACC-9 tells staff limited to some creditors whether a user stays within them", async () => {
    const org = await anOrganization(app);
    const id = org.organization_id;
    const [mine, theirs] = [await aCreditor(app, id), await aCreditor(app, id)];
    const [one, both] = [await aParty(app, id), await aParty(app, id)];
    await anAccount(app, id, mine.id, one.id);
    await anAccount(app, id, mine.id, both.id);
    await anAccount(app, id, theirs.id, both.id);
    const [within, beyond, nobody] = [await aUser(app, id), await aUser(app, id), await aUser(app, id)];
    await anAccess(app, id, within.id, one.id);
    await anAccess(app, id, beyond.id, one.id);
    await anAccess(app, id, beyond.id, both.id);
    const ask = (userId: string) => app.inside(id, (ctx) => staysWithin(ctx, userId, [mine.id]));
    expect([await ask(within.id), await ask(beyond.id), await ask(nobody.id)]).toEqual([true, false, false]);
  });
});
