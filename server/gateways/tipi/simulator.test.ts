import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { until } from "../merchant-harness.ts";
import { openTipiHouse, type TipiHouse } from "./harness.ts";

let house: TipiHouse;
beforeEach(async () => {
  house = await openTipiHouse();
});
afterEach(() => house.close());
const accepted = async () => (await house.control("accepted")).json;

describe("the simulated page", () => {
  it("shows what is paid, says that it is a simulator, and needs no script", async () => {
    const page = await house.open("QT0001");
    for (const text of ["Simulateur", "42,10 EUR", "QT0001", "Facture d eau n12", "lea@example.org"])
      expect(page).toContain(text);
    expect(page).not.toContain("<script");
  });
  it.each([
    ["S1", { saisie: "W" }],
    ["T1", { numcli: "abc" }],
    ["R3", { refdet: "ABCD" }],
    ["A1", { mel: "" }],
    ["A2", { mel: "nobody" }],
    ["M1", { montant: "10.5" }],
    ["M3", { montant: "99" }],
    ["M5", { montant: "1000000" }],
    ["N1", { urlcl: "nowhere" }],
  ])("refuses an order with %s", async (code, changes) => {
    const url = new URL((await house.start("QT0001")).url);
    for (const [name, value] of Object.entries(changes)) url.searchParams.set(name, value);
    const answer = await fetch(url);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(`${code} :`);
  });
  it("leads nowhere back: it says that the window may be closed", async () => {
    const answer = await house.press(await house.open("QT0001"), { outcome: "P" });
    expect(answer.redirected).toBe(false);
    expect(await answer.text()).toContain("Vous pouvez fermer cette fenêtre");
    expect(house.read()).toMatchObject({ kind: "truth", truth: { state: "paid", cents: 4210, alert: null } });
  });
  it("pays a debt once", async () => {
    const page = await house.open("QT0001");
    await house.press(page, { outcome: "P" });
    expect((await house.press(page, { outcome: "P" })).status).toBe(409);
    expect(await house.open("QT0001")).toContain("P3");
    expect((await house.control("decide", { reference: "QT0001", outcome: "paid" })).status).toBe(409);
    expect(await accepted()).toMatchObject({ count: 1, cents: 4210 });
    expect(house.merchant.heard).toHaveLength(1);
  });
  it("closed without finishing, says nothing to anybody", async () => {
    await house.press(await house.open("QT0001"), { outcome: "close" });
    expect(house.merchant.heard).toEqual([]);
    expect((await house.press("", { outcome: "P" })).status).toBe(400);
    expect((await house.control("decide", { reference: "QT9999", outcome: "paid" })).status).toBe(404);
  });
});

describe("PAY-6 callbacks behave badly", () => {
  it("doubled: the same key twice", async () => {
    await house.press(await house.open("QT0001"), { outcome: "V", behaviour: "double" });
    expect(house.merchant.heard).toHaveLength(2);
    expect(house.read(0)).toEqual(house.read(1));
    expect(house.read()).toMatchObject({ truth: { means: "direct_debit" } });
  });
  it("late", async () => {
    await house.open("QT0001");
    const decision = { reference: "QT0001", outcome: "paid", behaviour: "late", delayMs: 30 };
    expect((await house.control("decide", decision)).json.redirect).toBeNull();
    expect(house.merchant.heard).toEqual([]);
    await until(() => house.merchant.heard.length === 1);
    expect(house.read()).toMatchObject({ truth: { state: "paid" } });
  });
  it("forged: every lie is refused, and the truth is read after them", async () => {
    await house.press(await house.open("QT0001"), { outcome: "R", behaviour: "forged" });
    const kinds = house.merchant.heard.map((_, n) => house.read(n));
    expect(kinds.map((one) => one.kind)).toEqual(["refused", "refused", "refused", "truth"]);
    expect(kinds[3]).toMatchObject({ truth: { state: "denied" } });
  });
  it("out of order: given up, then paid, and each is news of its own", async () => {
    const page = await house.open("QT0001");
    await house.press(page, { outcome: "A" });
    await house.press(page, { outcome: "P" });
    const [first, second] = [house.read(0), house.read(1)];
    expect([first, second]).toMatchObject([{ truth: { state: "cancelled" } }, { truth: { state: "paid" } }]);
    expect("key" in first && "key" in second && first.key !== second.key).toBe(true);
  });
  it("lost, or not answered: nothing comes again, and the simulator stands", async () => {
    await house.press(await house.open("QT0001"), { outcome: "P", behaviour: "lost" });
    expect(house.merchant.heard).toEqual([]);
    house.merchant.answers.push(500);
    await house.press(await house.open("QT0002"), { outcome: "P" });
    expect(house.merchant.heard).toHaveLength(1);
    expect((await house.control("transactions")).json).toMatchObject({ pending: 0 });
    expect(await accepted()).toMatchObject({ count: 2, cents: 8420 });
  });
});
