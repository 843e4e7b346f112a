import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeLettersPdf } from "./code-letters.ts";
import { type InvoiceData, invoicePdf } from "./invoice.ts";
import { temporaryPasswordLetterPdf } from "./letter.ts";
import { readPdf } from "./read-pdf.fixture.ts";
import { type ReceiptData, receiptPdf } from "./receipt.ts";

const madeAt = new Date("2026-03-03T13:10:00Z");
const creditor = {
  name: "Ville de Montfleuri",
  addressLines: ["Hôtel de ville", "1 place de la République", "38000 Montfleuri"],
  siret: "21380185500015",
};
const payer = { name: "Mme Éloïse Łukasiewicz", addressLines: ["12 rue de l’Évêché", "38000 Montfleuri"] };

const receipt: ReceiptData = {
  lang: "fr",
  creditor,
  number: "R-2026-000127",
  payer,
  paidOn: "2026-03-03",
  means: "Carte bancaire",
  authorisation: "A5F309",
  providerReference: "PFP-7781",
  pieces: [
    { designation: "Eau, 4e trimestre 2025", piece: "FA-118204", dueOn: "2026-03-01", amountCents: 104798 },
    { designation: "Cantine, janvier 2026", piece: "FA-000318", dueOn: "2026-02-28", amountCents: 15000 },
  ],
  creditNotes: [{ designation: "Trop-perçu", piece: "AV-12", amountCents: 5000 }],
  totalCents: 114798,
  madeAt,
};

const invoice: InvoiceData = {
  lang: "fr",
  kind: "invoice",
  number: "FA-118204",
  issuedOn: "2026-01-31",
  dueOn: "2026-03-01",
  creditor,
  payer,
  lines: [
    { designation: "Consommation", quantity: 118, unitPrice: "1.7345", netCents: 20467, vatPercent: 5.5 },
  ],
  vat: [{ percent: 5.5, netCents: 20467, vatCents: 1126 }],
  totalCents: 21593,
  payment: "Réglée par carte bancaire le 3 mars 2026.",
  madeAt,
};

const letter = {
  lang: "fr" as const,
  creditor,
  recipient: payer,
  place: "Montfleuri",
  writtenOn: "2026-03-01",
  siteAddress: "https://compte.montfleuri.example",
  identifier: "C-000127",
  temporaryPassword: "Kf7m-Qz4R-9dTx",
  expiresOn: "2026-03-31",
  madeAt,
};

