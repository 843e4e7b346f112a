/** Receipts as tagged PDF files, against pdfkit alone drawing the same words at the same places, in the same typeface. */
import { buffer } from "node:stream/consumers";
import PDFDocument from "pdfkit";
import { fontOf } from "../server/formats/pdf/fonts.ts";
import { type ReceiptData, receiptPdf } from "../server/formats/pdf/index.ts";
import { readPdf } from "../server/formats/pdf/read-pdf.fixture.ts";
import { atLeast, type Benchmark, interleave, median, medianRatio, perSecond, short } from "./measure.ts";

const data: ReceiptData = {
  lang: "fr",
  creditor: {
    name: "Ville de Montfleuri",
    addressLines: ["Hôtel de ville", "1 place de la République", "38000 Montfleuri"],
    siret: "21380185500015",
  },
  number: "R-2026-000127",
  payer: { name: "Mme Éloïse Martin", addressLines: ["12 rue de l’Évêché", "38000 Montfleuri"] },
  paidOn: "2026-03-03",
  means: "Carte bancaire",
  authorisation: "A5F309",
  pieces: [
    { designation: "Eau, 4e trimestre 2025", piece: "FA-118204", dueOn: "2026-03-01", amountCents: 104_798 },
    { designation: "Cantine, janvier 2026", piece: "FA-000318", dueOn: "2026-02-28", amountCents: 15_000 },
  ],
  creditNotes: [{ designation: "Trop-perçu", piece: "AV-12", amountCents: 5_000 }],
  totalCents: 114_798,
  madeAt: new Date("2026-03-03T10:00:00Z"),
};
const HEIGHT = 841.89;

export const receipts: Benchmark = async ({ quick }, say) => {
  const [rounds, count] = quick ? [3, 20] : [9, 200];
  const [page] = (await readPdf(await receiptPdf(data))).pages;
  const items = page!.items;
  const font = fontOf("regular", "latin") as unknown as Uint8Array<ArrayBuffer>;
  /** Not tagged, no structure, no layout: where each word goes is known. */
  const draw = (): Promise<Buffer> => {
    const doc = new PDFDocument({ size: "A4", margin: 0, font: "", info: { Title: "Reçu" } });
    doc.registerFont("text", font).font("text");
    for (const { text, x, y, size } of items)
      doc.fontSize(size).text(text, x, HEIGHT - y - size, { lineBreak: false, features: ["tnum"] });
    doc.end();
    return buffer(doc);
  };
  const ours = () => perSecond(count, () => receiptPdf(data));
  const theirs = () => perSecond(count, draw);
  say(`${rounds} rounds of ${count} receipts of ${items.length} texts`);
  const results = await interleave(rounds, { ours, theirs });
  const speeds = `${short(median(results.ours))} of ${short(median(results.theirs))} a second`;
  return [
    atLeast(
      "receipts: tagged PDF / pdfkit alone, untagged",
      medianRatio(results.ours, results.theirs),
      0.3,
      speeds,
    ),
  ];
};
