import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ProviderTruth } from "../payment-gateway.ts";
import { readAnswer } from "./answer.ts";
import { deprecatedShaOut, type Fields, shaOut, writePairs } from "./protocol.ts";
import { type OgoneConfig, ogoneConfiguration } from "./settings.ts";
import { instantOfDay } from "./statuses.ts";

const configOf = (extra: Partial<OgoneConfig> = {}): OgoneConfig =>
  ogoneConfiguration.parse({ pspid: "MAIRIE", shaIn: "in", shaOut: "out", ...extra });
const secretOf = (config: OgoneConfig) => ({
  passphrase: config.shaOut,
  algorithm: config.algorithm,
  charset: config.charset,
});

const answer: Fields = {
  orderID: "Q7K2",
  currency: "EUR",
  amount: "12.5",
  PM: "CreditCard",
  ACCEPTANCE: "test123",
  STATUS: "9",
  CARDNO: "XXXXXXXXXXXX1111",
  CN: "Jean Dupré",
  TRXDATE: "01/15/24",
  PAYID: "3011229363",
  NCERROR: "0",
  BRAND: "VISA",
};

const signed = (config: OgoneConfig, fields: Fields) =>
  writePairs({ ...fields, SHASIGN: shaOut(fields, secretOf(config)) }, config.charset);
const asReturn = (rawQuery: string) => ({ method: "GET" as const, rawQuery, rawBody: "" });
const asPost = (rawBody: string) => ({ method: "POST" as const, rawQuery: "", rawBody });
const readFields = (fields: Fields, config = configOf()) =>
  readAnswer(config, asPost(signed(config, fields)));

function truthOf(fields: Fields, config = configOf()): ProviderTruth {
  const reading = readFields(fields, config);
  if (reading.kind !== "truth") throw new Error(JSON.stringify(reading));
  return reading.truth;
}