describe("receipt", () => {
  it("PAY-7 says what was received, from whom, on which day, how and for what", async () => {
    const { text } = (await readPdf(await receiptPdf(receipt))).pages[0] as { text: string };
    for (const expected of [
      "Reçu de paiement",
      "R-2026-000127",
      "SIRET 213 801 855 00015",
      "Mme Éloïse Łukasiewicz",
      "3 mars 2026",
      "Carte bancaire",
      "A5F309",
      "PFP-7781",
      "1er mars 2026",
      "1 047,98 €",
      "Avoir déduit : Trop-perçu",
      "−50,00 €",
      "1 147,98 €",
    ])
      expect(text).toContain(expected);
    expect(text).toMatch(/Page 1 \/ ?1\n/);
    expect(text).not.toContain("quittance");
    expect(text).not.toContain("encaissement");
  });

  it("PAY-7 is no rent receipt, and is provisional for a direct debit, when told so", async () => {
    const { text } = (
      await readPdf(await receiptPdf({ ...receipt, kind: "rent", subjectToCollection: true }))
    ).pages[0]!;
    expect(text).toContain("Reçu, ne vaut pas quittance de loyer.");
    expect(text).toContain("Sous réserve d’encaissement");
    expect(text).not.toContain("prouve le paiement");
  });

  it("PAY-7 speaks English", async () => {
    const { lang, pages } = await readPdf(await receiptPdf({ ...receipt, lang: "en" }));
    expect(lang).toBe("en-GB");
    expect(pages[0]?.text).toContain("3 March 2026");
    expect(pages[0]?.text).toContain("€1,147.98");
  });

  it("PAY-7 refuses a total that is not the sum", async () => {
    await expect(receiptPdf({ ...receipt, totalCents: 114799 })).rejects.toThrow(RangeError);
  });

  it("ALL-2 is tagged: language, title, headings, table with header cells", async () => {
    const pdf = await readPdf(
      await receiptPdf({ ...receipt, creditor: { ...creditor, name: "Eaux <&> Cie" } }),
    );
    expect(pdf).toMatchObject({
      lang: "fr-FR",
      title: "Reçu de paiement R-2026-000127 - Eaux <&> Cie",
    });
    expect(pdf.raw).toContain("/Marked true");
    expect(pdf.raw).toContain("/StructTreeRoot");
    expect(pdf.raw).toContain("/DisplayDocTitle true");
    expect(pdf.raw).toContain("<rdf:li>Eaux &lt;&amp;&gt; Cie</rdf:li>");
    const tags = pdf.pages[0]?.tags ?? [];
    expect(tags).toEqual(
      expect.arrayContaining([
        "Document",
        "H1",
        "H2",
        "P",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "Table",
        "THead",
        "TBody",
      ]),
    );
    expect(tags.filter((tag) => tag === "TR")).toHaveLength(5);
    expect(tags.filter((tag) => tag === "TH")).toHaveLength(5);
  });

  it("ALL-2 embeds its fonts and aligns amounts on the right to the point", async () => {
    const pdf = await readPdf(await receiptPdf(receipt));
    expect(pdf.fonts.length).toBeGreaterThan(0);
    for (const font of pdf.fonts) expect(font).toMatch(/^[A-Z]{6}\+AtkinsonHyperlegibleNext-(Regular|Bold)$/);
    const amounts = pdf.pages[0]!.items.filter((item) => item.text.endsWith("€") && item.size < 12);
    expect(amounts).toHaveLength(4);
    for (const amount of amounts) expect(amount.right).toBeCloseTo(amounts[0]!.right, 0);
  });

  it("ALL-4 keeps narrow no-break spaces for whoever copies an amount", async () => {
    const { streams } = await readPdf(await receiptPdf(receipt));
    expect(streams.filter((stream) => /beginbfrange[^]*<202f>/.test(stream))).toHaveLength(2);
  });

  it("runs over pages with its header again", async () => {
    const pieces = Array.from({ length: 90 }, (_, index) => ({
      designation: `Pièce ${index}`,
      piece: `F-${index}`,
      amountCents: 100,
    }));
    const { pages } = await readPdf(
      await receiptPdf({ ...receipt, pieces, creditNotes: [], totalCents: 9000 }),
    );
    expect(pages).toHaveLength(4);
    for (const page of pages.slice(0, 3)) expect(page.text).toContain("Désignation");
    expect(pages.at(-1)?.text).toMatch(/Page 4 \/ ?4\n/);
  });
});

describe("invoice", () => {
  it("ACT-5 is labelled a duplicate made from the account, on the page and in its title", async () => {
    const { pages, title } = await readPdf(await invoicePdf(invoice));
    expect(pages[0]?.text).toContain("Duplicata établi à partir du compte le 3 mars 2026");
    expect(title).toContain("Duplicata établi à partir du compte");
    for (const expected of ["1,7345 €", "5,5 %", "204,67 €", "11,26 €", "215,93 €", "Réglée par carte"])
      expect(pages[0]?.text).toContain(expected);
  });

  it("ACT-5 does without lines, VAT and due date, for a credit note in English", async () => {
    const { lines, vat, dueOn, payment, ...bare } = invoice;
    const { pages } = await readPdf(await invoicePdf({ ...bare, kind: "credit-note", lang: "en" }));
    expect(pages[0]?.text).toContain("Credit note FA-118204");
    expect(pages[0]?.text).toContain("€215.93");
    expect(pages[0]?.tags).not.toContain("Table");
  });
});

