import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Simulators } from "../../server/gateways/simulators.ts";
import { sweepPaid, sweepPayments } from "../../server/modules/payments/index.ts";
import { startTestApp, type TestApp } from "../harness/app.ts";
import { aStaffUser, call } from "../harness/builders.ts";
import {
  aDebtor,
  decideAtProvider,
  moneyOf,
  openShop,
  type Provider,
  paymentsModule,
  type Shop,
  soundMoney,
  startSimulators,
} from "../harness/payments.ts";

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

const after = (minutes: number) => app.setClock(new Date(Date.now() + minutes * 60_000));
const sweepAfter = async (shop: Shop, minutes: number) => {
  after(minutes);
  await sweepPayments(app.outer(shop.organizationId));
  await sweepPaid(app.outer(shop.organizationId));
  await app.quiet();
};
/** A customer who owes one invoice and has left for the provider's page. */
async function someoneLeaves(provider: Provider, cents = 3000) {
  const shop = await openShop(app, simulators, provider);
  const debtor = await aDebtor(app, shop, [cents]);
  const left = await debtor.leave();
  const decide = async (outcome: "accept" | "refuse" | "cancel", behaviour?: string) => {
    const back = await decideAtProvider(simulators, provider, left.reference, outcome, behaviour);
    await app.quiet();
    return back;
  };
  const payment = async () => (await debtor.payment(left.id)).json;
  return { shop, debtor, left, decide, payment };
}
const factsOf = async (shop: Shop, name: string) =>
  (
    await app.admin.query<{ data: Record<string, unknown> }>(
      "select data from facts where organization_id = $1 and name = $2 order by at",
      [shop.organizationId, name],
    )
  ).rows.map((row) => row.data);

describe.each<Provider>(["tipi", "payzen"])("a payment at %s", (provider) => {
  it("PAY-4 PAY-7 goes from the cart to the lettering, with a receipt", async () => {
    const { shop, debtor, left, decide, payment } = await someoneLeaves(provider, 12_050);
    expect(left.departure.method).toBe(provider === "tipi" ? "GET" : "POST");
    expect(await payment()).toMatchObject({ state: "waiting", can: { resume: true, cancel: true } });
    await decide("accept");
    expect(await payment()).toMatchObject({
      state: "paid",
      receipt: { cents: 12_050, means: "card", unapplied: false },
    });
    const receipt = await debtor.api("GET", `/payments/${left.id}/receipt`);
    expect(receipt.buffer.subarray(0, 5).toString()).toBe("%PDF-");
    expect(await moneyOf(app, shop.organizationId)).toMatchObject(soundMoney(12_050));
    expect(await factsOf(shop, "payments.unapplied")).toEqual([]);
  });

  it("PAY-6 records a payment once when the notification comes twice, and the sweep asks again", async () => {
    const { shop, decide } = await someoneLeaves(provider);
    await decide("accept", "double");
    await sweepAfter(shop, 10);
    expect(await moneyOf(app, shop.organizationId)).toMatchObject({ ...soundMoney(3000), receipts: 1 });
  });

  it("PAY-6 believes no forged notification, notes each, and hears the true one after them", async () => {
    const { shop, decide, payment } = await someoneLeaves(provider);
    await decide("refuse", "forged");
    expect((await payment()).state).toBe("denied");
    expect(await factsOf(shop, "payments.message_refused")).toHaveLength(3);
    expect(await moneyOf(app, shop.organizationId)).toMatchObject({ ...soundMoney(0), receipts: 0 });
  });

  it("PAY-5 frees the entries of a refusal, and lets the customer pay again", async () => {
    const { shop, debtor, decide, payment } = await someoneLeaves(provider);
    await decide("refuse");
    expect((await payment()).state).toBe("denied");
    const second = await debtor.leave();
    await decideAtProvider(simulators, provider, second.reference, "accept");
    await app.quiet();
    expect((await debtor.payment(second.id)).json.state).toBe("paid");
    expect(await moneyOf(app, shop.organizationId)).toMatchObject(soundMoney(3000));
  });

  it("PAY-6 turns a payment accepted after the customer cancelled into a visible credit, and tells staff", async () => {
    const { shop, debtor, left, decide, payment } = await someoneLeaves(provider);
    expect((await debtor.api("POST", `/payments/${left.id}/cancel`)).json.state).toBe("cancelled");
    await decide("accept");
    expect(await payment()).toMatchObject({ state: "paid", receipt: { cents: 3000, unapplied: true } });
    expect(await factsOf(shop, "payments.unapplied")).toMatchObject([{ alert: "paid_after_cancellation" }]);
    expect(await moneyOf(app, shop.organizationId)).toMatchObject(soundMoney(3000));
  });

  it("PAY-5 frees an abandoned attempt after the provider's own delay, not before", async () => {
    const { shop, debtor, payment } = await someoneLeaves(provider);
    const delay = provider === "tipi" ? 60 : 20;
    await sweepAfter(shop, delay - 1);
    expect((await payment()).state).toBe("waiting");
    await sweepAfter(shop, delay + 5);
    expect((await payment()).state).toBe("expired");
    expect((await debtor.cart()).json).toMatchObject({ totalCents: 3000, can: { pay: true } });
  });

  it("OFF-5 keeps its secrets, and can be tested from the office", async () => {
    const shop = await openShop(app, simulators, provider);
    const { cookie } = await aStaffUser(app, shop.organizationId, "administrator");
    const url = `${shop.base}/api/office/creditors/${shop.creditorOut}/payment-settings`;
    const { json } = await call("GET", url, { cookie });
    const hidden =
      provider === "tipi" ? { callbackKey: "••••" } : { key: "••••", query: { password: "••••" } };
    expect(json.configuration).toMatchObject(hidden);
    const body = { gateway: provider, enabled: true, configuration: json.configuration };
    expect((await call("PUT", url, { cookie, body })).status).toBe(200);
    const tested = await call("POST", `${url}/test`, { cookie });
    expect(tested.json.outcome).toBe(provider === "tipi" ? "unasked" : "answered");
  });
});

