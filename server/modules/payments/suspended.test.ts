/** ACT-6: while the service suspends payments, a cart keeps its pieces, says why, and cannot be paid. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aDebtor, openShop } from "../../../test/harness/payments.ts";
import { type Simulators, startSimulators } from "../../gateways/simulators.ts";
import { modules } from "../../modules.ts";
import { dayInParis } from "../../platform/dates.ts";

let app: TestApp;
let simulators: Simulators;
beforeAll(async () => {
  app = await startTestApp({ modules });
  simulators = await startSimulators();
});
afterAll(async () => {
  await simulators.close();
  await app.close();
});

it("ACT-6 carts and attempts obey the suspension, with the service's own words, and work again after it", async () => {
  const shop = await openShop(app, simulators, "ogone");
  const debtor = await aDebtor(app, shop, [4000, 6000]);
  const [first, second] = debtor.entryIds as [string, string];
  const today = dayInParis(new Date());
  const suspend = (suspension: unknown) =>
    app.admin.query(
      "update organizations set settings = jsonb_set(settings, '{suspension}', $2::jsonb) where organization_id = $1",
      [shop.organizationId, JSON.stringify(suspension)],
    );
  expect((await debtor.fill([first])).json).toMatchObject({ why: null });
  await suspend({ from: today, until: today, fr: "Bascule de logiciel.", en: "" });
  const cart = (await debtor.cart()).json;
  expect(cart).toMatchObject({ why: "payments.suspended", can: { pay: false }, dropped: [] });
  expect(cart.pieces).toHaveLength(1);
  const refused = await debtor.fill([second]);
  expect(refused.json).toMatchObject({
    code: "payments.suspended",
    title: "Le règlement en ligne est suspendu. Bascule de logiciel.",
  });
  expect((await debtor.start(4000)).json).toMatchObject({ code: "payments.suspended" });
  await suspend(null);
  expect((await debtor.cart()).json).toMatchObject({ why: null, can: { pay: true } });
});
