import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { anOrganization } from "../../../test/harness/builders.ts";
import { newId } from "../../platform/ids.ts";
import { deliveriesPage } from "./sql.ts";

let app: TestApp;
let org: string;
const webhook = newId();
beforeAll(async () => {
  app = await startTestApp({ modules: [] });
  org = (await anOrganization(app)).organization_id;
  await app.admin.query(
    "insert into webhooks (organization_id, id, url, label, events, secrets, enabled, created_at) values ($1, $2, 'https://example.org', '', '{}', '', true, now())",
    [org, webhook],
  );
  await app.admin.query(
    `insert into webhook_deliveries (organization_id, id, webhook_id, fact_id, event, state, created_at)
     select $1, gen_random_uuid(), $2, gen_random_uuid(), 'payment.settled', case when n % 500 = 0 then 'failed' else 'delivered' end,
       now() - n * interval '1 minute' from generate_series(1, 20000) n`,
    [org, webhook],
  );
  await app.admin.query("vacuum analyze webhook_deliveries");
});
afterAll(() => app.close());

describe("plans over 20,000 deliveries", () => {
  it.each([
    ["of a state", { state: "failed" }, "webhook_deliveries_state"],
    ["of every state", {}, "webhook_deliveries_recent"],
  ])("API-5 reads a page %s along an index, first and next", async (_name, filter, index) => {
    const cursor = Buffer.from(JSON.stringify(["2026-11-20T00:00:00.000Z", newId()])).toString("base64url");
    for (const at of [undefined, cursor]) {
      const plan = await app.inside(org, async (ctx) => {
        const page = deliveriesPage(ctx, webhook, { ...filter, cursor: at, limit: 50 });
        const { rows } = await sql<Record<string, string>>`explain ${page}`.execute(ctx.db);
        return rows.map((row) => row["QUERY PLAN"]).join("\n");
      });
      expect(plan).toContain(index);
      expect(plan).not.toContain("Sort");
    }
  });
});
