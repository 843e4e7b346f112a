import { describe, expect, it } from "vitest";
import { GatewayRefusal } from "../payment-gateway.ts";
import { stripeGateway } from "./gateway.ts";
import {
  answerNext,
  askAbout,
  configOf,
  control,
  merchantUrl,
  open,
  orderOf,
  otherConfig,
  press,
  providerUrl,
  readings,
  received,
  setNow,
  until,
  useStripeServers,
  world,
} from "./harness.ts";

useStripeServers();

const refOf = (number: number) => `QTREF${String(number).padStart(4, "0")}`;
const REF = refOf(1);
const paid = { state: "paid", cents: 4210, code: "paid", alert: null };

describe("PAY-4 paying on Stripe's page, over HTTP", () => {
  it("pays by the button: page, event before the return, and the API's word", async () => {
    const { id, page } = await open(REF);
    expect(page).toContain("Simulateur");
    expect(page).toContain("42,10 EUR");
    expect(page).toContain("Cantine, février");
    expect(await askAbout(REF, id)).toMatchObject({ state: "waiting", code: "open", providerReference: id });
    const back = await press(page, { outcome: "accept" });
    expect(back.status).toBe(303);
    expect(readings()).toEqual([
      { kind: "ask", reference: REF, providerReference: id, key: expect.stringMatching(/^evt_/) },
    ]);
    const location = new URL(back.headers.get("location") ?? "");
    expect(location.pathname).toBe(`/return/${REF}`);
    const message = { method: "GET" as const, rawQuery: location.search.slice(1), rawBody: "" };
    expect(stripeGateway.read(configOf(), message)).toMatchObject({ kind: "ask", providerReference: id });
    const truth = await askAbout(REF, id);
    expect(truth).toMatchObject({
      ...paid,
      means: "card",
      authorisation: "424242",
      at: new Date("2026-03-02T09:00:00Z"),
      providerReference: expect.stringMatching(/^pi_/),
    });
    expect(await askAbout(REF, truth?.providerReference ?? "")).toEqual(truth);
    expect((await control("accepted")).body).toMatchObject({ count: 1, cents: 4210 });
  });

  it("sends what Stripe must know of the order", async () => {
    await open(REF, configOf({ methods: "card_and_debit" }), {
      language: "en",
      returnUrl: `${merchantUrl()}/r?a=1`,
    });
    const [session] = (await control("transactions")).body.transactions;
    expect(session).toMatchObject({
      reference: REF,
      cents: 4210,
      currency: "eur",
      email: "lea@example.org",
      methods: ["card", "sepa_debit"],
      metadata: { quitus_reference: REF },
      intentMetadata: { quitus_reference: REF },
      successUrl: `${merchantUrl()}/r?a=1&session_id={CHECKOUT_SESSION_ID}`,
      cancelUrl: `${merchantUrl()}/r?a=1`,
      expiresAt: new Date("2026-03-02T09:31:00Z").getTime() / 1000,
    });
  });

  it("pays without an address, and without one that Stripe would refuse", async () => {
    for (const [index, email] of [null, "not an address"].entries())
      await open(refOf(index), configOf(), { email });
    expect((await control("transactions")).body.transactions.map((one) => one.email)).toEqual([null, null]);
  });

  it("the same order sent again gives the same session; another order under its reference is not sent", async () => {
    expect((await open(REF)).id).toBe((await open(REF)).id);
    await expect(open(REF, configOf(), { cents: 999 })).rejects.toThrow("idempotency_error");
    expect((await control("transactions")).body.transactions).toHaveLength(1);
  });

  it("keeps the payer on the page after a refused card, and honours the payment that follows", async () => {
    const { id, page } = await open(REF);
    const again = await press(page, { outcome: "refuse" });
    expect(await again.text()).toContain("Votre carte a été refusée");
    expect(await askAbout(REF, id)).toMatchObject({ state: "waiting" });
    await press(page, { outcome: "accept" });
    expect(await askAbout(REF, id)).toMatchObject(paid);
  });

  it("goes back without paying: nothing is told, the session stays open", async () => {
    const { id, page, url } = await open(REF);
    const back = await press(page, { outcome: "cancel" });
    expect(back.headers.get("location")).toBe(`${merchantUrl()}/return/${REF}`);
    expect((await press(page, { outcome: "close" })).status).toBe(200);
    expect(received()).toEqual([]);
    expect(await askAbout(REF, id)).toMatchObject({ state: "waiting" });
    expect((await fetch(url)).status).toBe(200);
  });

  it("is not paid twice", async () => {
    const { page, url } = await open(REF);
    await press(page, { outcome: "accept" });
    expect((await press(page, { outcome: "accept" })).status).toBe(404);
    expect((await fetch(url)).status).toBe(404);
    expect((await control("accepted")).body).toMatchObject({ count: 1 });
  });

  it.each([
    ["amount", { cents: 49 }],
    ["amount", { cents: 100_000_000 }],
    ["reference", { reference: "lower" }],
    ["success_url", { returnUrl: "/relative" }],
  ])("refuses an order with a wrong %s before it leaves", async (code, extra) => {
    const start = stripeGateway.start(configOf(), orderOf(REF, extra), world);
    await expect(start).rejects.toThrow(GatewayRefusal);
    await expect(start).rejects.toMatchObject({ code });
  });
});

