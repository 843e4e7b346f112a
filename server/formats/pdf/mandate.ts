/** The SEPA direct debit mandate (MAN-4, MAN-5): what the debtor reads before signing, and the same with who signed, when and how. */
import { type Attachment, attach } from "./attach.ts";
import { GREY, TINT } from "./colour.ts";
import { date, instant, type Language, money } from "./format.ts";
import {
  BODY,
  type Brand,
  block,
  closeSheet,
  ensure,
  facts,
  factsHeight,
  gap,
  logo,
  openSheet,
  type Sheet,
  SMALL,
  STRONG,
  subtitle,
  title,
  toBuffer,
} from "./kit.ts";
import { type MandateScheme, mandateTitle, mandateWording, noticeSentence, words } from "./mandate-words.ts";
import { artifact, hairline, MM } from "./sheet.ts";
import { addRow, closeTable, openTable } from "./table.ts";

export interface MandateSignature {
  name: string;
  at: Date;
  channel: "sms" | "email";
  /** Where the code went, most of it hidden: `06 •• •• •• 12`. */
  maskedTarget: string;
  place?: string;
  /** SHA-256, in hexadecimal, of the unsigned document that was read. */
  documentHash?: string;
}

export interface MandateDocument {
  lang: Language;
  brand?: Brand;
  creditor: { name: string; address: string[]; ics: string };
  umr: string;
  kind: "recurrent" | "one_off";
  scheme: MandateScheme;
  debtor: { name: string; address: string[]; iban: string; bic: string | null };
  /** In the customer's words: "Compte 411000127, Régie de l’eau". */
  purpose: string;
  /** Calendar days between the notice of a debit and the debit. */
  preNotificationDays: number;
  schedule: readonly { on: string; cents: number }[];
  oneOffCents: number | null;
  /** The day on which a one-off is debited; without it, as soon as its notice allows. */
  oneOffOn?: string | null;
  madeAt: Date;
  signed: MandateSignature | null;
  attachments?: readonly Attachment[];
}

const LABEL_WIDTH = 58 * MM;

/** Makes the mandate, in memory; the same data gives the same bytes. */
export async function mandatePdf(data: MandateDocument): Promise<Buffer> {
  const { lang, creditor, madeAt } = data;
  const name = mandateTitle[data.scheme][lang];
  const sheet = openSheet({
    lang,
    title: `${name} ${data.umr} - ${creditor.name}`,
    author: creditor.name,
    foot: `${name} · ${data.umr} · ${creditor.name}`,
    ...(data.brand ? { brand: data.brand } : {}),
    archival: true,
    madeAt,
  });
  const result = toBuffer(sheet);
  for (const file of data.attachments ?? []) attach(sheet, file, madeAt);
  logo(sheet);
  title(sheet, name);
  gap(sheet, 6);
  rows(sheet, [[words.umr[lang], data.umr]]);
  authorisation(sheet, data);
  parties(sheet, data);
  payment(sheet, data);
  schedule(sheet, data);
  signature(sheet, data);
  closeSheet(sheet);
  return result;
}

function rows(sheet: Sheet, pairs: [label: string, value: string | undefined][]): void {
  facts(sheet, pairs, {
    x: sheet.left,
    width: sheet.right - sheet.left,
    labelWidth: LABEL_WIDTH,
    maxLines: 6,
  });
}

function heading(sheet: Sheet, text: string): void {
  gap(sheet, 11);
  subtitle(sheet, text);
}

function authorisation(sheet: Sheet, data: MandateDocument): void {
  heading(sheet, words.authorisation[data.lang]);
  for (const paragraph of mandateWording(data.scheme, data.creditor.name, data.lang)) {
    block(sheet, paragraph, { style: BODY });
    gap(sheet, 4);
  }
}

const COLUMN_GAP = 18;