describe("letter", () => {
  it("ACC-4 gives address, identifier and temporary password, large", async () => {
    const { pages } = await readPdf(await temporaryPasswordLetterPdf(letter));
    expect(pages).toHaveLength(1);
    const page = pages[0]!;
    for (const expected of ["https://compte.montfleuri.example", "C-000127", "31 mars 2026", "Que faire"])
      expect(page.text).toContain(expected);
    const large = page.items.filter((item) => item.size > 25);
    expect(large.map((item) => item.text.trim()).join("")).toBe("Kf7m-Qz4R-9dTx");
  });

  it("ACC-3 gives each party its own page: address in the window, code, what will be asked, no page number", async () => {
    const letters = [
      { recipient: payer, code: "K7QM-4TXA-9DZ3", proof: "party_code" as const },
      { recipient: { name: "SCI Martin", addressLines: [] }, code: "AAAA-BBBB-CCCC", proof: "name" as const },
    ];
    const { pages } = await readPdf(
      await codeLettersPdf({
        ...letter,
        expiresOn: "2026-06-30",
        siteAddress: "x.example/activation-par-code",
        letters,
      }),
    );
    expect(pages).toHaveLength(2);
    const large = pages.map((page) =>
      page.items
        .filter((item) => item.size > 25)
        .map((item) => item.text.trim())
        .join(""),
    );
    expect(large).toEqual(["K7QM-4TXA-9DZ3", "AAAA-BBBB-CCCC"]);
    for (const said of ["x.example/activation-par-code", "référence client", "30 juin 2026", payer.name])
      expect(pages[0]!.text).toContain(said);
    expect(pages[1]!.text).toContain("puis votre nom");
    expect(pages[1]!.text).not.toContain(payer.name);
    expect(pages.map((page) => page.text).join()).not.toContain("Page ");
    const name = pages[0]!.items.find((item) => item.text.startsWith("Mme"))!;
    expect(name.x).toBeGreaterThan((109 * 72) / 25.4);
  });

  it("ACC-4 puts the address in the window of a French envelope, whatever its length", async () => {
    const long = {
      name: "M. ".repeat(60),
      addressLines: Array.from({ length: 9 }, (_, index) => `Ligne ${index} ${"x".repeat(90)}`),
    };
    const { pages } = await readPdf(await temporaryPasswordLetterPdf({ ...letter, recipient: long }));
    const mm = 72 / 25.4;
    const lines = pages[0]!.items.filter(
      (item) => item.text.startsWith("Ligne") || item.text.startsWith("M. "),
    );
    expect(lines).toHaveLength(6);
    for (const line of lines) {
      expect(line.x).toBeGreaterThan(109 * mm);
      expect(line.right).toBeLessThan(195 * mm);
      expect(841.89 - line.y).toBeGreaterThan(50 * mm);
      expect(841.89 - line.y).toBeLessThan(82 * mm);
    }
  });
});

describe("hostile text", () => {
  const nasty = [
    "W".repeat(3000),
    "👩‍👩‍👧‍👦🎉 fête",
    "\u202eתשלום محمد علي",
    "a\u0000b\u0007c\ud800d",
    "\n\n\n",
    "",
    "<b>&amp;</b>",
    "e\u0301\u0323\u0327".repeat(50),
  ];

  it("never leaves the page nor throws", async () => {
    for (const text of nasty) {
      const party = { name: text, addressLines: [text, text] };
      const pieces = [{ designation: text, piece: text, amountCents: 99_999_999_999_99 }];
      const data = {
        ...receipt,
        creditor: { ...party, siret: text },
        payer: party,
        number: text,
        means: text,
        pieces,
        creditNotes: [],
      };
      const { pages } = await readPdf(await receiptPdf({ ...data, totalCents: 99_999_999_999_99 }));
      for (const page of pages) {
        expect(page.right).toBeLessThan(595.28 - 30);
        expect(page.lowest).toBeGreaterThan(20);
      }
      expect(pages.map((page) => page.text).join("")).toContain("99 999 999 999,99 €");
    }
  });

  it("keeps a logo that cannot be read from losing the document", async () => {
    const brand = { accent: "javascript:", logo: Buffer.from("<svg/>") };
    expect((await readPdf(await receiptPdf({ ...receipt, brand }))).pages).toHaveLength(1);
  });

  it("draws any text that can be typed", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 200 }), async (text) => {
        const { pages } = await readPdf(
          await invoicePdf({ ...invoice, subject: text, payer: { name: text, addressLines: [text] } }),
        );
        for (const page of pages) expect(page.right).toBeLessThan(595.28 - 30);
      }),
      { numRuns: 25 },
    );
  });
});
