import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Fields,
  fieldText,
  instantOf,
  parseFields,
  provesFields,
  signatureOf,
  signedText,
  stampOf,
  transactionIdOf,
} from "./protocol.ts";

const prefixed = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [`vads_${name}`, value]));

const guide = prefixed({
  action_mode: "INTERACTIVE",
  amount: "5124",
  ctx_mode: "TEST",
  currency: "978",
  page_action: "PAYMENT",
  payment_config: "SINGLE",
  site_id: "12345678",
  trans_date: "20170129130025",
  trans_id: "123456",
  version: "V2",
});
const short = prefixed({
  amount: "1234",
  currency: "978",
  trans_date: "20200101120000",
  trans_id: "000001",
});
const whole = {
  ...short,
  ...prefixed({
    site_id: "123456789",
    action_mode: "INTERACTIVE",
    page_action: "PAYMENT",
    payment_config: "SINGLE",
    return_mode: "POST",
    version: "V2",
    ctx_mode: "PRODUCTION",
  }),
};
const accents = prefixed({
  version: "V2",
  page_action: "PAYMENT",
  action_mode: "INTERACTIVE",
  payment_config: "SINGLE",
  site_id: "12345678",
  ctx_mode: "TEST",
  trans_id: "654321",
  trans_date: "20090501193530",
  amount: "1524",
  currency: "978",
  cust_first_name: "Jean Michél",
  cust_last_name: "Mihaï",
});
/** A notification of success, as the platform sends it. */
const notification = prefixed({
  amount: "3000",
  auth_mode: "FULL",
  auth_number: "3fb0de",
  auth_result: "00",
  capture_delay: "0",
  card_brand: "VISA",
  card_number: "497010XXXXXX0000",
  ctx_mode: "TEST",
  currency: "978",
  effective_amount: "3000",
  operation_type: "DEBIT",
  order_id: "ORD42",
  payment_config: "SINGLE",
  result: "00",
  site_id: "12345678",
  trans_date: "20240115101530",
  trans_id: "123456",
  trans_status: "AUTHORISED",
  trans_uuid: "5e2b9c5fcb4c4f5a8a7e2d1c0b9a8f7e",
  url_check_src: "PAY",
  version: "V2",
});

const KEY = "1122334455667788";
const vectors: [name: string, fields: Fields, key: string, sha256: string, sha1: string | null][] = [
  [
    "L1, the vendor's guide",
    guide,
    KEY,
    "ycA5Do5tNvsnKdc/eP1bj2xa19z9q3iWPy9/rpesfS0=",
    "59c96b34c74b9375c332b0b6a32e6deeec87de2b",
  ],
  [
    "L2, four fields",
    short,
    "987654321",
    "egzpLYuwIX0LoqSS3rNxF9QYuKbvd3pp38gIoV+Oi3w=",
    "7b203c8f547b6cc64e9402887e514add8e2cb29d",
  ],
  ["L3, in production", whole, "987654321", "p9TbeohlOZVPAmhEwfAlGxRJxFAKpNg5wYBSN9emuqs=", null],
  [
    "L4, accents in UTF-8",
    accents,
    KEY,
    "aHrJ7IzSGFa4pcYA8kh99+M/xBzoQ4Odnu3f4BUrpIA=",
    "cf1ccac335590a33d6c243345c4f4531a0316b7f",
  ],
  ["L5, a notification", notification, KEY, "dVg6VIqVzR3oVbfcVCNkznHCPIP7NQZLjMSm1EefVXw=", null],
];

describe("the signature", () => {
  it("joins the values in the order of the names, then the key", () => {
    expect(signedText(guide, KEY)).toBe(
      `INTERACTIVE+5124+TEST+978+PAYMENT+SINGLE+12345678+20170129130025+123456+V2+${KEY}`,
    );
  });
  it.each(vectors)("%s", (_name, fields, key, sha256, sha1) => {
    expect(signatureOf(fields, { key, algorithm: "sha256" })).toBe(sha256);
    expect(provesFields(fields, sha256, { key, algorithm: "sha256" })).toBe(true);
    if (sha1 === null) return;
    expect(signatureOf(fields, { key, algorithm: "sha1" })).toBe(sha1);
    expect(provesFields(fields, sha1.toUpperCase(), { key, algorithm: "sha1" })).toBe(true);
  });
  it("leaves out what is not the vendor's, and keeps empty values", () => {
    const signing = { key: KEY, algorithm: "sha256" } as const;
    expect(signatureOf({ ...guide, signature: "x", other: "y" }, signing)).toBe(signatureOf(guide, signing));
    expect(signatureOf({ ...guide, vads_z: "" }, signing)).not.toBe(signatureOf(guide, signing));
  });
  it("reads a plus that a form decoder took for a blank", () => {
    const [, fields, key, sha256] = vectors[1]!;
    expect(provesFields(fields, sha256.replaceAll("+", " "), { key, algorithm: "sha256" })).toBe(true);
  });
  it("is spoilt by any other value", () => {
    const signing = { key: KEY, algorithm: "sha256" } as const;
    const signature = signatureOf(notification, signing);
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(notification)), fc.string(), (name, value) => {
        fc.pre(notification[name] !== value);
        expect(provesFields({ ...notification, [name]: value }, signature, signing)).toBe(false);
      }),
    );
  });
});

describe("the forms of fields", () => {
  it("writes and reads instants in UTC", () => {
    expect(stampOf(new Date("2026-11-20T09:00:05.999Z"))).toBe("20261120090005");
    expect(instantOf("20261120090005")?.toISOString()).toBe("2026-11-20T09:00:05.000Z");
    for (const wrong of ["20261320090005", "20260230000000", "", undefined, "2026112009"])
      expect(instantOf(wrong)).toBeNull();
  });
  it("gives a reference one transaction number of six letters and digits", () => {
    const references = Array.from({ length: 2_000 }, (_, n) => `QT26112${n}`);
    const numbers = new Set(references.map(transactionIdOf));
    expect(numbers.size).toBe(references.length);
    expect([...numbers].every((one) => /^[0-9A-Z]{6}$/.test(one))).toBe(true);
    expect(transactionIdOf("QT1")).toBe(transactionIdOf("QT1"));
  });
  it("never writes a plus, a control character, nor a bare word in capitals", () => {
    expect(fieldText("Eau + assainissement\n2026", 255)).toBe("Eau assainissement 2026");
    expect(fieldText("AUTHORISED", 63)).toBe("Authorised");
    expect(fieldText("DUPONT JEAN", 63)).toBe("DUPONT JEAN");
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 80 }), (text, limit) => {
        const written = fieldText(text, limit);
        expect(written.length).toBeLessThanOrEqual(limit);
        expect(written).not.toMatch(/[+\p{Cc}]|^[A-Z_]{2,}$|^ | $/u);
      }),
    );
  });
  it("reads a body, and refuses a name with two values", () => {
    expect(parseFields("vads_a=x%2By&other=1", "signature=s")).toEqual({ vads_a: "x+y", signature: "s" });
    expect(parseFields("vads_a=1", "vads_a=1")).toEqual({ vads_a: "1" });
    expect(parseFields("vads_a=1", "vads_a=2")).toBeNull();
  });
});
