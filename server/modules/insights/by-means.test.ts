/** By which means money comes (OFF-1): what is received on line is told by insights.test.ts; here debits and the bank. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aCreditor, aStaffUser, call } from "../../../test/harness/builders.ts";
import {
  aPayer,
  collectionsModule,
  gesturesOf,
  itIs,
  openCollector,
} from "../../../test/harness/collections.ts";
import { moduleOf } from "../../platform/doors.ts";
import { newId } from "../../platform/ids.ts";
import { recordReturns, settleCollections } from "../collections/index.ts";
import { contract, refusals } from "./contract.ts";
import { routes } from "./routes.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({
    modules: [collectionsModule, moduleOf("insights", contract, routes, refusals)],
    work: true,
  });
});
afterAll(() => app.close());

type Shop = Awaited<ReturnType<typeof openCollector>>;

/** Money that a line of the bank brought to the creditor. */
async function fromTheBank(shop: Shop, kind: string, cents: number, state: "active" | "undone") {
  const [account, line, allocation] = [newId(), newId(), newId()];
  await app.admin.query(
    "insert into bank_accounts (organization_id, id, key, currency, created_at) values ($1, $2, $3, 'EUR', now())",
    [shop.organizationId, account, account],
  );
  await app.admin.query(
    `insert into bank_lines (organization_id, id, bank_account_id, booked_on, cents, currency, kind, state, created_at)
     values ($1, $2, $3, '2027-03-01', $4, 'EUR', $5, 'matched', now())`,
    [shop.organizationId, line, account, cents, kind],
  );
  await app.admin.query(
    `insert into bank_allocations (organization_id, id, line_id, creditor_id, reference, cents, source, state, made_at, undone_at)
     values ($1, $2, $3, $4, $5, $6, 'rule', $7, now(), case when $7 = 'undone' then now() end)`,
    [shop.organizationId, allocation, line, shop.creditorId, allocation, cents, state],
  );
}

it("counts debits that did not come back and what the bank's statements brought, of the creditors that one sees", async () => {
  app.setClock(new Date("2027-02-17T08:00:00Z"));
  const shop = await openCollector(app);
  const act = gesturesOf(app, shop);
  await aPayer(app, shop, [3000]);
  await aPayer(app, shop, [1100]);
  await act.sent();
  await itIs(app, "2027-03-05T07:00:00Z");
  await settleCollections(act.outer());
  const { rows } = await app.admin.query<{ end_to_end_id: string }>(
    "select end_to_end_id from collections where organization_id = $1 and cents = 3000",
    [shop.organizationId],
  );
  await app.inside(shop.organizationId, (ctx) =>
    recordReturns(ctx, [
      {
        endToEndId: rows[0]!.end_to_end_id,
        umr: null,
        paymentInformationId: null,
        cents: -3000,
        on: "2027-03-08",
        reasonCode: "AM04",
        reasonText: null,
        source: "camt.054",
        key: "1",
        chargesCents: null,
      },
    ]),
  );
  await fromTheBank(shop, "transfer", 500, "active");
  await fromTheBank(shop, "instant_transfer", 200, "active");
  await fromTheBank(shop, "cheque", 90, "active");
  await fromTheBank(shop, "transfer", 8000, "undone");
  const home = async (over: Record<string, unknown>) => {
    const { cookie } = await aStaffUser(app, shop.organizationId, "reader", over);
    return (await call("GET", `${shop.base}/api/office/home`, { cookie })).json;
  };
  const all = await home({});
  expect(all.byMeans).toEqual([
    { means: "direct_debit", cents: 1100, count: 1 },
    { means: "transfer", cents: 700, count: 2 },
    { means: "cheque", cents: 90, count: 1 },
  ]);
  // On line means on line: neither debits nor transfers are counted there.
  expect(all.figures.collectedMonthCents).toBe(0);
  const other = await aCreditor(app, shop.organizationId);
  expect((await home({ staff_creditor_ids: [other.id] })).byMeans).toEqual([]);
});
