import { describe, expect, it } from "vitest";
import { payzenGateway } from "./gateway.ts";
import { type Fields, signatureOf } from "./protocol.ts";
import { payzenConfiguration } from "./settings.ts";

const config = payzenConfiguration.parse({ siteId: "12345678", key: "1122334455667788" });
const answer: Fields = {
  vads_amount: "3000",
  vads_auth_mode: "FULL",
  vads_auth_number: "3fb0de",
  vads_auth_result: "00",
  vads_card_brand: "VISA",
  vads_ctx_mode: "TEST",
  vads_currency: "978",
  vads_effective_amount: "3000",
  vads_effective_creation_date: "20261120090500",
  vads_operation_type: "DEBIT",
  vads_order_id: "QT26112000001",
  vads_result: "00",
  vads_site_id: "12345678",
  vads_trans_date: "20261120090000",
  vads_trans_id: "123456",
  vads_trans_status: "AUTHORISED",
  vads_trans_uuid: "5e2b9c5fcb4c4f5a8a7e2d1c0b9a8f7e",
  vads_url_check_src: "PAY",
};
const without = (name: string): Fields =>
  Object.fromEntries(Object.entries(answer).filter(([one]) => one !== name));
const sign = (fields: Fields, key = config.key): Fields => ({
  ...fields,
  signature: signatureOf(fields, { key, algorithm: "sha256" }),
});
const body = (fields: Fields) => new URLSearchParams(fields).toString();
const byPost = (rawBody: string, rawQuery = "") =>
  payzenGateway.read(config, { method: "POST", rawQuery, rawBody });
const read = (changes: Fields) => byPost(body(sign({ ...answer, ...changes })));

describe("PAY-6 an authentic answer", () => {
  it("tells the truth of a payment", () => {
    expect(read({})).toEqual({
      kind: "truth",
      reference: "QT26112000001",
      key: "QT26112000001:5e2b9c5fcb4c4f5a8a7e2d1c0b9a8f7e:debit:AUTHORISED:3000",
      truth: {
        state: "paid",
        cents: 3000,
        means: "card",
        providerReference: "5e2b9c5fcb4c4f5a8a7e2d1c0b9a8f7e",
        authorisation: "3fb0de",
        at: new Date("2026-11-20T09:05:00Z"),
        alert: null,
        code: "AUTHORISED",
      },
    });
  });
  it("is the same event by notification, by return, replayed or tried again", () => {
    const signed = sign(answer);
    const returned = payzenGateway.read(config, {
      method: "GET",
      rawQuery: `a=b&${body(signed)}`,
      rawBody: "",
    });
    expect(returned).toEqual(read({}));
    for (const source of ["BO", "RETRY", "BATCH_AUTO"])
      expect(read({ vads_url_check_src: source })).toEqual(read({}));
  });
  it.each([
    ["CAPTURED", "paid"],
    ["ACCEPTED", "paid"],
    ["PARTIALLY_AUTHORISED", "paid"],
    ["INITIAL", "waiting"],
    ["WAITING_AUTHORISATION", "waiting"],
    ["UNDER_VERIFICATION", "waiting"],
    ["WAITING_FOR_PAYMENT", "waiting"],
    ["PENDING", "waiting"],
    ["ABANDONED", "cancelled"],
    ["NOT_CREATED", "cancelled"],
    ["CANCELLED", "cancelled"],
    ["REFUSED", "denied"],
    ["EXPIRED", "expired"],
  ])("reads %s as %s, without an alert", (status, state) => {
    expect(read({ vads_trans_status: status })).toMatchObject({
      truth: { state, code: status, alert: null },
    });
  });
  it.each([
    ["AUTHORISED_TO_VALIDATE", "waiting", /validated by hand/],
    ["WAITING_AUTHORISATION_TO_VALIDATE", "waiting", /validated by hand/],
    ["PRE_AUTHORISED", "waiting", /not captured/],
    ["SUSPENDED", "waiting", /suspended/],
    ["REFUND_TO_RETRY", "waiting", /refund/],
    ["CAPTURE_FAILED", "denied", /capture failed/],
    ["SOMETHING_NEW", "waiting", /unknown status SOMETHING_NEW/],
  ])("reads %s as %s, and tells staff", (status, state, alert) => {
    expect(read({ vads_trans_status: status })).toMatchObject({
      truth: { state, alert: expect.stringMatching(alert) as string },
    });
  });
  it("knows a SEPA debit from a card", () => {
    expect(read({ vads_card_brand: "SDD" })).toMatchObject({ truth: { means: "direct_debit" } });
    expect(read({ vads_card_brand: "" })).toMatchObject({ truth: { means: null } });
  });
  it("counts what was really taken, in euros only", () => {
    expect(read({ vads_effective_amount: "2000" })).toMatchObject({ truth: { cents: 2000 } });
    expect(read({ vads_effective_amount: "99", vads_effective_currency: "840" })).toMatchObject({
      truth: { cents: 3000 },
    });
  });
  it("takes a customer who gave up without a transaction", () => {
    const fields = { ...without("vads_trans_uuid"), vads_trans_status: "ABANDONED" };
    expect(byPost(body(sign(fields)))).toMatchObject({
      kind: "truth",
      key: "QT26112000001:20261120090000-123456:debit:ABANDONED:3000",
      truth: { state: "cancelled", providerReference: null },
    });
  });
});

