import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { centsOf } from "./amounts.ts";
import { type FixtureProfile, facturxPdf, facturxXml, packedPdf } from "./facturx.fixture.ts";
import { readAttachment } from "./read-attachment.ts";
import { readFacturx } from "./read-facturx.ts";
import { readInvoice } from "./read-invoice.ts";

const read = (xml: string) => readInvoice(Buffer.from(xml));
const unreadable = (code: string) => ({ state: "unreadable", code });

describe("ACT-5 the invoice in a PDF", () => {
  it.each(["MINIMUM", "BASIC WL", "BASIC", "EN 16931", "EXTENDED", "XRECHNUNG"] as FixtureProfile[])(
    "is read in profile %s as far as the profile goes",
    async (profile) => {
      const xml = facturxXml({ profile });
      const reading = await readFacturx(await facturxPdf(xml));
      if (reading.state !== "read") throw new Error(reading.state);
      expect(Buffer.from(reading.xml).toString()).toBe(xml);
      const { invoice } = reading;
      expect(invoice).toMatchObject({
        profile,
        number: "F-2026-001",
        kind: "invoice",
        issuedOn: "2026-11-03",
        currency: "EUR",
        seller: "Régie de l’eau",
        netCents: 6502,
        vatCents: 938,
        totalCents: 7440,
      });
      const bare = profile === "MINIMUM" || profile === "BASIC WL";
      expect(invoice.lines).toHaveLength(bare ? 0 : 2);
      expect(invoice.vat).toHaveLength(profile === "MINIMUM" ? 0 : 2);
      expect(invoice.dueOn).toBe(profile === "MINIMUM" ? null : "2026-12-03");
      expect(invoice.iban).toBe(profile === "MINIMUM" ? "" : "FR7630006000011234567890189");
    },
  );
  it("gives its lines to the cent, whatever the price is quoted for", () => {
    const xml = facturxXml().replace(
      "<ram:ChargeAmount>2.0850</ram:ChargeAmount>",
      '<ram:ChargeAmount>208.50</ram:ChargeAmount><ram:BasisQuantity unitCode="C62">100</ram:BasisQuantity>',
    );
    expect(read(xml).lines).toEqual([
      { designation: "Eau potable", quantity: 12, unitCents: 209, netCents: 2502, vatRate: 5.5 },
      { designation: "Abonnement & entretien", quantity: 1, unitCents: 4000, netCents: 4000, vatRate: 20 },
    ]);
  });
  it("leaves out lines that only group others, and tells a credit note", () => {
    const group = ["Total du lot", "1", "65.02", "65.02", "20", "GROUP"] as [
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    const invoice = read(facturxXml({ type: "381", profile: "EXTENDED", lines: [group] }));
    expect(invoice).toMatchObject({ kind: "credit_note", lines: [] });
  });
  it("takes the tax total of the invoice's own currency", () => {
    const xml = facturxXml().replace(
      "<ram:TaxTotalAmount",
      '<ram:TaxTotalAmount currencyID="CHF">99.00</ram:TaxTotalAmount><ram:TaxTotalAmount',
    );
    expect(read(xml).vatCents).toBe(938);
  });
  it("is found in compressed objects, under a name in UTF-16, with a length that lies and a table that is wrong", async () => {
    const xml = facturxXml();
    for (const pdf of [
      packedPdf(xml),
      packedPdf(xml, { plain: true }),
      packedPdf(xml, { length: false, claimed: 3 }),
      packedPdf(xml, { length: false, claimed: 99_999_999 }),
    ])
      expect(readAttachment(pdf)?.toString("utf8").trim()).toBe(xml);
  });
  it("is not looked for under another name, nor found in a PDF without attachments", async () => {
    expect(await readFacturx(await facturxPdf(facturxXml(), { name: "photo.xml" }))).toEqual({
      state: "none",
    });
    expect(await readFacturx(await facturxPdf(null))).toEqual({ state: "none" });
  });
});

describe("ACT-5 a hostile PDF hurts nobody", () => {
  it("that is encrypted is told so", async () => {
    expect(await readFacturx(await facturxPdf(facturxXml(), { password: "secret" }))).toEqual(
      unreadable("encrypted"),
    );
  });
  it("that is no PDF, is cut short or carries another document", async () => {
    const whole = packedPdf(facturxXml());
    expect(await readFacturx(Buffer.from("hello"))).toEqual(unreadable("broken"));
    expect((await readFacturx(whole.subarray(0, 120))).state).toBe("none");
    expect(await readFacturx(packedPdf("<a>"))).toEqual(unreadable("broken"));
    expect(await readFacturx(packedPdf("<Order/>"))).toEqual(unreadable("not_an_invoice"));
    expect(await readFacturx(packedPdf(Buffer.from([0x3c, 0x61, 0xff, 0xfe])))).toEqual(unreadable("broken"));
  });
  it("whose attachment unpacks to hundreds of megabytes", async () => {
    const bomb = packedPdf(Buffer.alloc(300_000_000, 0x20));
    expect(bomb.length).toBeLessThan(1_000_000);
    expect(await readFacturx(bomb)).toEqual(unreadable("too_large"));
  });
  it("whose compressed objects do, one after the other", async () => {
    const packed = deflateSync(Buffer.alloc(20_000_000, 0x20));
    const object = (n: number) =>
      Buffer.concat([
        Buffer.from(
          `${n} 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`,
        ),
        packed,
        Buffer.from("\nendstream endobj\n"),
      ]);
    const pdf = Buffer.concat([
      Buffer.from("%PDF-1.7\n"),
      ...Array.from({ length: 4 }, (_, n) => object(n + 1)),
    ]);
    expect(await readFacturx(pdf)).toEqual(unreadable("too_large"));
  });
  it.each([
    ["entities that multiply", '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'],
    ["a file of the machine", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
    ["depth", "<a>".repeat(100_000)],
  ])("whose XML tries %s", async (_name, xml) => {
    expect(await readFacturx(packedPdf(xml))).toEqual(unreadable("broken"));
  });
  it("that nests values without end, or keeps the reader busy", async () => {
    const deep = Buffer.from(`%PDF-1.7\n1 0 obj ${"[".repeat(500_000)}`);
    expect(await readFacturx(deep)).toEqual({ state: "none" });
    const endless = Buffer.from(`%PDF-1.7\n${"1 0 obj << /Length 9 >> stream\n".repeat(300_000)}`);
    const reading = await readFacturx(endless, { timeMs: 300 });
    expect(["too_slow", "too_large"]).toContain(reading.state === "unreadable" && reading.code);
  });
  it("whatever was done to its bytes, gives an answer and no exception of another kind", () => {
    const whole = packedPdf(facturxXml());
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 }),
        (changes) => {
          const pdf = Buffer.from(whole);
          for (const [place, byte] of changes) pdf[place] = byte;
          try {
            const xml = readAttachment(pdf);
            if (xml) readInvoice(xml);
          } catch (error) {
            expect((error as Error).name).toBe("FacturxProblem");
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("amounts of an invoice", () => {
  it.each([
    ["12", 1200],
    ["12.3", 1230],
    ["12.345", 1235],
    ["-0.005", -1],
    ["-0.001", 0],
    ["1,5", null],
    ["", null],
    ["9999999999999", null],
  ])("%s is %s cents", (text, cents) => expect(centsOf(text)).toBe(cents));
});
