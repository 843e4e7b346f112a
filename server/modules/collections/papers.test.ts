/** Debits under mandates that were signed on paper (MAN-7, INF-5). */
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aPayer, collectionsModule, gesturesOf, openCollector } from "../../../test/harness/collections.ts";
import { heldPage } from "../../platform/personal-data.ts";
import { personalKinds } from "./index.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ modules: [collectionsModule] });
});
afterAll(() => app.close());

it("ALL-1 INF-5 a debit under a paper is its debtor’s, not that of the member of staff who typed it", async () => {
  app.setClock(new Date("2027-02-17T08:00:00Z"));
  const shop = await openCollector(app);
  const clerk = shop.staff.manager["id"] as string;
  const payer = await aPayer(app, shop, [3000], { mandate: { origin: "paper", user_id: clerk } });
  await gesturesOf(app, shop).announce();
  const held = (subject: Parameters<typeof heldPage>[2]) =>
    app.inside(shop.organizationId, (ctx) =>
      heldPage(ctx, personalKinds[0]!, subject, { after: null, limit: 10 }),
    );
  expect(await held({ userId: clerk, actsFor: [], himself: [] })).toEqual([]);
  const party = payer.party.id as string;
  expect(await held({ userId: payer.user.id as string, actsFor: [party], himself: [party] })).toHaveLength(1);
});
