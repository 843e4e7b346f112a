import { describe, expect, it } from "vitest";
import { GatewayRefusal, type PaymentOrder } from "../payment-gateway.ts";
import { payzenGateway } from "./gateway.ts";
import { type Fields, signatureOf } from "./protocol.ts";
import { PAYZEN_HOSTS, PAYZEN_PAGES, payzenConfiguration, restUrl } from "./settings.ts";

const now = () => new Date("2026-11-20T09:00:00.000Z");
const world = { fetch, now };
const configOf = (extra: Record<string, unknown> = {}) =>
  payzenConfiguration.parse({ siteId: "12345678", key: "1122334455667788", ...extra });
const orderOf = (extra: Partial<PaymentOrder> = {}): PaymentOrder => ({
  reference: "QT26112000001",
  cents: 4210,
  subject: "Abonnement, février",
  email: "lea@example.org",
  payerName: "Léa Dupré",
  language: "en",
  returnUrl: "https://portal.example/api/returns/pay_1",
  notificationUrl: "https://portal.example/api/notifications/crd_1/payzen",
  ...extra,
});
const start = async (order: Partial<PaymentOrder> = {}, config: Record<string, unknown> = {}) =>
  (await payzenGateway.start(configOf(config), orderOf(order), world)).departure;

describe("PAY-4 the form that leaves for PayZen", () => {
  it("carries the order, signed", async () => {
    const { method, url, fields } = await start();
    expect({ method, url }).toEqual({ method: "POST", url: "https://secure.payzen.eu/vads-payment/" });
    const { signature, ...sent } = fields;
    expect(sent).toEqual({
      vads_site_id: "12345678",
      vads_ctx_mode: "TEST",
      vads_version: "V2",
      vads_page_action: "PAYMENT",
      vads_action_mode: "INTERACTIVE",
      vads_payment_config: "SINGLE",
      vads_validation_mode: "0",
      vads_amount: "4210",
      vads_currency: "978",
      vads_trans_date: "20261120090000",
      vads_trans_id: expect.stringMatching(/^[0-9A-Z]{6}$/) as string,
      vads_order_id: "QT26112000001",
      vads_order_info: "Abonnement, février",
      vads_cust_email: "lea@example.org",
      vads_cust_name: "Léa Dupré",
      vads_language: "en",
      vads_return_mode: "GET",
      vads_url_return: "https://portal.example/api/returns/pay_1",
      vads_url_check: "https://portal.example/api/notifications/crd_1/payzen",
      vads_redirect_success_timeout: "3",
      vads_redirect_error_timeout: "3",
    });
    expect(signature).toBe(signatureOf(sent as Fields, { key: "1122334455667788", algorithm: "sha256" }));
  });
  it("goes to each brand's own page, in its mode, with the means of the shop", async () => {
    const brands = ["payzen", "systempay", "scellius", "sogecommerce", "clicandpay", "lyra"];
    const urls = await Promise.all(brands.map(async (brand) => (await start({}, { brand })).url));
    expect(urls).toEqual(PAYZEN_PAGES.map((page) => `${page}/vads-payment/`));
    expect(brands.map((brand) => new URL(restUrl(configOf({ brand }))).host)).toEqual(PAYZEN_HOSTS);
    const { fields } = await start({}, { environment: "production", cards: "CB;SDD" });
    expect(fields).toMatchObject({ vads_ctx_mode: "PRODUCTION", vads_payment_cards: "CB;SDD" });
  });
  it("signs as an old shop does", async () => {
    const { signature, ...sent } = (await start({}, { algorithm: "sha1" })).fields;
    expect(signature).toBe(signatureOf(sent as Fields, { key: "1122334455667788", algorithm: "sha1" }));
    expect(signature).toMatch(/^[0-9a-f]{40}$/);
  });
  it("PAY-8 leaves an address out when there is none, or when it holds a plus", async () => {
    for (const email of [null, "lea+quitus@example.org", "léa@example.org"])
      expect((await start({ email })).fields).not.toHaveProperty("vads_cust_email");
  });
  it("never sends a value that could be cut into others, or pass for a status", async () => {
    const hostile = { email: "x+QT1+AUTHORISED@y.fr", payerName: "CAPTURED", subject: "a+b+AUTHORISED" };
    const { signature: _, ...sent } = (await start(hostile)).fields;
    for (const value of Object.values(sent)) expect(value).not.toMatch(/\+|^(AUTHORISED|CAPTURED|ACCEPTED)$/);
  });
  it.each([
    ["vads_order_id", { reference: "a/b" }],
    ["vads_amount", { cents: 0 }],
    ["vads_amount", { cents: 12.5 }],
    ["vads_amount", { cents: 1_000_000_000_000 }],
    ["vads_url_return", { returnUrl: "/relative" }],
    ["vads_url_check", { notificationUrl: "https://portal.example/a+b" }],
  ])("refuses a wrong %s before anybody leaves", async (code, order) => {
    const refusal = await start(order).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(GatewayRefusal);
    expect(refusal).toMatchObject({ code });
  });
});

describe("the settings", () => {
  it.each([
    { siteId: "1234567" },
    { key: "" },
    { brand: "paypal" },
    { environment: "live" },
    { cards: "CB,VISA" },
    { url: "ftp://x" },
    { query: { password: "" } },
  ])("refuses %o", (wrong) => {
    expect(payzenConfiguration.safeParse({ siteId: "12345678", key: "k", ...wrong }).success).toBe(false);
  });
});
