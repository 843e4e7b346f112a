/** PAY-6 PAY-11: what a provider says too late, too early, of another account or twice, never loses nor doubles money. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aStaffUser, call } from "../../../test/harness/builders.ts";
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
} from "../../../test/harness/payments.ts";
import { readPdf } from "../../formats/pdf/read-pdf.fixture.ts";
import { shaOut } from "../../gateways/ogone/protocol.ts";
import type { ProviderTruth } from "../../gateways/payment-gateway.ts";
import type { Simulators } from "../../gateways/simulators.ts";
import { readOutsideId } from "../../platform/ids.ts";
import { sweepPayments } from "./index.ts";
import { applyTruth } from "./settle-payment.ts";

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

const truth = (state: ProviderTruth["state"], rest: Partial<ProviderTruth> = {}): ProviderTruth => ({
  state,
  cents: null,
  means: "card",
  providerReference: null,
  authorisation: null,
  at: null,
  alert: null,
  code: state,
  ...rest,
});

async function leaving(provider: Provider, amounts = [3000]) {
  const shop = await openShop(app, simulators, provider);
  const debtor = await aDebtor(app, shop, amounts);
  const left = await debtor.leave();
  const tell = (...said: ProviderTruth[]) =>
    said.reduce(
      (before, one) =>
        before.then(() =>
          app.inside(shop.organizationId, (ctx) => applyTruth(ctx, readOutsideId(left.id)!.id, one)),
        ),
      Promise.resolve(),
    );
  return { shop, debtor, left, tell };
}
const rowOf = async (shop: Shop) =>
  (
    await app.admin.query<Record<string, unknown>>("select * from payments where organization_id = $1", [
      shop.organizationId,
    ])
  ).rows[0]!;
const factsNamed = async (shop: Shop, name: string) =>
  (
    await app.admin.query("select data from facts where organization_id = $1 and name = $2", [
      shop.organizationId,
      name,
    ])
  ).rows.map((row) => row.data as Record<string, unknown>);
const openCents = async (shop: Shop) =>
  (
    await app.admin.query<{ open: number }>(
      "select amount_cents - settled_cents as open from entries where organization_id = $1 and origin <> 'payment' order by amount_cents",
      [shop.organizationId],
    )
  ).rows.map((row) => row.open);

describe("the way to be paid changes while a customer is at the provider", () => {
  let serial = 150_000;
  async function change(shop: Shop, gateway: Provider, configuration: Record<string, unknown>) {
    const { cookie } = await aStaffUser(app, shop.organizationId, "administrator");
    const url = `${shop.base}/api/office/creditors/${shop.creditorOut}/payment-settings`;
    const body = { gateway, enabled: true, configuration };
    expect((await call("PUT", url, { cookie, body })).status).toBe(200);
    expect((await call("PUT", url, { cookie, body })).status).toBe(200);
  }
  const another = (shop: Shop) => {
    serial += 1;
    const url = `${shop.base}/api/notifications/${shop.creditorOut}/ogone`;
    return simulators.ogoneAccount(`OTHER${serial}P${process.pid}`, url);
  };
  const toPayfip = (shop: Shop) => {
    serial += 1;
    return change(shop, "payfip", simulators.payfipClient(String(serial)));
  };

  it.each(["normal", "lost"])(
    "PAY-6 to another provider: the first one's word (%s) is still heard",
    async (behaviour) => {
      const { shop, debtor, left } = await leaving("ogone");
      await toPayfip(shop);
      await decideAtProvider(simulators, "ogone", left.reference, "accept", behaviour);
      await app.quiet();
      app.setClock(new Date(Date.now() + 10 * 60_000));
      await sweepPayments(app.outer(shop.organizationId));
      expect((await debtor.payment(left.id)).json).toMatchObject({
        state: "paid",
        receipt: { cents: 3000, unapplied: false },
      });
    },
  );

  it("PAY-5 to another provider: what was abandoned at the first is freed after the first one's delay", async () => {
    const { shop, debtor, left } = await leaving("ogone");
    await toPayfip(shop);
    app.setClock(new Date(Date.now() + 61 * 60_000));
    await sweepPayments(app.outer(shop.organizationId));
    expect((await debtor.payment(left.id)).json.state).toBe("expired");
  });

  it("PAY-6 to another account there: what it proves is of attempts of before only, and for a month", async () => {
    const shop = await openShop(app, simulators, "ogone");
    const former = another(shop);
    await change(shop, "ogone", former);
    const debtor = await aDebtor(app, shop, [3000]);
    const left = await debtor.leave();
    await change(shop, "ogone", another(shop));
    await decideAtProvider(simulators, "ogone", left.reference, "accept");
    await app.quiet();
    expect((await debtor.payment(left.id)).json.state).toBe("paid");
    const later = await aDebtor(app, shop, [4000]);
    const next = await later.leave();
    const fields = {
      orderID: next.reference,
      currency: "EUR",
      amount: "40",
      STATUS: "9",
      PAYID: "77",
      NCERROR: "0",
    };
    const signing = {
      algorithm: "sha512",
      charset: "utf-8",
      passphrase: former["shaOut"] as string,
    } as const;
    const forged = new URLSearchParams({ ...fields, SHASIGN: shaOut(fields, signing) });
    await fetch(`${shop.base}/api/notifications/${shop.creditorOut}/ogone`, { method: "POST", body: forged });
    await app.quiet();
    expect((await later.payment(next.id)).json.state).toBe("waiting");
    expect(await factsNamed(shop, "payments.message_refused")).toHaveLength(1);
  });
});

describe("a provider's word", () => {
  it("PAY-6 that comes late changes nothing of what is known of the payment", async () => {
    const { shop, tell } = await leaving("ogone");
    await tell(
      truth("denied", { providerReference: "111", code: "2" }),
      truth("paid", { cents: 3000, providerReference: "222", code: "9" }),
      truth("denied", { providerReference: "111", code: "2" }),
      truth("waiting", { providerReference: "111", code: "51" }),
    );
    expect(await rowOf(shop)).toMatchObject({ state: "paid", provider_reference: "222", last_code: "9" });
  });

  it("PAY-6 that the order was paid a second time is told to staff, once", async () => {
    const { shop, tell } = await leaving("tipi");
    const first = truth("paid", { cents: 3000, authorisation: "A1" });
    const second = truth("paid", { cents: 3000, authorisation: "B2" });
    await tell(first, first, second, second, first);
    expect(await factsNamed(shop, "payments.warned")).toMatchObject([{ alert: "paid_twice:B2" }]);
    expect((await rowOf(shop)).alert).toBe("paid_twice:B2");
    expect(await moneyOf(app, shop.organizationId)).toMatchObject({ ...soundMoney(3000), receipts: 1 });
  });

  it("PAY-11 that money went back, told before the payment itself, is not lost", async () => {
    const { shop, tell } = await leaving("ogone", [3000, 4000]);
    const back = truth("waiting", {
      code: "8",
      reversals: [{ kind: "refund", key: "8:1:3000", cents: 3000, at: null, reason: null }],
    });
    await tell(back, back, truth("paid", { cents: 7000, providerReference: "1", code: "9" }));
    expect(await factsNamed(shop, "payments.refunded")).toMatchObject([{ cents: 3000 }]);
    expect(await openCents(shop)).toEqual([0, 3000]);
    expect(await moneyOf(app, shop.organizationId)).toMatchObject({
      ...soundMoney(7000),
      creditCents: 4000,
    });
  });

  it("PAY-6 of nothing at all is not money", async () => {
    const { shop, tell } = await leaving("ogone");
    await tell(truth("paid", { cents: 0 }));
    expect(await rowOf(shop)).toMatchObject({ state: "waiting" });
    expect((await rowOf(shop)).alert).not.toBeNull();
  });
});

describe("what anybody may send", () => {
  const post = (shop: Shop, fields: Record<string, string>) =>
    fetch(`${shop.base}/api/notifications/${shop.creditorOut}/${shop.provider}`, {
      method: "POST",
      body: new URLSearchParams(fields),
    });
  const inbox = async (shop: Shop) =>
    (await app.admin.query("select arrivals from inbox where organization_id = $1", [shop.organizationId]))
      .rows.length;

  it("PAY-6 about attempts that are not ours fills no inbox", async () => {
    const { shop } = await leaving("payfip");
    for (let n = 0; n < 5; n += 1)
      expect((await post(shop, { idop: `cc0cb210-1cd4-11ea-8cca-0213ad91a10${n}` })).status).toBe(200);
    expect(await inbox(shop)).toBe(0);
  });

  it("PAY-6 proving nothing is told to staff a few times an hour, not for ever", async () => {
    const { shop } = await leaving("ogone");
    await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        post(shop, { orderID: "X", STATUS: "9", PAYID: String(n), SHASIGN: "00" }),
      ),
    );
    expect(await factsNamed(shop, "payments.message_refused")).toHaveLength(30);
    expect(await inbox(shop)).toBe(0);
  });
});

describe("the receipt", () => {
  const text = async (debtor: Awaited<ReturnType<typeof aDebtor>>, id: string) =>
    (await readPdf((await debtor.api("GET", `/payments/${id}/receipt`)).buffer)).pages[0]!.text;

  it("PAY-6 PAY-7 says of money that came after a cancellation that it is a credit, not that it paid the bills", async () => {
    const { shop, debtor, left } = await leaving("ogone");
    await debtor.api("POST", `/payments/${left.id}/cancel`);
    await decideAtProvider(simulators, "ogone", left.reference, "accept");
    await app.quiet();
    expect(await openCents(shop)).toEqual([3000]);
    expect(await text(debtor, left.id)).toContain("portée en avoir");
    expect((await debtor.payment(left.id)).json).toMatchObject({
      pieces: [{ cents: 3000, settledCents: 0 }],
      receipt: { unapplied: true, unusedCents: 3000 },
    });
  });
});

describe("what a payment was for", () => {
  it("PAY-7 ALL-1 is said in the words of its day, whatever is published since, to whomever the account passes", async () => {
    const { shop, debtor, left } = await leaving("ogone");
    const { label, piece } = (await debtor.payment(left.id)).json.pieces[0];
    const stranger = await aDebtor(app, shop, [1]);
    await app.admin.query("update accounts set party_id = $2 where id = $1", [
      debtor.accountId,
      stranger.party.id,
    ]);
    await app.admin.query("update entries set label = 'Bill of somebody else', piece = 'X-9' where id = $1", [
      debtor.entryIds[0],
    ]);
    await decideAtProvider(simulators, "ogone", left.reference, "accept");
    await app.quiet();
    expect((await debtor.payment(left.id)).json).toMatchObject({
      state: "paid",
      pieces: [{ label, piece, settledCents: 3000 }],
    });
    const receipt = await debtor.api("GET", `/payments/${left.id}/receipt`);
    const said = (await readPdf(receipt.buffer)).pages[0]!.text;
    expect(said).toContain(piece);
    expect(said).not.toContain("somebody else");
    expect((await stranger.api("GET", `/payments/${left.id}`)).status).toBe(404);
    expect((await debtor.fill()).status).toBe(404);
    expect(await moneyOf(app, shop.organizationId)).toMatchObject({ ...soundMoney(3000), receipts: 1 });
  });
});

describe("an alert", () => {
  it("PAY-6 that staff dealt with does not come back each time that the provider says the same", async () => {
    const { shop, left, tell } = await leaving("ogone");
    const odd = truth("waiting", { code: "52", alert: "authorisation not known" });
    await tell(odd, odd);
    expect((await rowOf(shop)).alert).toBe("authorisation not known");
    const { cookie } = await aStaffUser(app, shop.organizationId, "accountant");
    await call("POST", `${shop.base}/api/office/payments/${left.id}/alert-seen`, { cookie });
    await tell(odd);
    expect((await rowOf(shop)).alert).toBeNull();
    await tell(truth("waiting", { code: "92", alert: "payment uncertain" }));
    expect((await rowOf(shop)).alert).toBe("payment uncertain");
  });
});

describe("the cart", () => {
  it("PAY-2 of another window, worth as much, is not paid in the place of the one that is shown", async () => {
    const shop = await openShop(app, simulators, "ogone");
    const debtor = await aDebtor(app, shop, [3000, 3000]);
    const [one, other] = debtor.entryIds;
    const shown = (await debtor.fill([one!])).json;
    await debtor.api("DELETE", `/carts/${shop.creditorOut}/entries`);
    await debtor.fill([other!]);
    const started = await debtor.api("POST", `/carts/${shop.creditorOut}/payment`, {
      expectedCents: shown.totalCents,
      entries: shown.pieces.map((piece: { entry: string }) => piece.entry),
    });
    expect(started.json).toMatchObject({ code: "cart.changed" });
  });
});