describe("PAY-4 reading Ogone's answers", () => {
  it("reads a paid answer whole, the same by notification and by return", () => {
    const config = configOf();
    const raw = signed(config, answer);
    const reading = readAnswer(config, asPost(raw));
    expect(reading).toEqual({
      kind: "truth",
      reference: "Q7K2",
      key: expect.stringMatching(/^3011229363:9:0:[0-9a-f]{12}$/),
      truth: {
        state: "paid",
        cents: 1250,
        means: "card",
        providerReference: "3011229363",
        authorisation: "test123",
        at: new Date("2024-01-15T12:00:00Z"),
        alert: null,
        code: "9",
      },
    });
    expect(readAnswer(config, asReturn(raw))).toEqual(reading);
    expect(readAnswer(config, asReturn(`?attempt=pay_1&${raw}`))).toEqual(reading);
  });

  it("V5 reads Latin-1 values signed in UTF-8", () => {
    const raw =
      "orderID=lRXK4Rl1N2yIR3R5z7Kc&currency=EUR&amount=7%2E5&PM=CreditCard&ACCEPTANCE=test123&STATUS=9&CARDNO=XXXXXXXXXXXX9999&ED=0118&CN=Miha%EF+Serghe%EF&TRXDATE=10%2F24%2F16&PAYID=3011228911&NCERROR=0&BRAND=MasterCard&IP=80%2E12%2E92%2E47&SHASIGN=435D5E36E1F4B17739C1054FFD204218E65C15AB";
    const reading = readAnswer(configOf({ algorithm: "sha1", shaOut: "sécret" }), asReturn(raw));
    expect(reading).toMatchObject({
      kind: "truth",
      reference: "lRXK4Rl1N2yIR3R5z7Kc",
      truth: { state: "paid", cents: 750, providerReference: "3011228911" },
    });
  });

  describe("V6 the mojibake case", () => {
    const config = configOf({ algorithm: "sha1", shaOut: "sécret" });
    const raw = (cn: string, sign: string) =>
      `orderid=myorder&status=9&payid=3011229363&cn=${cn}&ncerror=0&trxdate=10/24/16&acceptance=test123&currency=eur&amount=7.5&shasign=${sign}`;
    const doubled = "3EE0CF69B5A8514962C9CF8A545861F0CA1C6891";
    const right = "6E863391265EF098E497D22F80D054A5B3EBEEA4";
    it.each([
      ["UTF-8 on the wire, signed as read in Latin-1", raw("Us%C3%A9r", doubled), "truth"],
      ["encoded twice on the wire", raw("Us%C3%83%C2%A9r", doubled), "truth"],
      ["UTF-8 on the wire, signed in UTF-8", raw("Us%C3%A9r", right), "truth"],
      ["encoded twice, signed once", raw("Us%C3%83%C2%A9r", right), "refused"],
    ])("%s", (_, query, kind) => {
      const reading = readAnswer(config, asReturn(query));
      expect(reading.kind).toBe(kind);
      if (reading.kind === "truth") expect(reading.truth.cents).toBe(750);
    });
  });

  it("V7 reads the deprecated signature only for accounts that use it, and only what it covers", () => {
    const old = configOf({ algorithm: "sha1", deprecatedShaOut: true });
    const SHASIGN = deprecatedShaOut(answer, secretOf(old));
    const raw = writePairs({ ...answer, SHASIGN }, "utf-8");
    const reading = readAnswer(old, asPost(raw));
    expect(reading).toMatchObject({ kind: "truth", truth: { state: "paid", cents: 1250, at: null } });
    expect(readAnswer(configOf({ algorithm: "sha1" }), asPost(raw)).kind).toBe("refused");
    expect(readAnswer(old, asPost(signed(old, answer))).kind).toBe("refused");
  });

  it("PAY-6 a refusal under the deprecated signature is not cut anew into a payment: its values are glued", () => {
    const old = configOf({ algorithm: "sha1", deprecatedShaOut: true });
    const refusal: Fields = { ...answer, STATUS: "2", ACCEPTANCE: "", NCERROR: "30001001" };
    const SHASIGN = deprecatedShaOut(refusal, secretOf(old));
    expect(readAnswer(old, asPost(writePairs({ ...refusal, SHASIGN }, "utf-8")))).toMatchObject({
      truth: { state: "denied" },
    });
    const cuts: Fields[] = [
      { ...refusal, ACCEPTANCE: "2XXXXXXXXXXXX1111301122", STATUS: "9", CARDNO: "", PAYID: "363" },
      {
        ...refusal,
        PM: "Credit",
        ACCEPTANCE: "Card2XXXXXXXXXXXX1111301122",
        STATUS: "9",
        CARDNO: "363",
        PAYID: "",
      },
    ];
    for (const cut of cuts) {
      expect(deprecatedShaOut(cut, secretOf(old))).toBe(SHASIGN);
      expect(readAnswer(old, asPost(writePairs({ ...cut, SHASIGN }, "utf-8"))).kind).toBe("refused");
    }
    const manual: Fields = { ...answer, STATUS: "59", ACCEPTANCE: "" };
    const sign = deprecatedShaOut(manual, secretOf(old));
    const cut = { ...manual, ACCEPTANCE: "5", STATUS: "9", SHASIGN: sign };
    expect(readAnswer(old, asPost(writePairs(cut, "utf-8"))).kind).toBe("refused");
  });
  it("PAY-6 the deprecated signature is no proof where the provider can be asked", () => {
    const query = { userId: "quitus", password: "secret" };
    const old = configOf({ algorithm: "sha1", deprecatedShaOut: true, query });
    const SHASIGN = deprecatedShaOut(answer, secretOf(old));
    expect(readAnswer(old, asPost(writePairs({ ...answer, SHASIGN }, "utf-8")))).toMatchObject({
      kind: "ask",
      reference: "Q7K2",
    });
  });

  it("works with whatever list of parameters the account sends", () => {
    const { orderID, STATUS, PAYID, amount, currency } = answer as Required<typeof answer>;
    expect(
      truthOf({ orderID: orderID!, STATUS: STATUS!, PAYID: PAYID!, amount: amount!, currency: currency! }),
    ).toEqual({
      state: "paid",
      cents: 1250,
      means: null,
      providerReference: "3011229363",
      authorisation: null,
      at: null,
      alert: null,
      code: "9",
    });
    const silent = truthOf({ orderID: orderID!, STATUS: STATUS!, PAYID: PAYID! });
    expect(silent).toMatchObject({ state: "paid", cents: null });
    expect(silent.alert).toContain("does not send the amount");
  });

  it("reads an ISO-8859-1 account", () => {
    expect(truthOf(answer, configOf({ charset: "iso-8859-1" }))).toMatchObject({
      state: "paid",
      cents: 1250,
    });
  });

  it("gives one key to the same event and another to any other", () => {
    const keyOf = (fields: Fields) => {
      const reading = readFields(fields);
      return reading.kind === "truth" ? reading.key : "";
    };
    const shuffled = Object.fromEntries(Object.entries(answer).reverse());
    expect(keyOf({ ...shuffled, NCERRORPLUS: "!", SomethingElse: "1" })).toBe(keyOf(answer));
    expect(keyOf({ ...answer, STATUS: "92" })).not.toBe(keyOf(answer));
    expect(keyOf({ ...answer, amount: "12.51" })).not.toBe(keyOf(answer));
  });
});

