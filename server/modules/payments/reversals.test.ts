/** PAY-11: refunds and charge-backs, told by the provider or recorded by staff, in any order, any number of times. */
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
import type { Simulators } from "../../gateways/simulators.ts";
import { dayInParis } from "../../platform/dates.ts";
import { sweepPaid } from "./index.ts";

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

/** What the merchant does in the provider's back office: gives all, or a part, back. */
const refundAt: Partial<
  Record<Provider, (reference: string, cents: number, behaviour?: string) => Promise<unknown>>
> = {
  ogone: (reference, _cents, behaviour = "normal") =>
    simulators.control("ogone", "decide", { reference, outcome: "8", behaviour, backOffice: true }),
  payzen: (reference, cents, behaviour = "normal") =>
    simulators.control("payzen", "decide", {
      reference,
      outcome: "refund",
      cents,
      behaviour,
      backOffice: true,
    }),
  stripe: (reference, cents, behaviour = "normal") =>
    simulators.control("stripe", "refund", { reference, cents, behaviour }),
};

async function paidAt(provider: Provider, amounts: number[]) {
  const shop = await openShop(app, simulators, provider);
  const debtor = await aDebtor(app, shop, amounts);
  const left = await debtor.leave();
  await decideAtProvider(simulators, provider, left.reference, "accept");
  await app.quiet();
  expect((await debtor.payment(left.id)).json.state).toBe("paid");
  return { shop, debtor, ...left };
}

const openCents = async (shop: Shop) =>
  (
    await app.admin.query<{ open: number }>(
      "select amount_cents - settled_cents as open from entries where organization_id = $1 and origin <> 'payment' order by amount_cents",
      [shop.organizationId],
    )
  ).rows.map((row) => row.open);
const factsNamed = async (shop: Shop, name: string) =>
  (
    await app.admin.query("select data from facts where organization_id = $1 and name = $2", [
      shop.organizationId,
      name,
    ])
  ).rows.map((row) => row.data as Record<string, unknown>);
const alertOf = async (shop: Shop) =>
  (await app.admin.query("select alert from payments where organization_id = $1", [shop.organizationId]))
    .rows[0].alert as string | null;
/** Money in less money out, and nothing left hanging. */
const sound = async (shop: Shop, received: number, back: number) =>
  expect(await moneyOf(app, shop.organizationId)).toMatchObject({
    ...soundMoney(received),
    creditCents: received - back,
  });

describe.each<Provider>(["ogone", "payzen", "stripe"])("money given back at %s", (provider) => {
  it("PAY-11 reopens what it had paid, tells staff and the customer, once however often it is told", async () => {
    const { shop, debtor, id, reference } = await paidAt(provider, [3000, 4000]);
    await refundAt[provider]!(reference, 7000, "double");
    await app.quiet();
    expect(await openCents(shop)).toEqual([3000, 4000]);
    expect((await debtor.payment(id)).json).toMatchObject({
      state: "paid",
      reversals: [{ kind: "refund", cents: 7000 }],
    });
    expect(await alertOf(shop)).toBe("refund:7000");
    expect(await factsNamed(shop, "payments.refunded")).toMatchObject([{ cents: 7000, by: "provider" }]);
    await sound(shop, 7000, 7000);
    expect((await debtor.fill()).json).toMatchObject({ totalCents: 7000, can: { pay: true } });
  });
  it("PAY-11 PAY-6 is asked about once a day when the notification is lost", async () => {
    const { shop, debtor, id, reference } = await paidAt(provider, [3000]);
    await refundAt[provider]!(reference, 3000, "lost");
    await app.quiet();
    const asOf = (hours: number) => app.setClock(new Date(Date.now() + hours * 3_600_000));
    asOf(2);
    await sweepPaid(app.outer(shop.organizationId));
    expect((await debtor.payment(id)).json.reversals).toEqual([]);
    for (const hours of [25, 26, 50]) {
      asOf(hours);
      await sweepPaid(app.outer(shop.organizationId));
    }
    app.setClock(null);
    expect((await debtor.payment(id)).json.reversals).toMatchObject([{ kind: "refund", cents: 3000 }]);
    expect(await openCents(shop)).toEqual([3000]);
    await sound(shop, 3000, 3000);
  });
  it("PAY-11 is the one that staff had recorded by hand before it was told", async () => {
    const { shop, id, reference } = await paidAt(provider, [3000]);
    const staff = await aStaffUser(app, shop.organizationId, "accountant");
    const recorded = await record(shop, staff.cookie, id, { cents: 3000 });
    expect(recorded.status).toBe(200);
    await refundAt[provider]!(reference, 3000);
    await app.quiet();
    expect(await factsNamed(shop, "payments.refunded")).toHaveLength(1);
    expect(await alertOf(shop)).toBeNull();
    await sound(shop, 3000, 3000);
  });
});

