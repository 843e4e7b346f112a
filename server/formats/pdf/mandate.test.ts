import { createHash } from "node:crypto";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { describe, expect, it } from "vitest";
import { type MandateDocument, mandatePdf } from "./mandate.ts";
import { mandateWording } from "./mandate-words.ts";
import { readPdf } from "./read-pdf.fixture.ts";

const mandate: MandateDocument = {
  lang: "fr",
  creditor: {
    name: "Ville de Montfleuri",
    address: ["Hôtel de ville", "1 place de la République", "38000 Montfleuri"],
    ics: "FR72ZZZ123456",
  },
  umr: "MTF-411000127-01",
  kind: "recurrent",
  scheme: "CORE",
  debtor: {
    name: "Mme Éloïse Łukasiewicz",
    address: ["12 rue de l’Évêché", "38000 Montfleuri"],
    iban: "FR7630006000011234567890189",
    bic: "AGRIFRPP",
  },
  purpose: "Compte 411000127, Régie de l’eau",
  preNotificationDays: 14,
  schedule: [
    { on: "2026-12-15", cents: 38266 },
    { on: "2027-01-15", cents: 38266 },
    { on: "2027-02-15", cents: 38266 },
  ],
  oneOffCents: null,
  madeAt: new Date("2026-11-30T16:00:00Z"),
  signed: null,
};

const signed = {
  name: "Mme Éloïse Łukasiewicz",
  at: new Date("2026-11-30T16:05:00Z"),
  channel: "sms",
  maskedTarget: "06 •• •• •• 12",
  place: "Montfleuri",
  documentHash: createHash("sha256").update("read").digest("hex"),
} as const;

const attachments = [
  {
    name: "preuve.json",
    mediaType: "application/json",
    description: "Dossier de preuve",
    content: Buffer.from('{"umr":"MTF-411000127-01"}'),
  },
  {
    name: "preuve.txt",
    mediaType: "text/plain",
    description: "Dossier de preuve, à lire",
    content: Buffer.from("Signé"),
  },
];

/** Where each text is found, in the order in which the file is read. */
async function inOrder(data: MandateDocument, expected: string[]): Promise<void> {
  const { pages } = await readPdf(await mandatePdf(data));
  const text = pages.map((page) => page.text.replace(/\s+/g, " ")).join(" ");
  let from = 0;
  for (const piece of expected) {
    const at = text.indexOf(piece, from);
    expect(at, `"${piece}" after ${from} in: ${text}`).toBeGreaterThanOrEqual(from);
    from = at + piece.length;
  }
}