describe("PAY-5 an attempt that was left", () => {
  it("expires half an hour later, by Stripe's own word", async () => {
    const { id, page } = await open(REF);
    setNow("2026-03-02T09:30:59Z");
    expect(await askAbout(REF, id)).toMatchObject({ state: "waiting", code: "open" });
    setNow("2026-03-02T09:31:00Z");
    expect(await askAbout(REF, id)).toMatchObject({ state: "expired", code: "expired" });
    expect((await press(page, { outcome: "accept" })).status).toBe(404);
    expect((await control("accepted")).body).toMatchObject({ count: 0 });
  });

  it("is told of by an event too", async () => {
    const { id } = await open(REF);
    await control("expire", { reference: REF });
    expect(readings()).toMatchObject([{ kind: "ask", reference: REF }]);
    expect(await askAbout(REF, id)).toMatchObject({ state: "expired" });
  });
});

describe("PAY-5 an attempt that the customer cancels here", () => {
  const giveUp = (providerReference: string | null) =>
    stripeGateway.giveUp?.(
      configOf(),
      { reference: REF, providerReference, cents: 4210, startedAt: world.now() },
      world,
    );

  it("closes the page there: it takes no money any more", async () => {
    const { id, page, url } = await open(REF);
    await giveUp(id);
    expect((await press(page, { outcome: "accept" })).status).toBe(404);
    expect((await fetch(url)).status).toBe(404);
    expect(await askAbout(REF, id)).toMatchObject({ state: "expired" });
  });

  it("throws when it is too late, and the payment stands", async () => {
    const { id, page } = await open(REF);
    await press(page, { outcome: "accept" });
    await expect(giveUp(id)).rejects.toThrow("can be expired");
    expect(await askAbout(REF, id)).toMatchObject(paid);
    await giveUp(null);
  });
});

describe("PAY-4 a SEPA debit, which the bank answers days later", () => {
  it.each([
    [true, { state: "paid", cents: 4210, means: "direct_debit" }],
    [false, { state: "denied", cents: null, code: "unpaid:requires_payment_method" }],
  ])("paid: %s", async (isPaid, expected) => {
    const { id, page } = await open(REF, configOf({ methods: "card_and_debit" }));
    await press(page, { outcome: "debit" });
    expect(await askAbout(REF, id)).toMatchObject({ state: "waiting", code: "unpaid:processing" });
    setNow("2026-03-09T09:00:00Z");
    expect((await control("debit", { reference: REF, paid: isPaid })).status).toBe(200);
    expect(received()).toHaveLength(2);
    expect(await askAbout(REF, id)).toMatchObject(expected);
  });
});

