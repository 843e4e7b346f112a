import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FRENCH_BANKS } from "./french-banks.ts";
import {
  formatIban,
  ibanOfRib,
  isCreditorIdentifier,
  isIban,
  isIbanOfAnyCountry,
  isInEea,
  isRfReference,
  maskIban,
  readBic,
  readIban,
  referenceOfPiece,
  rfReference,
  ribKey,
  ribOfIban,
  SEPA_COUNTRIES,
} from "./index.ts";

/** One account of each country, from the registry of IBANs. */
const EXAMPLES =
  "AD1200012030200359100100 AL47212110090000000235698741 AT611904300234573201 BE68539007547034 BG80BNBG96611020345678 CH9300762011623852957 CY17002001280000001200527600 CZ6508000000192000145399 DE89370400440532013000 DK5000400440116243 EE382200221020145685 ES9121000418450200051332 FI2112345600000785 FR1420041010050500013M02606 GB29NWBK60161331926819 GI75NWBK000000007099453 GR1601101250000000012300695 HR1210010051863000160 HU42117730161111101800000000 IE29AIBK93115212345678 IS140159260076545510730339 IT60X0542811101000000123456 LI21088100002324013AA LT121000011101001000 LU280019400644750000 LV80BANK0000435195001 MC5811222000010123456789030 MD24AG000225100013104168 ME25505000012345678951 MK07250120000058984 MT84MALT011000012345MTLCAST001S NL91ABNA0417164300 NO9386011117947 PL61109010140000071219812874 PT50000201231234567890154 RO49AAAA1B31007593840000 RS35260005601001611379 SE4550000000058398257466 SI56263300012039086 SK3112000000198742637541 SM86U0322509800000000270100 VA59001123000012345678".split(
    " ",
  );
const example = fc.constantFrom(...EXAMPLES, "FR7630006000011234567890189");

describe("MAN-1 an IBAN", () => {
  it("is known for the 41 countries of SEPA and Gibraltar", () => {
    expect(SEPA_COUNTRIES).toHaveLength(42);
    expect(EXAMPLES.map((one) => one.slice(0, 2))).toEqual(SEPA_COUNTRIES);
  });
  it.each(EXAMPLES)("reads %s, spaced or not", (iban) => {
    expect(readIban(iban)).toMatchObject({ ok: true, iban, country: iban.slice(0, 2) });
    expect(readIban(` iban ${formatIban(iban).toLowerCase()}\u00a0`)).toMatchObject({ ok: true, iban });
    expect(isIban(iban) && isIbanOfAnyCountry(iban)).toBe(true);
    expect(isIban(formatIban(iban))).toBe(false);
  });
  it.each([
    ["", "empty"],
    [" - ", "empty"],
    ["ZZ7630006000011234567890189", "country"],
    ["7630006000011234567890189", "country"],
    ["TN5910006035183598478831", "not_sepa"],
    ["TR330006100519786457841326", "not_sepa"],
    ["FR763000600001123456789018", "length"],
    ["FR76300060000112345678901890", "length"],
    ["FR7A30006000011234567890189", "shape"],
    ["FR763000600001123456789018A", "shape"],
    ["FR76300060000112345+7890189", "shape"],
    ["FR7730006000011234567890189", "checksum"],
    ["FR0630006000011234567890188", "national_key"],
  ] as const)("refuses “%s” because of its %s", (typed, problem) => {
    expect(readIban(typed)).toEqual({ ok: false, problem });
  });
  it("is refused for check digits that leave the right remainder and that nobody issues", () => {
    for (const iban of EXAMPLES) {
      const digits = Number(iban.slice(2, 4));
      for (const other of [digits - 97, digits + 97].filter((one) => one >= 0 && one < 100)) {
        expect(isIban(iban.slice(0, 2) + String(other).padStart(2, "0") + iban.slice(4))).toBe(false);
      }
    }
  });
  it("is refused as soon as one digit differs, or two neighbouring digits are swapped", () => {
    fc.assert(
      fc.property(example, fc.nat(), fc.integer({ min: 1, max: 9 }), (iban, where, by) => {
        const at = 2 + (where % (iban.length - 2));
        fc.pre(/\d/.test(iban[at]!));
        const digit = (Number(iban[at]) + by) % 10;
        expect(readIban(iban.slice(0, at) + digit + iban.slice(at + 1)).ok).toBe(false);
        // A letter counts as two digits: B1 and 1B are the same number to ISO 7064.
        const [one, next = ""] = [iban[at]!, iban[at + 1]];
        fc.pre(/\d/.test(next) && next !== one);
        expect(readIban(`${iban.slice(0, at)}${next}${one}${iban.slice(at + 2)}`).ok).toBe(false);
      }),
    );
  });
  it("is read from any text without failing", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), example), (text) => {
        const read = readIban(text);
        expect(read.ok ? isIban(read.iban) : read.problem).toBeTruthy();
      }),
    );
  });
  it("of a bank of the Pacific is French by its letters and outside SEPA", () => {
    const iban = (bank: string) =>
      ibanOfRib({
        bank,
        branch: "00001",
        account: "12345678901",
        key: ribKey(bank, "00001", "12345678901"),
      })!;
    const outside = [...FRENCH_BANKS].filter(([, { bic }]) => bic && /^....(NC|PF|WF)/.test(bic));
    expect(outside).toHaveLength(7);
    for (const [bank] of outside) {
      expect(readIban(iban(bank))).toEqual({ ok: false, problem: "not_sepa" });
      expect(isIbanOfAnyCountry(iban(bank))).toBe(true);
    }
    expect(readIban(iban("19906"))).toMatchObject({ ok: true, bank: "Crédit Agricole", bic: "AGRIRERX" });
  });
  it("names the bank of a French account, and its BIC when there is one only", () => {
    expect(FRENCH_BANKS.size).toBe(215);
    expect(readIban("FR7630006000011234567890189")).toMatchObject({
      bank: "Crédit Agricole",
      bic: "AGRIFRPP",
    });
    expect(readIban("FR1420041010050500013M02606")).toMatchObject({ bank: "La Banque Postale", bic: null });
    expect(readIban("DE89370400440532013000")).toMatchObject({ bank: null, bic: null });
    for (const { bic } of FRENCH_BANKS.values()) expect(bic === null || readBic(bic) === bic).toBe(true);
  });
  it("PAY-3 shows its ends only", () => {
    expect(maskIban("FR7630006000011234567890189")).toBe("FR76 •••• •••• •••• 0189");
    expect(maskIban("")).toBe("");
  });
  it("says which countries need an address beside it", () => {
    expect(["FR", "DE", "NO", "IS", "LI"].every(isInEea)).toBe(true);
    expect(["CH", "GB", "GI", "MC", "SM", "AD", "VA", "RS", "US"].some(isInEea)).toBe(false);
    expect(SEPA_COUNTRIES.filter(isInEea)).toHaveLength(30);
  });
});