describe("mandate", () => {
  it("MAN-4 reads in order: scheme, reference, authorisation, rights, debtor, creditor, payment, schedule, signature", async () => {
    await inOrder(mandate, [
      "Mandat de prélèvement SEPA",
      "MTF-411000127-01",
      "vous autorisez (A) Ville de Montfleuri à envoyer des instructions à votre banque pour débiter votre compte, et (B) votre banque",
      "dans les 8 semaines suivant la date de débit de votre compte",
      "expliqués dans un document que vous pouvez obtenir auprès de votre banque",
      "Débiteur",
      "Mme Éloïse Łukasiewicz",
      "FR76 3000 6000 0112 3456 7890 189",
      "AGRIFRPP",
      "Créancier",
      "Ville de Montfleuri",
      "FR72ZZZ123456",
      "1 place de la République",
      "Paiement récurrent",
      "Compte 411000127, Régie de l’eau",
      "au moins 14 jours avant chaque prélèvement",
      "15 décembre 2026",
      "382,66 €",
      "Total 1 147,98 €",
      "Signature du débiteur",
      "Ce mandat n’est pas encore signé.",
    ]);
  });

  it("MAN-4 speaks the EPC's English, and tells the business scheme by its title and its rights", async () => {
    await inOrder({ ...mandate, lang: "en" }, [
      "SEPA Direct Debit Mandate",
      "By signing this mandate form, you authorise (A) Ville de Montfleuri",
      "A refund must be claimed within 8 weeks",
      "Recurrent payment",
      "€1,147.98",
      "This mandate is not signed yet.",
    ]);
    const business = { ...mandate, scheme: "B2B" } as const;
    await inOrder(business, ["Mandat de prélèvement SEPA interentreprises", "pas en droit de demander"]);
    expect(mandateWording("B2B", "X", "fr").join()).not.toContain("8 semaines");
  });

  it("MAN-5 says who signed, when, where, by which channel, and what was read", async () => {
    await inOrder({ ...mandate, signed, attachments }, [
      "Signature du débiteur",
      "Signé par Mme Éloïse Łukasiewicz",
      "30 novembre 2026 à 17 h 05",
      "Montfleuri",
      "Code à usage unique envoyé par SMS au 06 •• •• •• 12",
      signed.documentHash,
      "preuve.json, preuve.txt",
    ]);
    const { pages } = await readPdf(await mandatePdf({ ...mandate, signed, attachments }));
    expect(pages.map((page) => page.text).join()).not.toContain("pas encore signé");
    expect(pages).toHaveLength(1);
  });

  it("MAN-5 carries the evidence, tied to the document as data and as its readable supplement", async () => {
    const file = await mandatePdf({ ...mandate, signed, attachments });
    const loading = getDocument({ data: new Uint8Array(file) });
    const pdf = await loading.promise;
    const found = [...((await pdf.getAttachments()) ?? [])];
    expect(found.map(([, one]) => [one.filename, one.description])).toEqual([
      ["preuve.json", "Dossier de preuve"],
      ["preuve.txt", "Dossier de preuve, à lire"],
    ]);
    const content = (await pdf.getAttachmentContent(found[1]![0])) as Uint8Array;
    expect(Buffer.from(content).toString()).toBe("Signé");
    await loading.destroy();
    const raw = file.toString("latin1");
    expect(raw.match(/\/AFRelationship \/(Data|Supplement)/g)).toEqual([
      "/AFRelationship /Data",
      "/AFRelationship /Supplement",
    ]);
    expect(raw).toMatch(/\/AF \[\d+ 0 R \d+ 0 R\]/);
    expect(raw).toContain("/Subtype /application#2Fjson");
    expect(raw.match(/\/ModDate \(D:20261130160000Z\)/g)).toHaveLength(2);
  });

  it("MAN-5 is built as a PDF/A-3: colours, identification, metadata in order, fonts inside, no encryption", async () => {
    const creditor = { ...mandate.creditor, name: "Eaux <&> Cie" };
    const { raw, fonts, lang, title } = await readPdf(await mandatePdf({ ...mandate, creditor }));
    expect(raw).toContain("/S /GTS_PDFA1");
    expect(raw).toContain("<pdfaid:part>3</pdfaid:part>");
    expect(raw).toContain("<pdfaid:conformance>B</pdfaid:conformance>");
    expect(raw).toContain("<rdf:li>Eaux &lt;&amp;&gt; Cie</rdf:li>");
    expect(raw).toMatch(/\/ID \[<[0-9a-f]+> <[0-9a-f]+>\]/);
    expect(raw).not.toContain("/Encrypt");
    for (const font of fonts) expect(font).toMatch(/^[A-Z]{6}\+Atkinson/);
    expect({ lang, title }).toEqual({
      lang: "fr-FR",
      title: "Mandat de prélèvement SEPA MTF-411000127-01 - Eaux <&> Cie",
    });
  });

  it("ALL-2 is tagged: one title, a heading for each part, rows as labels and values, a table with headers", async () => {
    const { pages } = await readPdf(await mandatePdf(mandate));
    const tags = pages[0]!.tags;
    const count = (tag: string) => tags.filter((one) => one === tag).length;
    expect(count("H1")).toBe(1);
    expect(count("H2")).toBe(6);
    expect(count("Lbl")).toBe(count("LBody"));
    expect(count("Lbl")).toBe(11);
    expect(count("TR")).toBe(5);
    expect(count("TH")).toBe(4);
  });

  it("MAN-3 holds forty instalments on two pages, with the header again and the total of them all", async () => {
    const schedule = Array.from({ length: 40 }, (_, index) => ({
      on: `${2027 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}-15`,
      cents: 1001,
    }));
    const { pages } = await readPdf(await mandatePdf({ ...mandate, schedule }));
    expect(pages).toHaveLength(2);
    for (const page of pages) expect(page.text).toContain("Date du prélèvement");
    expect(pages[1]!.text).toContain("400,40 €");
    expect(pages[1]!.text).toContain("Signature du débiteur");
  });

  it("MAN-1 says the amount of a one-off debit, and needs neither schedule nor BIC", async () => {
    const once = { ...mandate, kind: "one_off", oneOffCents: 4550, schedule: [] } as const;
    const { pages } = await readPdf(
      await mandatePdf({ ...once, debtor: { ...mandate.debtor, bic: null, address: [] } }),
    );
    const text = pages[0]!.text;
    expect(text).toContain("Paiement ponctuel");
    expect(text).toContain("45,50 €");
    expect(text).not.toContain("BIC");
    expect(pages[0]!.tags).not.toContain("Table");
  });

  it("never leaves the page, whatever the names are", async () => {
    for (const text of [
      "W".repeat(3000),
      "نص طويل جدا ".repeat(40),
      "\u202e<b>&\n\n",
      "👩‍👩‍👧‍👦".repeat(30),
      "",
    ]) {
      const creditor = { name: text, address: [text, text], ics: text.slice(0, 35) };
      const debtor = { ...mandate.debtor, name: text, address: [text, text, text], iban: text.slice(0, 34) };
      const by = { ...signed, name: text, place: text, maskedTarget: text };
      const named = [{ ...attachments[0]!, name: text, description: text }];
      const { pages } = await readPdf(
        await mandatePdf({ ...mandate, creditor, debtor, purpose: text, signed: by, attachments: named }),
      );
      for (const page of pages) {
        expect(page.right).toBeLessThan(595.28 - 30);
        expect(page.lowest).toBeGreaterThan(20);
      }
    }
  });

  it("gives the same bytes for the same data, so that its hash says what was read", async () => {
    expect(await mandatePdf(mandate)).toEqual(await mandatePdf(mandate));
  });
});
