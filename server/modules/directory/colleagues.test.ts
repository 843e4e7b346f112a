import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import {
  aCustomer,
  anAccess,
  anEntry,
  aSession,
  aStaffUser,
  aUser,
  call,
} from "../../../test/harness/builders.ts";
import { openShop, type Shop } from "../../../test/harness/payments.ts";
import { type Simulators, startSimulators } from "../../gateways/simulators.ts";
import { modules } from "../../modules.ts";
import { outside } from "../../platform/ids.ts";

let app: TestApp;
let simulators: Simulators;
let shop: Shop;
beforeAll(async () => {
  app = await startTestApp({ modules });
  simulators = await startSimulators();
  shop = await openShop(app, simulators, "ogone");
});
afterAll(async () => {
  await simulators.close();
  await app.close();
});

type Over = Record<string, unknown>;
let serial = 0;

async function aMain(over: Over = {}) {
  const customer = await aCustomer(app, shop.organizationId, shop.creditorId);
  const party = outside("party", customer.party.id as string);
  if (Object.keys(over).length > 0)
    await app.admin.query("update access_accounts set rights = $2, ends_on = $3 where user_id = $1", [
      customer.user.id,
      over["rights"] ?? ["read", "pay", "dispute"],
      over["ends_on"] ?? null,
    ]);
  const url = `${shop.base}/api/me/parties/${party}/colleagues`;
  serial += 1;
  const email = `collegue${serial}@example.org`;
  const { cookie } = customer.user;
  const invite = (given: Over = {}) =>
    call("POST", url, { cookie, body: { name: "Paul Collègue", email, rights: ["read"], ...given } });
  const change = (user: string, given: Over, as = cookie) =>
    call("PUT", `${url}/${user}`, { cookie: as, body: { rights: ["read"], ...given } });
  const remove = (user: string, as = cookie) => call("DELETE", `${url}/${user}`, { cookie: as });
  const list = async (as = cookie) =>
    (await call("GET", `${shop.base}/api/me/parties`, { cookie: as })).json.items;
  return { customer, party, email, cookie, invite, change, remove, list };
}

/** A colleague who has come in, and what he can do today. */
async function aColleague(main: Awaited<ReturnType<typeof aMain>>) {
  const user = await aUser(app, shop.organizationId, { email: main.email });
  const invited = await main.invite({ rights: ["pay", "dispute"] });
  expect(invited.status).toBe(200);
  const account = outside("account", main.customer.account.id as string);
  const anOwed = async () =>
    outside(
      "entry",
      (await anEntry(app, shop.organizationId, main.customer.account.id as string, 1500)).id as string,
    );
  const { cookie } = user;
  const category = async () =>
    (
      await call("GET", `${shop.base}/api/accounts/${account}/dispute-draft?entries=${await anOwed()}`, {
        cookie: main.cookie,
      })
    ).json.categories[0] as { id: string; subtypes: { id: string }[] };
  return {
    id: invited.json.colleague as string,
    userId: user.id as string,
    cookie,
    read: async () => (await call("GET", `${shop.base}/api/accounts/${account}`, { cookie })).status,
    pay: async () => {
      const body = { entries: [await anOwed()] };
      return (await call("POST", `${shop.base}/api/carts/${shop.creditorOut}/entries`, { cookie, body }))
        .status;
    },
    dispute: async () => {
      const { id, subtypes } = await category();
      const what = { category: id, subtype: subtypes[0]?.id ?? null, text: "Non" };
      const body = { entries: [{ entry: await anOwed(), cents: 100 }], ...what };
      return (await call("POST", `${shop.base}/api/accounts/${account}/disputes`, { cookie, body })).status;
    },
  };
}