describe("PAY-11 what goes back", () => {
  it("a refund, then another: each with its own key, told by the event and by the question", async () => {
    const { id, page } = await open(REF);
    await press(page, { outcome: "accept" });
    const intent = (await askAbout(REF, id))?.providerReference ?? "";
    setNow("2026-03-05T09:00:00Z");
    await control("refund", { reference: REF, cents: 1000 });
    await control("refund", { reference: REF, cents: 10, reason: "duplicate" });
    expect(readings().slice(1)).toMatchObject([
      { kind: "ask", reference: REF, providerReference: intent },
      { kind: "ask", reference: REF, providerReference: intent },
    ]);
    const at = new Date("2026-03-05T09:00:00Z");
    const key = expect.stringMatching(/^re_/);
    expect(await askAbout(REF, intent)).toMatchObject({
      state: "paid",
      cents: 4210,
      code: "paid:reversed",
      reversals: [
        { kind: "refund", key, cents: 1000, at, reason: "requested_by_customer" },
        { kind: "refund", key, cents: 10, at, reason: "duplicate" },
      ],
    });
    expect(await askAbout(REF, intent)).toEqual(await askAbout(REF, id));
  });

  it("a refund that is pending or failed moved nothing", async () => {
    const { id, page } = await open(REF);
    await press(page, { outcome: "accept" });
    for (const status of ["pending", "failed"])
      await control("refund", { reference: REF, cents: 100, status });
    const truth = await askAbout(REF, id);
    expect(truth).toMatchObject(paid);
    expect(truth?.reversals).toBeUndefined();
  });

  it("a dispute takes the money at once; won, it is told that it came back", async () => {
    const { id, page } = await open(REF);
    await press(page, { outcome: "accept" });
    const taken = [
      { kind: "charge_back", key: expect.stringMatching(/^du_/), cents: 4210, reason: "fraudulent" },
    ];
    for (const status of ["needs_response", "under_review", "lost"]) {
      await control("dispute", { reference: REF, status });
      expect(await askAbout(REF, id)).toMatchObject({ state: "paid", reversals: taken, alert: null });
    }
    await control("dispute", { reference: REF, status: "won" });
    const truth = await askAbout(REF, id);
    expect(truth).toMatchObject({ state: "paid", alert: expect.stringMatching(/^stripe_dispute_won:du_/) });
    expect(truth?.reversals).toBeUndefined();
    expect(readings().at(-1)).toMatchObject({ kind: "ask", providerReference: truth?.providerReference });
  });

  it("an inquiry takes nothing yet, and alerts staff until it is closed", async () => {
    const { id, page } = await open(REF);
    await press(page, { outcome: "accept" });
    await control("dispute", { reference: REF, status: "warning_needs_response" });
    expect(await askAbout(REF, id)).toMatchObject({
      ...paid,
      alert: expect.stringMatching(/^stripe_inquiry:du_/),
    });
    await control("dispute", { reference: REF, status: "warning_closed" });
    expect(await askAbout(REF, id)).toMatchObject(paid);
  });
});

describe("PAY-6 the accidents of Stripe's events", () => {
  const paidBy = async (behaviour: string, delayMs = 0) => {
    const { id } = await open(REF);
    await control("decide", { reference: REF, outcome: "accept", behaviour, delayMs });
    return id;
  };

  it("doubled: the same key", async () => {
    await paidBy("double");
    expect(received()).toHaveLength(2);
    expect(new Set(readings().map((one) => (one as { key: string }).key)).size).toBe(1);
  });

  it("late: signed anew at each try, so never too old", async () => {
    await paidBy("late", 30);
    expect(received()).toEqual([]);
    setNow("2026-03-02T18:00:00Z");
    await until(() => received().length === 1);
    expect(readings()).toMatchObject([{ kind: "ask", reference: REF }]);
  });

  it("lost: the question alone tells", async () => {
    const id = await paidBy("lost");
    expect(received()).toEqual([]);
    expect(await askAbout(REF, id)).toMatchObject(paid);
  });

  it("forged: the false one is refused, the true one is read", async () => {
    await paidBy("forged");
    expect(readings()).toMatchObject([{ kind: "refused", reason: "wrong signature" }, { kind: "ask" }]);
  });

  it("out of order: whichever comes, the present state is what is asked", async () => {
    const { id, page } = await open(REF, configOf({ methods: "card_and_debit" }));
    await press(page, { outcome: "debit", behaviour: "late", delay: "1" });
    await control("debit", { reference: REF, paid: true, behaviour: "normal" });
    const types = () => received().map(({ rawBody }) => (JSON.parse(rawBody) as { type: string }).type);
    await until(() => received().length === 2);
    expect(types()).toEqual(["checkout.session.async_payment_succeeded", "checkout.session.completed"]);
    expect(await askAbout(REF, id)).toMatchObject({ state: "paid", means: "direct_debit" });
  });

  it("tries again until it is answered 2xx, and never falls", async () => {
    answerNext(500, 302, 404);
    await paidBy("normal");
    await until(() => received().length === 4);
    await until(async () => (await control("transactions")).body.pending === 0);
    await control("notification-url", { secretKey: configOf().secretKey, url: "http://127.0.0.1:9/" });
    await control("refund", { reference: REF, cents: 1 });
    await until(async () => (await control("transactions")).body.pending === 0);
    const [session] = (await control("transactions")).body.transactions;
    expect(session?.notifications.at(-1)).toMatchObject({
      tries: 9,
      result: expect.stringContaining("failed"),
    });
  });

  it("leaves aside the events of the account that are not ours", async () => {
    await open(REF);
    await control("event", { reference: REF, type: "payment_intent.created" });
    expect(readings()).toEqual([{ kind: "ignored" }]);
  });
});

