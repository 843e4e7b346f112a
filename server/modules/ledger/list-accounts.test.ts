import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  aCreditor,
  aCustomer,
  anAccess,
  anAccount,
  anOrganization,
  aParty,
  aSession,
  aStaffUser,
  aUser,
  call,
} from "../../../test/harness/builders.ts";
import { outside } from "../../platform/ids.ts";
import { type Ledger, openLedger } from "./readings-fixture.ts";

let at: Ledger;
beforeAll(async () => {
  at = await openLedger();
});
afterAll(() => at.app.close());

describe("who reads an account", () => {
  it("ALL-1 nobody, somebody else, another organization, or staff of another creditor do not", async () => {
    const { path, add, accountId, cookie, party } = await at.statement();
    const entryId = await add(12_000);
    const { id: invoiceId } = await at.invoice(accountId);
    const elsewhere = await anOrganization(at.app);
    const theirs = (await aCreditor(at.app, elsewhere.organization_id)).id;
    const other = await aCustomer(at.app, elsewhere.organization_id, theirs);
    const letteringId = await at.lettering(accountId, "AAA", [
      [entryId, 5_000],
      [await add(-5_000), -5_000],
    ]);
    const paths = [
      path,
      `${path}/entries`,
      `${path}/extract?format=csv`,
      `${path}/letterings/${outside("lettering", letteringId)}`,
      `${path}/invoices/${outside("invoice", invoiceId)}`,
      `${path}/invoices/${outside("invoice", invoiceId)}/pdf`,
    ];
    const stranger = (await at.statement()).cookie;
    const restricted = (
      await aStaffUser(at.app, at.org, "reader", {
        staff_creditor_ids: [(await aCreditor(at.app, at.org)).id],
      })
    ).cookie;
    const staff = (await aStaffUser(at.app, at.org, "reader")).cookie;
    const mandated = (await aStaffUser(at.app, at.org, "reader", { staff_creditor_ids: [at.creditorId] }))
      .cookie;
    const past = await aUser(at.app, at.org);
    await anAccess(at.app, at.org, past.id, party.id, { ends_on: "2026-11-19" });
    const today = await aUser(at.app, at.org);
    await anAccess(at.app, at.org, today.id, party.id, { ends_on: "2026-11-20", rights: ["read"] });
    for (const one of paths) {
      expect((await call("GET", `${at.base}/api${one}`)).status, one).toBe(401);
      for (const out of [stranger, restricted, past.cookie])
        expect((await at.get(out, one)).status, one).toBe(404);
      expect(
        (await call("GET", `${elsewhere.base}/api${one}`, { cookie: other.user.cookie })).status,
        one,
      ).toBe(404);
      for (const mine of [cookie, staff, mandated, today.cookie])
        expect((await at.get(mine, one)).status, one).toBe(200);
    }
    const strange = (await at.statement()).path;
    expect((await at.get(staff, `${strange}/invoices/${outside("invoice", invoiceId)}`)).status).toBe(404);
    expect((await at.get(staff, `${strange}/letterings/${outside("lettering", letteringId)}`)).status).toBe(
      404,
    );
  });
  it("ACC-12 staff who look through a customer's eyes see his account, and can't pay", async () => {
    const { path, add, user, cookie } = await at.statement();
    await add(12_000);
    const staff = await aStaffUser(at.app, at.org, "accountant");
    const viewing = (await aSession(at.app, at.org, staff.id, { viewing_as: user.id })).cookie;
    expect((await at.get(cookie, path)).json.can).toEqual({ pay: true, dispute: true });
    expect((await at.get(viewing, path)).json.can).toEqual({ pay: false, dispute: false });
  });
  it("ACC-8 a reader sees and can't pay", async () => {
    const { path, add, party } = await at.statement();
    await add(12_000);
    const reader = await aUser(at.app, at.org);
    await anAccess(at.app, at.org, reader.id, party.id, { rights: ["read"] });
    expect((await at.get(reader.cookie, path)).json).toMatchObject({
      toPayCents: 12_000,
      can: { pay: false },
    });
  });
});