describe("PAY-11 money that goes back", () => {
  const uuid = "0123456789abcdef0123456789abcdef";
  it("a refund is told once, by its own transaction, and is never a payment", () => {
    const refund = { vads_operation_type: "CREDIT", vads_trans_uuid: uuid, vads_effective_amount: "1000" };
    const reversal = { kind: "refund", key: uuid, cents: 1000, reason: "CREDIT CAPTURED" };
    expect(read({ ...refund, vads_trans_status: "CAPTURED" })).toMatchObject({
      truth: { state: "waiting", cents: null, providerReference: null, reversals: [reversal] },
    });
    const failed = read({ ...refund, vads_trans_status: "REFUSED" });
    expect(failed).toMatchObject({
      truth: { state: "waiting", alert: expect.stringMatching(/1000 cents/) as string },
    });
    expect(failed).not.toHaveProperty("truth.reversals");
  });
  it("a refund without its transaction is refused", () => {
    const refund = { vads_operation_type: "CREDIT", vads_trans_status: "CAPTURED", vads_trans_uuid: "" };
    expect(read(refund)).toMatchObject({ kind: "refused" });
  });
  it.each([
    ["CANCELLED", "cancelled", "refund"],
    ["CAPTURE_FAILED", "denied", "charge_back"],
  ])("a payment authorised, then %s", (status, state, kind) => {
    expect(read({ vads_trans_status: status })).toMatchObject({
      truth: { state, reversals: [{ kind, cents: 3000, key: answer["vads_trans_uuid"] }] },
    });
  });
  it("nothing goes back of a payment that stands", () => {
    for (const status of ["AUTHORISED", "CAPTURED", "REFUSED", "ABANDONED"])
      expect(read({ vads_trans_status: status })).not.toHaveProperty("truth.reversals");
  });
});

describe("PAY-6 a message that proves nothing is refused", () => {
  const refused = (reason: RegExp) => ({
    kind: "refused",
    reason: expect.stringMatching(reason) as string,
  });
  it("without a signature, with another key's, or altered", () => {
    expect(byPost(body(answer))).toEqual(refused(/no signature/));
    expect(byPost(body(sign(answer, "other")))).toEqual(refused(/wrong signature/));
    expect(byPost(body({ ...sign(answer), vads_amount: "1" }))).toEqual(refused(/wrong signature/));
    expect(byPost(body({ ...sign(answer), vads_extra: "x" }))).toEqual(refused(/wrong signature/));
  });
  it("one name with two values, or too long", () => {
    expect(byPost(`${body(sign(answer))}&vads_amount=1`)).toEqual(refused(/twice/));
    expect(byPost(body(sign(answer)), "vads_order_id=QT2")).toEqual(refused(/twice/));
    expect(byPost("x".repeat(40_000))).toEqual(refused(/too long/));
  });
  it.each([
    [{ vads_site_id: "87654321" }, /of shop 87654321/],
    [{ vads_ctx_mode: "PRODUCTION" }, /of mode PRODUCTION/],
    [{ vads_currency: "840" }, /in currency 840/],
    [{ vads_amount: "30.00" }, /vads_amount/],
    [{ vads_effective_amount: "-1" }, /vads_effective_amount/],
    [{ vads_order_id: "" }, /vads_order_id/],
    [{ vads_trans_status: "" }, /vads_trans_status/],
    [{ vads_operation_type: "VERIFICATION" }, /VERIFICATION/],
    [{ vads_operation_type: "" }, /vads_operation_type/],
    [{ vads_trans_uuid: "short" }, /vads_trans_uuid/],
  ])("signed, but %o", (changes, reason) => {
    expect(read(changes as Fields)).toEqual(refused(reason));
  });
  it("our own signed form with its fields renamed: names are not signed, values are", async () => {
    const hostile = {
      reference: "QT26112000001",
      cents: 4210,
      subject: "b+AUTHORISED",
      email: "x+QT26112000001+AUTHORISED+5e2b9c5fcb4c4f5a8a7e2d1c0b9a8f7e@y.fr",
      payerName: "AUTHORISED",
      language: "fr" as const,
      returnUrl: "https://portal.example/r",
      notificationUrl: "https://portal.example/n",
    };
    const world = { fetch, now: () => new Date("2026-11-20T09:00:00Z") };
    const { fields } = (await payzenGateway.start(config, hostile, world)).departure;
    const { signature = "", ...sent } = fields;
    const values = Object.keys(sent)
      .sort()
      .map((name) => sent[name]!);
    expect(values).not.toContain("AUTHORISED");
    // Any renaming keeps the values in their order: none of them can stand for a status of success.
    const renamed = values.map((value, n): [string, string] => [`vads_${String(n).padStart(2, "0")}`, value]);
    for (let n = 0; n < renamed.length; n += 1) {
      const forged = renamed.map(([name, value], at): [string, string] => [
        at < n ? name : at === n ? "vads_trans_status" : `vads_z${name}`,
        value,
      ]);
      expect(byPost(body({ ...Object.fromEntries(forged), signature }))).toMatchObject({ kind: "refused" });
    }
  });
});
