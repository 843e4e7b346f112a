import { describe, expect, it } from "vitest";
import type { ForeignMessage } from "../payment-gateway.ts";
import { stripeGateway } from "./gateway.ts";
import { signatureHeader } from "./protocol.ts";
import { stripeConfiguration } from "./settings.ts";

const SECRET = "whsec_test_secret";
const AT = new Date("2026-03-02T09:00:00Z");
const config = stripeConfiguration.parse({ secretKey: "sk_test_quitus00000001", webhookSecret: SECRET });
const live = stripeConfiguration.parse({ secretKey: "rk_live_quitus00000001", webhookSecret: SECRET });

type Told = { type?: string; object?: object; livemode?: boolean; id?: string };
const session = { id: "cs_test_a1", client_reference_id: "QT23456789AB", payment_intent: "pi_1" };

function eventOf({
  type = "checkout.session.completed",
  object = session,
  livemode = false,
  id = "evt_1",
}: Told) {
  return JSON.stringify({ id, object: "event", type, livemode, data: { object } }, null, 2);
}
function signed(told: Told | string = {}, secret = SECRET, age = 0): ForeignMessage {
  const rawBody = typeof told === "string" ? told : eventOf(told);
  const signature = signatureHeader(rawBody, AT.getTime() / 1000 - age, secret);
  return { method: "POST", rawQuery: "", rawBody, signature, receivedAt: AT.toISOString() };
}
const read = (message: ForeignMessage, settings = config) => stripeGateway.read(settings, message);

describe("PAY-6 reading Stripe's events", () => {
  it.each([
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
    "checkout.session.expired",
  ])("%s names our attempt: the present state is asked for", (type) => {
    expect(read(signed({ type }))).toEqual({
      kind: "ask",
      reference: "QT23456789AB",
      providerReference: "cs_test_a1",
      key: "evt_1",
    });
  });

  it("PAY-11 a refund names it by what we wrote on the payment, else by the payment", () => {
    const charge = { id: "ch_1", payment_intent: "pi_1", metadata: { quitus_reference: "QT23456789AB" } };
    expect(read(signed({ type: "charge.refunded", object: charge }))).toEqual({
      kind: "ask",
      reference: "QT23456789AB",
      providerReference: "pi_1",
      key: "evt_1",
    });
    const refund = { id: "re_1", payment_intent: "pi_1", metadata: {} };
    expect(read(signed({ type: "charge.refund.updated", object: refund }))).toEqual({
      kind: "ask",
      providerReference: "pi_1",
      key: "evt_1",
    });
  });

  it.each(["created", "updated", "closed", "funds_withdrawn", "funds_reinstated"])(
    "PAY-11 a dispute (%s) names it by the payment",
    (what) => {
      const object = { id: "du_1", payment_intent: "pi_1" };
      expect(read(signed({ type: `charge.dispute.${what}`, object }))).toMatchObject({
        kind: "ask",
        providerReference: "pi_1",
      });
    },
  );

  it.each([
    ["an event that we do not follow", { type: "customer.created", object: { id: "cus_1" } }],
    ["another shop's session", { object: { ...session, client_reference_id: null } }],
    ["another shop's own reference", { object: { ...session, client_reference_id: "order #12" } }],
    ["a dispute without a payment", { type: "charge.dispute.created", object: { payment_intent: null } }],
    ["a refund without a payment", { type: "charge.refunded", object: {} }],
  ])("leaves aside %s", (_, told) => {
    expect(read(signed(told))).toEqual({ kind: "ignored" });
  });

  it.each([
    ["no signature", { ...signed(), signature: undefined }, "no signature"],
    ["no hour of arrival", { ...signed(), receivedAt: undefined }, "no signature"],
    ["another secret", signed({}, "whsec_other"), "wrong signature"],
    ["an old signature, sent again", signed({}, SECRET, 301), "signature too old"],
    ["a body that was touched", { ...signed(), rawBody: eventOf({ id: "evt_2" }) }, "wrong signature"],
    ["no JSON", signed("paid=yes"), "signed, but no readable event"],
    ["no event", signed('{"object":"event"}'), "signed, but no readable event"],
    ["the live mode", signed({ livemode: true }), "signed, but of the other mode (test or production)"],
    ["too much", signed(eventOf({ object: { long: "x".repeat(300_000) } })), "message too long"],
  ])("refuses %s", (_, message, reason) => {
    expect(read(message)).toEqual({ kind: "refused", reason });
  });

  it("takes no test event for money in production", () => {
    expect(read(signed({ livemode: false }), live)).toMatchObject({ kind: "refused" });
    expect(read(signed({ livemode: true }), live)).toMatchObject({ kind: "ask" });
  });

  it("is judged by the hour at which it came, however late a job reads it again", () => {
    const kept = signed({}, SECRET, 200);
    expect(read(JSON.parse(JSON.stringify(kept)) as ForeignMessage)).toMatchObject({ kind: "ask" });
  });
});

describe("the browser's return", () => {
  const back = (rawQuery: string): ForeignMessage => ({ method: "GET", rawQuery, rawBody: "" });
  it("names its session and proves nothing", () => {
    expect(read(back("session_id=cs_test_a1"))).toEqual({
      kind: "ask",
      providerReference: "cs_test_a1",
      key: "return:cs_test_a1",
    });
  });
  it.each([
    "",
    "session_id=",
    "session_id=pi_1",
    "session_id=cs_a&session_id=cs_b",
    "session_id=cs_a%2F..%2Fb",
  ])("is worth nothing with %s", (query) => {
    expect(read(back(query))).toMatchObject({ kind: "refused" });
  });
});

describe("the settings", () => {
  it("name each wrong one", () => {
    const wrong = stripeConfiguration.safeParse({
      secretKey: "pk_test_12345678",
      webhookSecret: "secret",
      url: "x",
    });
    const paths = wrong.error?.issues.map((issue) => issue.path.join("."));
    expect(paths).toEqual(["secretKey", "webhookSecret", "url"]);
  });
  it("say by which means one pays", () => {
    expect(stripeGateway.means?.(config)).toEqual(["card"]);
    expect(stripeGateway.means?.({ ...config, methods: "card_and_debit" })).toEqual(["card", "direct_debit"]);
  });
});
