import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { anOrganization } from "../../../test/harness/builders.ts";
import { newId } from "../../platform/ids.ts";
import { importsPage } from "./sql.ts";

let app: TestApp;
let org: string;
beforeAll(async () => {
  app = await startTestApp({ modules: [] });
  org = (await anOrganization(app)).organization_id;
  await app.admin.query(
    `insert into imports (organization_id, id, kind, mode, file_name, file_hash, bytes, state, errors, created_by, created_at)
     select $1, gen_random_uuid(), 'fec', 'apply', 'x', 'x', 1, case when n % 500 = 0 then 'failed' else 'done' end,
       case when n % 700 = 0 then 3 else 0 end, 'x', now() - n * interval '1 minute' from generate_series(1, 20000) n`,
    [org],
  );
  await app.admin.query("vacuum analyze imports");
});
afterAll(() => app.close());

describe("plans over 20,000 imports", () => {
  it.each([
    ["of a state", { state: "failed" as const }, "imports_state"],
    ["with lines to correct", { errors: "yes" as const }, "imports_with_errors"],
    ["of every kind", {}, "imports_recent"],
  ])("OFF-6 reads a page %s along an index, first and next", async (_name, filter, index) => {
    const cursor = Buffer.from(JSON.stringify(["2026-11-01T00:00:00.000Z", newId()])).toString("base64url");
    for (const at of [undefined, cursor]) {
      const plan = await app.inside(org, async (ctx) => {
        const page = importsPage(ctx, { ...filter, limits: null, cursor: at, limit: 50 });
        const { rows } = await sql<Record<string, string>>`explain ${page}`.execute(ctx.db);
        return rows.map((row) => row["QUERY PLAN"]).join("\n");
      });
      expect(plan).toContain(index);
      expect(plan).not.toContain("Sort");
    }
  });
});
