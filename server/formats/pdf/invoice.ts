/** An invoice or a credit note made from the account when the accounting software sends none (ACT-5): always labelled a duplicate. */
import { GREY, INK } from "./colour.ts";
import { date, type Language, money, number, rate } from "./format.ts";
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
  STRONG,
  subtitle,
  title,
  toBuffer,
} from "./kit.ts";
import { windowAddress } from "./letter.ts";
import { MM } from "./sheet.ts";
import { addRow, closeTable, openTable } from "./table.ts";

export interface InvoiceLine {
  designation: string;
  quantity?: number;
  /** Euros, before tax, with as many decimals as the invoice has (water is sold at 1.2345 €/m³). */
  unitPrice?: string;
  netCents: number;
  vatPercent?: number;
}

export interface InvoiceData {
  lang: Language;
  brand?: Brand;
  kind: "invoice" | "credit-note";
  number: string;
  issuedOn: string;
  dueOn?: string;
  /** What it is about, in the creditor's words. */
  subject?: string;
  creditor: CreditorParty;
  payer: PostalParty;
  accountNumber?: string;
  lines?: InvoiceLine[];
  vat?: { percent: number; netCents: number; vatCents: number }[];
  /** With tax; positive for a credit note too. */
  totalCents: number;
  /** In the user's words: how to pay, or that it is settled and when. */
  payment?: string;
  madeAt: Date;
}

const words = {
  invoice: { fr: "Facture", en: "Invoice" },
  "credit-note": { fr: "Avoir", en: "Credit note" },
  duplicate: { fr: "Duplicata établi à partir du compte", en: "Duplicate made from the account" },
  madeOn: { fr: "le", en: "on" },
  warning: {
    fr: "Ce document reprend ce que le compte contient. Il ne remplace pas la pièce d’origine, qui seule ouvre droit à déduction de la TVA.",
    en: "This document repeats what the account holds. It does not replace the original, which alone gives the right to deduct VAT.",
  },
  issuedOn: { fr: "Date", en: "Date" },
  dueOn: { fr: "Échéance", en: "Due date" },
  account: { fr: "Compte", en: "Account" },
  subject: { fr: "Objet", en: "Subject" },
  designation: { fr: "Désignation", en: "Description" },
  quantity: { fr: "Quantité", en: "Quantity" },
  unitPrice: { fr: "Prix unitaire HT", en: "Unit price excl. VAT" },
  net: { fr: "Montant HT", en: "Net amount" },
  vatRate: { fr: "TVA", en: "VAT" },
  vatSummary: { fr: "TVA par taux", en: "VAT by rate" },
  base: { fr: "Base HT", en: "Net base" },
  vatAmount: { fr: "Montant de TVA", en: "VAT amount" },
  gross: { fr: "TTC", en: "With VAT" },
  totalDue: { fr: "Total TTC", en: "Total with VAT" },
  total: { fr: "Total", en: "Total" },
  payment: { fr: "Règlement", en: "Payment" },
} as const;