describe("spaces", () => {
  it("ACT-1 pages and searches 300 sites of two creditors, in order, each once", async () => {
    const { user, cookie, party } = await at.statement();
    const second = (await aCreditor(at.app, at.org, { name: "Assainissement" })).id;
    for (let rank = 0; rank < 300; rank += 1) {
      const site = rank % 2 ? party.id : (await aParty(at.app, at.org)).id;
      if (rank % 2 === 0) await anAccess(at.app, at.org, user.id, site);
      await anAccount(at.app, at.org, rank % 3 ? at.creditorId : second, site, {
        label: `Site ${String(rank).padStart(3, "0")}${rank === 7 ? " Kergoat" : ""}`,
      });
    }
    const seen: { label: string; creditor: { name: string } }[] = [];
    for (let next: string | null = ""; next !== null; ) {
      const page: Awaited<ReturnType<typeof at.get>>["json"] = (
        await at.get(cookie, `/spaces?limit=70${next ? `&cursor=${next}` : ""}`)
      ).json;
      seen.push(...page.items);
      next = page.next;
      expect(
        page.creditors.map((one: { name: string; accounts: number }) => [one.name, one.accounts]),
      ).toEqual([
        ["Assainissement", 100],
        ["Eau de Brest", 201],
      ]);
    }
    expect(seen).toHaveLength(301);
    const keys = seen.map((one) => `${one.creditor.name}\t${one.label.toLowerCase()}`);
    expect(keys.toSorted()).toEqual(keys);
    expect(new Set(keys).size).toBe(301);
    const found = (await at.get(cookie, `/spaces?search=${encodeURIComponent("KÉRGOAT site")}`)).json;
    expect(found.items.map((one: { label: string }) => one.label)).toEqual(["Site 007 Kergoat"]);
    const one = (await at.get(cookie, `/spaces?limit=200&creditor=${outside("creditor", second)}`)).json;
    expect(one.items).toHaveLength(100);
    expect((await at.get(cookie, "/spaces?search=%25")).json.items).toEqual([]);
  });
  it("ACT-1 asks who it is", async () => {
    expect((await call("GET", `${at.base}/api/spaces`)).status).toBe(401);
    expect((await at.get((await aStaffUser(at.app, at.org, "reader")).cookie, "/spaces")).json.items).toEqual(
      [],
    );
  });
});

describe("accounts for the office", () => {
  it("OFF-7 lists by label or by balance, filters and sums, within the creditors of each", async () => {
    const mine = (await aCreditor(at.app, at.org)).id;
    const party = (await aParty(at.app, at.org, { name: "Zoé Martin" })).id;
    for (const [rank, cents] of [300, -200, 0, 500].entries())
      await anAccount(at.app, at.org, mine, party, { label: `Compte ${rank}`, balance_cents: cents });
    const staff = (await aStaffUser(at.app, at.org, "reader", { staff_creditor_ids: [mine] })).cookie;
    const list = async (query: string) => (await at.get(staff, `/office/accounts?${query}`)).json;
    const balances = (page: { items: { balanceCents: number }[] }) =>
      page.items.map((one) => one.balanceCents);
    const all = await list("");
    expect(balances(all)).toEqual([300, -200, 0, 500]);
    expect(all.totals).toEqual({ count: 4, balanceCents: 600 });
    const first = await list("sort=balance&limit=2");
    expect(balances(first)).toEqual([500, 300]);
    expect(balances(await list(`sort=balance&limit=2&cursor=${first.next}`))).toEqual([0, -200]);
    const byLabel = await list("limit=3");
    expect(balances(await list(`limit=3&cursor=${byLabel.next}`))).toEqual([500]);
    expect(balances(await list(`sort=balance&cursor=${byLabel.next}`))).toEqual([500, 300, 0, -200]);
    expect((await list("balance=credit")).totals).toEqual({ count: 1, balanceCents: -200 });
    expect((await list("search=martin%20zoe")).totals.count).toBe(4);
    await anAccount(at.app, at.org, mine, (await aParty(at.app, at.org)).id, { balance_cents: 900 });
    expect((await list("")).totals.count).toBe(5);
    const hers = await list(`party=${outside("party", party)}&sort=balance`);
    expect([balances(hers), hers.totals]).toEqual([[500, 300, 0, -200], { count: 4, balanceCents: 600 }]);
    expect((await list(`creditor=${outside("creditor", at.creditorId)}`)).totals.count).toBe(0);
  });
  it("ACC-9 opens to staff only", async () => {
    expect((await call("GET", `${at.base}/api/office/accounts`)).status).toBe(401);
    expect((await at.get((await at.statement()).cookie, "/office/accounts")).status).toBe(404);
  });
});