describe("parts, charge-backs, disagreements", () => {
  it("PAY-11 keeps the oldest settled when a part goes back, and adds the parts up", async () => {
    const { shop, debtor, id, reference } = await paidAt("stripe", [3000, 4000]);
    await refundAt["stripe"]!(reference, 1000);
    await refundAt["stripe"]!(reference, 1000);
    await app.quiet();
    expect(await openCents(shop)).toEqual([0, 2000]);
    expect((await debtor.payment(id)).json.reversals).toHaveLength(2);
    await sound(shop, 7000, 2000);
  });
  it("PAY-11 MAN-8 reopens what a bank took back, and says that it is a charge-back", async () => {
    const { shop, debtor, id, reference } = await paidAt("stripe", [3000]);
    await simulators.control("stripe", "dispute", { reference });
    await app.quiet();
    expect((await debtor.payment(id)).json.reversals).toMatchObject([{ kind: "charge_back", cents: 3000 }]);
    expect(await alertOf(shop)).toBe("charge_back:3000");
    expect(await factsNamed(shop, "payments.charged_back")).toHaveLength(1);
    expect(await openCents(shop)).toEqual([3000]);
  });
  it("PAY-11 writes nothing beyond what came, and tells staff once", async () => {
    const { shop, id, reference } = await paidAt("stripe", [3000]);
    const staff = await aStaffUser(app, shop.organizationId, "accountant");
    await record(shop, staff.cookie, id, { kind: "charge_back", cents: 2500 });
    for (let again = 0; again < 2; again += 1) {
      await refundAt["stripe"]!(reference, 1000, again === 0 ? "double" : "normal").catch(() => null);
      await app.quiet();
    }
    expect(await alertOf(shop)).toMatch(/^reversal_too_much:1000:500$/);
    expect(await factsNamed(shop, "payments.refunded")).toEqual([]);
    expect((await factsNamed(shop, "payments.reversal_set_aside")).length).toBeLessThanOrEqual(2);
    await sound(shop, 3000, 2500);
  });
});

const record = (shop: Shop, cookie: string, payment: string, over: Record<string, unknown> = {}) =>
  call("POST", `${shop.base}/api/office/payments/${payment}/reversals`, {
    cookie,
    body: { kind: "refund", cents: 1000, on: dayInParis(new Date()), reason: "Trop perçu", ...over },
  });

describe("recorded by staff", () => {
  it("PAY-11 once, however often the form is sent and however many send it; never more than came", async () => {
    const { shop, debtor, id } = await paidAt("payfip", [3000, 4000]);
    const staff = await aStaffUser(app, shop.organizationId, "accountant");
    const sent = await Promise.all(Array.from({ length: 5 }, () => record(shop, staff.cookie, id)));
    expect(sent.map((one) => one.status).sort()).toEqual([200, 409, 409, 409, 409]);
    expect(sent.find((one) => one.status === 409)!.json.code).toBe("reversal.already_recorded");
    expect((await record(shop, staff.cookie, id, { cents: 6001 })).json.code).toBe("reversal.too_much");
    const rest = await record(shop, staff.cookie, id, { kind: "charge_back", cents: 6000 });
    expect(rest.json).toMatchObject({ reversibleCents: 0, can: { reverse: false } });
    expect(rest.json.reversals[0]).toMatchObject({ reason: "Trop perçu", by: staff.name, cents: 1000 });
    const seen = (await debtor.payment(id)).json.reversals;
    expect(seen).toHaveLength(2);
    expect(seen[0]).not.toHaveProperty("reason");
    expect(await openCents(shop)).toEqual([3000, 4000]);
    await sound(shop, 7000, 7000);
  });
  it("PAY-11 on a day between the payment and today, of a payment that brought money, for what can be given", async () => {
    const { shop, id } = await paidAt("payfip", [3000]);
    const staff = await aStaffUser(app, shop.organizationId, "accountant");
    for (const on of ["2020-01-01", "2999-01-01"])
      expect((await record(shop, staff.cookie, id, { on })).json.code).toBe("reversal.wrong_day");
    for (const over of [{ cents: 0 }, { cents: -5 }, { reason: " " }])
      expect((await record(shop, staff.cookie, id, over)).status).toBe(400);
    const debtor = await aDebtor(app, shop, [5000]);
    const left = await debtor.leave();
    expect((await record(shop, staff.cookie, left.id)).json.code).toBe("reversal.not_paid");
  });
  it("PAY-11 by accountants of its creditor only", async () => {
    const { shop, id } = await paidAt("payfip", [3000]);
    const other = await openShop(app, simulators, "payfip");
    const who = async (role: "reader" | "accountant", over: Record<string, unknown> = {}) =>
      (await record(shop, (await aStaffUser(app, shop.organizationId, role, over)).cookie, id)).status;
    expect(await who("reader")).toBe(403);
    expect(await who("accountant", { staff_creditor_ids: [] })).toBe(404);
    const foreigner = await aStaffUser(app, other.organizationId, "administrator");
    expect((await record(other, foreigner.cookie, id)).status).toBe(404);
    expect(await factsNamed(shop, "payments.refunded")).toEqual([]);
  });
  it("PAY-7 PAY-11 shows on the receipt what went back, and what is left", async () => {
    const { shop, debtor, id } = await paidAt("payfip", [3000, 4000]);
    const staff = await aStaffUser(app, shop.organizationId, "accountant");
    await record(shop, staff.cookie, id, { cents: 2500 });
    const receipt = await debtor.api("GET", `/payments/${id}/receipt?language=en`);
    const text = (await readPdf(receipt.buffer)).pages.map((page) => page.text).join(" ");
    expect(text).toContain("Refunded");
    expect(text).toContain("€25.00");
    expect(text).toContain("€45.00");
  });
});

describe("lists of staff", () => {
  it("OFF-1 PAY-11 a charge-back waits in the list until it is marked as dealt with", async () => {
    const { shop, id, reference } = await paidAt("stripe", [3000]);
    await simulators.control("stripe", "dispute", { reference });
    await app.quiet();
    const staff = await aStaffUser(app, shop.organizationId, "accountant");
    const list = () => call("GET", `${shop.base}/api/office/payments?alert=yes`, { cookie: staff.cookie });
    expect((await list()).json.items).toMatchObject([
      { id, alert: "charge_back:3000", reversedCents: 3000, state: "paid" },
    ]);
    await call("POST", `${shop.base}/api/office/payments/${id}/alert-seen`, { cookie: staff.cookie });
    expect((await list()).json.items).toEqual([]);
  });
});
