import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { anEntry, call } from "../../../test/harness/builders.ts";
import {
  aDebtor,
  decideAtProvider,
  moneyOf,
  openShop,
  paymentsModule,
  soundMoney,
  startSimulators,
} from "../../../test/harness/payments.ts";
import type { Simulators } from "../../gateways/simulators.ts";
import { outside } from "../../platform/ids.ts";

let app: TestApp;
let simulators: Simulators;
beforeAll(async () => {
  app = await startTestApp({ modules: [paymentsModule], work: true });
  simulators = await startSimulators({ clock: () => app.services.clock(), retryMs: 200 });
});
afterAll(async () => {
  await simulators.close();
  await app.close();
});

describe("carts", () => {
  it("PAY-2 deducts credit notes, and refuses a total that is not positive", async () => {
    const shop = await openShop(app, simulators, "ogone");
    const debtor = await aDebtor(app, shop, [3000, -1000]);
    expect((await debtor.fill()).json).toMatchObject({ totalCents: 2000, can: { pay: true } });
    const left = await debtor.leave();
    await decideAtProvider(simulators, "ogone", left.reference, "accept");
    await app.quiet();
    expect(await moneyOf(app, shop.organizationId)).toMatchObject(soundMoney(2000));
    const { rows } = await app.admin.query(
      "select sum(amount_cents - settled_cents)::int as open from entries where organization_id = $1",
      [shop.organizationId],
    );
    expect(rows).toEqual([{ open: 0 }]);
    const owed = await aDebtor(app, shop, [1000, -1000]);
    expect((await owed.fill()).json).toMatchObject({ why: "cart.total_not_positive", can: { pay: false } });
    expect((await owed.start(0)).json.code).toBe("cart.total_not_positive");
  });

  it("PAY-2 pays one piece at a time when the organization wants it", async () => {
    const shop = await openShop(app, simulators, "ogone", { paySeveral: false });
    const debtor = await aDebtor(app, shop, [1000, 2000]);
    expect((await debtor.fill([debtor.entryIds[0]!])).status).toBe(200);
    expect((await debtor.fill([debtor.entryIds[1]!])).json.code).toBe("cart.one_at_a_time");
    expect((await debtor.cart()).json.pieces).toHaveLength(1);
  });

  it("PAY-2 pays none of several chosen before the organization stopped allowing it", async () => {
    const shop = await openShop(app, simulators, "ogone");
    const debtor = await aDebtor(app, shop, [1000, 2000]);
    await debtor.fill();
    await app.admin.query("update organizations set settings = $2 where organization_id = $1", [
      shop.organizationId,
      JSON.stringify({ paySeveral: false }),
    ]);
    expect((await debtor.cart()).json).toMatchObject({ why: "cart.one_at_a_time", can: { pay: false } });
    expect((await debtor.start(3000)).json.code).toBe("cart.one_at_a_time");
    const one = `/carts/${shop.creditorOut}/entries/${outside("entry", debtor.entryIds[0]!)}`;
    expect((await debtor.api("DELETE", one)).json).toMatchObject({ totalCents: 2000, can: { pay: true } });
  });

  it("PAY-8 asks for an address, unless the organization allows to pay without", async () => {
    const shop = await openShop(app, simulators, "ogone");
    const debtor = await aDebtor(app, shop, [1000], { email: null });
    expect((await debtor.fill()).json.why).toBe("cart.email_needed");
    expect((await debtor.start(1000)).json.code).toBe("cart.email_needed");
    expect((await debtor.start(1000, "payeur@example.org")).status).toBe(200);
    const free = await openShop(app, simulators, "ogone", { payWithoutEmail: true });
    const other = await aDebtor(app, free, [1000], { email: null });
    const left = await other.leave();
    await decideAtProvider(simulators, "ogone", left.reference, "accept");
    await app.quiet();
    expect((await other.payment(left.id)).json.state).toBe("paid");
  });

  it("refuses a total that is no longer the one shown", async () => {
    const shop = await openShop(app, simulators, "ogone");
    const debtor = await aDebtor(app, shop, [1000]);
    await debtor.fill();
    expect((await debtor.start(999)).json).toMatchObject({ code: "cart.changed", totalCents: 1000 });
  });

  it("PAY-6 leaves as a credit what was settled meanwhile by a transfer", async () => {
    const shop = await openShop(app, simulators, "ogone");
    const debtor = await aDebtor(app, shop, [3000]);
    const left = await debtor.leave();
    const transfer = await anEntry(app, shop.organizationId, debtor.accountId, -3000);
    await app.admin.query(
      "insert into letterings (organization_id, id, account_id, code, origin, created_at) values ($1, $2, $3, 'AA', 'published', now())",
      [shop.organizationId, transfer.id, debtor.accountId],
    );
    for (const [entry, cents] of [
      [debtor.entryIds[0], 3000],
      [transfer.id, -3000],
    ]) {
      await app.admin.query(
        "insert into lettering_parts (organization_id, lettering_id, entry_id, cents) values ($1, $2, $3, $4)",
        [shop.organizationId, transfer.id, entry, cents],
      );
      await app.admin.query("update entries set settled_cents = $2 where id = $1", [entry, cents]);
    }
    await decideAtProvider(simulators, "ogone", left.reference, "accept");
    await app.quiet();
    expect((await debtor.payment(left.id)).json).toMatchObject({
      state: "paid",
      receipt: { unapplied: true },
    });
    expect(await moneyOf(app, shop.organizationId)).toMatchObject(soundMoney(3000));
  });
});

describe("API-1 a keyed start", () => {
  it("gives the same answer to the same key, and refuses the key for another request", async () => {
    const shop = await openShop(app, simulators, "ogone");
    const debtor = await aDebtor(app, shop, [1000]);
    await debtor.fill();
    const url = `${shop.base}/api/carts/${shop.creditorOut}/payment`;
    const send = (expectedCents: number) =>
      call("POST", url, {
        cookie: debtor.user.cookie,
        body: { expectedCents },
        headers: { "idempotency-key": "k1" },
      });
    const first = await send(1000);
    expect(first.status).toBe(200);
    expect((await send(1000)).json).toEqual(first.json);
    expect((await send(999)).json.code).toBe("idempotency.key_reused");
  });
});
