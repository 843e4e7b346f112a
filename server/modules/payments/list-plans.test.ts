import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aCreditor, aCustomer, anOrganization } from "../../../test/harness/builders.ts";
import { newId } from "../../platform/ids.ts";
import { overdueTransfers, transfersPage } from "./sql/transfer-orders.ts";

let app: TestApp;
let org: string;
let userId: string;
beforeAll(async () => {
  app = await startTestApp({ modules: [] });
  org = (await anOrganization(app)).organization_id;
  const creditor = await aCreditor(app, org);
  const me = await aCustomer(app, org, creditor.id as string);
  const other = await aCustomer(app, org, creditor.id as string);
  userId = me.user.id as string;
  await app.admin.query(
    `insert into transfer_orders (organization_id, id, reference, user_id, creditor_id, account_id, cents, state, made_at, closed_at, expires_on)
     select $1, gen_random_uuid(), 'RF' || n, case when n % 20 = 0 then $2::uuid else $3::uuid end, $4, $5, 100,
       case when n % 3 = 0 then 'open' else 'cancelled' end, now() - n * interval '1 minute', case when n % 3 = 0 then null else now() end, current_date + n % 40 - 1
     from generate_series(1, 20000) n`,
    [org, userId, other.user.id, creditor.id, me.account.id],
  );
  await app.admin.query("vacuum analyze transfer_orders");
});
afterAll(() => app.close());

it("PAY-9 finds the orders whose term is past along an index", async () => {
  const plan = await app.inside(org, async (ctx) => {
    const { rows } = await sql<
      Record<string, string>
    >`explain ${overdueTransfers(ctx, "2026-11-20", 500)}`.execute(ctx.db);
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  });
  expect(plan).toContain("transfer_orders_term");
  expect(plan).not.toContain("Sort");
});

describe("plans over 20,000 orders of transfer", () => {
  it.each([undefined, "open" as const])(
    "PAY-9 reads a page of one's own along an index (state %s)",
    async (state) => {
      for (const after of [null, { at: "2026-11-20T00:00:00.000Z", id: newId() }]) {
        const plan = await app.inside(org, async (ctx) => {
          const page = transfersPage(ctx, { userId, state, after, limit: 50 });
          const { rows } = await sql<Record<string, string>>`explain ${page}`.execute(ctx.db);
          return rows.map((row) => row["QUERY PLAN"]).join("\n");
        });
        expect(plan).toContain("transfer_orders_user");
        expect(plan).not.toContain("Sort");
      }
    },
  );
});
