/** The receipt of a payment (PAY-7): what was received, from whom, when, how, for what. */
import { GREY, INK, TINT } from "./colour.ts";
import { date, type Language, money } from "./format.ts";
import {
  BODY,
  type Brand,
  block,
  type CreditorParty,
  closeSheet,
  creditorLines,
  ensure,
  facts,
  footOf,
  gap,
  logo,
  openSheet,
  type PostalParty,
  partyBlock,
  type Sheet,
  SMALL,
  STRONG,
  subtitle,
  title,
  toBuffer,
} from "./kit.ts";
import { artifact, MM } from "./sheet.ts";
import { addRow, closeTable, openTable } from "./table.ts";
import { shrunk } from "./text.ts";

export interface ReceiptPiece {
  designation: string;
  piece: string;
  /** `YYYY-MM-DD`. */
  dueOn?: string;
  /** Positive cents, also for a credit note: it is the list that says which way. */
  amountCents: number;
}

/** Money that went back after it was received: refunded, or taken back by the payer's bank. */
export interface ReceiptReversal {
  kind: "refund" | "charge_back";
  /** `YYYY-MM-DD`. */
  on: string;
  /** Positive cents. */
  amountCents: number;
}

export interface ReceiptData {
  lang: Language;
  brand?: Brand;
  creditor: CreditorParty;
  number: string;
  payer: PostalParty;
  /** Day of the payment, `YYYY-MM-DD`: some providers tell no hour. */
  paidOn: string;
  /** In the user's words: "Carte bancaire", "Prélèvement SEPA". */
  means: string;
  authorisation?: string;
  providerReference?: string;
  pieces: ReceiptPiece[];
  creditNotes?: ReceiptPiece[];
  totalCents: number;
  /** What went back since, oldest first. */
  reversals?: ReceiptReversal[];
  /** `rent`: the receipt says that it is no rent receipt (*quittance*, loi 89-462 art. 21), which only the landlord gives. */
  kind?: "rent" | "other";
  /** True for a direct debit, which the bank can still return. */
  subjectToCollection?: boolean;
  madeAt: Date;
}

const words = {
  title: { fr: "Reçu de paiement", en: "Payment receipt" },
  number: { fr: "Reçu n°", en: "Receipt no." },
  from: { fr: "Reçu de", en: "Received from" },
  received: { fr: "Montant reçu", en: "Amount received" },
  paidOn: { fr: "Payé le", en: "Paid on" },
  means: { fr: "Moyen de paiement", en: "Paid by" },
  authorisation: { fr: "N° d’autorisation", en: "Authorisation no." },
  reference: { fr: "Référence du prestataire", en: "Provider’s reference" },
  for: { fr: "Pour le règlement de", en: "In payment of" },
  designation: { fr: "Désignation", en: "Description" },
  piece: { fr: "Pièce", en: "Document" },
  dueOn: { fr: "Échéance", en: "Due date" },
  amount: { fr: "Montant", en: "Amount" },
  deducted: { fr: "Avoir déduit : ", en: "Credit note deducted: " },
  total: { fr: "Total reçu", en: "Total received" },
  refund: { fr: "Remboursé le ", en: "Refunded on " },
  charge_back: { fr: "Repris par la banque le ", en: "Taken back by the bank on " },
  left: { fr: "Reste acquis", en: "Still received" },
  provisional: {
    fr: "Sous réserve d’encaissement : la banque peut encore rejeter ce prélèvement.",
    en: "Subject to collection: the bank may still return this direct debit.",
  },
  noRentReceipt: {
    fr: "Reçu, ne vaut pas quittance de loyer.",
    en: "Receipt only: not a rent receipt (quittance de loyer).",
  },
  keep: {
    fr: "Ce reçu prouve le paiement des pièces ci-dessus. Conservez-le.",
    en: "This receipt is proof that the documents above were paid. Please keep it.",
  },
} as const;

/**
 * Makes a receipt, in memory.
 * @throws RangeError when the total is not the pieces less the credit notes, or less than what went back.
 */
