import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Algorithm,
  centsOfDecimal,
  compareNames,
  decimalOfCents,
  deprecatedShaOut,
  type Fields,
  parsePairs,
  sameDigest,
  shaIn,
  shaOut,
  writePairs,
} from "./protocol.ts";

const published = "Mysecretsig1875!?";
const utf8 = (passphrase: string, algorithm: Algorithm) => ({
  passphrase,
  algorithm,
  charset: "utf-8" as const,
});

const vectors: [string, typeof shaIn, Fields, string, Partial<Record<Algorithm, string>>][] = [
  [
    "V1: the guide's order",
    shaIn,
    { AMOUNT: "1500", CURRENCY: "EUR", LANGUAGE: "en_US", ORDERID: "1234", PSPID: "MyPSPID" },
    published,
    {
      sha1: "F4CC376CD7A834D997B91598FA747825A238BE0A",
      sha256: "E019359BAA3456AE5A986B6AABD22CF1B3E09438739E97F17A7F61DF5A11B30F",
      sha512:
        "D1CFE8833A297D0922E908B2B44934B09EE966EF1584DC0D696304E07BB58BA71973C2383C831D878D8A243BB7D7DFFFBE53CEE21955CDFEF44FE82E551F859D",
    },
  ],
  [
    "V2: the guide's answer",
    shaOut,
    {
      ACCEPTANCE: "1234",
      amount: "15",
      BRAND: "VISA",
      CARDNO: "XXXXXXXXXXXX1111",
      currency: "EUR",
      NCERROR: "0",
      orderID: "12",
      PAYID: "32100123",
      PM: "CreditCard",
      STATUS: "9",
    },
    published,
    { sha1: "209113288F93A9AB8E474EA78D899AFDBB874355" },
  ],
  [
    "V3: lower-case value, unknown parameter left aside",
    shaOut,
    {
      ACCEPTANCE: "1234",
      amount: "15",
      BRAND: "VISA",
      CARDNO: "xxxxxxxxxxxx1111",
      currency: "EUR",
      NCERROR: "0",
      orderID: "12",
      PAYID: "32100123",
      PM: "CreditCard",
      STATUS: "9",
      unknownparam: "some value",
    },
    published,
    {
      sha1: "B209960D5703DD1047F95A0F97655FFE5AC8BD52",
      sha256: "FD15F9371F2B42E3CAEC53BF2576AC89AAEBF53FD8FBA8F0B2EA13EAA823189D",
      sha512:
        "5377F95D498947BECC23E02C2C7DDE182EE1221F1A6629B091110DF653FE0C32FCACF5F9B87B4C5168FC12B7183095623750004355DE938A2B8DECC6DB6D9F62",
    },
  ],
  [
    "V4: a full answer",
    shaOut,
    {
      orderID: "myorderid1678834094",
      currency: "EUR",
      amount: "99",
      PM: "CreditCard",
      ACCEPTANCE: "test123",
      STATUS: "9",
      CARDNO: "XXXXXXXXXXXX1111",
      ED: "0312",
      CN: "Some Name",
      TRXDATE: "01/10/11",
      PAYID: "9126297",
      NCERROR: "0",
      BRAND: "VISA",
      COMPLUS: "my feedbackmessage",
      IP: "12.123.12.123",
      foo: "bar",
    },
    published,
    {
      sha1: "D58400479DCEDD6B6C7E67D61FDC0CC9E6ED65CB",
      sha256: "A06D4534724885350BA5350731B02F4083370F8C9EED59D1F1C5E2B78EC3C257",
      sha512:
        "31B74E4E0C7BCE4DED9DEAA97D4D3FB419EF6E2FDBD98C18D340B276A9F751E747972A0469A74B73E4C41F38F0F3F58BAD8D7107CA54DF936569852887EB6BE4",
    },
  ],
  [
    "V8: a realistic order with accents and an empty field",
    shaIn,
    {
      PSPID: "TESTPSP",
      ORDERID: "CMD-2024-0001",
      AMOUNT: "1250",
      CURRENCY: "EUR",
      LANGUAGE: "fr_FR",
      CN: "Jean Dupré",
      EMAIL: "jean@example.org",
      COM: "",
      ACCEPTURL: "https://shop.example.org/ok",
      DECLINEURL: "https://shop.example.org/ko",
      EXCEPTIONURL: "https://shop.example.org/ex",
      CANCELURL: "https://shop.example.org/cancel",
    },
    "in-secret-0123456789",
    {
      sha1: "DAB1EF4C6272826D4527F51321968744A94ADD91",
      sha256: "C9886E067A83B0EA5A9EACE0354BF5734C6A72231E01113D6CF3A443E727A45C",
      sha512:
        "D6D745E7ADBD508244E2ACAFBFFF39F074321BC1DB9FA451220560DEA5994526CBC2DD684716D15E0C3613B9BFF0E6D35292C9F23DEE5CAC3C97C9D086E598B8",
    },
  ],
  [
    "V9: its answer",
    shaOut,
    {
      orderID: "CMD-2024-0001",
      currency: "EUR",
      amount: "12.5",
      PM: "CreditCard",
      ACCEPTANCE: "test123",
      STATUS: "9",
      CARDNO: "XXXXXXXXXXXX1111",
      ED: "1227",
      CN: "Jean Dupré",
      TRXDATE: "01/15/24",
      PAYID: "3011229363",
      NCERROR: "0",
      BRAND: "VISA",
      IP: "192.0.2.10",
    },
    "out-secret-9876543210",
    {
      sha1: "65B16540E6170C519DCDC11F987D0D0AE1E76C55",
      sha256: "F4DA25866421E94353E9AEAF3D30EC81AC7C765373D7CC92EEA3370A9374365D",
      sha512:
        "A9E9C38753E3397B30AC176F48C8FD6C043DB3C9F081FA204E2E66BFCEE0C4B28183671E4C9433B5074BA65B56DB498A97F91EAF8C7810A28387F29A4C37D7D1",
    },
  ],
];

