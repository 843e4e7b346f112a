import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { anOrganization, aUser } from "../../../test/harness/builders.ts";
import { newId } from "../../platform/ids.ts";
import { queuePage } from "./sql/requests.ts";

let app: TestApp;
let org: string;
beforeAll(async () => {
  app = await startTestApp({ modules: [] });
  org = (await anOrganization(app)).organization_id;
  const { id } = await aUser(app, org);
  await app.admin.query(
    `insert into requests (organization_id, id, number, user_id, category, subject, state, created_at, moved_at, seen_at)
     select $1, gen_random_uuid(), n, $2, 'other', 'Sujet', case when n % 100 = 0 then 'open' else 'closed' end,
       now(), now() - n * interval '1 minute', now() from generate_series(1, 20000) n`,
    [org, id],
  );
  await app.admin.query("vacuum analyze requests");
});
afterAll(() => app.close());

describe("plans over 20,000 requests", () => {
  it.each([
    ["that wait for an answer", { state: "open" as const }, "requests_state"],
    ["of every state", {}, "requests_moved"],
  ])("OFF-6 reads a page of those %s along an index, first and next", async (_name, filter, index) => {
    const cursor = Buffer.from(JSON.stringify(["2026-11-20T00:00:00.000Z", newId()])).toString("base64url");
    for (const at of [undefined, cursor]) {
      const plan = await app.inside(org, async (ctx) => {
        const page = queuePage(ctx, { ...filter, creditorIds: null, cursor: at, limit: 50 });
        const { rows } = await sql<Record<string, string>>`explain ${page}`.execute(ctx.db);
        return rows.map((row) => row["QUERY PLAN"]).join("\n");
      });
      expect(plan).toContain(index);
      expect(plan).not.toContain("Sort");
    }
  });
});
