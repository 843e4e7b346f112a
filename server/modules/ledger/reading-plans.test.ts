import { type RawBuilder, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aCreditor, aCustomer, anOrganization, aStaffUser } from "../../../test/harness/builders.ts";
import type { Actor, Context } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import { accountsPage, spacesPage } from "./sql/spaces.ts";
import { accountSummary, entriesPage, invoiceEntries, type Reading, readingTotals } from "./sql/statement.ts";

/** The scale that is promised; another organization, ten times smaller, lives in the same tables. */
const ACCOUNTS = 20_000;
const ENTRIES = 1_000_000;
type Plan = {
  "Node Type": string;
  "Index Cond"?: string;
  "Relation Name"?: string;
  "Index Name"?: string;
  Plans?: Plan[];
};

let app: TestApp;
let org: string;
let accountId: string;
let userId: string;
let staffId: string;
beforeAll(async () => {
  app = await startTestApp({ modules: [] });
  for (let round = 0; round < 2; round += 1) {
    org = (await anOrganization(app)).organization_id;
    const creditorId = (await aCreditor(app, org)).id;
    const customer = await aCustomer(app, org, creditorId);
    ({ id: accountId } = customer.account);
    ({ id: userId } = customer.user);
    staffId = (await aStaffUser(app, org, "reader")).id;
    await fill(creditorId, round === 0 ? 10 : 1);
  }
  await app.admin.query("vacuum (analyze) parties, accounts, entries");
});
afterAll(() => app.close());

/**
 * Accounts of as many parties, with fifty entries each: a third of them open. To take seconds and not minutes, foreign
 * keys, true by construction, are not checked, and the indexes that are no constraint are built at the end.
 */
