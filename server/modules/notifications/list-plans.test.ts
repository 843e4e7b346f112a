import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { anOrganization } from "../../../test/harness/builders.ts";
import { newId } from "../../platform/ids.ts";
import { mailsAbout, mailsPage } from "./sql/mails.ts";

let app: TestApp;
let org: string;
beforeAll(async () => {
  app = await startTestApp({ modules: [] });
  org = (await anOrganization(app)).organization_id;
  await app.admin.query(
    `insert into mails (organization_id, id, kind, to_address, subject, text, html, subject_kind, subject_id, once_key, state, created_at)
     select $1, gen_random_uuid(), 'test', 'a@example.org', 'Bonjour', '', '', 'user', gen_random_uuid(), n::text,
       case when n % 500 = 0 then 'failed' else 'sent' end, now() - n * interval '1 minute' from generate_series(1, 20000) n`,
    [org],
  );
  await app.admin.query(
    "insert into mail_entries (organization_id, mail_id, entry_id) select organization_id, id, gen_random_uuid() from mails",
  );
  await app.admin.query("vacuum analyze mails, mail_entries");
});
afterAll(() => app.close());

describe("plans over 20,000 mails", () => {
  it.each([
    ["of a state", { state: "failed" as const }, "mails_state"],
    ["of every state", {}, "mails_recent"],
  ])("OFF-6 reads a page %s along an index, first and next", async (_name, filter, index) => {
    const cursor = Buffer.from(JSON.stringify(["2026-11-01T00:00:00.000Z", newId()])).toString("base64url");
    for (const at of [undefined, cursor]) {
      const plan = await app.inside(org, async (ctx) => {
        const page = mailsPage(ctx, { ...filter, words: [], creditorIds: null, cursor: at, limit: 50 });
        const { rows } = await sql<Record<string, string>>`explain ${page}`.execute(ctx.db);
        return rows.map((row) => row["QUERY PLAN"]).join("\n");
      });
      expect(plan).toContain(index);
      expect(plan).not.toContain("Sort");
    }
  });

  it("ACT-5 finds the mails about an invoice by its entries, without reading the others", async () => {
    const plan = await app.inside(org, async (ctx) => {
      const page = mailsAbout(ctx, [newId(), newId()], { creditorIds: null }, 50);
      const { rows } = await sql<Record<string, string>>`explain ${page}`.execute(ctx.db);
      return rows.map((row) => row["QUERY PLAN"]).join("\n");
    });
    expect(plan).toContain("mail_entries_entry");
    expect(plan).toContain("mails_pkey");
    expect(plan).not.toContain("Seq Scan");
  });
});