describe("payzen", () => {
  it("PAY-6 settles by the signed return alone, or by asking alone", async () => {
    const { decide, payment } = await someoneLeaves("payzen");
    const back = await decide("accept", "lost");
    expect((await payment()).state).toBe("waiting");
    await fetch(back!.url, { redirect: "manual" });
    await app.quiet();
    expect((await payment()).state).toBe("paid");
    const other = await someoneLeaves("payzen");
    await other.decide("accept", "lost");
    await sweepAfter(other.shop, 3);
    expect((await other.payment()).state).toBe("paid");
  });
  it("PAY-5 cancelling asks first: what was accepted is settled instead", async () => {
    const { debtor, left, decide } = await someoneLeaves("payzen");
    await decide("accept", "lost");
    const { json } = await debtor.api("POST", `/payments/${left.id}/cancel`);
    expect(json).toMatchObject({ state: "paid", receipt: { unapplied: false } });
  });
  /** What the shop does in the provider's back office. */
  const inBackOffice = async (
    reference: string,
    wish: { outcome: string; cents?: number; behaviour?: string },
  ) => {
    await simulators.control("payzen", "decide", { ...wish, reference, backOffice: true });
    await app.quiet();
  };
  it("PAY-11 a refund is written once, told by notification and found again by asking", async () => {
    const { shop, left, decide, payment } = await someoneLeaves("payzen");
    await decide("accept");
    await inBackOffice(left.reference, { outcome: "refund", cents: 1000, behaviour: "double" });
    expect((await payment()).reversals).toMatchObject([{ kind: "refund", cents: 1000 }]);
    await inBackOffice(left.reference, { outcome: "refund", cents: 500, behaviour: "lost" });
    for (const hours of [26, 52]) await sweepAfter(shop, hours * 60);
    expect((await payment()).reversals).toMatchObject([{ cents: 1000 }, { cents: 500 }]);
    expect(await factsOf(shop, "payments.refunded")).toHaveLength(2);
    expect(await payment()).toMatchObject({ state: "paid", receipt: { cents: 3000 } });
  });
  it.each([
    ["CANCELLED", "refund"],
    ["CAPTURE_FAILED", "charge_back"],
  ])("PAY-11 authorised, then %s: the whole payment goes back", async (outcome, kind) => {
    const { left, decide, payment } = await someoneLeaves("payzen");
    await decide("accept");
    await inBackOffice(left.reference, { outcome });
    expect(await payment()).toMatchObject({ state: "paid", reversals: [{ kind, cents: 3000 }] });
  });
  it("OFF-5 says so when the REST password is wrong", async () => {
    const shop = await openShop(app, simulators, "payzen");
    const { cookie } = await aStaffUser(app, shop.organizationId, "administrator");
    const url = `${shop.base}/api/office/creditors/${shop.creditorOut}/payment-settings`;
    const { configuration } = (await call("GET", url, { cookie })).json;
    const query = { ...configuration.query, password: "wrong" };
    const body = { gateway: "payzen", enabled: true, configuration: { ...configuration, query } };
    await call("PUT", url, { cookie, body });
    const tested = await call("POST", `${url}/test`, { cookie });
    expect(tested.json).toMatchObject({ outcome: "failed", detail: expect.stringContaining("INT_905") });
  });
});

