import { type RawBuilder, sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aCreditor, anOrganization } from "../../../test/harness/builders.ts";
import type { Context } from "../../platform/context.ts";
import { encodeCursor } from "../../platform/database/pool.ts";
import { newId } from "../../platform/ids.ts";
import { linesPage } from "./sql/lines.ts";

/** The scale that is promised: ten years of a house that receives four hundred transfers a working day. */
const LINES = 1_000_000;

let app: TestApp;
let org: string;
let creditor: string;
const account = newId();
beforeAll(async () => {
  app = await startTestApp({ modules: [] });
  org = (await anOrganization(app)).organization_id;
  creditor = (await aCreditor(app, org)).id as string;
  const run = (text: string, values: unknown[] = []) =>
    app.admin.query<{ name: string; text: string }>(text, values);
  await run("set session_replication_role = replica; set maintenance_work_mem = '256MB'");
  await run(
    "insert into bank_accounts (organization_id, id, creditor_id, key, currency, created_at) values ($1, $2, $3, 'FR7630006000011234567890189', 'EUR', now())",
    [org, account, creditor],
  );
  // To take seconds and not minutes, the indexes that are no constraint are built at the end.
  const { rows: indexes } = await run(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as text from pg_index
     where indrelid = 'bank_lines'::regclass and not indisunique`,
  );
  for (const { name } of indexes) await run(`drop index ${name}`);
  await run(
    `insert into bank_lines (organization_id, id, bank_account_id, creditor_id, booked_on, cents, currency, kind, state, proposed_at, created_at)
     select $1, quitus_new_id(), $2, $3, date '2017-01-01' + n / 300, n, 'EUR', 'transfer', case when n % 400 = 0 then 'waiting' else 'matched' end, now(), now()
     from generate_series(1, $4::int) n`,
    [org, account, creditor, LINES],
  );
  for (const { text } of indexes) await run(text);
  await run("set session_replication_role = origin");
  await run("vacuum (analyze) bank_lines, bank_accounts");
}, 240_000);
afterAll(() => app.close());

const planOf = (query: (ctx: Context) => RawBuilder<unknown>) =>
  app.inside(org, async (ctx) => {
    const { rows } = await sql<Record<string, string>>`explain ${query(ctx)}`.execute(ctx.db);
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  });
const next = encodeCursor(["2021-06-01", newId()]);

it.each([
  ["the work list", { state: "waiting" as const, limits: null }, /bank_lines_(state|waiting)/],
  ["the work list of limited staff", { state: "waiting" as const, limits: [newId()] }, /bank_lines_waiting/],
  ["all lines", { limits: null }, /bank_lines_recent/],
  ["the lines of an account", { account, limits: null }, /bank_lines_(account|recent)/],
  [
    "the lines of a month",
    { from: "2021-01-01", until: "2021-01-31", limits: null },
    /bank_lines_(recent|same)/,
  ],
])("PAY-10 reads a page of %s along an index among a million lines", async (_name, filter, index) => {
  for (const cursor of [undefined, next]) {
    const plan = await planOf((ctx) => linesPage(ctx, { ...filter, cursor, limit: 50 }));
    expect(plan).toMatch(index);
    expect(plan).not.toContain("Seq Scan on bank_lines");
  }
});