describe("colleagues", () => {
  it("ACC-8 what a colleague may do changes on every route at once: read, pay, dispute, until when", async () => {
    const main = await aMain();
    const colleague = await aColleague(main);
    expect([await colleague.read(), await colleague.pay(), await colleague.dispute()]).toEqual([
      200, 200, 200,
    ]);
    await main.change(colleague.id, { rights: ["pay"] });
    expect(await colleague.pay()).toBe(200);
    expect(await colleague.dispute()).toBeGreaterThanOrEqual(400);
    await main.change(colleague.id, { rights: ["dispute"] });
    expect(await colleague.pay()).toBeGreaterThanOrEqual(400);
    expect(await colleague.dispute()).toBe(200);
    await main.change(colleague.id, { rights: ["read"] });
    expect(await colleague.read()).toBe(200);
    expect(await colleague.pay()).toBeGreaterThanOrEqual(400);
    expect(await colleague.dispute()).toBeGreaterThanOrEqual(400);
    const lastDay = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
    await main.change(colleague.id, { rights: ["pay"], endsOn: lastDay });
    expect(await colleague.pay()).toBe(200);
    app.setClock(new Date(Date.now() + 4 * 86_400_000));
    const { cookie } = await aSession(app, shop.organizationId, colleague.userId);
    const account = outside("account", main.customer.account.id as string);
    expect((await call("GET", `${shop.base}/api/accounts/${account}`, { cookie })).status).toBe(404);
    app.setClock(null);
    expect(await colleague.read()).toBe(200);
    expect((await main.remove(colleague.id)).status).toBe(200);
    expect((await main.remove(colleague.id)).status).toBe(200);
    expect([await colleague.read(), await colleague.pay()]).toEqual([404, 404]);
  });
  it("ACC-8 invites somebody unknown by mail, twice without harm, and shows him to the main user only", async () => {
    const main = await aMain();
    const answers = await Promise.all([main.invite(), main.invite({ rights: ["read", "pay"] })]);
    expect(answers.map((one) => one.status)).toEqual([200, 200]);
    expect(new Set(answers.map((one) => one.json.colleague)).size).toBe(1);
    const [mine] = await main.list();
    expect(mine).toMatchObject({ party: main.party, can: { invite: true } });
    expect(mine.colleagues).toMatchObject([
      { me: true, main: true, can: { change: false } },
      { email: main.email, main: false, invited: true, can: { change: true } },
    ]);
    const { rows } = await app.admin.query("select id from users where email = $1", [main.email]);
    const invitedId = rows[0].id as string;
    const links = await app.admin.query("select kind from mail_links where user_id = $1", [invitedId]);
    expect(links.rows.every((row) => row.kind === "activation")).toBe(true);
    await app.admin.query("update users set state = 'active' where id = $1", [invitedId]);
    const { cookie } = await aSession(app, shop.organizationId, invitedId);
    expect(await main.list(cookie)).toMatchObject([{ can: { invite: false }, colleagues: [] }]);
    expect((await main.change(answers[0]!.json.colleague, { rights: ["read"] }, cookie)).status).toBe(404);
    const office = await aStaffUser(app, shop.organizationId, "reader");
    const seen = await call("GET", `${shop.base}/api/office/parties/${main.party}`, {
      cookie: office.cookie,
    });
    expect(seen.json.users).toMatchObject([{ main: true }, { main: false, invited: false }]);
  });
  it("ACC-8 tells the one who invites nothing of whom an address belongs to: not his name, then nor later", async () => {
    const main = await aMain();
    const user = await aUser(app, shop.organizationId, { email: main.email, name: "Béatrice Secrète" });
    const answers = [
      await main.invite({ name: "B. du service achats" }),
      await main.invite({ name: "Une autre" }),
    ];
    answers.push(await main.change(answers[0]!.json.colleague, { rights: ["read", "pay"] }));
    expect(answers.map((one) => one.json.name)).toEqual(Array(3).fill("B. du service achats"));
    const seen = [...answers.map((one) => one.json), await main.list()];
    expect(JSON.stringify(seen)).not.toContain("Secrète");
    const { cookie } = await aSession(app, shop.organizationId, user.id as string);
    expect((await call("GET", `${shop.base}/api/session`, { cookie })).json.name).toBe("Béatrice Secrète");
  });
  it("ACC-8 answers the same whether the address is known, unknown, of staff or shut out, until somebody comes in", async () => {
    const main = await aMain();
    const [known, clerk, gone] = ["connu", "agent", "parti"].map((who) => `${who}.${main.email}`);
    const user = await aUser(app, shop.organizationId, {
      email: `${known!.toUpperCase()}`,
      last_sign_in_at: new Date(Date.now() - 5000),
    });
    await aStaffUser(app, shop.organizationId, "reader", { email: clerk });
    await aUser(app, shop.organizationId, { email: gone, state: "disabled" });
    const answers = [];
    for (const email of [known, main.email, clerk, gone]) answers.push(await main.invite({ email }));
    const seen = answers.map(({ status, json: { colleague, email, ...rest } }) => {
      expect(email).toBe(email.toLowerCase());
      // Drawn at random: an id made in time would tell who was there before.
      expect(colleague).toMatch(/^clg_[0-9a-f]{12}4/);
      return { status, rest };
    });
    expect(new Set(seen.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(seen[0]).toMatchObject({ status: 200, rest: { invited: true, name: "Paul Collègue" } });
    await app.admin.query("update users set last_sign_in_at = now() where id = $1", [user.id]);
    const [mine] = await main.list();
    const pending = (email: string) =>
      mine.colleagues.find((one: { email: string }) => one.email === email).invited;
    expect([pending(known!), pending(main.email)]).toEqual([false, true]);
  });
  it("ACC-8 holds colleagues within what the office leaves to the main user, and ends them with the last one", async () => {
    const main = await aMain();
    const colleague = await aColleague(main);
    const office = await aStaffUser(app, shop.organizationId, "manager");
    const self = outside("user", main.customer.user.id as string);
    const url = `${shop.base}/api/office/users/${self}/access/${main.party}`;
    const body = { rights: ["read", "pay"], endsOn: "2999-01-31" };
    expect((await call("PUT", url, { cookie: office.cookie, body })).status).toBe(200);
    const [mine] = await main.list();
    expect(mine.colleagues[1]).toMatchObject({ rights: ["read", "pay"], endsOn: "2999-01-31" });
    expect(await colleague.pay()).toBe(200);
    expect((await call("DELETE", url, { cookie: office.cookie })).status).toBe(200);
    expect(await colleague.read()).toBe(404);
    // Another main user may take him back.
    await call("PUT", url, { cookie: office.cookie, body });
    expect(await colleague.read()).toBe(404);
    expect((await main.change(colleague.id, { rights: ["read"] })).json.endsOn).toBe("2999-01-31");
    expect(await colleague.read()).toBe(200);
  });
  it("ACC-8 gives no more than the main user has, no past day, no main user", async () => {
    const main = await aMain({ rights: ["read", "pay"], ends_on: "2999-01-31" });
    expect((await main.invite({ rights: ["dispute"] })).json.code).toBe("colleague.beyond_yours");
    expect((await main.invite({ endsOn: "2999-02-01" })).json.code).toBe("colleague.beyond_yours");
    expect((await main.invite({ endsOn: "2020-01-01" })).json.code).toBe("colleague.ended");
    expect((await main.invite()).json.endsOn).toBe("2999-01-31");
    const [mine] = await main.list();
    const self = mine.colleagues[0].colleague;
    expect((await main.change(self, {})).json.code).toBe("colleague.main");
    expect((await main.remove(self)).json.code).toBe("colleague.main");
    const second = await aUser(app, shop.organizationId, { email: "deux@example.org" });
    await anAccess(app, shop.organizationId, second.id as string, main.customer.party.id as string);
    expect((await main.invite({ email: "deux@example.org" })).json.code).toBe("colleague.main");
    const other = (await main.list())[0].colleagues.find((one: { me: boolean }) => !one.me).colleague;
    const stranger = await aMain();
    expect((await main.change(other, {}, stranger.cookie)).status).toBe(404);
    expect((await main.remove(other, stranger.cookie)).status).toBe(404);
  });
});