describe("tipi", () => {
  /** The same creditor, with other addresses of DGFiP. */
  async function calledFrom(shop: Shop, senders: string | undefined): Promise<void> {
    const { cookie } = await aStaffUser(app, shop.organizationId, "administrator");
    const url = `${shop.base}/api/office/creditors/${shop.creditorOut}/payment-settings`;
    const { senders: _, ...configuration } = (await call("GET", url, { cookie })).json.configuration;
    const body = { gateway: "tipi", enabled: true, configuration: { ...configuration, senders } };
    expect((await call("PUT", url, { cookie, body })).status).toBe(200);
  }

  it("PAY-6 believes only the addresses that staff gave: not even the payer, who knows the proof", async () => {
    const { shop, decide, payment } = await someoneLeaves("tipi");
    await calledFrom(shop, "192.0.2.1");
    await decide("accept");
    expect((await payment()).state).toBe("waiting");
    expect(await factsOf(shop, "payments.message_refused")).toMatchObject([
      { gateway: "tipi", reason: "sent from 127.0.0.1" },
    ]);
  });
  it("PAY-6 without such addresses, records the payment and asks staff to check it", async () => {
    const { shop, decide, payment } = await someoneLeaves("tipi");
    await calledFrom(shop, undefined);
    await decide("accept");
    expect(await payment()).toMatchObject({ state: "paid", receipt: { unapplied: false } });
    const { cookie } = await aStaffUser(app, shop.organizationId, "reader");
    const listed = await call("GET", `${shop.base}/api/office/payments?alert=yes`, { cookie });
    expect(listed.json.items).toMatchObject([{ alert: "tipi_unvouched" }]);
  });
  it("PAY-5 PAY-6 given up, then paid all the same: the entries are settled", async () => {
    const { shop, decide, payment } = await someoneLeaves("tipi");
    await decide("cancel");
    expect((await payment()).state).toBe("cancelled");
    await decide("accept");
    expect((await payment()).state).toBe("paid");
    expect(await moneyOf(app, shop.organizationId)).toMatchObject({ ...soundMoney(3000), receipts: 1 });
  });
  it("PAY-6 a callback after the delay is honoured: nothing can be asked, nothing is lost", async () => {
    const { shop, decide, payment } = await someoneLeaves("tipi");
    await sweepAfter(shop, 65);
    expect((await payment()).state).toBe("expired");
    await decide("accept");
    expect(await payment()).toMatchObject({ state: "paid", receipt: { unapplied: false } });
    expect(await moneyOf(app, shop.organizationId)).toMatchObject(soundMoney(3000));
  });
});
