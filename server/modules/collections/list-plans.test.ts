/** Lists over years of debits read along an index, a page at a time (MAN-7). */
import { type RawBuilder, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aCreditor, aCustomer, anOrganization } from "../../../test/harness/builders.ts";
import type { Context } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import { asSystem } from "./access.ts";
import { type Filter, pageQuery } from "./sql/reading.ts";

let app: TestApp;
let org: string;
let creditorId: string;
let accountId: string;
let partyId: string;
beforeAll(async () => {
  app = await startTestApp({ modules: [] });
  org = (await anOrganization(app)).organization_id;
  creditorId = (await aCreditor(app, org)).id as string;
  const [me, other] = [await aCustomer(app, org, creditorId), await aCustomer(app, org, creditorId)];
  accountId = me.account.id as string;
  partyId = me.party.id as string;
  // Batches and mandates are not what is measured.
  await app.admin.query("set session_replication_role = replica");
  await app.admin.query(
    `insert into collections (organization_id, id, end_to_end_id, creditor_id, account_id, party_id, user_id, mandate_id, umr, scheme, mode, kind,
       cents, collect_on, state, announced_on, notice_days, debtor_name, masked_iban, batch_id, block_id, debit, created_at, changed_at)
     select $1, gen_random_uuid(), 'PR' || n, $2, case when n % 200 = 0 then $3::uuid else $4::uuid end,
       case when n % 200 = 0 then $5::uuid else $6::uuid end, $7, gen_random_uuid(), 'M' || n, 'CORE', 'automatic', 'automatic', 100,
       date '2027-03-05' - n / 40, case when n <= 100 then 'sent' else 'collected' end, date '2026-01-01', 14, 'D', 'I', gen_random_uuid(),
       gen_random_uuid(), '', now(), now()
     from generate_series(1, 40000) n`,
    [org, creditorId, accountId, other.account.id, partyId, other.party.id, me.user.id],
  );
  await app.admin.query("set session_replication_role = origin");
  await app.admin.query("vacuum analyze collections");
});
afterAll(() => app.close());

const planOf = (make: (ctx: Context) => RawBuilder<unknown>) =>
  app.inside(org, async (ctx) => {
    const { rows } = await sql<Record<string, string>>`explain ${make(ctx)}`.execute(ctx.db);
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  });
const after = { day: "2026-06-01", id: newId() };

describe("plans over 40,000 direct debits", () => {
  it.each([
    ["all, latest first", () => ({}), false, "collections_recent"],
    ["to come, soonest first", () => ({ state: "coming" as const }), true, "collections_coming"],
    ["of a creditor", () => ({ creditorId }), false, /collections_(creditor|recent)/],
    ["of an account", () => ({ accountId }), false, "collections_account"],
  ] satisfies [string, () => Filter, boolean, string | RegExp][])(
    "MAN-7 %s",
    async (_what, filter, soonestFirst, index) => {
      for (const key of [null, after]) {
        const plan = await planOf((ctx) =>
          pageQuery(ctx, asSystem(), filter(), { after: key, limit: 50, soonestFirst }),
        );
        expect(plan).toMatch(index);
        expect(plan).not.toMatch(/Seq Scan on collections/);
      }
    },
  );
  it("what a bank names by its mandate, what is to settle, what waits for a batch", async () => {
    expect(
      await planOf(
        (ctx) => sql`select c.id from collections c where c.organization_id = ${ctx.organizationId}
          and c.umr_key = any(array['M17', 'M18']) and c.state in ('sent', 'collected', 'rejected', 'returned')
          order by c.collect_on desc limit 2000`,
      ),
    ).toContain("collections_umr");
    expect(
      await planOf(
        (
          ctx,
        ) => sql`select id from collections where organization_id = ${ctx.organizationId} and state = 'sent'
          and collect_on <= date '2027-03-05' order by id limit 500`,
      ),
    ).toContain("collections_coming");
    expect(
      await planOf(
        (
          ctx,
        ) => sql`select id from collections where organization_id = ${ctx.organizationId} and creditor_id = ${creditorId}
          and state = 'announced' and collect_on <= date '2027-03-05'`,
      ),
    ).toMatch(/collections_(waiting|coming)/);
  });
});
