import { describe, expect, it } from "vitest";
import {
  accountOf,
  answerNext,
  askAbout,
  configOf,
  control,
  merchantUrl,
  open,
  press,
  providerUrl,
  readLast,
  readReturn,
  received,
  setAccount,
  setNow,
  useOgoneServers,
} from "./harness.ts";

useOgoneServers();

describe("PAY-4 paying on Ogone's page, over HTTP", () => {
  it("pays by the button: page, notification before the return, signed return, query, all of one voice", async () => {
    const page = await open("PAID01");
    expect(page).toContain("Simulateur");
    expect(page).toContain("42,10 EUR");
    expect(page).toContain("Léa Dupré");
    const back = await press(page, { outcome: "9" });
    expect(back.status).toBe(302);
    const notified = readLast();
    expect(notified).toMatchObject({
      kind: "truth",
      reference: "PAID01",
      truth: { state: "paid", cents: 4210, means: "card", authorisation: "test123", code: "9" },
    });
    const location = back.headers.get("location") ?? "";
    expect(location).toContain("/return?attempt=PAID01&orderID=PAID01&");
    expect(readReturn(location)).toEqual(notified);
    const asked = await askAbout("PAID01");
    expect(asked).toMatchObject({ state: "paid", cents: 4210, means: "card", code: "9" });
    expect((await control("accepted")).body).toMatchObject({ count: 1, cents: 4210 });
  });

  it.each([
    ["5", "waiting", "authorised"],
    ["2-final", "denied", null],
    ["1", "cancelled", null],
    ["51", "waiting", null],
    ["52", "waiting", "not known"],
    ["91", "waiting", null],
    ["92", "waiting", "uncertain"],
    ["93", "denied", null],
  ])("tells outcome %s alike by notification, return and query", async (outcome, state, alert) => {
    const back = await press(await open("OUTCOME1"), { outcome });
    const expected = { state, alert: alert === null ? null : expect.stringContaining(alert) };
    expect(readLast()).toMatchObject({ kind: "truth", truth: expected });
    expect(readReturn(back.headers.get("location") ?? "")).toMatchObject({ truth: expected });
    expect(await askAbout("OUTCOME1")).toMatchObject(expected);
    expect((await control("accepted")).body).toMatchObject({ count: 0, cents: 0 });
  });

  it("lets the customer try again after a refusal, and honours the payment that follows", async () => {
    const page = await open("RETRY1");
    const again = await press(page, { outcome: "2" });
    expect(again.status).toBe(200);
    expect(await again.text()).toContain("essai 1 sur 3");
    expect(received()).toHaveLength(0);
    expect(await askAbout("RETRY1")).toMatchObject({ state: "denied" });
    expect((await press(page, { outcome: "9" })).status).toBe(302);
    expect(readLast()).toMatchObject({ truth: { state: "paid" } });
  });

  it("sends the customer away after the last refusal", async () => {
    const page = await open("RETRY2");
    await press(page, { outcome: "2" });
    await press(page, { outcome: "2" });
    expect((await press(page, { outcome: "2" })).status).toBe(302);
    expect(received()).toHaveLength(1);
    expect(readLast()).toMatchObject({ truth: { state: "denied" } });
  });

  it("refuses to pay the same order twice", async () => {
    const page = await open("TWICE1");
    await press(page, { outcome: "9" });
    expect(await (await press(page, { outcome: "9" })).text()).toContain("order already processed");
    expect(await open("TWICE1")).toContain("order already processed");
    expect(received()).toHaveLength(1);
    expect((await control("accepted")).body).toMatchObject({ count: 1 });
  });

  it("never captures an order that only asked for an authorisation", async () => {
    await press(await open("RES1", configOf("MAIRIE", { operation: "RES" })), { outcome: "9" });
    expect(readLast()).toMatchObject({ truth: { state: "waiting", code: "5" } });
  });

  it("keeps accounts apart: each signs with its own phrases", async () => {
    const [mairie, syndic] = [configOf("MAIRIE"), configOf("SYNDIC")];
    await open("SAME1", mairie);
    await open("SAME1", syndic, { cents: 100 });
    await control("decide", { reference: "SAME1", pspid: "SYNDIC", outcome: "paid" });
    expect(readLast(syndic)).toMatchObject({ kind: "truth", truth: { state: "paid", cents: 100 } });
    expect(readLast(mairie)).toEqual({ kind: "refused", reason: "wrong SHASIGN" });
    expect(await askAbout("SAME1", mairie)).toMatchObject({ state: "waiting" });
  });

  it("speaks ISO-8859-1 with an account of that page, and reads Latin-1 values of a UTF-8 account", async () => {
    const latin = configOf("MAIRIE", {
      charset: "iso-8859-1",
      url: `${providerUrl()}/ncol/test/orderstandard.asp`,
    });
    await press(await open("LATIN1", latin), { outcome: "9" });
    expect(readLast(latin)).toMatchObject({ truth: { state: "paid" } });
    setAccount(accountOf("MAIRIE", { feedbackCharset: "iso-8859-1" }));
    await press(await open("LATIN2"), { outcome: "9" });
    expect(received().at(-1)?.rawBody).toContain("CN=L%E9a");
    expect(readLast()).toMatchObject({ truth: { state: "paid" } });
  });
});

