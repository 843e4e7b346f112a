/** Monetico and Stripe through the whole product, over HTTP: what their notifications, doubts and silences become. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Simulators } from "../../server/gateways/simulators.ts";
import { signatureHeader } from "../../server/gateways/stripe/protocol.ts";
import { sweepPaid, sweepPayments } from "../../server/modules/payments/index.ts";
import { startTestApp, type TestApp } from "../harness/app.ts";
import { aStaffUser, call } from "../harness/builders.ts";
import {
  aDebtor,
  decideAtProvider,
  moneyOf,
  openShop,
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

const sweepAfter = async (shop: Shop, minutes: number) => {
  app.setClock(new Date(Date.now() + minutes * 60_000));
  await sweepPayments(app.outer(shop.organizationId));
  await sweepPaid(app.outer(shop.organizationId));
  await app.quiet();
};
const notify = (shop: Shop, body: string, headers: Record<string, string> = {}) =>
  fetch(`${shop.base}/api/notifications/${shop.creditorOut}/${shop.provider}`, {
    method: "POST",
    body,
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
  });
const money = (shop: Shop) => moneyOf(app, shop.organizationId);
async function leaving(provider: "monetico" | "stripe", settings: Record<string, unknown> = {}) {
  const shop = await openShop(app, simulators, provider);
  if (Object.keys(settings).length > 0) await configure(shop, settings);
  const debtor = await aDebtor(app, shop, [3000, 1250]);
  const left = await debtor.leave();
  const decide = (outcome: "accept" | "refuse" | "cancel", behaviour = "normal") =>
    decideAtProvider(simulators, provider, left.reference, outcome, behaviour);
  const state = async () => (await debtor.payment(left.id)).json.state as string;
  return { shop, debtor, left, decide, state };
}
/** Changes some of the creditor's settings, as an administrator does; its secrets are kept. */
async function configure(shop: Shop, settings: Record<string, unknown>): Promise<void> {
  const { cookie } = await aStaffUser(app, shop.organizationId, "administrator");
  const url = `${shop.base}/api/office/creditors/${shop.creditorOut}/payment-settings`;
  const { configuration } = (await call("GET", url, { cookie })).json;
  const body = { gateway: shop.provider, enabled: true, configuration: { ...configuration, ...settings } };
  expect((await call("PUT", url, { cookie, body })).status).toBe(200);
}
const follow = (departure: { url: string }) => fetch(departure.url, { redirect: "manual" });

describe.each(["monetico", "stripe"] as const)("a payment at %s", (provider) => {
  it("PAY-4 PAY-7 settles from cart to lettering", async () => {
    const { shop, debtor, left, decide } = await leaving(provider);
    const back = await decide("accept");
    expect((await follow(back!)).headers.get("location")).toBe(`${shop.base}/paiements/${left.id}`);
    await app.quiet();
    expect((await debtor.payment(left.id)).json).toMatchObject({
      state: "paid",
      receipt: { cents: 4250, means: "card", unapplied: false },
    });
    expect(await money(shop)).toMatchObject({ ...soundMoney(4250), receipts: 1 });
  });

  it.each(["double", "forged", "after-return"])(
    "PAY-6 records it once when the notification is %s",
    async (how) => {
      const { shop, decide, state } = await leaving(provider);
      const back = await decide("accept", how);
      await Promise.all([follow(back!), follow(back!)]);
      for (let tries = 0; tries < 600 && (await state()) !== "paid"; tries += 1)
        await new Promise((resolve) => setTimeout(resolve, 50));
      await app.quiet();
      await sweepAfter(shop, 3);
      expect(await money(shop)).toMatchObject({ ...soundMoney(4250), receipts: 1 });
    },
  );

  it("OFF-5 tests its settings, masks its secrets and names what is wrong", async () => {
    const shop = await openShop(app, simulators, provider);
    const { cookie } = await aStaffUser(app, shop.organizationId, "administrator");
    const url = `${shop.base}/api/office/creditors/${shop.creditorOut}/payment-settings`;
    const read = await call("GET", url, { cookie });
    const secrets = provider === "stripe" ? ["secretKey", "webhookSecret"] : ["key"];
    for (const name of secrets) expect(read.json.configuration[name]).toBe("••••");
    expect(read.json.notificationUrl).toContain(`/${provider}`);
    const body = { gateway: provider, enabled: true, configuration: read.json.configuration };
    expect((await call("PUT", url, { cookie, body })).status).toBe(200);
    const tested = await call("POST", `${url}/test`, { cookie });
    expect(tested.json.outcome).toBe(provider === "stripe" ? "answered" : "unasked");
    const wrong = await call("PUT", url, { cookie, body: { ...body, configuration: {} } });
    for (const name of secrets) expect(wrong.json.title).toContain(name);
  });

  it("PAY-5 frees what was left, and honours nothing that did not happen", async () => {
    const { shop, state } = await leaving(provider);
    await sweepAfter(shop, 20);
    expect(await state()).toBe("waiting");
    await sweepAfter(shop, 61);
    expect(await state()).toBe("expired");
    expect(await money(shop)).toMatchObject({ ...soundMoney(0), receipts: 0 });
  });
});

