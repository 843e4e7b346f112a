import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  acknowledgement,
  amountText,
  type Fields,
  isSealed,
  keyBytes,
  parisInstant,
  parisStamp,
  parseAmount,
  parseForm,
  seal,
  sealedText,
} from "./protocol.ts";

const KEY = "12345678901234567890123456789012345678P0";
const back = "http://localhost:8069/payment/monetico/return/";
const vectors: [string, Fields, string][] = [
  [
    "M1: a form of a published module",
    {
      version: "3.0",
      TPE: "1234567",
      contexte_commande:
        "eyJiaWxsaW5nIjogeyJmaXJzdE5hbWUiOiAiTm9yYmVydCIsICJsYXN0TmFtZSI6ICJCdXllciIsICJtb2JpbGVQaG9uZSI6ICIrMzItMTIzNDU2NzgiLCAiYWRkcmVzc0xpbmUxIjogIkh1Z2UgU3RyZWV0IDIvNTQzIiwgImNpdHkiOiAiU2luIENpdHkiLCAicG9zdGFsQ29kZSI6ICIxMDAwIiwgImNvdW50cnkiOiAiQkUiLCAiZW1haWwiOiAibm9yYmVydC5idXllckBleGFtcGxlLmNvbSIsICJzdGF0ZU9yUHJvdmluY2UiOiBudWxsfX0=",
      date: "09/04/2024:14:08:37",
      lgue: "EN",
      mail: "norbert.buyer@example.com",
      montant: "100.00EUR",
      reference: "SO404",
      societe: "company_1",
      url_retour_err: back,
      url_retour_ok: back,
    },
    "00076752218d88aec2c9f1a33cb0c1f3fccaac61",
  ],
  [
    "M2: an accepted payment",
    {
      TPE: "1234567",
      date: "05/12/2006_a_11:55:23",
      montant: "62.75EUR",
      reference: "SO100x1",
      "texte-libre": "LeTexteLibre",
      "code-retour": "paiement",
      cvx: "oui",
      vld: "1208",
      brand: "VI",
      status3ds: "1",
      numauto: "010101",
      originecb: "FRA",
      bincb: "12345678",
      hpancb: "74E94B03C22D786E0F2C2CADBFC1C00B004B7C45",
      ipclient: "127.0.0.1",
      originetr: "FRA",
      modepaiement: "CB",
      veres: "Y",
      pares: "Y",
    },
    "A384F76DBD3A59B2F7B019F3574589217CAFB2CE",
  ],
  [
    "M4: a form with a free text",
    {
      TPE: "1234567",
      contexte_commande:
        "eyJiaWxsaW5nIjp7ImFkZHJlc3NMaW5lMSI6IjEgcnVlIGRlIGxhIFBhaXgiLCJjaXR5IjoiUGFyaXMiLCJwb3N0YWxDb2RlIjoiNzUwMDIiLCJjb3VudHJ5IjoiRlIifX0=",
      date: "15/01/2024:10:15:30",
      lgue: "FR",
      mail: "jean@example.org",
      montant: "12.50EUR",
      reference: "CMD20240001",
      societe: "mairie",
      "texte-libre": "famille 42",
      url_retour_err: "https://shop.example.org/ko",
      url_retour_ok: "https://shop.example.org/ok",
      version: "3.0",
    },
    "473CBDD5913F350898F408C24124397E781CB2B5",
  ],
];

/** M3: a refusal whose empty fields were, or were not, sealed. */
const refusal: Fields = {
  TPE: "9000001",
  date: "05/10/2011_a_15:33:06",
  montant: "1.01EUR",
  reference: "SO100x2",
  textelibre: "Ceci est un test, ne pas tenir compte.",
  "code-retour": "Annulation",
  cvx: "oui",
  vld: "0912",
  brand: "MC",
  status3ds: "-1",
  motifrefus: "filtrage",
  originecb: "FRA",
  bincb: "12345678",
  hpancb: "764AD24CFABBB818E8A7DC61D4D6B4B89EA837ED",
  ipclient: "10.45.166.76",
  originetr: "inconnue",
  modepaiement: "CB",
  filtragecause: "4-",
  filtragevaleur: "FRA-",
};