export async function receiptPdf(data: ReceiptData): Promise<Buffer> {
  const sum = (list: ReceiptPiece[]) => list.reduce((total, one) => total + one.amountCents, 0);
  if (sum(data.pieces) - sum(data.creditNotes ?? []) !== data.totalCents)
    throw new RangeError(`Receipt ${data.number}: the total is not the pieces less the credit notes`);
  if ((data.reversals ?? []).reduce((total, one) => total + one.amountCents, 0) > data.totalCents)
    throw new RangeError(`Receipt ${data.number}: more went back than was received`);
  const { lang, creditor } = data;
  const sheet = openSheet({
    lang,
    title: `${words.title[lang]} ${data.number} - ${creditor.name}`,
    author: creditor.name,
    foot: footOf(creditor),
    ...(data.brand ? { brand: data.brand } : {}),
    madeAt: data.madeAt,
  });
  const result = toBuffer(sheet);
  logo(sheet);
  partyBlock(sheet, creditor, { x: sheet.left, width: 90 * MM }, { extra: creditorLines(creditor, lang) });
  gap(sheet, 26);
  title(sheet, words.title[lang]);
  block(sheet, `${words.number[lang]} ${data.number}`, { style: BODY, maxLines: 3 });
  gap(sheet, 16);
  slip(sheet, data);
  gap(sheet, 24);
  subtitle(sheet, words.for[lang]);
  pieces(sheet, data);
  gap(sheet, 18);
  ensure(sheet, 60);
  if (data.kind === "rent") block(sheet, words.noRentReceipt[lang], { style: STRONG });
  const gone = data.reversals?.length ?? 0;
  if (data.subjectToCollection) block(sheet, words.provisional[lang], { style: STRONG });
  else if (gone === 0) block(sheet, words.keep[lang], { style: { ...BODY, colour: GREY } });
  closeSheet(sheet);
  return result;
}

/** The slip torn off along its perforations: the amount in large, and how it came. */
function slip(sheet: Sheet, data: ReceiptData): void {
  const { lang } = data;
  const [top, height] = [sheet.y, 58 * MM];
  const split = sheet.left + 72 * MM;
  artifact(sheet, () => {
    const width = sheet.right - sheet.left;
    sheet.doc.rect(sheet.left, top, width, height).fill(TINT);
    sheet.doc.lineWidth(1.6).strokeColor("#ffffff").dash(0.1, { space: 5 }).lineCap("round");
    sheet.doc.lineWidth(4);
    for (const y of [top, top + height])
      sheet.doc
        .moveTo(sheet.left + 1, y)
        .lineTo(sheet.right, y)
        .stroke();
    sheet.doc.undash().lineCap("butt");
    sheet.doc.rect(sheet.left, top + 10, 3, height - 20).fill(sheet.accent);
  });
  const amount = money(data.totalCents, lang);
  const x = sheet.left + 16;
  const width = split - x - 14;
  block(sheet, words.received[lang], { style: SMALL, x, y: top + 18, width });
  const large = shrunk(amount, { size: 25, weight: "bold", colour: INK }, width);
  block(sheet, amount, { style: large, x, y: sheet.y, width });
  partyBlock(
    sheet,
    { ...data.payer, addressLines: data.payer.addressLines.slice(0, 3) },
    { x, width, y: sheet.y + 4 },
    {
      label: words.from[lang],
      maxLines: 1,
    },
  );
  facts(
    sheet,
    [
      [words.paidOn[lang], date(data.paidOn, lang)],
      [words.means[lang], data.means],
      [words.authorisation[lang], data.authorisation],
      [words.reference[lang], data.providerReference],
    ],
    { x: split, y: top + 18, width: sheet.right - split - 12, labelWidth: 40 * MM },
  );
  sheet.y = top + height;
}

function pieces(sheet: Sheet, data: ReceiptData): void {
  const { lang } = data;
  const table = openTable(sheet, [
    { title: words.designation[lang] },
    { title: words.piece[lang], width: 34 * MM, whole: true },
    { title: words.dueOn[lang], width: 31 * MM, whole: true },
    { title: words.amount[lang], width: 30 * MM, align: "right" },
  ]);
  const due = (one: ReceiptPiece) => (one.dueOn ? date(one.dueOn, lang) : "");
  for (const one of data.pieces)
    addRow(table, [one.designation, one.piece, due(one), money(one.amountCents, lang)]);
  for (const one of data.creditNotes ?? [])
    addRow(table, [
      words.deducted[lang] + one.designation,
      one.piece,
      due(one),
      money(-one.amountCents, lang),
    ]);
  addRow(table, [{ text: words.total[lang], span: 3 }, money(data.totalCents, lang)], { strong: true });
  const reversals = data.reversals ?? [];
  for (const one of reversals)
    addRow(table, [
      { text: words[one.kind][lang] + date(one.on, lang), span: 3 },
      money(-one.amountCents, lang),
    ]);
  if (reversals.length > 0) {
    const left = data.totalCents - reversals.reduce((sum, one) => sum + one.amountCents, 0);
    addRow(table, [{ text: words.left[lang], span: 3 }, money(left, lang)], { strong: true });
  }
  closeTable(table);
}
