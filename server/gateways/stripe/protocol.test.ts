import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bracketForm, signatureFault, signatureHeader, signatureOf } from "./protocol.ts";

/** The body and the secret are those of Stripe's own library's tests. */
const SECRET = "whsec_test_secret";
const BODY = '{\n  "id": "evt_test_webhook",\n  "object": "event"\n}';
const SIGNED = 1_614_556_800;
const V1 = "fa0b5ccf7817f153d5f82b42b3e550fd47d0d5ed0eceffd9a2a99d68c4baca04";
const HEADER = `t=${SIGNED},v1=${V1}`;
const at = (seconds: number) => new Date((SIGNED + seconds) * 1000);

describe("PAY-6 Stripe's signature", () => {
  it("signs the hour and the body as they are", () => {
    expect(signatureOf(BODY, SIGNED, SECRET)).toBe(V1);
    expect(signatureHeader(BODY, SIGNED, SECRET)).toBe(HEADER);
  });

  it("believes what is signed, within five minutes", () => {
    expect(signatureFault(BODY, HEADER, SECRET, at(0))).toBeNull();
    expect(signatureFault(BODY, HEADER, SECRET, at(300))).toBeNull();
    expect(signatureFault(BODY, HEADER, SECRET, at(301))).toBe("signature too old");
    expect(signatureFault(BODY, HEADER, SECRET, at(-3600))).toBeNull();
  });

  it("takes any of several v1, as while a secret is being changed, and never a v0", () => {
    const wrong = "0".repeat(64);
    expect(signatureFault(BODY, `t=${SIGNED},v1=${wrong},v1=${V1},v0=${wrong}`, SECRET, at(0))).toBeNull();
    expect(signatureFault(BODY, `t=${SIGNED},v0=${V1}`, SECRET, at(0))).toBe("no v1 signature");
  });

  it.each([
    ["", "no readable time in the signature"],
    [`v1=${V1}`, "no readable time in the signature"],
    [`t=now,v1=${V1}`, "no readable time in the signature"],
    [`t=${SIGNED},t=${SIGNED},v1=${V1}`, "no readable time in the signature"],
    [`t=${SIGNED}`, "no v1 signature"],
    [`t=${SIGNED},v1=${V1.toUpperCase()}`, "wrong signature"],
    [`t=${SIGNED},v1=${V1}0`, "wrong signature"],
    [`t=${SIGNED + 1},v1=${V1}`, "wrong signature"],
  ])("refuses %s", (header, fault) => {
    expect(signatureFault(BODY, header, SECRET, at(0))).toBe(fault);
  });

  it("refuses the body written again: even the same JSON", () => {
    expect(signatureFault(JSON.stringify(JSON.parse(BODY)), HEADER, SECRET, at(0))).toBe("wrong signature");
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (body, secret) => {
        const header = signatureHeader(body, SIGNED, secret);
        expect(signatureFault(body, header, secret, at(0))).toBeNull();
        expect(signatureFault(`${body} `, header, secret, at(0))).toBe("wrong signature");
        expect(signatureFault(body, header, `${secret}x`, at(0))).toBe("wrong signature");
      }),
    );
  });
});

describe("Stripe's forms", () => {
  it("writes nested values in brackets, and leaves out what is undefined", () => {
    const form = bracketForm({
      mode: "payment",
      line_items: [{ quantity: 1, price_data: { unit_amount: 1250, product_data: { name: "Été & co" } } }],
      payment_method_types: ["card", "sepa_debit"],
      customer_email: undefined,
    });
    expect([...form]).toEqual([
      ["mode", "payment"],
      ["line_items[0][quantity]", "1"],
      ["line_items[0][price_data][unit_amount]", "1250"],
      ["line_items[0][price_data][product_data][name]", "Été & co"],
      ["payment_method_types[0]", "card"],
      ["payment_method_types[1]", "sepa_debit"],
    ]);
  });
});
