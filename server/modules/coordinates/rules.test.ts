import { describe, expect, it } from "vitest";
import { composeAddress, differing, splitAddress, valuesOf, wrongWith } from "./rules.ts";

const unknown = { email: null, phone: null, address: [], details: {}, composedAddress: [] };

describe("INF-2 bank details", () => {
  it("refuses a wrong IBAN, BIC, address, postcode and number, and lets empty erase", () => {
    expect(wrongWith("iban", "FR1420041010050500013M02606", {})).toBeNull();
    expect(wrongWith("iban", "FR1420041010050500013M02607", {})).toBe("coordinates.iban_invalid");
    expect(wrongWith("iban", "BE68539007547034", {})).toBeNull();
    expect(wrongWith("bic", "PSSTFRPPXXX", {})).toBeNull();
    expect(wrongWith("bic", "PSST", {})).toBe("coordinates.bic_invalid");
    expect(wrongWith("email", "marie@example", {})).toBe("coordinates.email_invalid");
    expect(wrongWith("postcode", "SW1A", {})).toBe("coordinates.postcode_invalid");
    expect(wrongWith("postcode", "SW1A 1AA", { country: "Royaume-Uni" })).toBeNull();
    expect(wrongWith("mobile", "appelez-moi", {})).toBe("coordinates.phone_invalid");
    expect(wrongWith("email", "", {})).toBeNull();
  });
});

describe("INF-2 address", () => {
  it("reads published lines, and composes them back", () => {
    const lines = ["12 rue des Lilas", "Bâtiment B", "69003 Lyon"];
    expect(splitAddress(lines)).toMatchObject({
      address1: "12 rue des Lilas",
      address2: "Bâtiment B",
      postcode: "69003",
      city: "Lyon",
    });
    expect(composeAddress(splitAddress(lines))).toEqual(lines);
  });
  it("keeps the parts of a foreign address as they were given, until another is published", () => {
    const details = { address1: "10 Downing Street", postcode: "SW1A 2AA", city: "London", country: "UK" };
    const address = composeAddress(details);
    expect(valuesOf({ ...unknown, details, address, composedAddress: address })).toMatchObject(details);
    expect(
      valuesOf({ ...unknown, details, address: ["1 quai", "75001 Paris"], composedAddress: address }),
    ).toMatchObject({ address1: "1 quai", postcode: "75001", city: "Paris", country: "" });
  });
  it("asks only for what differs from what is known, or from what waits", () => {
    const known = valuesOf({ ...unknown, email: "a@example.org", phone: "01" });
    expect(differing({ email: "a@example.org", phone: "02" }, known, {})).toEqual({ phone: "02" });
    expect(differing({ phone: "01" }, known, { phone: "02" })).toEqual({ phone: "01" });
  });
});
