import { describe, expect, it } from "vitest";
import type { MessageReading } from "../payment-gateway.ts";
import { ogoneGateway } from "./gateway.ts";
import {
  accountOf,
  answerNext,
  askAbout,
  configOf,
  control,
  leave,
  open,
  orderOf,
  press,
  readLast,
  readReturn,
  received,
  setAccount,
  until,
  useOgoneServers,
  world,
} from "./harness.ts";

useOgoneServers();

describe("the simulated page refuses as the vendor's does", () => {
  const cases: [string, (fields: Record<string, string>) => void][] = [
    ["unknown order/1/s", (fields) => Object.assign(fields, { AMOUNT: "1" })],
    ["unknown order/1/s", (fields) => Object.assign(fields, { OPERATION: "RES" })],
    ["unknown order/0/s", (fields) => delete fields.SHASIGN],
    ["no ORDERID", (fields) => delete fields.ORDERID],
    ["PSPID not found or not active", (fields) => Object.assign(fields, { PSPID: "NOBODY" })],
  ];
  it.each(cases)("%s", async (error, spoil) => {
    const { departure } = await ogoneGateway.start(configOf(), orderOf("SPOILT1"), world);
    spoil(departure.fields);
    const page = await (await leave(departure)).text();
    expect(page).toContain(error);
    expect(page).not.toContain("<form");
    expect((await control("transactions")).body.transactions).toEqual([]);
  });

  it("refuses a button without a known transaction", async () => {
    expect((await press("", { outcome: "9" })).status).toBe(400);
    expect((await press(await open("BUTTON1"), { outcome: "95" })).status).toBe(400);
    expect(received()).toHaveLength(0);
  });
});

describe("PAY-6 notifications behave badly", () => {
  it("doubled: the same key twice", async () => {
    await press(await open("DOUBLE1"), { outcome: "9", behaviour: "double" });
    expect(received()).toHaveLength(2);
    const keys = received().map((message) => ogoneGateway.read(configOf(), message));
    expect(keys[0]).toEqual(keys[1]);
    expect(keys[0]).toMatchObject({ kind: "truth" });
  });

  it("lost: the return and the query still tell", async () => {
    const back = await press(await open("LOST1"), { outcome: "9", behaviour: "lost" });
    expect(received()).toHaveLength(0);
    expect(readReturn(back.headers.get("location") ?? "")).toMatchObject({ truth: { state: "paid" } });
    expect(await askAbout("LOST1")).toMatchObject({ state: "paid", cents: 4210 });
  });

  it("late or after the return: comes later, unchanged", async () => {
    await open("LATE1");
    const { body } = await control("decide", {
      reference: "LATE1",
      outcome: "paid",
      behaviour: "after-return",
      delayMs: 30,
    });
    expect(received()).toHaveLength(0);
    await until(() => received().length === 1);
    expect(readReturn(body.redirect?.url ?? "")).toEqual(readLast());
  });

  it("forged: the false one is refused, the true one is read", async () => {
    await open("FORGED1");
    await control("decide", { reference: "FORGED1", outcome: "denied", behaviour: "forged" });
    const readings = received().map((message) => ogoneGateway.read(configOf(), message));
    expect(readings[0]).toEqual({ kind: "refused", reason: "wrong SHASIGN" });
    expect(readings[1]).toMatchObject({ kind: "truth", truth: { state: "denied" } });
  });

  it("tries a failed one again, by itself, until it is taken", async () => {
    answerNext(500, 503);
    const back = await press(await open("DEFERRED1"), { outcome: "9" });
    expect(back.status).toBe(302);
    await until(() => received().length === 3);
    expect(readLast()).toMatchObject({ truth: { state: "paid" } });
    await until(async () => (await control("transactions")).body.pending === 0);
    expect(received()).toHaveLength(3);
  });

  it("gives up after four more tries, and survives a closed port", async () => {
    await control("notification-url", { pspid: "MAIRIE", url: "http://127.0.0.1:9/closed" });
    const back = await press(await open("CLOSED1"), { outcome: "9" });
    expect(back.status).toBe(302);
    await until(async () => (await control("transactions")).body.pending === 0);
    const [order] = (await control("transactions")).body.transactions;
    expect(order?.notifications).toMatchObject([{ tries: 5, result: expect.stringContaining("failed") }]);
  });

  it("notifies by GET when the account says so, and only the chosen parameters", async () => {
    const feedback = ["ORDERID", "STATUS", "PAYID", "AMOUNT", "CURRENCY"];
    setAccount(accountOf("MAIRIE", { notificationMethod: "GET", feedback }));
    await press(await open("GET1"), { outcome: "9" });
    expect(received()[0]).toMatchObject({ method: "GET", rawBody: "" });
    expect(received()[0]?.rawQuery).not.toContain("ACCEPTANCE");
    expect(readLast()).toMatchObject({ truth: { state: "paid", cents: 4210, authorisation: null } });
  });

  it("follows a default behaviour, and a later change of status from the back office", async () => {
    await control("behaviour", { behaviour: "lost" });
    await press(await open("CHANGE1"), { outcome: "92" });
    expect(received()).toHaveLength(0);
    const twice = await control("decide", { reference: "CHANGE1", outcome: "9" });
    expect(twice.status).toBe(409);
    await control("decide", { reference: "CHANGE1", outcome: "9", backOffice: true, behaviour: "normal" });
    expect(readLast()).toMatchObject({ truth: { state: "paid" } });
    await control("decide", { reference: "CHANGE1", outcome: "8", backOffice: true, behaviour: "normal" });
    expect(readLast()).toMatchObject({
      truth: { state: "waiting", alert: expect.stringContaining("refunded") },
    });
    expect((await control("accepted")).body).toMatchObject({ count: 1, cents: 4210 });
  });
});

describe("many customers at once", () => {
  it("PAY-6 every euro accepted there is read here, once", async () => {
    const behaviour = ["normal", "double", "forged", "lost"];
    const outcome = ["9", "9", "2", "1", "92"];
    const references = Array.from({ length: 40 }, (_, index) => `STORM${index}`);
    const paid = new Map<string, number>();
    const note = (reading: MessageReading | null) => {
      if (reading?.kind === "truth" && reading.truth.state === "paid") {
        paid.set(reading.reference, reading.truth.cents ?? 0);
      }
    };
    await Promise.all(
      references.map(async (reference, index) => {
        await open(reference, configOf(), { cents: 101 + index * 7 });
        const { body } = await control("decide", {
          reference,
          outcome: outcome[index % outcome.length],
          behaviour: behaviour[index % behaviour.length],
        });
        note(readReturn(body.redirect?.url ?? ""));
      }),
    );
    for (const message of received()) note(ogoneGateway.read(configOf(), message));
    const accepted = (await control("accepted")).body;
    expect(accepted.count).toBe(16);
    expect([...paid.values()].reduce((sum, cents) => sum + cents, 0)).toBe(accepted.cents);
    expect(paid.size).toBe(accepted.count);
  });
});
