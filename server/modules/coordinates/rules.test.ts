import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isIban } from "../organizations/index.ts";
import {
  composeAddress,
  differing,
  ibanOfRib,
  ribKey,
  ribOfIban,
  splitAddress,
  valuesOf,
  wrongWith,
} from "./rules.ts";

const unknown = { email: null, phone: null, address: [], details: {}, composedAddress: [] };

describe("INF-2 bank details", () => {
  it("makes the IBAN of a RIB whose key is right, and nothing of another", () => {
    const rib = { bank: "20041", branch: "01005", account: "0500013M026", key: "06" };
    expect(ibanOfRib(rib)).toBe("FR1420041010050500013M02606");
    expect(ibanOfRib({ ...rib, key: "07" })).toBeNull();
    expect(ibanOfRib({ ...rib, bank: "2004" })).toBeNull();
  });
  it("goes from RIB to IBAN and back, and the IBAN holds", () => {
    const digits = (n: number) => fc.stringMatching(new RegExp(`^\\d{${n}}$`));
    fc.assert(
      fc.property(digits(5), digits(5), fc.stringMatching(/^[A-Z0-9]{11}$/), (bank, branch, account) => {
        const rib = { bank, branch, account, key: ribKey(bank, branch, account) };
        const iban = ibanOfRib(rib)!;
        expect(isIban(iban)).toBe(true);
        expect(ribOfIban(iban)).toEqual(rib);
      }),
    );
  });
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
