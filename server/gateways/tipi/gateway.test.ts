import { describe, expect, it } from "vitest";
import { type ForeignMessage, GatewayRefusal, type PaymentOrder } from "../payment-gateway.ts";
import { tipiGateway } from "./gateway.ts";
import { plainAddress, proofOf } from "./protocol.ts";
import { tipiConfiguration } from "./settings.ts";

const KEY = "a-key-of-twenty-characters";
const configOf = (extra: Record<string, unknown> = {}) =>
  tipiConfiguration.parse({ numcli: "006270", callbackKey: KEY, senders: "145.242.11.3", ...extra });
const orderOf = (extra: Partial<PaymentOrder> = {}): PaymentOrder => ({
  reference: "QT26112000001",
  cents: 10_522,
  subject: "18/09/2020  Établissement attestation hors-sol n#1234",
  email: "norbert.buyer@example.com",
  payerName: "Norbert Buyer",
  language: "fr",
  returnUrl: "https://portal.example/api/returns/pay_1",
  notificationUrl: "https://portal.example/api/notifications/crd_1/tipi",
  ...extra,
});
const world = { fetch, now: () => new Date("2026-12-31T23:30:00Z") };
const start = (order: Partial<PaymentOrder> = {}, config: Record<string, unknown> = {}) =>
  tipiGateway.start(configOf(config), orderOf(order), world);

describe("PAY-4 the address that leads to TIPI", () => {
  it("carries the order, and the proof that the callback must bring back", async () => {
    const { departure, providerReference } = await start();
    const url = new URL(departure.url);
    expect(departure).toMatchObject({ method: "GET", fields: {} });
    expect(providerReference).toBeNull();
    expect(url.origin + url.pathname).toBe("https://www.payfip.gouv.fr/tpa/paiement.web");
    const proof = proofOf({ numcli: "006270", saisie: "T", refdet: "QT26112000001", montant: "10522" }, KEY);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      numcli: "006270",
      exer: "2027",
      refdet: "QT26112000001",
      objet: "18092020 Etablissement attestation hors sol n1234",
      montant: "10522",
      mel: "norbert.buyer@example.com",
      saisie: "T",
      urlcl: `https://portal.example/api/notifications/crd_1/tipi?proof=${proof}`,
    });
    expect(proof).toMatch(/^[\w-]{32}$/);
  });
  it("keeps the subject under a hundred characters, and takes a fixed year and mode", async () => {
    const { departure } = await start({ subject: "x".repeat(200) }, { exer: "9999", saisie: "A" });
    const query = new URL(departure.url).searchParams;
    expect([query.get("objet")?.length, query.get("exer"), query.get("saisie")]).toEqual([99, "9999", "A"]);
  });
  it("PAY-8 takes the creditor's address for a payer who has none", async () => {
    const { departure } = await start({ email: null }, { fallbackEmail: "regie@ville.example" });
    expect(new URL(departure.url).searchParams.get("mel")).toBe("regie@ville.example");
  });
  it.each([
    ["R3", { reference: "AB-12" }],
    ["A1", { email: null }],
    ["A2", { email: "john.doeexample.com" }],
    ["M1", { cents: 150.5 }],
    ["M3", { cents: 99 }],
    ["M5", { cents: 1_000_000 }],
    ["N1", { notificationUrl: "/relative" }],
    ["N1", { notificationUrl: `https://portal.example/${"x".repeat(230)}` }],
  ])("refuses with %s before anybody leaves", async (code, order) => {
    const refusal = await start(order).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(GatewayRefusal);
    expect(refusal).toMatchObject({ code });
  });
  it("accepts the limits of the platform", async () => {
    await expect(start({ cents: 100 })).resolves.toBeDefined();
    await expect(start({ cents: 999_999, reference: "999900000000999999" })).resolves.toBeDefined();
  });
});

/** A callback as it was seen in the field, with the reference of an order of ours. */
const callback = {
  numcli: "99999",
  exer: "2021",
  refdet: "xxxxxxxxxx0001",
  objet: "test_ref20",
  montant: "10522",
  mel: "norbert.buyer@example.com",
  saisie: "T",
  resultrans: "P",
  numauto: "00000001",
  dattrans: "04052021",
  heurtrans: "1325",
};
const seen = configOf({ numcli: "099999" });
const proof = proofOf({ numcli: "099999", saisie: "T", refdet: callback.refdet, montant: "10522" }, KEY);
const message = (changes: object = {}, rest: Partial<ForeignMessage> = {}): ForeignMessage => ({
  method: "POST",
  rawQuery: `proof=${proof}`,
  rawBody: new URLSearchParams({ ...callback, ...changes }).toString(),
  sender: "145.242.11.3",
  ...rest,
});
const read = (changes: object = {}, rest: Partial<ForeignMessage> = {}, config = seen) =>
  tipiGateway.read(config, message(changes, rest));