describe("PAY-4 Monetico's seal", () => {
  it("turns the bank's forty characters into twenty bytes", () => {
    expect(keyBytes(KEY).toString("hex")).toBe("1234567890123456789012345678901234567890");
    expect(
      keyBytes(`${"a".repeat(38)}bM`)
        .toString("hex")
        .slice(-2),
    ).toBe("b0");
    expect(
      keyBytes(`${"A".repeat(38)}0f`)
        .toString("hex")
        .slice(-2),
    ).toBe("0f");
    for (const wrong of ["", "12", `${KEY}0`, "z".repeat(40), `${"1".repeat(38)}zz`])
      expect(() => keyBytes(wrong)).toThrow(RangeError);
  });

  it.each(vectors)("%s", (_, fields, mac) => {
    expect(seal(fields, KEY)).toBe(mac.toUpperCase());
    expect(isSealed({ ...fields, MAC: mac }, KEY)).toBe(true);
    expect(isSealed({ ...fields, MAC: mac.toLowerCase() }, KEY)).toBe(true);
  });

  it("M3: a refusal, with its empty fields sealed or left out", () => {
    expect(seal(refusal, KEY)).toBe("DE96CB30E9239E2D5AE03063799C9B76F3F9FA60");
    const whole = { ...refusal, veres: "", pares: "" };
    expect(seal(whole, KEY)).toBe("271EF0BC3ADD71E692C387F7CFDA61A5C06AE01F");
    for (const MAC of [
      "DE96CB30E9239E2D5AE03063799C9B76F3F9FA60",
      "271EF0BC3ADD71E692C387F7CFDA61A5C06AE01F",
    ])
      expect(isSealed({ ...whole, MAC }, KEY)).toBe(true);
  });

  it("sorts the names by their bytes: digits, upper case, lower case", () => {
    const fields = { aliascb: "4", ThreeDSecureChallenge: "3", TPE: "2", "3dsdebrayable": "1", MAC: "x" };
    expect(sealedText(fields)).toBe("3dsdebrayable=1*TPE=2*ThreeDSecureChallenge=3*aliascb=4");
  });

  it("any field changed, added or taken away breaks the seal", () => {
    const [, fields, MAC] = vectors[1]!;
    const names = Object.keys(fields);
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.string({ minLength: 1, maxLength: 20 }), (name, value) => {
        fc.pre(fields[name] !== value);
        expect(isSealed({ ...fields, MAC, [name]: value }, KEY)).toBe(false);
        expect(isSealed({ ...fields, MAC, [`${name}x`]: value }, KEY)).toBe(false);
        const { [name]: _, ...fewer } = fields;
        expect(isSealed({ ...fewer, MAC }, KEY)).toBe(false);
      }),
    );
    for (const wrong of ["", "A384", `${MAC}0`, "0".repeat(40)])
      expect(isSealed({ ...fields, MAC: wrong }, KEY)).toBe(false);
  });
});

describe("Monetico's forms", () => {
  it("reads what it wrote, in both charsets", () => {
    const word = fc.string({ maxLength: 30, unit: "binary" }).filter((text) => text.isWellFormed());
    fc.assert(
      fc.property(fc.dictionary(word.filter(Boolean), word), (fields) => {
        fc.pre(!Object.hasOwn(fields, "__proto__"));
        expect(parseForm(new URLSearchParams(fields).toString(), "utf-8")).toEqual({ ...fields });
      }),
    );
    expect(parseForm("texte-libre=f%E9vrier&a=1%202+3", "latin1")).toEqual({
      "texte-libre": "février",
      a: "1 2 3",
    });
    expect(parseForm("texte-libre=f%E9vrier", "utf-8")).toBeNull();
  });

  it("refuses a name that says two things", () => {
    expect(parseForm("montant=1EUR&montant=2EUR", "utf-8")).toBeNull();
    expect(parseForm("montant=1EUR&montant=1EUR", "utf-8")).toEqual({ montant: "1EUR" });
  });

  it("writes and reads amounts to the cent", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e11 }), (cents) => {
        expect(parseAmount(amountText(cents))).toEqual({ cents, currency: "EUR" });
      }),
    );
    expect(parseAmount("62.7EUR")).toEqual({ cents: 6270, currency: "EUR" });
    expect(parseAmount("62USD")).toEqual({ cents: 6200, currency: "USD" });
    for (const wrong of ["", "EUR", "1,50EUR", "1.505EUR", "-1EUR", "1.50", "1.50eur", "1e3EUR"])
      expect(parseAmount(wrong)).toBeNull();
  });

  it("writes the hour of Paris, and reads it back across the year", () => {
    expect(parisStamp(new Date("2024-01-15T09:15:30Z"))).toBe("15/01/2024:10:15:30");
    expect(parisStamp(new Date("2024-07-15T09:15:30Z"), "_a_")).toBe("15/07/2024_a_11:15:30");
    expect(parisInstant("05/12/2006_a_11:55:23")).toEqual(new Date("2006-12-05T10:55:23Z"));
    expect(parisInstant("25/10/2026_a_02:30:00")).toEqual(new Date("2026-10-25T00:30:00Z"));
    for (const never of ["29/03/2026_a_02:30:00", "31/02/2026_a_10:00:00", "05/12/2006 11:55:23", ""])
      expect(parisInstant(never)).toBeNull();
  });

  it("answers as the bank waits for", () => {
    expect(acknowledgement(true)).toBe("version=2\ncdr=0\n");
    expect(acknowledgement(false)).toBe("version=2\ncdr=1\n");
  });
});
