import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { until } from "../merchant-harness.ts";
import { payzenGateway } from "./gateway.ts";
import { openPayzenHouse, type PayzenHouse } from "./harness.ts";
import { signatureOf } from "./protocol.ts";

let house: PayzenHouse;
beforeEach(async () => {
  house = await openPayzenHouse();
});
afterEach(() => house.close());
const start = async (reference: string) =>
  (await payzenGateway.start(house.configOf(), house.orderOf(reference), house.world)).departure;

describe("the simulated page", () => {
  it("shows what is paid, says that it is a simulator, and needs no script", async () => {
    const page = await house.open("QT1");
    for (const text of ["Simulateur", "42,10 EUR", "QT1", "Abonnement, février", "Léa Dupré", "Payer"])
      expect(page).toContain(text);
    expect(page).not.toContain("<script");
  });
  it.each([
    ["signature", { vads_amount: "1" }],
    ["signature", { signature: "" }],
    ["vads_site_id", { vads_site_id: "99999999" }],
  ])("refuses a form with a wrong %s", async (field, changes) => {
    const departure = await start("QT1");
    const answer = await house.leave({ ...departure, fields: { ...departure.fields, ...changes } as never });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(`champ ${field}`);
  });
  it.each([
    ["vads_trans_id", "12345"],
    ["vads_currency", "840"],
    ["vads_trans_date", "20200101000000"],
    ["vads_order_info", "x".repeat(256)],
  ])("refuses a signed form with a wrong %s", async (name, value) => {
    const { url, fields } = await start("QT1");
    const { signature: _, ...sent } = { ...fields, [name]: value };
    const answer = await house.leave({
      method: "POST",
      url,
      fields: { ...sent, signature: signatureOf(sent, house.shop) },
    });
    expect(await answer.text()).toContain(`champ ${name}`);
  });
  it("is the same session when the customer comes back, for ten minutes", async () => {
    const departure = await start("QT1");
    await house.leave(departure);
    house.advance(10);
    expect((await house.leave(departure)).status).toBe(200);
    house.advance(1);
    expect(await (await house.leave(departure)).text()).toContain("session a expiré");
    expect((await house.control("decide", { reference: "QT1", outcome: "paid" })).status).toBe(409);
    expect((await house.control("accepted")).json).toMatchObject({ count: 0, cents: 0 });
  });
  it("decides an order once", async () => {
    const departure = await start("QT1");
    const page = await (await house.leave(departure)).text();
    await house.press(page, { outcome: "AUTHORISED" });
    expect((await house.press(page, { outcome: "AUTHORISED" })).status).toBe(409);
    expect(await (await house.leave(departure)).text()).toContain("existe déjà");
    expect((await house.control("accepted")).json).toMatchObject({ count: 1, cents: 4210 });
    expect(house.merchant.heard).toHaveLength(1);
  });
  it("refuses a button without a known transaction, and a decision about nothing", async () => {
    expect((await house.press("", { outcome: "AUTHORISED" })).status).toBe(400);
    expect((await house.control("decide", { reference: "QT9", outcome: "paid" })).status).toBe(404);
    expect((await house.control("decide", { reference: "QT9", outcome: "?" })).status).toBe(400);
  });
});

describe("PAY-6 the customer comes back", () => {
  it("with the signed truth in the address", async () => {
    const back = await house.press(await house.open("QT1"), { outcome: "AUTHORISED" });
    const location = back.headers.get("location") ?? "";
    expect(back.status).toBe(303);
    expect(location).toContain("attempt=QT1");
    expect(house.readReturn(location)).toEqual(house.read());
  });
  it("refused, or gone without an answer", async () => {
    const denied = await house.press(await house.open("QT1"), { outcome: "REFUSED" });
    expect(house.readReturn(denied.headers.get("location") ?? "")).toMatchObject({
      truth: { state: "denied" },
    });
    const left = await house.press(await house.open("QT2"), { outcome: "leave" });
    expect(left.status).toBe(200);
    expect(house.merchant.heard).toHaveLength(1);
  });
  it("cancelled: the merchant is only told when the shop's rule says so", async () => {
    const back = await house.press(await house.open("QT1"), { outcome: "ABANDONED" });
    expect(house.merchant.heard).toEqual([]);
    expect(house.readReturn(back.headers.get("location") ?? "")).toMatchObject({
      truth: { state: "cancelled" },
    });
    house.shop.notifyCancelled = true;
    await house.press(await house.open("QT2"), { outcome: "ABANDONED" });
    expect(house.read()).toMatchObject({ reference: "QT2", truth: { state: "cancelled" } });
  });
});

describe("PAY-6 notifications behave badly", () => {
  it("doubled: the same key twice", async () => {
    await house.press(await house.open("QT1"), { outcome: "AUTHORISED", behaviour: "double" });
    expect(house.merchant.heard).toHaveLength(2);
    expect(house.read(0)).toEqual(house.read(1));
  });
  it("late: after the return", async () => {
    await house.open("QT1");
    const { json } = await house.control("decide", {
      reference: "QT1",
      outcome: "paid",
      behaviour: "late",
      delayMs: 30,
    });
    expect(json.redirect?.method).toBe("GET");
    expect(house.merchant.heard).toEqual([]);
    await until(() => house.merchant.heard.length === 1);
    expect(house.read()).toMatchObject({ truth: { state: "paid" } });
  });
  it("forged: every lie is refused, and the truth is read after them", async () => {
    await house.press(await house.open("QT1"), { outcome: "REFUSED", behaviour: "forged" });
    expect(house.merchant.heard).toHaveLength(4);
    const kinds = house.merchant.heard.map((_, n) => house.read(n));
    expect(kinds.slice(0, 3).map((one) => one.kind)).toEqual(["refused", "refused", "refused"]);
    expect(kinds[3]).toMatchObject({ kind: "truth", truth: { state: "denied" } });
  });
  it("out of order: under verification, then accepted in the back office", async () => {
    await house.open("QT1");
    await house.control("decide", { reference: "QT1", outcome: "UNDER_VERIFICATION" });
    await house.control("decide", { reference: "QT1", outcome: "AUTHORISED", backOffice: true });
    expect([house.read(0), house.read(1)]).toMatchObject([
      { truth: { state: "waiting" } },
      { truth: { state: "paid" } },
    ]);
    expect((await house.control("accepted")).json).toMatchObject({ count: 1 });
  });
  it("not answered: tried again, four times at most, and never a crash", async () => {
    house.merchant.answers.push(500, 503);
    await house.press(await house.open("QT1"), { outcome: "AUTHORISED" });
    await until(() => house.merchant.heard.length === 3);
    await until(async () => (await house.control("transactions")).json.pending === 0);
    house.merchant.answers.push(...Array.from({ length: 9 }, () => 500));
    await house.press(await house.open("QT2"), { outcome: "AUTHORISED" });
    await until(() => house.merchant.heard.length === 8);
    await until(async () => (await house.control("transactions")).json.pending === 0);
    expect(house.merchant.heard).toHaveLength(8);
    const unreachable = { notificationUrl: "http://127.0.0.1:1/notify" };
    await house.open("QT3", unreachable);
    expect((await house.control("decide", { reference: "QT3", outcome: "paid" })).status).toBe(200);
  });
});