describe("PAY-5 asking for the truth about what the customer left", () => {
  const startedAt = new Date("2026-03-02T09:00:00Z");

  it.each(["opened", "never arrived"])("waits for an hour, then expires: %s", async (kind) => {
    if (kind === "opened") await press(await open("LEFT1"), { outcome: "abandoned" });
    setNow("2026-03-02T09:59:59Z");
    expect(await askAbout("LEFT1", configOf(), startedAt)).toMatchObject({ state: "waiting" });
    setNow("2026-03-02T10:00:00Z");
    expect(await askAbout("LEFT1", configOf(), startedAt)).toMatchObject({ state: "expired" });
    expect(received()).toHaveLength(0);
  });

  it("honours a payment made after the attempt expired", async () => {
    const page = await open("LEFT2");
    setNow("2026-03-02T10:30:00Z");
    expect(await askAbout("LEFT2", configOf(), startedAt)).toMatchObject({ state: "expired" });
    await press(page, { outcome: "9" });
    expect(readLast()).toMatchObject({ truth: { state: "paid", at: new Date("2026-03-02T12:00:00Z") } });
    expect(await askAbout("LEFT2", configOf(), startedAt)).toMatchObject({ state: "paid" });
  });

  it("answers null without an API user", async () => {
    expect(await askAbout("NONE1", configOf("MAIRIE", { query: undefined }))).toBeNull();
  });

  it("throws on a wrong password, an HTTP error, a redirect and a closed port: nothing is known", async () => {
    setNow("2026-03-02T12:00:00Z");
    const queryAt = (url: string, password = "s3cret&+") =>
      askAbout("ERR1", configOf("MAIRIE", { query: { userId: "api", password, url } }), startedAt);
    await expect(queryAt(`${providerUrl()}/ncol/test/querydirect.asp`, "wrong")).rejects.toThrow("50001111");
    await expect(queryAt(`${providerUrl()}/nowhere`)).rejects.toThrow("HTTP 404");
    await expect(queryAt("http://127.0.0.1:9/")).rejects.toThrow();
    answerNext(302);
    await expect(queryAt(`${merchantUrl()}/notify/x`)).rejects.toThrow();
    expect(received()).toHaveLength(1);
  });

  it("can be asked by PAYID as well", async () => {
    await press(await open("BYPAYID"), { outcome: "9" });
    const reading = readLast();
    const payId = reading.kind === "truth" ? (reading.truth.providerReference ?? "") : "";
    const answer = await fetch(`${providerUrl()}/ncol/test/querydirect.asp`, {
      method: "POST",
      body: new URLSearchParams({ PSPID: "MAIRIE", USERID: "api", PSWD: "s3cret&+", PAYID: payId }),
    });
    expect(await answer.text()).toContain('orderID="BYPAYID"');
  });
});