/** Makes the duplicate of an invoice or of a credit note, in memory. */
export async function invoicePdf(data: InvoiceData): Promise<Buffer> {
  const { lang, creditor } = data;
  const name = words[data.kind][lang];
  const sheet = openSheet({
    lang,
    title: `${name} ${data.number} - ${words.duplicate[lang]} - ${creditor.name}`,
    author: creditor.name,
    foot: `${name} ${data.number} · ${words.duplicate[lang]} · ${footOf(creditor)}`,
    ...(data.brand ? { brand: data.brand } : {}),
    madeAt: data.madeAt,
  });
  const result = toBuffer(sheet);
  logo(sheet);
  partyBlock(sheet, creditor, { x: sheet.left, width: 82 * MM }, { extra: creditorLines(creditor, lang) });
  const below = Math.max(sheet.y, 85 * MM);
  windowAddress(sheet, data.payer);
  sheet.y = below + 14;
  title(sheet, `${name} ${data.number}`);
  const day = data.madeAt.toLocaleDateString("sv-SE", { timeZone: "Europe/Paris" });
  block(sheet, `${words.duplicate[lang]} ${words.madeOn[lang]} ${date(day, lang)}`, {
    style: { ...STRONG, size: 11 },
  });
  gap(sheet, 12);
  facts(
    sheet,
    [
      [words.issuedOn[lang], date(data.issuedOn, lang)],
      [words.dueOn[lang], data.dueOn && date(data.dueOn, lang)],
      [words.account[lang], data.accountNumber],
      [words.subject[lang], data.subject],
    ],
    { x: sheet.left, width: sheet.right - sheet.left, labelWidth: 28 * MM },
  );
  gap(sheet, 12);
  if (data.lines?.length) lines(sheet, data.lines, lang);
  if (data.vat?.length) vatSummary(sheet, data.vat, lang);
  total(sheet, data);
  if (data.payment) {
    gap(sheet, 18);
    subtitle(sheet, words.payment[lang]);
    block(sheet, data.payment);
  }
  gap(sheet, 18);
  ensure(sheet, 40);
  block(sheet, words.warning[lang], { style: { ...BODY, size: 9, colour: GREY } });
  closeSheet(sheet);
  return result;
}

function lines(sheet: Sheet, list: InvoiceLine[], lang: Language): void {
  const table = openTable(sheet, [
    { title: words.designation[lang] },
    { title: words.quantity[lang], width: 22 * MM, align: "right" },
    { title: words.unitPrice[lang], width: 28 * MM, align: "right" },
    { title: words.vatRate[lang], width: 18 * MM, align: "right" },
    { title: words.net[lang], width: 30 * MM, align: "right" },
  ]);
  for (const line of list)
    addRow(table, [
      line.designation,
      line.quantity === undefined ? "" : number(line.quantity, lang),
      line.unitPrice === undefined ? "" : unitPrice(line.unitPrice, lang),
      line.vatPercent === undefined ? "" : rate(line.vatPercent, lang),
      money(line.netCents, lang),
    ]);
  closeTable(table);
  gap(sheet, 16);
}

function unitPrice(price: string, lang: Language): string {
  const value = Number(price);
  if (!Number.isFinite(value)) throw new RangeError(`Not a unit price: ${price}`);
  return lang === "fr" ? `${number(value, lang, 2)}\u202f€` : `€${number(value, lang, 2)}`;
}

function vatSummary(sheet: Sheet, rates: NonNullable<InvoiceData["vat"]>, lang: Language): void {
  ensure(sheet, 110);
  subtitle(sheet, words.vatSummary[lang]);
  const table = openTable(sheet, [
    { title: words.vatRate[lang] },
    { title: words.base[lang], width: 34 * MM, align: "right" },
    { title: words.vatAmount[lang], width: 34 * MM, align: "right" },
    { title: words.gross[lang], width: 34 * MM, align: "right" },
  ]);
  const row = (net: number, vat: number) => [money(net, lang), money(vat, lang), money(net + vat, lang)];
  for (const one of rates) addRow(table, [rate(one.percent, lang), ...row(one.netCents, one.vatCents)]);
  const net = rates.reduce((sum, one) => sum + one.netCents, 0);
  const vat = rates.reduce((sum, one) => sum + one.vatCents, 0);
  addRow(table, [words.total[lang], ...row(net, vat)], { strong: true });
  closeTable(table);
  gap(sheet, 16);
}

/** The total stands alone and large: it is what is looked for first. */
function total(sheet: Sheet, data: InvoiceData): void {
  ensure(sheet, 34);
  const label = data.vat?.length ? words.totalDue[data.lang] : words.total[data.lang];
  const style = { size: 15, weight: "bold", colour: INK, align: "right" } as const;
  block(sheet, `${label}  ${money(data.totalCents, data.lang)}`, {
    style,
    x: sheet.left,
    width: sheet.right - sheet.left - 4,
  });
}
