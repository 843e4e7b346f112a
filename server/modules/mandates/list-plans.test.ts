import { type RawBuilder, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aCreditor, aCustomer, anOrganization } from "../../../test/harness/builders.ts";
import { newId } from "../../platform/ids.ts";
import { mandatesPage } from "./sql/mandates.ts";
import { knownMandates } from "./sql/many.ts";

let app: TestApp;
let org: string;
let creditors: string[];
beforeAll(async () => {
  app = await startTestApp({ modules: [] });
  org = (await anOrganization(app)).organization_id;
  creditors = [(await aCreditor(app, org)).id as string, (await aCreditor(app, org)).id as string];
  const { party, account, user } = await aCustomer(app, org, creditors[0]!);
  await app.admin.query(
    `insert into mandates (organization_id, id, umr, creditor_id, party_id, account_id, user_id, origin, scheme, mode, state, language,
       purpose, pre_notification_days, debtor_name, debtor_address, debtor_iban, creditor_name, creditor_ics, one_off_cents, signed_on, created_at, changed_at)
     select $1, gen_random_uuid(), 'U-' || n, case when n % 50 = 0 then $2::uuid else $3::uuid end, $4, $5, $6, 'online', 'CORE', 'one_off',
       case when n % 400 = 0 then 'suspended' else 'finished' end, 'fr', '', 14, 'Camille', '{}', 'FR7630006000011234567890189', 'Régie', 'FR72ZZZ123456',
       100, '2026-01-01', now() - n * interval '1 minute', now() from generate_series(1, 20000) n`,
    [org, creditors[1], creditors[0], party.id, account.id, user.id],
  );
  await app.admin.query("vacuum analyze mandates, accounts, creditors, parties");
});
afterAll(() => app.close());

const planOf = (work: (at: { at: string; id: string } | null) => RawBuilder<unknown>, next: boolean) =>
  app.inside(org, async (ctx) => {
    const page = work(next ? { at: new Date(Date.now() - 2 * 86_400_000).toISOString(), id: newId() } : null);
    const { rows } = await sql<Record<string, string>>`explain ${page}`.execute(ctx.db);
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  });

describe("plans over 20,000 mandates", () => {
  it.each([
    ["of every state", {}, "mandates_recent"],
    ["of a state", { states: ["suspended"] as const }, "mandates_state"],
  ])("MAN-6 reads a page %s along an index, first and next", async (_name, filter, index) => {
    for (const next of [false, true]) {
      const plan = await app.inside(org, async (ctx) =>
        planOf((after) => mandatesPage(ctx, sql`true`, filter, { after, limit: 51 }), next),
      );
      expect(plan).toContain(index);
      expect(plan).not.toContain("Sort");
    }
  });
  it("API-2 finds what is known of the lines of a batch by reference and by account", async () => {
    const asked = { umrs: Array.from({ length: 500 }, (_, n) => `OLD-${n}`), accountIds: [newId(), newId()] };
    const plan = await app.inside(org, (ctx) =>
      planOf(() => knownMandates(ctx, creditors[0]!, asked), false),
    );
    expect(plan).toContain("mandates_umr");
    expect(plan).not.toContain("Seq Scan");
  });
  it("MAN-7 finds what a creditor may collect by the index of those in force", async () => {
    const plan = await planOf(
      () => sql`
        select m.id from mandates m
        where m.organization_id = ${org} and m.creditor_id = ${creditors[0]!} and m.state = 'active' order by m.id limit 50`,
      false,
    );
    expect(plan).toContain("mandates_collectable");
    expect(plan).not.toContain("Sort");
  });
});