describe("signatures of the vendor's page", () => {
  for (const [name, sign, fields, passphrase, digests] of vectors) {
    for (const [algorithm, digest] of Object.entries(digests)) {
      it(`${name}, ${algorithm}`, () => {
        expect(sign(fields, utf8(passphrase, algorithm as Algorithm))).toBe(digest);
      });
    }
  }

  it("signs OPERATION=RES as computed, not as a page of an integrator prints it", () => {
    const fields = { AMOUNT: "1500", CURRENCY: "EUR", OPERATION: "RES", ORDERID: "1234", PSPID: "MyPSPID" };
    expect(shaIn(fields, utf8(published, "sha1"))).toBe("EB52902BCC4B50DC1250E5A7C1068ECF97751256");
  });

  it("V7: the deprecated SHA-OUT glues the main values together", () => {
    const fields = {
      orderID: "2101947639",
      currency: "EUR",
      amount: "19.08",
      PM: "CreditCard",
      ACCEPTANCE: "test123",
      STATUS: "5",
      CARDNO: "XXXXXXXXXXXX1111",
      PAYID: "10673859",
      NCERROR: "0",
      BRAND: "VISA",
      ED: "0117",
    };
    expect(deprecatedShaOut(fields, utf8("passphrase-set-in-ogone-interface", "sha1"))).toBe(
      "66BF34D8B3EF2136E0C267BDBC1F708B8D75A8AA",
    );
  });

  it("hashes the bytes of the account's charset", () => {
    const fields = { ORDERID: "1", CN: "Dupré" };
    // sha1sum of the bytes: CN=Dupr\xE9pORDERID=1p, one byte for the accent.
    expect(shaIn(fields, { passphrase: "p", algorithm: "sha1", charset: "iso-8859-1" })).toBe(
      "5C4182A3133D1EBE3D118EAFE05F678A27EBEFDB",
    );
  });

  it("ignores SHASIGN, empty values and the case of names", () => {
    const signing = utf8("p", "sha256");
    expect(shaOut({ orderID: "1", STATUS: "9", SHASIGN: "x", CN: "" }, signing)).toBe(
      shaOut({ ORDERID: "1", status: "9" }, signing),
    );
  });

  it("sorts names in ASCII, the underscore after letters, numbered items in natural order", () => {
    const names = ["ITEMID10", "NBRIPUSAGE_ALLTX", "ITEMID9", "NBRIPUSAGE", "ITEMNAME1", "PAYIDSUB", "PAYID"];
    expect(names.toSorted(compareNames)).toEqual([
      "ITEMID9",
      "ITEMID10",
      "ITEMNAME1",
      "NBRIPUSAGE",
      "NBRIPUSAGE_ALLTX",
      "PAYID",
      "PAYIDSUB",
    ]);
    expect(["A_", "AB"].toSorted(compareNames)).toEqual(["AB", "A_"]);
  });

  it("compares digests without regard to case, and never a prefix", () => {
    expect(sameDigest("AB12", "ab12")).toBe(true);
    expect(sameDigest("AB12", "AB1")).toBe(false);
    expect(sameDigest("AB12", "AB13")).toBe(false);
    expect(sameDigest("AB12", "")).toBe(false);
  });
});

describe("amounts", () => {
  it.each([
    ["15", 1500],
    ["7.5", 750],
    ["12.34", 1234],
    ["0.07", 7],
    ["19.", 1900],
    ["4.35", 435],
  ])("%s euros is %i cents", (text, cents) => expect(centsOfDecimal(text)).toBe(cents));

  it.each(["", "-1", "1,5", "1.234", "1e3", ".5", " 1", "12345678901234", "0x10"])("refuses %j", (text) =>
    expect(centsOfDecimal(text)).toBeNull(),
  );

  it("keeps every amount through the vendor's decimal form", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999_999 }), (cents) => {
        const text = decimalOfCents(cents);
        expect(text).toMatch(/^\d+(\.\d?[1-9])?$/);
        expect(centsOfDecimal(text)).toBe(cents);
      }),
    );
  });
});

describe("percent-encoded pairs", () => {
  it("keeps any text through UTF-8, and any Latin-1 text through ISO-8859-1", () => {
    const anyText = fc.string({ unit: "grapheme", maxLength: 20 });
    fc.assert(
      fc.property(anyText, (value) => {
        expect(parsePairs(writePairs({ CN: value }, "utf-8"), "utf-8")).toEqual([["CN", value]]);
      }),
    );
    const latinText = fc
      .array(fc.integer({ min: 0, max: 255 }))
      .map((codes) => String.fromCharCode(...codes));
    fc.assert(
      fc.property(latinText, (value) => {
        expect(parsePairs(writePairs({ CN: value }, "iso-8859-1"), "iso-8859-1")).toEqual([["CN", value]]);
      }),
    );
  });

  it("says when bytes are no UTF-8", () => {
    expect(parsePairs("CN=Miha%EF", "utf-8")).toBeNull();
    expect(parsePairs("CN=Miha%EF", "iso-8859-1")).toEqual([["CN", "Mihaï"]]);
  });

  it("reads plus signs, stray percent signs and names without a value", () => {
    expect(parsePairs("?a=1+2&b=100%&&c", "utf-8")).toEqual([
      ["a", "1 2"],
      ["b", "100%"],
      ["c", ""],
    ]);
  });
});