async function fill(creditorId: string, smaller: number) {
  const run = (text: string, values: unknown[] = []) =>
    app.admin.query<{ name: string; text: string }>(text, values);
  await run("set session_replication_role = replica; set maintenance_work_mem = '256MB'");
  await run(
    `insert into parties (organization_id, id, code, name) select $1, gen_random_uuid(), 'N' || n, 'Tiers ' || n from generate_series(1, $2::int) n`,
    [org, ACCOUNTS / smaller],
  );
  await run(
    `insert into accounts (organization_id, id, creditor_id, party_id, code, label, balance_cents)
     select organization_id, gen_random_uuid(), $2, id, code, 'Compte ' || code, length(code) * 100 from parties where organization_id = $1`,
    [org, creditorId],
  );
  const { rows: indexes } = await run(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as text from pg_index
     where indrelid = 'entries'::regclass and not indisunique`,
  );
  for (const { name } of indexes) await run(`drop index ${name}`);
  await run(
    `insert into entries (organization_id, id, account_id, source_key, origin, entered_on, due_on, label, piece, amount_cents, settled_cents)
     select $1, quitus_new_id(), a.id, 'n' || n, 'batch', date '2025-01-01' + n * 10, date '2025-02-01' + n * 10, 'Facture', 'FA-' || n, 1000, case when n % 3 = 0 then 0 else 1000 end
     from generate_series(1, $2::int) n cross join accounts a where a.organization_id = $1`,
    [org, ENTRIES / ACCOUNTS],
  );
  for (const { text } of indexes) await run(text);
  await run("set session_replication_role = origin");
}

const actor = (id: string, staff: { role: "reader"; creditorIds: string[] | null } | null = null): Actor => ({
  kind: "user",
  userId: id,
  sessionId: newId(),
  name: "Test",
  staff,
  viewedBy: null,
  mustChangePassword: false,
});
const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** The nodes of the plan that the application's own role gets, under row-level security. */
async function planOf(query: (ctx: Context) => RawBuilder<unknown>, as: Actor): Promise<Plan[]> {
  return app.inside(
    org,
    async (ctx) => {
      const { rows } = await sql<{
        "QUERY PLAN": [{ Plan: Plan }];
      }>`explain (format json) ${query(ctx)}`.execute(ctx.db);
      return nodesOf(rows[0]!["QUERY PLAN"][0].Plan);
    },
    as,
  );
}
const scans = (plan: Plan[], table: string) =>
  plan
    .filter((node) => node["Relation Name"] === table || node["Index Name"]?.startsWith(table))
    .map((node) => `${node["Node Type"]} ${node["Index Name"] ?? ""}`.trim());

const key = { day: "2025-06-01", id: newId() };
const whole = { hidden: [], grouped: null };
const bounds = { ...whole, from: "2025-03-01", to: "2026-01-31" };
const readings: [string, Reading, string][] = [
  ["due", { ...whole, reading: "due", from: null, to: null }, "entries_open"],
  ["all", { reading: "all", ...bounds }, "entries_account"],
  ["ledger", { reading: "ledger", ...bounds }, "entries_account"],
  ["piece", { reading: "all", ...bounds, piece: "FA-12" }, "entries_piece"],
];

describe("plans over a million entries", () => {
  it.each(readings)("ACT-2 reads a page of %s by index, first and next", async (_name, reading, index) => {
    for (const after of [null, key]) {
      const plan = await planOf((ctx) => entriesPage(ctx, accountId, reading, after, 101), actor(userId));
      const found = scans(plan, "entries");
      expect(found.join("; ")).toContain(index);
      expect(found.filter((scan) => scan.startsWith("Seq Scan"))).toEqual([]);
    }
  });
  it.each(readings.filter(([, , index]) => index !== "entries_piece"))(
    "ACT-2 starts the next page of %s at its key",
    async (_name, reading, index) => {
      const plan = await planOf((ctx) => entriesPage(ctx, accountId, reading, key, 101), actor(userId));
      const page = plan.filter((node) => node["Index Name"] === index).map((node) => node["Index Cond"]);
      expect(page.join("; ")).toContain(key.day);
    },
  );
  it.each(readings)("ACT-2 totals %s by index", async (_name, reading) => {
    const found = scans(
      await planOf((ctx) => readingTotals(ctx, accountId, reading), actor(userId)),
      "entries",
    );
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((scan) => scan.startsWith("Seq Scan"))).toEqual([]);
  });
  it("ACT-2 sums up an account, and opens an invoice, by index", async () => {
    for (const query of [
      (ctx: Context) => accountSummary(ctx, accountId, "2026-11-20", whole),
      (ctx: Context) => invoiceEntries(ctx, accountId, newId()),
    ]) {
      const found = scans(await planOf(query, actor(userId)), "entries");
      expect(found.length).toBeGreaterThan(0);
      expect(found.filter((scan) => scan.startsWith("Seq Scan"))).toEqual([]);
    }
  });
  it("ACT-1 finds the spaces of a user without reading every account", async () => {
    const found = scans(await planOf((ctx) => spacesPage(ctx, {}, null, 51), actor(userId)), "accounts");
    expect(found.join("; ")).toContain("accounts_party");
    expect(found.filter((scan) => scan.startsWith("Seq Scan"))).toEqual([]);
  });
  it("OFF-7 finds the accounts of a party without reading every account", async () => {
    const plan = await planOf(
      (ctx) => accountsPage(ctx, { sort: "label", party: newId() }, null, 51),
      actor(staffId, { role: "reader", creditorIds: null }),
    );
    expect(scans(plan, "accounts").join("; ")).toMatch(/accounts_(creditor_)?party/);
  });
  it.each([
    ["label", "accounts_label", "compte n2"],
    ["balance", "accounts_balance", 300],
  ] as const)("OFF-7 pages accounts by %s along an index", async (sort, index, at) => {
    for (const after of [null, { sort: at, id: newId() }]) {
      const plan = await planOf(
        (ctx) => accountsPage(ctx, { sort }, after, 51),
        actor(staffId, { role: "reader", creditorIds: null }),
      );
      expect(scans(plan, "accounts").join("; ")).toContain(index);
      expect(plan.filter((node) => node["Node Type"] === "Sort")).toEqual([]);
    }
  });
});