describe("Monetico", () => {
  it("PAY-6 cancelled here, then paid there: a visible credit, and staff are told", async () => {
    const { shop, debtor, left, decide, state } = await leaving("monetico");
    await debtor.api("POST", `/payments/${left.id}/cancel`);
    expect(await state()).toBe("cancelled");
    await decide("accept");
    await app.quiet();
    expect((await debtor.payment(left.id)).json).toMatchObject({
      state: "paid",
      receipt: { unapplied: true },
    });
    expect(await money(shop)).toMatchObject({ ...soundMoney(4250), receipts: 1 });
  });

  it("PAY-6 is answered cdr=0 to a right seal and cdr=1 to a wrong one, as plain text", async () => {
    const { shop, left, decide, state } = await leaving("monetico");
    const forged = await notify(
      shop,
      `reference=${left.reference}&code-retour=payetest&MAC=${"A".repeat(40)}`,
    );
    expect(forged.status).toBe(200);
    expect(forged.headers.get("content-type")).toContain("text/plain");
    expect(await forged.text()).toBe("version=2\ncdr=1\n");
    await app.quiet();
    expect(await state()).toBe("waiting");
    // The simulated bank tries again until it reads cdr=0: one delivered notification says that it read it.
    await decide("accept");
    await app.quiet();
    type Seen = {
      pending: number;
      transactions: { reference: string; notifications: { tries: number }[] }[];
    };
    const { transactions } = await simulators.control<Seen>("monetico", "transactions");
    const own = transactions.find((one) => one.reference === left.reference);
    expect(own?.notifications).toMatchObject([{ tries: 1, result: "200" }]);
    expect(await money(shop)).toMatchObject(soundMoney(4250));
  });

  it("PAY-6 refused, then paid by another card on the same page: the money is recorded and used", async () => {
    const { shop, decide, state } = await leaving("monetico");
    await decide("refuse");
    await app.quiet();
    expect(await state()).toBe("denied");
    await decide("accept");
    await app.quiet();
    expect(await state()).toBe("paid");
    expect(await money(shop)).toMatchObject({ ...soundMoney(4250), receipts: 1 });
  });

  it("PAY-6 a refusal that comes after the payment takes nothing back", async () => {
    const { shop, decide, left, state } = await leaving("monetico");
    await simulators.control("monetico", "decide", {
      reference: left.reference,
      outcome: "refuse",
      behaviour: "late",
      delayMs: 400,
    });
    await decide("accept");
    await app.quiet();
    await new Promise((resolve) => setTimeout(resolve, 600));
    await app.quiet();
    expect(await state()).toBe("paid");
    expect(await money(shop)).toMatchObject({ ...soundMoney(4250), receipts: 1 });
  });
});

