import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { qrCode } from "../qr-code.ts";
import {
  addTargetDays,
  epcQrText,
  isSepaIdentifier,
  isTargetDay,
  nextTargetDay,
  sepaText,
  splitPostalAddress,
} from "./index.ts";

describe("MAN-7 the characters of SEPA", () => {
  it.each([
    ["Régie de l’eau & Assainissement", "Regie de l'eau + Assainissement"],
    ["Œuvre « sociale » n° 5 — Nîmes", "OEuvre ' sociale ' no 5 - Nimes"],
    ["12 € ; 50 % [net]", "12 EUR , 50 . (net)"],
    ["Łódź, Ørsted, Straße, Ægir", "Lodz, Orsted, Strasse, AEgir"],
    ["Ελένη Παπαδοπούλου", "Eleni Papadopoulou"],
    ["Борис Щукин", "Boris Shtukin"],
    ["山田", ".."],
    ["a\u0000b\u200dc\td\r\ne", "abc d e"],
    ["e\u0301te\u0301", "ete"],
    ["  déjà   vu ", "deja vu"],
    ["🙂", "."],
    ["\ud800", ""],
  ])("“%s” is written “%s”", (text, expected) => expect(sepaText(text, 140)).toBe(expected));
  it("are converted, then cut, and stay as they are the second time", () => {
    expect(sepaText("œ".repeat(40), 70)).toBe("oe".repeat(35));
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 140 }), (text, most) => {
        const once = sepaText(text, most);
        expect(once).toMatch(/^[A-Za-z0-9/\-?:().,'+ ]*$/);
        expect(once.length).toBeLessThanOrEqual(most);
        expect(sepaText(once, most)).toBe(once);
      }),
    );
  });
  it("make identifiers without blanks, and without slashes where banks cut", () => {
    expect(["A", "EX-000123-01", "a/b"].every(isSepaIdentifier)).toBe(true);
    expect(["", "/a", "a/", "a//b", "a b", "é", "x".repeat(36)].some(isSepaIdentifier)).toBe(false);
  });
});

describe("MAN-7 the days of TARGET", () => {
  it("are closed at weekends, on four days of the year and around Easter", () => {
    const closed = [
      "2026-01-01",
      "2026-04-03",
      "2026-04-06",
      "2026-05-01",
      "2026-12-25",
      "2027-03-26",
      "2027-03-29",
    ];
    expect(closed.some(isTargetDay)).toBe(false);
    expect(
      ["2025-04-18", "2025-04-21", "2024-03-29", "2024-04-01", "2028-12-26", "2038-04-26"].some(isTargetDay),
    ).toBe(false);
    expect(
      ["2026-05-08", "2026-05-14", "2026-07-14", "2026-11-11", "2026-12-24", "2026-12-31"].every(isTargetDay),
    ).toBe(true);
  });
  it("are counted both ways", () => {
    expect(nextTargetDay("2026-12-01")).toBe("2026-12-01");
    expect(nextTargetDay("2026-12-25")).toBe("2026-12-28");
    expect(nextTargetDay("2026-04-03")).toBe("2026-04-07");
    expect(addTargetDays("2026-12-24", 1)).toBe("2026-12-28");
    expect(addTargetDays("2026-12-28", -1)).toBe("2026-12-24");
    expect(addTargetDays("2026-12-26", 0)).toBe("2026-12-28");
    expect(addTargetDays("2026-12-26", 2)).toBe("2026-12-29");
  });
  it("come back where they left from", () => {
    const day = fc
      .integer({ min: 0, max: 20_000 })
      .map((n) => new Date(Date.UTC(2010, 0, 1 + n)).toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 60 }), (start, n) => {
        const open = nextTargetDay(start);
        expect(isTargetDay(addTargetDays(start, n))).toBe(true);
        expect(addTargetDays(addTargetDays(open, n), -n)).toBe(open);
      }),
    );
  });
});