describe("PAY-6 a callback of ours", () => {
  it("tells the truth: 105.22 € on 4 May 2021 at 13:25 in Paris", () => {
    expect(read()).toEqual({
      kind: "truth",
      reference: "xxxxxxxxxx0001",
      key: "xxxxxxxxxx0001:P:10522:00000001",
      truth: {
        state: "paid",
        cents: 10_522,
        means: "card",
        providerReference: null,
        authorisation: "00000001",
        at: new Date("2021-05-04T11:25:00Z"),
        alert: null,
        code: "P",
      },
    });
  });
  it.each([
    ["V", "paid", "direct_debit"],
    ["R", "denied", "card"],
    ["Z", "denied", "direct_debit"],
    ["A", "cancelled", null],
  ])("reads %s as %s", (resultrans, state, means) => {
    expect(read({ resultrans })).toMatchObject({ truth: { state, means, code: resultrans, alert: null } });
  });
  it("waits on a result that nobody documented, and tells staff", () => {
    expect(read({ resultrans: "X" })).toMatchObject({
      truth: { state: "waiting", alert: 'TIPI answered an unknown result "X"' },
    });
  });
  it("is read without its date or its authorisation", () => {
    expect(read({ numauto: "", dattrans: "99999999" })).toMatchObject({
      truth: { authorisation: null, at: null },
    });
  });
  it("shows every payment to staff when nobody said where callbacks come from", () => {
    const config = configOf({ numcli: "099999", senders: undefined });
    const alert = "tipi_unvouched";
    expect(read({}, { sender: "203.0.113.9" }, config)).toMatchObject({ truth: { state: "paid", alert } });
    expect(read({ resultrans: "R" }, {}, config)).toMatchObject({ truth: { alert: null } });
  });
  it("comes from an address written in either way", () => {
    expect(read({}, { sender: "::ffff:145.242.11.3" })).toMatchObject({ kind: "truth" });
    expect(plainAddress("2001:DB8::1")).toBe("2001:db8::1");
  });
});

describe("PAY-6 a callback that proves nothing is refused", () => {
  const refused = (reason: RegExp) => ({ kind: "refused", reason: expect.stringMatching(reason) as string });
  it("without its proof, with an invented one, or with the proof of another key", () => {
    expect(read({}, { rawQuery: "" })).toEqual(refused(/no proof/));
    expect(read({}, { rawQuery: `proof=${"x".repeat(32)}` })).toEqual(refused(/wrong proof/));
    expect(read({}, {}, configOf({ numcli: "099999", callbackKey: "another-key-of-20-chars" }))).toEqual(
      refused(/wrong proof/),
    );
  });
  it.each([
    [{ montant: "100" }, /wrong proof/],
    [{ refdet: "xxxxxxxxxx0002" }, /wrong proof/],
    [{ numcli: "99998" }, /of client 99998/],
    [{ saisie: "A" }, /of mode A/],
    [{ montant: "105.22" }, /montant/],
    [{ refdet: "AB" }, /refdet/],
    [{ resultrans: "" }, /resultrans/],
  ])("altered: %o", (changes, reason) => {
    expect(read(changes)).toEqual(refused(reason));
  });
  it("from elsewhere, even by the payer who has read the proof in the address", () => {
    expect(read({}, { sender: "203.0.113.9" })).toEqual(refused(/sent from 203.0.113.9/));
    const { sender: _, ...nowhere } = message();
    expect(tipiGateway.read(seen, nowhere)).toEqual(refused(/sent from nowhere/));
  });
  it("ambiguous, or too long", () => {
    const { rawBody } = message();
    expect(read({}, { rawBody: `${rawBody}&montant=1` })).toEqual(refused(/twice/));
    expect(read({}, { rawQuery: `proof=${proof}&proof=x` })).toEqual(refused(/twice/));
    expect(read({}, { rawBody: "x".repeat(20_000) })).toEqual(refused(/too long/));
  });
});

describe("the settings", () => {
  it("has no look-up: nothing can be asked, and the delay alone frees", async () => {
    const attempt = { reference: "QT1", providerReference: null, cents: 100, startedAt: new Date() };
    expect(await tipiGateway.ask(configOf(), attempt, world)).toBeNull();
    expect(tipiGateway.abandonedAfterMinutes).toBe(60);
  });
  it.each([
    { numcli: "0" },
    { numcli: "1234567" },
    { saisie: "W" },
    { callbackKey: "short" },
    { senders: "nowhere.example" },
    { baseUrl: "http://www.payfip.gouv.fr" },
    { exer: "26" },
  ])("refuses %o", (wrong) => {
    expect(tipiConfiguration.safeParse({ numcli: "6270", callbackKey: KEY, ...wrong }).success).toBe(false);
  });
});