describe("MAN-1 a BIC", () => {
  it.each([
    ["psst frpp xxx", "FR", "PSSTFRPPXXX"],
    ["AGRIRERX", "FR", "AGRIRERX"],
    ["BNPAMCM1", "MC", "BNPAMCM1"],
    ["CMCIFR2A", "MC", "CMCIFR2A"],
    ["COBADEFF", undefined, "COBADEFF"],
    ["PSST", "FR", null],
    ["PSSTFRPPXX", "FR", null],
    ["COBADEFF", "FR", null],
    ["SOGENCNN", "FR", null],
    ["", undefined, null],
  ])("“%s” beside an account of %s reads %s", (typed, country, bic) =>
    expect(readBic(typed, country)).toBe(bic),
  );
});

describe("INF-2 a RIB", () => {
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
        expect(isIbanOfAnyCountry(iban)).toBe(true);
        expect(ribOfIban(iban)).toEqual(rib);
      }),
    );
  });
  it("has the key that French banks give it", () => {
    expect(ribKey("20041", "01005", "0500013M026")).toBe("06");
    expect(ribKey("30006", "00001", "12345678901")).toBe("89");
  });
});

describe("MAN-7 a creditor identifier", () => {
  it.each(["FR72ZZZ123456", "FR72ABC123456", "DE98ZZZ09999999999", "FR21ZZZ8A2EF1"])("accepts %s", (ics) =>
    expect(isCreditorIdentifier(ics)).toBe(true),
  );
  it.each([
    "",
    "BG40ZZZ507778",
    "FR73ZZZ123456",
    "FR72ZZZ1234567",
    "FR72ZZZ12345",
    "fr72zzz123456",
    "FR72 ZZZ 123456",
  ])("refuses “%s”", (ics) => expect(isCreditorIdentifier(ics)).toBe(false));
});

describe("PAY-9 a structured reference", () => {
  it("has the check digits of the standard", () => {
    expect(isRfReference("RF18539007547034")).toBe(true);
    expect(rfReference("F20260001")).toBe("RF12F20260001");
    expect(() => rfReference("f-1")).toThrow("structured reference");
    expect(() => rfReference("")).toThrow("structured reference");
  });
  it("is made over the number of a document, when it fits", () => {
    expect(referenceOfPiece("F-2026/0001")).toBe("RF12F20260001");
    expect(referenceOfPiece("facture n° 12")).toBe(rfReference("FACTUREN12"));
    expect(referenceOfPiece("—")).toBeNull();
    expect(referenceOfPiece("F".repeat(22))).toBeNull();
  });
  it("is known by every reader, and refused as soon as one digit differs", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Z0-9]{1,21}$/),
        fc.nat(),
        fc.integer({ min: 1, max: 9 }),
        (body, at, by) => {
          const reference = rfReference(body);
          expect(isRfReference(reference)).toBe(true);
          const place = 2 + (at % (reference.length - 2));
          fc.pre(/\d/.test(reference[place]!));
          const digit = (Number(reference[place]) + by) % 10;
          expect(isRfReference(reference.slice(0, place) + digit + reference.slice(place + 1))).toBe(false);
        },
      ),
    );
  });
});
