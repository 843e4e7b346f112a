import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aCustomer, aStaffUser, call } from "../../../test/harness/builders.ts";
import {
  aDebtor,
  decideAtProvider,
  moneyOf,
  openShop,
  type Provider,
  paymentsModule,
  soundMoney,
  startSimulators,
} from "../../../test/harness/payments.ts";
import type { Simulators } from "../../gateways/simulators.ts";
import { outside } from "../../platform/ids.ts";
import { sweepPayments } from "./index.ts";

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

afterEach(() => app.setClock(null));

const follow = (departure: { method: string; url: string; fields: Record<string, string> }) =>
  departure.method === "POST"
    ? fetch(departure.url, {
        method: "POST",
        body: new URLSearchParams(departure.fields),
        redirect: "manual",
      })
    : fetch(departure.url, { redirect: "manual" });
const sweepAfter = async (organizationId: string, minutes: number) => {
  app.setClock(new Date(Date.now() + minutes * 60_000));
  await sweepPayments(app.outer(organizationId));
  await app.quiet();
};

describe.each<Provider>(["ogone", "payfip"])("a payment at %s", (provider) => {
  it("PAY-1 PAY-4 PAY-7 settles two invoices from cart to lettering, with a receipt", async () => {
    const shop = await openShop(app, simulators, provider);
    const debtor = await aDebtor(app, shop, [5000, 7050]);
    const cart = await debtor.fill();
    expect(cart.json).toMatchObject({
      totalCents: 12_050,
      can: { pay: true },
      why: null,
      creditor: { ics: "FR72ZZZ123456" },
    });
    expect(cart.json.creditor.maskedIban).not.toContain("3000600001");
    const left = await debtor.leave();
    expect((await debtor.payment(left.id)).json).toMatchObject({
      state: "waiting",
      can: { resume: true, cancel: true },
    });
    await decideAtProvider(simulators, provider, left.reference, "accept");
    await app.quiet();
    const paid = (await debtor.payment(left.id)).json;
    expect(paid).toMatchObject({
      state: "paid",
      cents: 12_050,
      receipt: { cents: 12_050, means: "card", unapplied: false },
    });
    const entries = await app.admin.query(
      "select amount_cents - settled_cents as open, lettering_code from entries where id = any($1)",
      [debtor.entryIds],
    );
    expect(entries.rows).toEqual([
      { open: 0, lettering_code: "q1" },
      { open: 0, lettering_code: "q1" },
    ]);
    expect((await debtor.cart()).json.pieces).toEqual([]);
    const receipt = await debtor.api("GET", `/payments/${left.id}/receipt`);
    expect(receipt.buffer.subarray(0, 5).toString()).toBe("%PDF-");
    expect(await moneyOf(app, shop.organizationId)).toMatchObject(soundMoney(12_050));
  });

  it("PAY-6 records a payment once when the notification comes twice, and again by return and by poll", async () => {
    const shop = await openShop(app, simulators, provider);
    const debtor = await aDebtor(app, shop, [3000]);
    const left = await debtor.leave();
    const back = await decideAtProvider(simulators, provider, left.reference, "accept", "double");
    if (back) await Promise.all([follow(back), follow(back)]);
    await app.quiet();
    await sweepAfter(shop.organizationId, 10);
    expect(await moneyOf(app, shop.organizationId)).toMatchObject({ ...soundMoney(3000), receipts: 1 });
  });

  it("PAY-6 settles by the return alone when the notification is lost, and sends the browser to the payment's page", async () => {
    const shop = await openShop(app, simulators, provider);
    const debtor = await aDebtor(app, shop, [3000]);
    const left = await debtor.leave();
    const back = await decideAtProvider(simulators, provider, left.reference, "accept", "lost");
    const answer = await follow(back!);
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe(`${shop.base}/paiements/${left.id}`);
    await app.quiet();
    expect((await debtor.payment(left.id)).json.state).toBe("paid");
  });

  it("PAY-5 PAY-6 settles by asking when notification and return are both lost", async () => {
    const shop = await openShop(app, simulators, provider);
    const debtor = await aDebtor(app, shop, [3000]);
    const left = await debtor.leave();
    await decideAtProvider(simulators, provider, left.reference, "accept", "lost");
    await sweepAfter(shop.organizationId, 3);
    expect((await debtor.payment(left.id)).json.state).toBe("paid");
  });

  it("refuses a forged notification and stays open", async () => {
    const shop = await openShop(app, simulators, provider);
    const debtor = await aDebtor(app, shop, [3000]);
    const left = await debtor.leave();
    const body =
      provider === "ogone"
        ? `orderID=${left.reference}&amount=30&currency=EUR&STATUS=9&PAYID=1&NCERROR=0&SHASIGN=${"A".repeat(128)}`
        : "idop=cc0cb210-1cd4-11ea-8cca-0213ad91a103";
    const answer = await call("POST", `${shop.base}/api/notifications/${shop.creditorOut}/${provider}`, {
      body,
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    expect(answer.status).toBe(200);
    await app.quiet();
    expect((await debtor.payment(left.id)).json.state).toBe("waiting");
    expect(await moneyOf(app, shop.organizationId)).toMatchObject({ ...soundMoney(0), receipts: 0 });
  });

  it("PAY-5 frees the entries when the provider refuses, and lets the customer pay again", async () => {
    const shop = await openShop(app, simulators, provider);
    const debtor = await aDebtor(app, shop, [3000]);
    const first = await debtor.leave();
    await decideAtProvider(simulators, provider, first.reference, "refuse");
    await app.quiet();
    expect((await debtor.payment(first.id)).json.state).toBe("denied");
    const second = await debtor.leave();
    await decideAtProvider(simulators, provider, second.reference, "accept");
    await app.quiet();
    expect((await debtor.payment(second.id)).json.state).toBe("paid");
    expect(await moneyOf(app, shop.organizationId)).toMatchObject(soundMoney(3000));
  });

  it("PAY-5 frees an abandoned attempt by itself after the provider's delay", async () => {
    const shop = await openShop(app, simulators, provider);
    const debtor = await aDebtor(app, shop, [3000]);
    const left = await debtor.leave();
    await sweepAfter(shop.organizationId, 5);
    expect((await debtor.payment(left.id)).json.state).toBe("waiting");
    await sweepAfter(shop.organizationId, 70);
    expect((await debtor.payment(left.id)).json.state).toBe("expired");
    expect((await debtor.cart()).json).toMatchObject({ totalCents: 3000, can: { pay: true } });
  });

  it("PAY-6 turns a payment accepted after cancellation into a visible credit, and tells staff", async () => {
    const shop = await openShop(app, simulators, provider);
    const debtor = await aDebtor(app, shop, [3000]);
    const left = await debtor.leave();
    const cancelled = await debtor.api("POST", `/payments/${left.id}/cancel`);
    expect(cancelled.json.state).toBe("cancelled");
    await decideAtProvider(simulators, provider, left.reference, "accept");
    await app.quiet();
    expect((await debtor.payment(left.id)).json).toMatchObject({
      state: "paid",
      receipt: { cents: 3000, unapplied: true },
    });
    const { rows } = await app.admin.query(
      "select amount_cents - settled_cents as open from entries where organization_id = $1 order by amount_cents",
      [shop.organizationId],
    );
    expect(rows).toEqual([{ open: -3000 }, { open: 3000 }]);
    const facts = await app.admin.query(
      "select data->>'alert' as alert from facts where organization_id = $1 and name = 'payments.unapplied'",
      [shop.organizationId],
    );
    expect(facts.rows).toEqual([{ alert: "paid_after_cancellation" }]);
    expect(await moneyOf(app, shop.organizationId)).toMatchObject(soundMoney(3000));
  });

  it("PAY-5 cancelling asks the provider first: what was accepted is settled instead", async () => {
    const shop = await openShop(app, simulators, provider);
    const debtor = await aDebtor(app, shop, [3000]);
    const left = await debtor.leave();
    await decideAtProvider(simulators, provider, left.reference, "accept", "lost");
    expect((await debtor.api("POST", `/payments/${left.id}/cancel`)).json).toMatchObject({
      state: "paid",
      receipt: { unapplied: false },
    });
  });

  it("PAY-5 holds the entries while an attempt is open: nobody pays them twice", async () => {
    const shop = await openShop(app, simulators, provider);
    const debtor = await aDebtor(app, shop, [3000, 4000]);
    const left = await debtor.leave();
    expect((await debtor.cart()).json).toMatchObject({
      pieces: [],
      dropped: [{ reason: "paying" }, { reason: "paying" }],
      why: "cart.empty",
    });
    expect((await debtor.fill()).json).toMatchObject({ status: 409, code: "cart.entry_not_payable" });
    expect((await debtor.start(7000)).json.code).toBe("payment.entries_held");
    const resumed = await debtor.api("POST", `/payments/${left.id}/resume`);
    expect(resumed.json.departure).toEqual(left.departure);
  });

  it("starts one payment of ten asked at once", async () => {
    const shop = await openShop(app, simulators, provider);
    const debtor = await aDebtor(app, shop, [3000]);
    await debtor.fill();
    const answers = await Promise.all(Array.from({ length: 10 }, () => debtor.start(3000)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([
      200,
      ...Array.from({ length: 9 }, () => 409),
    ]);
  });
});

describe("who may", () => {
  it("somebody else's payment, cart entry, receipt do not exist", async () => {
    const shop = await openShop(app, simulators, "ogone");
    const debtor = await aDebtor(app, shop, [1000]);
    const left = await debtor.leave();
    const stranger = await aCustomer(app, shop.organizationId, shop.creditorId);
    const other = await openShop(app, simulators, "ogone");
    const foreigner = await aStaffUser(app, other.organizationId, "administrator");
    for (const [method, path, body] of [
      ["GET", `/payments/${left.id}`],
      ["POST", `/payments/${left.id}/cancel`],
      ["POST", `/payments/${left.id}/resume`],
      ["GET", `/payments/${left.id}/receipt`],
      ["POST", `/carts/${shop.creditorOut}/entries`, { entries: [outside("entry", debtor.entryIds[0]!)] }],
    ] as const) {
      expect(
        (await call(method, `${shop.base}/api${path}`, { body })).status,
        `${method} ${path} by nobody`,
      ).toBe(401);
      expect(
        (await call(method, `${shop.base}/api${path}`, { cookie: stranger.user.cookie, body })).status,
        `${method} ${path} by somebody else`,
      ).toBe(404);
      expect(
        (await call(method, `${other.base}/api${path}`, { cookie: foreigner.cookie, body })).status,
        `${method} ${path} elsewhere`,
      ).toBe(404);
    }
    expect(
      (await call("GET", `${other.base}/api/office/payments/${left.id}`, { cookie: foreigner.cookie }))
        .status,
    ).toBe(404);
  });

  it("ACC-9 staff of another creditor do not see it; staff of this one see its timeline", async () => {
    const shop = await openShop(app, simulators, "ogone");
    const debtor = await aDebtor(app, shop, [1000]);
    const left = await debtor.leave();
    await decideAtProvider(simulators, "ogone", left.reference, "accept");
    await app.quiet();
    const reader = await aStaffUser(app, shop.organizationId, "reader");
    const narrow = await aStaffUser(app, shop.organizationId, "administrator", { staff_creditor_ids: [] });
    const url = `${shop.base}/api/office/payments`;
    expect((await call("GET", `${url}/${left.id}`, { cookie: narrow.cookie })).status).toBe(404);
    expect((await call("GET", url, { cookie: narrow.cookie })).json.items).toEqual([]);
    const record = (await call("GET", `${url}/${left.id}`, { cookie: reader.cookie })).json;
    expect(record.timeline.map((fact: { name: string }) => fact.name)).toEqual([
      "payments.started",
      "payments.opened",
      "payments.message_received",
      "payments.settled",
    ]);
    expect(
      (
        await call("GET", `${url}?search=${left.reference.slice(0, 6).toLowerCase()}`, {
          cookie: reader.cookie,
        })
      ).json.items,
    ).toHaveLength(1);
    expect((await call("POST", `${url}/${left.id}/ask`, { cookie: reader.cookie })).status).toBe(403);
  });
});

describe("payment settings", () => {
  it("OFF-5 never gives a secret back, keeps it when untouched, and names what is wrong", async () => {
    const shop = await openShop(app, simulators, "ogone");
    const administrator = await aStaffUser(app, shop.organizationId, "administrator");
    const url = `${shop.base}/api/office/creditors/${shop.creditorOut}/payment-settings`;
    const read = await call("GET", url, { cookie: administrator.cookie });
    expect(read.json).toMatchObject({
      gateway: "ogone",
      enabled: true,
      configuration: { shaIn: "••••", shaOut: "••••", query: { password: "••••" } },
    });
    expect(JSON.stringify(read.json)).not.toContain("phrase");
    const body = { gateway: "ogone", enabled: true, configuration: read.json.configuration };
    expect((await call("PUT", url, { cookie: administrator.cookie, body })).status).toBe(200);
    expect((await call("POST", `${url}/test`, { cookie: administrator.cookie })).json.outcome).toBe(
      "answered",
    );
    const wrong = await call("PUT", url, {
      cookie: administrator.cookie,
      body: { ...body, configuration: { pspid: "" } },
    });
    expect(wrong.json).toMatchObject({ status: 422, code: "payment_settings.invalid" });
    expect(wrong.json.title).toContain("pspid");
    const { rows } = await app.admin.query(
      "select configuration from payment_settings where creditor_id = $1",
      [shop.creditorId],
    );
    expect(rows[0].configuration.toString("latin1")).not.toContain("phrase");
  });
});