describe("MAN-7 an address in its fields", () => {
  const paris = { postcode: "75002", town: "Paris", country: "FR" };
  it.each([
    [
      ["12 bis, rue de la Paix", "75002 Paris"],
      { ...paris, street: "rue de la Paix", buildingNumber: "12 bis" },
    ],
    [
      ["12bis rue de la Paix", "75002  Paris", "FRANCE"],
      { ...paris, street: "rue de la Paix", buildingNumber: "12bis" },
    ],
    [["Place de la Mairie", "75002 Paris", ""], { ...paris, street: "Place de la Mairie" }],
    [["3 cité de l’Alma", "75002 Paris"], { ...paris, street: "cité de l’Alma", buildingNumber: "3" }],
    [["75002 Paris"], paris],
    [["12 Les Lilas", "75002 Paris"], { ...paris, lines: ["12 Les Lilas"] }],
    [
      ["12 rue des Lilas", "Bâtiment B", "75002 Paris"],
      { ...paris, lines: ["12 rue des Lilas", "Bâtiment B"] },
    ],
    [["A", "B", "C", "75002 Paris"], { ...paris, lines: ["A", "B, C"] }],
    [["75008 PARIS CEDEX 08"], { postcode: "75008", town: "PARIS CEDEX 08", country: "FR" }],
    [
      ["1 avenue du Port", "98000 Monaco"],
      { street: "avenue du Port", buildingNumber: "1", postcode: "98000", town: "Monaco", country: "MC" },
    ],
    [
      ["10 Rue Neuve", "1000 Bruxelles", "Belgique"],
      { street: "Rue Neuve", buildingNumber: "10", postcode: "1000", town: "Bruxelles", country: "BE" },
    ],
    [
      ["Hauptstrasse 5", "D-10115 Berlin", "Germany"],
      { lines: ["Hauptstrasse 5"], postcode: "10115", town: "Berlin", country: "DE" },
    ],
    [
      ["12 rue Haute", "1204 Genève", "CH"],
      { street: "rue Haute", buildingNumber: "12", postcode: "1204", town: "Genève", country: "CH" },
    ],
    [["98800 Nouméa"], { postcode: "98800", town: "Nouméa", country: "NC" }],
  ])("%j is %j", (lines, expected) => expect(splitPostalAddress(lines)).toEqual(expected));
  it.each([
    [[]],
    [["12 rue de la Paix"]],
    [["Paris 75002"]],
    [["10 Downing Street", "London SW1A 2AA", "Royaume-Uni"]],
    [["1 rue A", "x".repeat(71), "75002 Paris"]],
    [["1 rue A", "75002 Saint-Germain-sur-une-riviere-tres-longue"]],
  ])("%j can't be told for sure", (lines) => expect(splitPostalAddress(lines)).toBeNull());
  it("repeats nothing and loses nothing", () => {
    const word = fc.stringMatching(/^[A-Z][a-z]{1,9}$/);
    fc.assert(
      fc.property(fc.array(word, { maxLength: 4 }), (rest) => {
        const address = splitPostalAddress([...rest, "75002 Paris"])!;
        expect((address.lines ?? []).join(", ").split(", ").filter(Boolean)).toEqual(rest);
      }),
    );
  });
});

describe("PAY-9 the QR code of a transfer", () => {
  const transfer = { name: "Association Exemple", iban: "FR7630006000011234567890189", cents: 8333 };
  it("says what the standard shows", () => {
    const text =
      "BCD\n002\n1\nSCT\n\nAssociation Exemple\nFR7630006000011234567890189\nEUR83.33\n\n\nFacture F2026-0001";
    expect(epcQrText({ ...transfer, text: "Facture F2026-0001" })).toBe(text);
    expect(Buffer.byteLength(text)).toBe(92);
  });
  it("ends at its last word", () => {
    expect(epcQrText(transfer)).toMatch(/EUR83\.33$/);
    expect(epcQrText({ ...transfer, cents: null })).toMatch(/890189$/);
    expect(epcQrText({ ...transfer, bic: "AGRIFRPP", reference: "RF12F20260001" })).toBe(
      "BCD\n002\n1\nSCT\nAGRIFRPP\nAssociation Exemple\nFR7630006000011234567890189\nEUR83.33\n\nRF12F20260001",
    );
  });
  it("refuses what no bank would take", () => {
    expect(() => epcQrText({ ...transfer, iban: "FR7630006000011234567890188" })).toThrow("IBAN");
    expect(() => epcQrText({ ...transfer, cents: 0 })).toThrow("amount");
    expect(() => epcQrText({ ...transfer, reference: "RF00" })).toThrow("reference");
    expect(() => epcQrText({ ...transfer, reference: "RF12F20260001", text: "a" })).toThrow("not both");
    expect(() => epcQrText({ ...transfer, name: "\n" })).toThrow("name");
  });
  it("fits in 331 bytes and can be drawn, whatever the words", () => {
    const words = fc.string({ unit: "grapheme", minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(words, words, fc.integer({ min: 1, max: 99_999_999_999 }), (name, text, cents) => {
        const told = epcQrText({ ...transfer, name: `a${name}`, text, cents });
        expect(Buffer.byteLength(told)).toBeLessThanOrEqual(331);
        expect(told.split("\n").length).toBeLessThanOrEqual(11);
        expect(qrCode(told).size - 8).toBeLessThanOrEqual(17 + 4 * 13);
      }),
    );
  });
});
