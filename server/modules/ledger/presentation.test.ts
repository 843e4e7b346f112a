/** ACT-7 and ACT-8: who else reads an account, and how an organization chooses to show it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aCreditor, aCustomer, anOrganization, aStaffUser, aUser } from "../../../test/harness/builders.ts";
import { readPdf } from "../../formats/pdf/read-pdf.fixture.ts";
import { outside } from "../../platform/ids.ts";
import { publishLinks } from "./index.ts";
import { type Ledger, openLedger } from "./readings-fixture.ts";

let at: Ledger;
beforeAll(async () => {
  at = await openLedger();
});
afterAll(() => at.app.close());

const choose = (settings: Record<string, unknown>) =>
  at.app.admin.query("update organizations set settings = $2 where organization_id = $1", [at.org, settings]);
const textOf = async (pdf: Buffer) => (await readPdf(pdf)).pages.map((page) => page.text).join("\n");
type Line = Record<string, unknown> & { label: string };

describe("ACT-8 entries of some analytic codes are left out", () => {
  it("of readings, totals, running balances and figures of customers, never of the office's", async () => {
    const { path, add, cookie } = await at.statement();
    await add(10_000, { label: "Charges" });
    await add(4_000, { label: "Interne", analytic: "INT" });
    await add(-1_500, { label: "Acompte", entered_on: "2026-10-05", due_on: null });
    const staff = (await aStaffUser(at.app, at.org, "reader")).cookie;
    await choose({ hiddenAnalytics: ["INT", "AUTRE"] });
    const read = async (who: string) => {
      const due = (await at.get(who, `${path}/entries`)).json;
      const ledger = (await at.get(who, `${path}/entries?reading=ledger`)).json;
      const account = (await at.get(who, path)).json;
      return {
        labels: due.items.map((one: Line) => one.label).sort(),
        toPay: due.totals.toPayCents,
        running: ledger.items.map((one: Line) => one["runningCents"]),
        closing: ledger.closingCents,
        balance: account.balanceCents,
        summary: account.toPayCents,
      };
    };
    expect(await read(cookie)).toEqual({
      labels: ["Acompte", "Charges"],
      toPay: 8_500,
      running: [10_000, 8_500],
      closing: 8_500,
      balance: 8_500,
      summary: 10_000,
    });
    expect(await read(staff)).toMatchObject({
      labels: ["Acompte", "Charges", "Interne"],
      closing: 12_500,
      balance: 12_500,
      summary: 14_000,
    });
    const [space] = (await at.get(cookie, "/spaces")).json.items;
    expect(space.balanceCents).toBe(8_500);
    const csv = (await at.get(cookie, `${path}/extract?format=csv&reading=all`)).buffer.toString();
    expect(csv).toContain("Charges");
    expect(csv).not.toContain("Interne");
    await choose({});
    expect(await read(cookie)).toMatchObject({ balance: 12_500 });
  });
});

describe("ACT-8 treasury entries of one day are one line", () => {
  const journal = "BQ";
  async function banked() {
    const one = await at.statement();
    await one.add(50_000, { label: "Appel de fonds", entered_on: "2026-09-01" });
    for (const [cents, day, label] of [
      [-1_000, "2026-10-01", "Chèque 1"],
      [-2_000, "2026-10-01", "Chèque 2"],
      [-4_000, "2026-10-01", "Chèque 3"],
      [500, "2026-10-01", "Rejet"],
      [-8_000, "2026-10-02", "Virement"],
    ] as const)
      await one.add(cents, { label, entered_on: day, due_on: null, journal });
    await one.add(300, { label: "Frais", entered_on: "2026-10-01", journal: "OD" });
    return one;
  }
  const short = (items: Line[]) =>
    items.map((one) => [
      one.grouped ?? one.label,
      Number(one.debitCents) - Number(one.creditCents),
      one.runningCents,
    ]);

  it("in the ledger and among all entries, page by page, with the same balances and totals", async () => {
    const { path, cookie } = await banked();
    await choose({ groupTreasury: ["customer"], treasuryJournals: [journal] });
    const whole = (await at.get(cookie, `${path}/entries?reading=ledger`)).json;
    expect(whole.totals).toMatchObject({ count: 5, debitCents: 50_800, creditCents: 15_000 });
    expect([whole.openingCents, whole.closingCents]).toEqual([0, 35_800]);
    const lines = short(whole.items);
    expect(lines.map(([what, cents]) => [what, cents]).toSorted()).toEqual(
      [
        ["Appel de fonds", 50_000],
        [3, -7_000],
        ["Rejet", 500],
        ["Frais", 300],
        ["Virement", -8_000],
      ].toSorted(),
    );
    let balance = 0;
    for (const [, cents, running] of lines) expect(running).toBe((balance += cents as number));
    const paged: Line[] = [];
    for (let cursor = ""; ; ) {
      const page = (await at.get(cookie, `${path}/entries?reading=ledger&limit=1${cursor}`)).json;
      paged.push(...page.items);
      if (!page.next) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(short(paged)).toEqual(lines);
    const all = (await at.get(cookie, `${path}/entries?reading=all`)).json;
    expect(all.items.filter((one: Line) => one.grouped)).toMatchObject([{ grouped: 3, creditCents: 7_000 }]);
  });
  it("prints and exports them so, in the reader's language", async () => {
    const { path, cookie } = await banked();
    await choose({ groupTreasury: ["customer"], treasuryJournals: [journal] });
    const csv = (await at.get(cookie, `${path}/extract?format=csv&reading=ledger`)).buffer.toString();
    expect(csv).toContain("Règlements du jour (3)");
    expect(csv).not.toContain("Chèque");
    const pdf = await at.get(cookie, `${path}/extract?format=pdf&reading=ledger&language=en`);
    expect(await textOf(pdf.buffer)).toContain("Payments of the day (3)");
  });
  it("not where one looks for a piece, what is open, another kind of account, nor in the office", async () => {
    const { path, cookie } = await banked();
    const labels = async (who: string, query: string) =>
      (await at.get(who, `${path}/entries${query}`)).json.items.map((one: Line) => one.label);
    await choose({ groupTreasury: ["customer"], treasuryJournals: [journal] });
    const staff = (await aStaffUser(at.app, at.org, "reader")).cookie;
    for (const [who, query] of [
      [cookie, "?piece=F-"],
      [cookie, "?reading=due"],
      [cookie, "?reading=all&settled=no"],
      [staff, "?reading=ledger"],
    ] as const)
      expect(await labels(who, query)).toContain("Chèque 2");
    await choose({ groupTreasury: ["owner", "tenant"], treasuryJournals: [journal] });
    expect(await labels(cookie, "?reading=ledger")).toContain("Chèque 2");
  });
});

describe("ACT-8 the bank details of the creditor", () => {
  it("stand on the account only if the organization shows them", async () => {
    const { path, cookie } = await at.statement();
    await choose({});
    expect((await at.get(cookie, path)).json.bank).toBeNull();
    const hidden = await at.get(cookie, `${path}/extract?format=pdf&reading=ledger`);
    expect(await textOf(hidden.buffer)).not.toContain("0189");
    await choose({ showBankDetails: true });
    expect((await at.get(cookie, path)).json.bank).toMatchObject({ iban: "FR7630006000011234567890189" });
    const shown = await at.get(cookie, `${path}/extract?format=pdf&reading=ledger`);
    expect((await textOf(shown.buffer)).replaceAll(/\s/g, "")).toContain("FR7630006000011234567890189");
  });
});

describe("ACT-7 an owner reads the accounts of his tenants", () => {
  async function rented(over: { from?: string | null; until?: string | null } = {}) {
    const owner = await aCustomer(at.app, at.org, at.creditorId, { account: { kind: "owner" } });
    const tenant = await aCustomer(at.app, at.org, at.creditorId, { account: { kind: "tenant" } });
    const link = {
      ownerId: owner.party.id,
      tenantId: tenant.party.id,
      lot: "Lot 12",
      from: over.from ?? null,
      until: over.until ?? null,
    };
    const publish = () => at.app.inside(at.org, (ctx) => publishLinks(ctx, at.creditorId, [link]));
    return {
      owner,
      tenant,
      written: [await publish(), await publish()],
      path: `/accounts/${outside("account", tenant.account.id)}`,
    };
  }
  const tenants = async (cookie: string) =>
    (await at.get(cookie, "/tenant-spaces")).json.items.map((one: Line & { lots: string[] }) => [
      one["account"],
      one.lots,
    ]);

  it("apart from his own, for reading only, if the organization allows it", async () => {
    const { owner, tenant, path, written } = await rented();
    expect(written).toEqual([1, 0]);
    const { cookie } = owner.user;
    await choose({});
    expect((await at.get(cookie, path)).status).toBe(404);
    expect(await tenants(cookie)).toEqual([]);
    await choose({ ownersSeeTenants: true });
    expect(await tenants(cookie)).toEqual([[outside("account", tenant.account.id), ["Lot 12"]]]);
    expect((await at.get(cookie, path)).json).toMatchObject({
      readAs: "owner",
      can: { pay: false, dispute: false },
    });
    expect((await at.get(cookie, `${path}/entries`)).status).toBe(200);
    expect((await at.get(cookie, `${path}/extract?format=csv`)).status).toBe(200);
    expect((await at.get(cookie, "/spaces")).json.items).toHaveLength(1);
    expect((await at.get(tenant.user.cookie, path)).json).toMatchObject({ readAs: "holder" });
  });
  it("nobody else does: neither a stranger, nor the tenant the owner's, nor another organization, nor nobody", async () => {
    await choose({ ownersSeeTenants: true });
    const { owner, tenant, path } = await rented();
    const stranger = await aUser(at.app, at.org);
    const elsewhere = (await anOrganization(at.app)).organization_id;
    const far = await aCustomer(at.app, elsewhere, (await aCreditor(at.app, elsewhere)).id);
    for (const cookie of [stranger.cookie, far.user.cookie, (await rented()).owner.user.cookie]) {
      for (const end of ["", "/entries", "/extract?format=csv"])
        expect([404, 401]).toContain((await at.get(cookie, path + end)).status);
    }
    expect((await at.get("", "/tenant-spaces")).status).toBe(401);
    expect(
      (await at.get(tenant.user.cookie, `/accounts/${outside("account", owner.account.id)}`)).status,
    ).toBe(404);
    expect(await tenants(tenant.user.cookie)).toEqual([]);
    expect(await tenants(stranger.cookie)).toEqual([]);
  });
  it("only while the lease runs, only the account of the tenancy, only who acts for the owner", async () => {
    await choose({ ownersSeeTenants: true });
    const over = await rented({ until: "2026-11-19" });
    const soon = await rented({ from: "2026-11-21" });
    const last = await rented({ from: "2026-11-20", until: "2026-11-20" });
    expect((await at.get(over.owner.user.cookie, over.path)).status).toBe(404);
    expect((await at.get(soon.owner.user.cookie, soon.path)).status).toBe(404);
    expect((await at.get(last.owner.user.cookie, last.path)).status).toBe(200);
    expect(await tenants(over.owner.user.cookie)).toEqual([]);
    await at.app.admin.query("update accounts set kind = 'customer' where id = $1", [last.tenant.account.id]);
    expect((await at.get(last.owner.user.cookie, last.path)).status).toBe(404);
    const ended = await rented();
    await at.app.admin.query("update access_accounts set ends_on = '2026-11-19' where user_id = $1", [
      ended.owner.user.id,
    ]);
    expect((await at.get(ended.owner.user.cookie, ended.path)).status).toBe(404);
  });
});
