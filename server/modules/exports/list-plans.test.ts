import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aCreditor, aCustomer, anOrganization } from "../../../test/harness/builders.ts";
import { newId } from "../../platform/ids.ts";
import { waitingLines } from "./sql.ts";

let app: TestApp;
let org: string;
let creditor: string;
const exported = newId();
beforeAll(async () => {
  app = await startTestApp({ modules: [] });
  org = (await anOrganization(app)).organization_id;
  creditor = (await aCreditor(app, org)).id as string;
  const account = (await aCustomer(app, org, creditor)).account.id;
  // The books hold the rest; of what was received here, the last ten lines were taken by no export yet.
  await app.admin.query(
    `insert into entries (organization_id, id, account_id, source_key, origin, entered_on, label, piece, amount_cents)
     select $1, gen_random_uuid(), $2, n::text, case when n % 20 = 0 then 'payment' else 'batch' end, '2026-10-01', 'x', '', 100
     from generate_series(1, 40000) n`,
    [org, account],
  );
  await app.admin.query(
    "insert into exports (organization_id, id, creditor_id, kind, format, state, lines, created_by, created_at) values ($1, $2, $3, 'payments', 'csv', 'making', 0, '', now())",
    [org, exported, creditor],
  );
  await app.admin.query(
    `insert into export_lines (organization_id, kind, source_id, export_id, rank)
     select organization_id, 'payments', id, $2, row_number() over (order by source_key) from entries
     where organization_id = $1 and origin = 'payment' and source_key not like '1%'`,
    [org, exported],
  );
  await app.admin.query("vacuum analyze entries, export_lines");
});
afterAll(() => app.close());

describe("plans over 40,000 entries", () => {
  it("API-4 looks for untaken payments among those that the books do not have yet, not among all entries", async () => {
    const plan = await app.inside(org, async (ctx) => {
      const waiting = waitingLines(ctx, "payments", creditor, 10_000);
      const { rows } = await sql<Record<string, string>>`explain (analyze, buffers off) ${waiting}`.execute(
        ctx.db,
      );
      return rows.map((row) => row["QUERY PLAN"]).join("\n");
    });
    expect(plan).toContain("entries_pending");
    expect(plan).toContain("Anti Join");
    expect(plan).not.toContain("Seq Scan on entries");
  });
});
