import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openPayzenHouse, type PayzenHouse } from "./harness.ts";
import { truthOfOrder } from "./query.ts";

let house: PayzenHouse;
beforeEach(async () => {
  house = await openPayzenHouse();
});
afterEach(() => house.close());

const paid = { outcome: "AUTHORISED", behaviour: "lost" };

describe("PAY-5 PAY-6 the truth, asked of PayZen", () => {
  it("waits while the page may be open, then gives up: ten minutes, and a margin", async () => {
    expect(await house.ask("QT1")).toMatchObject({ state: "waiting", code: "PSP_010" });
    await house.open("QT1");
    house.advance(19);
    expect(await house.ask("QT1")).toMatchObject({ state: "waiting" });
    house.advance(1);
    expect(await house.ask("QT1")).toMatchObject({ state: "expired", cents: null, alert: null });
  });
  it("tells a payment whose notification and return were lost", async () => {
    await house.press(await house.open("QT1"), paid);
    expect(house.merchant.heard).toEqual([]);
    expect(await house.ask("QT1")).toMatchObject({
      state: "paid",
      cents: 4210,
      means: "card",
      code: "AUTHORISED",
      at: new Date("2026-11-20T09:00:00Z"),
      authorisation: expect.stringMatching(/^[0-9a-f]{6}$/) as string,
      providerReference: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    });
  });
  it("gives the same provider's reference and amount as the notification", async () => {
    await house.press(await house.open("QT1"), { outcome: "SDD" });
    const reading = house.read();
    const asked = await house.ask("QT1");
    expect(reading).toMatchObject({ kind: "truth", truth: asked! });
    expect(asked).toMatchObject({ means: "direct_debit" });
  });
  it.each([
    ["REFUSED", "denied"],
    ["ABANDONED", "cancelled"],
    ["UNDER_VERIFICATION", "waiting"],
    ["WAITING_AUTHORISATION", "waiting"],
  ])("reads %s as %s", async (outcome, state) => {
    await house.open("QT1");
    await house.control("decide", { reference: "QT1", outcome, behaviour: "lost" });
    expect(await house.ask("QT1")).toMatchObject({ state, code: outcome });
  });
  it("is not asked without a REST password", async () => {
    expect(await house.ask("QT1", house.configOf({ query: undefined }))).toBeNull();
  });
  it("decides nothing when the question fails", async () => {
    const { url } = house.configOf();
    const wrong = house.configOf({ query: { password: "wrong", url: house.base } });
    await expect(house.ask("QT1", wrong)).rejects.toThrow(/INT_905 invalid login/);
    const nowhere = house.configOf({ query: { password: "x", url: `${house.base}/nowhere` } });
    await expect(house.ask("QT1", nowhere)).rejects.toThrow(/HTTP 404/);
    const page = house.configOf({ query: { password: "x", url: "http://127.0.0.1:1" }, url });
    await expect(house.ask("QT1", page)).rejects.toThrow();
  });
});

describe("PAY-11 money that goes back", () => {
  const back = (outcome: string, cents?: number) =>
    house.control("decide", { reference: "QT1", outcome, cents, backOffice: true });
  it("in parts, told by notification and by the question under the same keys", async () => {
    await house.press(await house.open("QT1"), { outcome: "AUTHORISED" });
    await back("CAPTURED");
    await back("refund", 1000);
    await back("refund", 210);
    const asked = await house.ask("QT1");
    expect(asked).toMatchObject({ state: "paid", cents: 4210, code: "CAPTURED" });
    expect(asked?.reversals?.map(({ kind, cents }) => ({ kind, cents }))).toEqual([
      { kind: "refund", cents: 1000 },
      { kind: "refund", cents: 210 },
    ]);
    const told = [house.read(-2), house.read(-1)].map((one) => one.kind === "truth" && one.truth.reversals);
    expect(told.flat()).toEqual(asked?.reversals);
  });
  it.each([
    ["CANCELLED", "cancelled", "refund"],
    ["CAPTURE_FAILED", "denied", "charge_back"],
  ])("%s after it was authorised", async (outcome, state, kind) => {
    await house.press(await house.open("QT1"), { outcome: "AUTHORISED" });
    await back(outcome);
    expect(await house.ask("QT1")).toMatchObject({ state, reversals: [{ kind, cents: 4210 }] });
  });
});

describe("an answer about something else is no answer", () => {
  const now = new Date("2026-11-20T09:01:00Z");
  const attempt = { reference: "QT1", providerReference: null, cents: 4210, startedAt: now };
  const transaction = {
    uuid: "u1",
    amount: 4210,
    currency: "EUR",
    detailedStatus: "AUTHORISED",
    operationType: "DEBIT",
    creationDate: "2026-11-20T09:00:30+00:00",
  };
  const orderWith = (...transactions: object[]) => ({
    status: "SUCCESS",
    answer: { shopId: "12345678", orderDetails: { orderId: "QT1", mode: "TEST" }, transactions },
  });
  const read = (json: unknown) => truthOfOrder(house.configOf(), json, attempt, now);

  it("reads the least that the vendor sends", () => {
    expect(read(orderWith(transaction))).toMatchObject({ state: "paid", cents: 4210, authorisation: null });
    expect(read(orderWith())).toMatchObject({ state: "waiting", code: "none" });
  });
  it.each([
    ["another order", { orderDetails: { orderId: "QT2", mode: "TEST" } }, /about QT2/],
    ["another mode", { orderDetails: { orderId: "QT1", mode: "PRODUCTION" } }, /mode PRODUCTION/],
    ["another shop", { shopId: "87654321" }, /shop 87654321/],
    ["another currency", { transactions: [{ ...transaction, currency: "USD" }] }, /USD/],
    ["no transactions", { transactions: null }, /unreadable/],
  ])("%s", (_name, changes, message) => {
    const json = orderWith(transaction);
    expect(() => read({ ...json, answer: { ...json.answer, ...changes } })).toThrow(message);
  });
  it("of several tries, believes the one with money", () => {
    const refused = { ...transaction, uuid: "u0", detailedStatus: "REFUSED" };
    const later = { ...refused, uuid: "u2", creationDate: "2026-11-20T09:00:59+00:00" };
    expect(read(orderWith(refused, transaction, later))).toMatchObject({
      state: "paid",
      providerReference: "u1",
    });
    expect(read(orderWith(refused, later))).toMatchObject({ state: "denied", providerReference: "u2" });
    const pending = { ...transaction, uuid: "u3", detailedStatus: "UNDER_VERIFICATION" };
    expect(read(orderWith(refused, pending))).toMatchObject({ state: "waiting", providerReference: "u3" });
  });
  it("tells staff of an order paid twice, and never takes a refund for a payment", () => {
    expect(read(orderWith(transaction, { ...transaction, uuid: "u9" }))).toMatchObject({
      state: "paid",
      cents: 4210,
      alert: expect.stringMatching(/more than once/) as string,
    });
    const credit = { ...transaction, uuid: "u4", operationType: "CREDIT", detailedStatus: "CAPTURED" };
    expect(read(orderWith(credit))).toMatchObject({ state: "waiting" });
    const cancelled = { ...transaction, detailedStatus: "CANCELLED" };
    expect(read(orderWith(cancelled, credit))).toMatchObject({ state: "cancelled" });
  });
});