describe("asking, when something is wrong", () => {
  it("a wrong key shows, without any attempt", async () => {
    expect(await askAbout("QTESTQUITUS00", null)).toMatchObject({ state: "waiting", code: "no session" });
    const wrong = askAbout("QTESTQUITUS00", null, configOf({ secretKey: "sk_test_wrong0000001" }));
    await expect(wrong).rejects.toThrow("Invalid API Key");
  });

  it("another account's attempt is never taken for ours; it is given up once it is old", async () => {
    const { id } = await open(REF);
    const strange = () => askAbout(REF, id, otherConfig());
    expect(await strange()).toMatchObject({
      state: "waiting",
      alert: `stripe_unknown:${id}`,
    });
    setNow("2026-03-02T09:35:00Z");
    expect(await strange()).toMatchObject({ state: "expired", code: "resource_missing" });
    expect(await askAbout(REF, "pi_unknown")).toMatchObject({ state: "waiting", alert: null });
  });

  it("an answer about another attempt is refused", async () => {
    const { id, page } = await open(REF);
    await expect(askAbout(refOf(2), id)).rejects.toThrow("not QTREF0002");
    await press(page, { outcome: "accept" });
    const intent = (await askAbout(REF, id))?.providerReference ?? "";
    await expect(askAbout(refOf(2), intent)).rejects.toThrow("not about QTREF0002");
  });

  it("throws on an HTTP error, another server and a closed port: nothing is known", async () => {
    const at = (url: string) => askAbout(REF, "cs_test_1", configOf({ url }));
    await expect(at(`${providerUrl()}/nowhere`)).rejects.toThrow("HTTP 404");
    await expect(at("http://127.0.0.1:9")).rejects.toThrow();
    await expect(at(merchantUrl())).rejects.toThrow("HTTP 404");
  });

  it("refuses what Stripe refuses for good, in its words", async () => {
    const start = stripeGateway.start(configOf({ secretKey: "sk_test_wrong0000001" }), orderOf(REF), world);
    await expect(start).rejects.toMatchObject({
      name: "GatewayRefusal",
      message: expect.stringContaining("Invalid API Key"),
    });
  });

  it("answers 400, 404 and 409 to control requests that make no sense", async () => {
    await open(REF);
    expect((await control("decide", { reference: REF, outcome: "maybe" })).status).toBe(400);
    expect((await control("decide", { reference: "NONE", outcome: "accept" })).status).toBe(404);
    expect((await control("refund", { reference: REF, cents: 1 })).status).toBe(409);
    expect((await control("debit", { reference: REF, paid: true })).status).toBe(409);
    await control("decide", { reference: REF, outcome: "accept" });
    expect((await control("decide", { reference: REF, outcome: "accept" })).status).toBe(409);
    expect((await control("expire", { reference: REF })).status).toBe(409);
    expect((await control("behaviour", { behaviour: "lost" })).status).toBe(200);
  });
});
