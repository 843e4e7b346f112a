import { type RawBuilder, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { anOrganization, aUser } from "../../../test/harness/builders.ts";
import { newId } from "../../platform/ids.ts";
import { KINDS } from "./gather-kinds.ts";
import { SWEEPS } from "./gather-sweeps.ts";
import { erasuresPage } from "./sql/erasures.ts";

let app: TestApp;
let org: string;
let userId: string;
beforeAll(async () => {
  app = await startTestApp({ modules: [] });
  org = (await anOrganization(app)).organization_id;
  userId = (await aUser(app, org)).id as string;
  await app.admin.query(
    `insert into erasures (organization_id, id, user_id, asked_by, reason, state, asked_at, due_on)
     select $1, gen_random_uuid(), $2, $2, '', 'withdrawn', now() - n * interval '1 hour', current_date from generate_series(1, 20000) n`,
    [org, userId],
  );
  await app.admin.query(
    `insert into users (organization_id, id, identifier, name) select $1, gen_random_uuid(), 'many' || n, 'Nom' from generate_series(1, 2000) n`,
    [org],
  );
  await app.admin.query(
    `insert into erasures (organization_id, id, user_id, asked_by, reason, state, asked_at, due_on)
     select $1, gen_random_uuid(), id, id, '', 'waiting', now(), current_date from users where organization_id = $1 and name = 'Nom'`,
    [org],
  );
  await app.admin.query(
    `insert into mails (organization_id, id, user_id, kind, to_address, subject, text, html, subject_kind, subject_id, once_key, created_at)
     select $1, gen_random_uuid(), u.id, 'x', 'a@example.org', 's', 't', 'h', 'user', 'x', gen_random_uuid()::text, now()
     from users u, generate_series(1, 10) n where u.organization_id = $1`,
    [org],
  );
  await app.admin.query("vacuum analyze erasures; ");
  await app.admin.query("vacuum analyze mails");
});
afterAll(() => app.close());

const planOf = (query: RawBuilder<unknown>) =>
  app.inside(org, async (ctx) => {
    const { rows } = await sql<Record<string, string>>`explain ${query}`.execute(ctx.db);
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  });

describe("INF-5 plans over 22,000 requests to be erased", () => {
  it.each([
    ["waiting", "erasures_waiting", "2026-11-20"],
    ["decided", "erasures_recent", "2026-11-20T00:00:00.000Z"],
  ] as const)("reads a page of those %s along an index, first and next", async (state, index, key) => {
    const cursor = Buffer.from(JSON.stringify([key, newId()])).toString("base64url");
    for (const at of [undefined, cursor]) {
      const query = await app.inside(org, async (ctx) => erasuresPage(ctx, { state, cursor: at, limit: 50 }));
      const plan = await planOf(query);
      expect(plan).toContain(index);
      expect(plan).not.toContain("Sort");
    }
  });

  it("finds the mails of one person by an index, whatever the others received", async () => {
    const mails = KINDS.find((one) => one.kind === "mails")!;
    const of = { userId, actsFor: [], himself: [] };
    const query = await app.inside(org, async (ctx) => mails.source(ctx, of));
    expect(await planOf(query)).toContain("mails_user");
  });

  it("finds what is past its term by an index, when nothing is", async () => {
    const mails = SWEEPS.find((one) => one.kind === "mails")!;
    const read = await app.inside(org, async (ctx) => {
      await mails.run(ctx, new Date("2020-01-01"), 500);
      const { rows } = await sql<{ whole: number; index: number }>`
        select seq_scan as whole, idx_scan as index from pg_stat_xact_user_tables where relname = 'mails'`.execute(
        ctx.db,
      );
      return rows[0]!;
    });
    expect(Number(read.whole)).toBe(0);
    expect(Number(read.index)).toBeGreaterThan(0);
  });
});