describe("Stripe", () => {
  it("PAY-5 cancelled here: its page takes no money any more", async () => {
    const { shop, debtor, left, decide, state } = await leaving("stripe");
    await debtor.api("POST", `/payments/${left.id}/cancel`);
    expect(await state()).toBe("cancelled");
    await expect(decide("accept")).rejects.toThrow("session closed");
    expect(await (await fetch(left.departure.url)).text()).toContain("expiré");
    await sweepAfter(shop, 40);
    expect(await state()).toBe("cancelled");
    expect(await money(shop)).toMatchObject({ ...soundMoney(0), receipts: 0 });
  });

  it("PAY-4 a SEPA debit waits for its bank, far beyond the page's own life", async () => {
    const { shop, debtor, left, state } = await leaving("stripe", { methods: "card_and_debit" });
    await simulators.control("stripe", "decide", { reference: left.reference, outcome: "debit" });
    await app.quiet();
    await sweepAfter(shop, 26 * 60);
    expect(await state()).toBe("waiting");
    await simulators.control("stripe", "debit", { reference: left.reference, paid: true });
    await app.quiet();
    expect((await debtor.payment(left.id)).json).toMatchObject({
      state: "paid",
      receipt: { means: "direct_debit", unapplied: false },
    });
    expect(await money(shop)).toMatchObject({ ...soundMoney(4250), receipts: 1 });
  });

  it("PAY-11 a refund is written once: told twice, or found by asking when its event was lost", async () => {
    const { shop, debtor, left, decide } = await leaving("stripe");
    await decide("accept");
    await app.quiet();
    const refund = (cents: number, behaviour: string) =>
      simulators.control("stripe", "refund", { reference: left.reference, cents, behaviour });
    await refund(1000, "double");
    await app.quiet();
    const reversals = async () => (await debtor.payment(left.id)).json.reversals as unknown[];
    expect(await reversals()).toMatchObject([{ kind: "refund", cents: 1000 }]);
    await refund(250, "lost");
    for (const hours of [26, 52]) await sweepAfter(shop, hours * 60);
    expect(await reversals()).toMatchObject([{ cents: 1000 }, { cents: 250 }]);
    expect((await debtor.payment(left.id)).json).toMatchObject({ state: "paid", receipt: { cents: 4250 } });
  });

  it("PAY-11 a dispute reopens what was paid; won, staff are told once that the money came back", async () => {
    const { shop, debtor, left, decide } = await leaving("stripe");
    await decide("accept");
    await app.quiet();
    const dispute = async (status: string) => {
      await simulators.control("stripe", "dispute", {
        reference: left.reference,
        status,
        behaviour: "double",
      });
      await app.quiet();
    };
    for (const status of ["needs_response", "under_review"]) await dispute(status);
    expect((await debtor.payment(left.id)).json.reversals).toMatchObject([
      { kind: "charge_back", cents: 4250 },
    ]);
    const { rows } = await app.admin.query(
      "select amount_cents - settled_cents as open from entries where id = any($1) order by open",
      [debtor.entryIds],
    );
    expect(rows).toEqual([{ open: 1250 }, { open: 3000 }]);
    await dispute("won");
    const warned = await app.admin.query<{ alert: string }>(
      "select data->>'alert' as alert from facts where organization_id = $1 and name = 'payments.warned'",
      [shop.organizationId],
    );
    expect(warned.rows).toEqual([{ alert: expect.stringMatching(/^stripe_dispute_won:du_/) }]);
  });

  it("PAY-6 PAY-11 a refund told before the payment: both are recorded by asking", async () => {
    const { shop, debtor, left, decide } = await leaving("stripe");
    await decide("accept", "lost");
    await simulators.control("stripe", "refund", { reference: left.reference, cents: 250 });
    await app.quiet();
    expect((await debtor.payment(left.id)).json).toMatchObject({
      state: "paid",
      receipt: { cents: 4250 },
      reversals: [{ kind: "refund", cents: 250 }],
    });
    await sweepAfter(shop, 3);
    expect(await money(shop)).toMatchObject({ receiptsCents: 4250, receipts: 1, wrongBalances: 0 });
  });

  it("PAY-6 settles by asking when the event and the return are both lost", async () => {
    const { shop, decide, state } = await leaving("stripe");
    await decide("accept", "lost");
    await sweepAfter(shop, 3);
    expect(await state()).toBe("paid");
    expect(await money(shop)).toMatchObject({ ...soundMoney(4250), receipts: 1 });
  });

  it("PAY-6 refuses a forged, an old and a rewritten event, and leaves aside those of others", async () => {
    const { shop, left, state } = await leaving("stripe");
    const secret = `whsec_secret_of_${await shopName(shop)}`;
    const now = () => Math.floor(app.services.clock().getTime() / 1000);
    const event = (reference: string | null) =>
      JSON.stringify({
        id: "evt_forged1",
        object: "event",
        type: "checkout.session.completed",
        livemode: false,
        data: { object: { id: "cs_test_unknown", client_reference_id: reference } },
      });
    const tell = (body: string, signature: string) =>
      notify(shop, body, { "content-type": "application/json", "stripe-signature": signature });
    const ours = event(left.reference);
    const answers = [
      await tell(ours, signatureHeader(ours, now(), "whsec_guessed")),
      await tell(ours, signatureHeader(ours, now() - 301, secret)),
      await tell(ours.replace("{", "{ "), signatureHeader(ours, now(), secret)),
      await tell(event(null), signatureHeader(event(null), now(), secret)),
    ];
    expect(answers.map((one) => one.status)).toEqual([200, 200, 200, 200]);
    await app.quiet();
    expect(await state()).toBe("waiting");
    const { rows } = await app.admin.query<{ reason: string }>(
      "select data->>'reason' as reason from facts where organization_id = $1 and name = 'payments.message_refused' order by id",
      [shop.organizationId],
    );
    const reasons = rows.map((row) => row.reason);
    expect(reasons).toEqual(["wrong signature", "signature too old", "wrong signature"]);
    // A true one proves that the others were refused for what they are.
    await tell(ours, signatureHeader(ours, now(), secret));
    await app.quiet();
    const kept = await app.admin.query("select from inbox where organization_id = $1", [shop.organizationId]);
    expect(kept.rowCount).toBe(1);
  });
});

/** The name under which the harness opened the shop's account. */
async function shopName(shop: Shop): Promise<string> {
  const { transactions } = await simulators.control<{
    transactions: { cancelUrl: string; account: string }[];
  }>("stripe", "transactions");
  return transactions.findLast((one) => one.cancelUrl.startsWith(shop.base))?.account ?? "";
}
