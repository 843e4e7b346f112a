import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { payfipGateway as gateway } from "./gateway.ts";
import { openTestHouse, type TestHouse } from "./test-house.ts";

let house: TestHouse;
beforeEach(async () => {
  house = await openTestHouse();
});
afterEach(() => house.close());

const start = () => gateway.start(house.config, house.order(), house.world);
const startedIdOp = async () => (await start()).providerReference ?? "";
const ask = (idOp: string | null, changes = {}) =>
  gateway.ask(house.config, house.attempt(idOp, changes), house.world);
const decide = (outcome: string, behaviour = "before-return", reference = "QT26112000001") =>
  house.control("decide", { reference, outcome, behaviour });

describe("PAY-6 read", () => {
  const idOp = "cc0cb210-1cd4-11ea-8cca-0213ad91a103";
  const asked = { kind: "ask", providerReference: idOp, key: idOp };

  it.each([
    ["POST", "", `idop=${idOp}`],
    ["POST", "", `idOp=${idOp}`],
    ["POST", `idop=${idOp}`, ""],
    ["POST", `payment=pay_1&idop=${idOp}`, `idOp=${idOp}`],
    ["GET", `idop=${idOp}`, ""],
    ["GET", `payment=pay_1&idOp=${idOp}`, ""],
    ["POST", "", `idop=${idOp}&resultrans=P&montant=1&refdet=EFEFAEFG`],
  ] as const)("PAY-6 hears %s ?%s %s, and always asks", (method, rawQuery, rawBody) => {
    expect(gateway.read(house.config, { method, rawQuery, rawBody })).toEqual(asked);
  });

  it.each([
    ["POST", "", ""],
    ["GET", "", `idop=${idOp}`],
    ["GET", "idop=", ""],
    ["GET", "idop=1%27%20or%201=1", ""],
    ["POST", `idop=${idOp}`, "idop=81bdf4c0-8edb-11e5-99d5-00000a634c44"],
    ["POST", "", `<Envelope><idop>${idOp}</idop></Envelope>`],
    ["POST", "%ff%zz", "\u0000&&==="],
  ] as const)("PAY-6 refuses %s ?%s %s", (method, rawQuery, rawBody) => {
    expect(gateway.read(house.config, { method, rawQuery, rawBody }).kind).toBe("refused");
  });
});

describe("PAY-5, PAY-6 ask, against the simulator", () => {
  it.each([
    ["P", "paid", "card"],
    ["V", "paid", "direct_debit"],
    ["R", "denied", "card"],
    ["Z", "denied", "direct_debit"],
  ])(
    "PAY-6 %s is %s, told by the notification and confirmed by the look-up",
    async (outcome, state, means) => {
      const idOp = await startedIdOp();
      expect(await ask(idOp)).toMatchObject({ state: "waiting", code: "P5" });
      house.advance(3);
      await decide(outcome);
      const [message] = house.heard;
      expect(message && gateway.read(house.config, message)).toEqual({
        kind: "ask",
        providerReference: idOp,
        key: idOp,
      });
      const truth = await ask(idOp);
      expect(truth).toMatchObject({ state, means, code: outcome, providerReference: idOp, alert: null });
      expect(truth?.at).toEqual(new Date("2026-11-20T09:03:00Z"));
      expect(truth?.cents).toBe(state === "paid" ? 12_345 : null);
      expect(Boolean(truth?.authorisation)).toBe(state === "paid");
    },
  );

  it("PAY-5 an abandonment waits 20 minutes, because the payer may come back and pay", async () => {
    const idOp = await startedIdOp();
    await decide("A");
    house.advance(10);
    expect(await ask(idOp)).toMatchObject({ state: "waiting", code: "A" });
    await decide("P");
    house.advance(15);
    expect(await ask(idOp)).toMatchObject({ state: "paid", code: "P", cents: 12_345 });
  });

  it("PAY-5 an abandonment that lasted 20 minutes is a cancellation", async () => {
    const idOp = await startedIdOp();
    await decide("A");
    house.advance(20);
    expect(await ask(idOp)).toMatchObject({ state: "cancelled", code: "A" });
  });

  it("PAY-5 an attempt left alone expires after 20 minutes (P5), and stays so after the night (P1)", async () => {
    const idOp = await startedIdOp();
    house.advance(19);
    expect(await ask(idOp)).toMatchObject({ state: "waiting", code: "P5" });
    house.advance(1);
    expect(await ask(idOp)).toMatchObject({ state: "expired", code: "P5" });
    house.advance(24 * 60);
    expect(await ask(idOp)).toMatchObject({ state: "expired", code: "P1" });
  });

  it("PAY-6 money that comes after the expiry is still told", async () => {
    const started = await start();
    await fetch(started.departure.url);
    house.advance(25);
    expect(await ask(started.providerReference)).toMatchObject({ state: "expired" });
    await decide("P");
    expect(await ask(started.providerReference)).toMatchObject({ state: "paid", cents: 12_345 });
  });

  it("PAY-6 a forged notification changes nothing: the look-up tells the truth", async () => {
    const idOp = await startedIdOp();
    await decide("close", "forged");
    expect(house.heard).toHaveLength(2);
    for (const message of house.heard) {
      const reading = gateway.read(house.config, message);
      if (reading.kind !== "ask")
        throw new Error("a forged notification with a well-shaped idOp must be asked about");
      const truth = await ask(reading.providerReference);
      expect(truth?.state).toBe(reading.providerReference === idOp ? "waiting" : "expired");
    }
  });

  it("PAY-6 one payment's idOp never pays another attempt, nor another amount, client or mode", async () => {
    const idOp = await startedIdOp();
    await decide("P");
    const alert = expect.stringContaining("not about this attempt");
    const waiting = { state: "waiting", cents: null, alert };
    expect(await ask(idOp, { reference: "QT26112000002" })).toMatchObject(waiting);
    expect(await ask(idOp, { cents: 12_346 })).toMatchObject(waiting);
    for (const settings of [{ numcli: "006270" }, { saisie: "W" as const }]) {
      const config = { ...house.config, ...settings };
      expect(await gateway.ask(config, house.attempt(idOp), house.world)).toMatchObject(waiting);
    }
    expect(await ask(idOp)).toMatchObject({ state: "paid", alert: null });
  });

  it("PAY-6 other faults of the look-up break down, so that the attempt stays open", async () => {
    const idOp = await startedIdOp();
    await house.control("faults", { kind: "code", code: "T4" });
    await expect(ask(idOp)).rejects.toMatchObject({ name: "PayfipBreakdown", code: "T4" });
    expect(await ask(idOp)).toMatchObject({ state: "waiting", code: "P5" });
  });

  it("PAY-5 frees an attempt after 20 minutes", () => {
    expect(gateway.abandonedAfterMinutes).toBe(20);
  });
});