/** Debtor and creditor side by side: a mandate of three instalments holds on one page. The debtor's IBAN holds on one line. */
function parties(sheet: Sheet, { lang, debtor, creditor }: MandateDocument): void {
  ensure(sheet, 240);
  gap(sheet, 11);
  const { y, left, right } = sheet;
  const split = left + (right - left) * 0.56;
  const column = (x: number, width: number, heading: string, pairs: Parameters<typeof facts>[1]) => {
    subtitle(sheet, heading, { x, width, y });
    facts(sheet, pairs, { x, width, y: sheet.y, labelWidth: 20 * MM, maxLines: 6 });
    return sheet.y;
  };
  const below = column(left, split - left - COLUMN_GAP, words.debtor[lang], [
    [words.name[lang], debtor.name],
    [words.address[lang], debtor.address.join("\n")],
    ["IBAN", debtor.iban.replace(/(.{4})(?=.)/g, "$1 ")],
    ["BIC", debtor.bic ?? undefined],
  ]);
  const beside = column(split, right - split, words.creditor[lang], [
    [words.name[lang], creditor.name],
    [words.ics[lang], creditor.ics],
    [words.address[lang], creditor.address.join("\n")],
  ]);
  sheet.y = Math.max(below, beside);
}

function payment(sheet: Sheet, data: MandateDocument): void {
  const { lang } = data;
  heading(sheet, words.payment[lang]);
  rows(sheet, [
    [words.kind[lang], words[data.kind][lang]],
    [words.purpose[lang], data.purpose],
    [words.amount[lang], data.oneOffCents === null ? undefined : money(data.oneOffCents, lang)],
    [words.date[lang], data.oneOffOn ? date(data.oneOffOn, lang) : undefined],
    [words.notice[lang], noticeSentence(data.preNotificationDays, lang)],
  ]);
}

/** The instalments agreed: sent with the mandate, they are the notice of each of them. */
function schedule(sheet: Sheet, { lang, schedule: instalments }: MandateDocument): void {
  if (instalments.length === 0) return;
  heading(sheet, words.schedule[lang]);
  const table = openTable(
    sheet,
    [
      { title: words.rank[lang], width: 18 * MM },
      { title: words.date[lang] },
      { title: words.amount[lang], width: 40 * MM, align: "right" },
    ],
    { size: 8.5 },
  );
  for (const [index, one] of instalments.entries())
    addRow(table, [String(index + 1), date(one.on, lang), money(one.cents, lang)]);
  const total = instalments.reduce((sum, one) => sum + one.cents, 0);
  addRow(table, [{ text: words.total[lang], span: 2 }, money(total, lang)], { strong: true });
  closeTable(table);
}

const BOX_PADDING = 11;
const UNSIGNED_HEIGHT = 32 * MM;

/** The box that is empty until someone signs, and then says who, when, by which code and what was read. */
function signature(sheet: Sheet, data: MandateDocument): void {
  const { lang, signed } = data;
  gap(sheet, 14);
  const place = {
    x: sheet.left + 14,
    width: sheet.right - sheet.left - 28,
    labelWidth: 44 * MM,
    maxLines: 2,
  };
  const pairs = signed ? signedPairs(signed, lang) : [];
  const height = signed ? factsHeight(pairs, place) + BOX_PADDING * 2 : UNSIGNED_HEIGHT;
  ensure(sheet, height + 60);
  subtitle(sheet, words.signature[lang]);
  const top = sheet.y;
  artifact(sheet, () => {
    sheet.doc.rect(sheet.left, top, sheet.right - sheet.left, height).fill(TINT);
    sheet.doc.rect(sheet.left, top, 3, height).fill(signed ? sheet.accent : GREY);
  });
  if (signed) facts(sheet, pairs, { ...place, y: top + BOX_PADDING });
  else {
    const { x, width } = place;
    block(sheet, words.unsigned[lang], { style: STRONG, x, width, y: top + BOX_PADDING });
    block(sheet, words.placeAndDate[lang], { style: SMALL, x, width, y: top + height - 28 });
    artifact(sheet, () => hairline(sheet, x, x + width, top + height - 12, GREY));
  }
  sheet.y = top + height + 8;
  if (signed) traces(sheet, signed, data);
}

/** Under the box, what a dispute would look for: what was read, and where the evidence is. */
function traces(sheet: Sheet, signed: MandateSignature, { lang, attachments }: MandateDocument): void {
  if (signed.documentHash) block(sheet, words.hash[lang] + signed.documentHash, { style: SMALL });
  const names = attachments?.map((one) => one.name) ?? [];
  if (names.length > 0) block(sheet, words.attached[lang] + names.join(", "), { style: SMALL });
}

function signedPairs(signed: MandateSignature, lang: Language): [string, string | undefined][] {
  return [
    [words.signedBy[lang], signed.name],
    [words.signedAt[lang], instant(signed.at, lang)],
    [words.signedIn[lang], signed.place],
    [words.how[lang], `${words[signed.channel][lang]} ${signed.maskedTarget}`],
  ];
}