describe("PAY-6 nothing unproved is believed", () => {
  const config = configOf();

  it.each([
    ["another currency", { ...answer, currency: "USD" }, "currency USD is not EUR"],
    ["no currency beside an amount", { ...answer, currency: "" }, "an amount without a currency"],
    ["an amount with three decimals", { ...answer, amount: "12.345" }, "unreadable amount"],
    ["an amount in cents by mistake of form", { ...answer, amount: "12,50" }, "unreadable amount"],
    ["no order", { ...answer, orderID: "" }, "no readable ORDERID"],
    ["no status", { ...answer, STATUS: "" }, "no readable STATUS"],
  ])("refuses %s, though signed", (_, fields, reason) => {
    const reading = readFields(fields);
    expect(reading).toMatchObject({ kind: "refused", reason: expect.stringContaining(reason) });
  });

  it("refuses a message without signature, with a wrong one, with that of SHA-IN, of another account or another algorithm", () => {
    const bare = writePairs(answer, "utf-8");
    expect(readAnswer(config, asPost(bare))).toEqual({ kind: "refused", reason: "no SHASIGN" });
    const signs = [
      "0".repeat(128),
      shaOut(answer, { ...secretOf(config), passphrase: config.shaIn }),
      shaOut(answer, { ...secretOf(config), passphrase: "another account" }),
      shaOut(answer, { ...secretOf(config), algorithm: "sha1" }),
      deprecatedShaOut(answer, secretOf(config)),
    ];
    for (const sign of signs) {
      expect(readAnswer(config, asPost(`${bare}&SHASIGN=${sign}`))).toEqual({
        kind: "refused",
        reason: "wrong SHASIGN",
      });
    }
  });

  it("refuses any altered signed value, whichever it is", () => {
    const raw = new URLSearchParams(signed(config, answer));
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(answer)),
        fc.string({ minLength: 1, maxLength: 12 }),
        (name, value) => {
          fc.pre(value !== answer[name]);
          const altered = new URLSearchParams(raw);
          altered.set(name, value);
          expect(readAnswer(config, asPost(altered.toString())).kind).toBe("refused");
        },
      ),
    );
  });

  it("refuses a signed name given twice, in the query and in the body, with two values", () => {
    const raw = signed(config, answer);
    expect(readAnswer(config, { method: "POST", rawQuery: "ORDERID=OTHER", rawBody: raw }).kind).toBe(
      "refused",
    );
    expect(readAnswer(config, { method: "POST", rawQuery: raw, rawBody: raw }).kind).toBe("truth");
  });

  it("refuses an endless message", () => {
    expect(readAnswer(config, asPost(`${signed(config, answer)}&x=${"y".repeat(40_000)}`)).kind).toBe(
      "refused",
    );
  });

  it("never throws, whatever comes", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (rawQuery, rawBody) => {
        expect(readAnswer(config, { method: "POST", rawQuery, rawBody }).kind).toBe("refused");
      }),
    );
  });
});

describe("the provider's statuses", () => {
  const table: [string, ProviderTruth["state"], boolean][] = [
    ["0", "waiting", true],
    ["1", "cancelled", false],
    ["2", "denied", false],
    ["4", "waiting", false],
    ["40", "waiting", false],
    ["41", "waiting", false],
    ["46", "waiting", false],
    ["5", "waiting", true],
    ["50", "waiting", false],
    ["51", "waiting", false],
    ["52", "waiting", true],
    ["55", "waiting", true],
    ["59", "waiting", true],
    ["6", "cancelled", false],
    ["61", "waiting", true],
    ["62", "waiting", true],
    ["63", "waiting", true],
    ["64", "cancelled", false],
    ["9", "paid", false],
    ["91", "waiting", false],
    ["92", "waiting", true],
    ["93", "denied", false],
    ["94", "denied", true],
    ["95", "paid", false],
    ["99", "waiting", false],
    ["77", "waiting", true],
  ];
  it.each(table)("%s is %s", (status, state, alerted) => {
    const truth = truthOf({ ...answer, STATUS: status });
    expect(truth).toMatchObject({ state, code: status });
    expect(truth.alert !== null).toBe(alerted);
  });

  it.each(["7", "71", "72", "73", "74", "75", "8", "81", "82", "83", "84", "85"])(
    "PAY-11 %s, a deletion or a refund, is neither paid nor denied: staff look",
    (status) => {
      const truth = truthOf({ ...answer, STATUS: status });
      expect(truth.state).toBe("waiting");
      expect(truth.alert).not.toBeNull();
    },
  );

  it("says that 5 is authorised, not captured", () => {
    expect(truthOf({ ...answer, STATUS: "5" }).alert).toContain("authorised, not captured");
  });

  it.each([
    ["CreditCard", "card"],
    ["Direct Debits FR", "direct_debit"],
    ["PAYPAL", null],
  ])("reads the method %s", (method, means) => {
    expect(truthOf({ ...answer, PM: method }).means).toBe(means);
  });

  it("reads a day that exists, and no other", () => {
    expect(instantOfDay("02/29/24")).toEqual(new Date("2024-02-29T12:00:00Z"));
    expect(instantOfDay("02/30/24")).toBeNull();
    expect(instantOfDay("15/01/24")).toBeNull();
    expect(instantOfDay(undefined)).toBeNull();
  });
});
