import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import {
  aCreditor,
  aCustomer,
  anAccess,
  anAccount,
  anEntry,
  anOrganization,
  aStaffUser,
  aUser,
  call,
} from "../../../test/harness/builders.ts";
import { aKnownPerson } from "../../../test/harness/privacy.ts";
import { modules } from "../../modules.ts";
import { recordFact } from "../../platform/facts.ts";
import { newId, outside } from "../../platform/ids.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ modules, work: true });
});
afterAll(() => app.close());

/** A party with two accounts, read by its main user and a colleague; another party, whose user reads one of the two only. */
async function aHouse() {
  const { organization_id: id, base } = await anOrganization(app);
  const creditor = (await aCreditor(app, id)).id as string;
  const { party, account, user } = await aCustomer(app, id, creditor, { user: { name: "Anne" } });
  const second = await anAccount(app, id, creditor, party.id as string);
  await anEntry(app, id, account.id as string, 5000);
  await anEntry(app, id, account.id as string, -1000);
  const colleague = await aUser(app, id, { name: "Bruno" });
  await anAccess(app, id, colleague.id as string, party.id as string, { main: false });
  const staff = await aStaffUser(app, id, "accountant");
  const first = outside("account", account.id as string);
  const other = outside("account", second.id as string);
  const post = (what: string, body: object, cookie = staff.cookie as string) =>
    call("POST", `${base}/api/office/accounts/${what}`, { cookie, body });
  const spaces = async () =>
    (await call("GET", `${base}/api/spaces`, { cookie: user.cookie as string })).json.items.map(
      (space: { account: string }) => space.account,
    );
  const finish = (mode: "apply" | "check") =>
    app.inside(id, async (ctx) => {
      await recordFact(ctx, {
        name: "exchange.import_finished",
        subject: { kind: "import", id: newId() },
        data: { creditor, mode },
      });
    });
  return { id, base, creditor, staff, user, first, other, post, spaces, finish };
}

describe("OFF-8 accounts withdrawn from the customers' space", () => {
  it("says beforehand what will disappear and for whom, and changes nothing", async () => {
    const { post, first, other, spaces } = await aHouse();
    expect((await post("withdrawal-plan", { accounts: [first] })).json).toEqual({
      accounts: 1,
      documents: 0,
      toPayCents: 5000,
      users: 2,
      emptied: 0,
      names: ["Anne", "Bruno"],
    });
    expect((await post("withdrawal-plan", { accounts: [first, other] })).json).toMatchObject({
      accounts: 2,
      users: 2,
      emptied: 2,
    });
    expect(await spaces()).toHaveLength(2);
  });

  it("leave it at the next publication of their creditor, not when a file is only checked", async () => {
    const { post, first, other, spaces, finish, staff, base, id } = await aHouse();
    const wish = { accounts: [first], when: "next_publication" };
    expect((await post("withdrawal", wish)).json).toEqual({ accounts: 1 });
    expect((await post("withdrawal", wish)).json).toEqual({ accounts: 0 });
    const list = async (query: string) =>
      (
        await call("GET", `${base}/api/office/accounts${query}`, { cookie: staff.cookie as string })
      ).json.items.map((row: { account: string; publication: string }) => [row.account, row.publication]);
    expect(await list("?publication=leaving")).toEqual([[first, "leaving"]]);
    await finish("check");
    await app.quiet();
    expect(await spaces()).toHaveLength(2);
    await finish("apply");
    await app.quiet();
    expect(await spaces()).toEqual([other]);
    expect(await list("?publication=withdrawn")).toEqual([[first, "withdrawn"]]);
    const { rows } = await app.admin.query(
      "select name, data from facts where organization_id = $1 and name like 'ledger.%' order by id",
      [id],
    );
    expect(rows).toEqual([
      { name: "ledger.withdrawal_asked", data: { accounts: [first] } },
      { name: "ledger.accounts_withdrawn", data: { accounts: [first] } },
    ]);
  });

  it("are read by nobody but staff, pay nothing and contest nothing, until they are given back", async () => {
    const { post, first, base, user, staff, spaces } = await aHouse();
    const read = (cookie: unknown) =>
      call("GET", `${base}/api/accounts/${first}`, { cookie: cookie as string });
    expect((await read(user.cookie)).json.publication).toBeNull();
    await post("withdrawal", { accounts: [first], when: "now" });
    expect((await read(user.cookie)).status).toBe(404);
    expect((await read(staff.cookie)).json.publication).toBe("withdrawn");
    const statement = `${base}/api/accounts/${first}/statement`;
    expect((await call("GET", statement, { cookie: user.cookie as string })).status).toBe(404);
    expect((await post("restoration", { accounts: [first] })).json).toEqual({ accounts: 1 });
    expect((await post("restoration", { accounts: [first] })).json).toEqual({ accounts: 0 });
    expect((await read(user.cookie)).status).toBe(200);
    expect(await spaces()).toHaveLength(2);
  });

  it("are those of the creditors that one sees, by accountants at least", async () => {
    const { post, first, id, user } = await aHouse();
    const elsewhere = (await aCreditor(app, id)).id;
    const held = await aStaffUser(app, id, "accountant", { staff_creditor_ids: [elsewhere] });
    const now = { accounts: [first], when: "now" };
    expect((await post("withdrawal", now, held.cookie as string)).json).toEqual({ accounts: 0 });
    expect((await post("withdrawal-plan", { accounts: [first] }, held.cookie as string)).json.accounts).toBe(
      0,
    );
    const reader = await aStaffUser(app, id, "reader");
    expect((await post("withdrawal", now, reader.cookie as string)).status).toBe(403);
    expect((await post("withdrawal", now, user.cookie as string)).status).toBe(404);
  });

  it("leave to a customer what he did himself: payments and receipts, declarations, disputes, mandates, debits", async () => {
    const { organization_id: id, base } = await anOrganization(app);
    const creditor = (await aCreditor(app, id)).id as string;
    const me = await aKnownPerson(app, id, creditor);
    const staff = await aStaffUser(app, id, "accountant");
    const account = outside("account", me.account.id as string);
    const get = (path: string) => call("GET", `${base}/api${path}`, { cookie: me.user.cookie as string });
    await app.admin.query(
      "update collections set state = 'announced', cancelled_by = null where organization_id = $1",
      [id],
    );
    const theirs = ["/payments", "/declarations", "/disputes", "/mandates", "/collections"];
    const counts = () =>
      Promise.all(theirs.map(async (path) => (await get(path)).json.items.length as number));
    const before = await counts();
    expect(before).toEqual(theirs.map(() => 1));
    await call("POST", `${base}/api/office/accounts/withdrawal`, {
      cookie: staff.cookie as string,
      body: { accounts: [account], when: "now" },
    });
    expect((await get(`/accounts/${account}`)).status).toBe(404);
    expect((await get(`/accounts/${account}/statement`)).status).toBe(404);
    expect(await counts()).toEqual(before);
    expect((await get(`/disputes/${outside("dispute", me.ids.dispute)}`)).status).toBe(200);
    expect((await get(`/payments/${outside("payment", me.ids.payment)}`)).status).toBe(200);
  });
});
