/** The blocks that our documents are made of. Each one draws at `sheet.y`, tags what it draws and moves `sheet.y` below it. */
import { GREY, INK } from "./colour.ts";
import { type Element, group, MM, newPage, type Sheet, tagged } from "./sheet.ts";
import { drawLine, type TextStyle, wrap } from "./text.ts";

export { type Brand, closeSheet, openSheet, type Sheet, toBuffer } from "./sheet.ts";

/** A legal person or a household as printed: name, then address lines. */
export interface PostalParty {
  name: string;
  addressLines: string[];
}

/** The legal entity in whose name money is owed. */
export interface CreditorParty extends PostalParty {
  siret?: string;
  vatNumber?: string;
  /** Telephone, e-mail, opening hours: one line each. */
  contactLines?: string[];
}

export interface Place {
  x: number;
  width: number;
  y?: number;
}

export const BODY: TextStyle = { size: 10, colour: INK };
export const SMALL: TextStyle = { size: 8.5, colour: GREY };
export const STRONG: TextStyle = { size: 10, colour: INK, weight: "bold" };
const LEADING = 1.38;

/** Height of a line of text in points. */
export function leading(style: TextStyle): number {
  return style.size * LEADING;
}

/** Starts a page when fewer than `height` points are left. */
export function ensure(sheet: Sheet, height: number): void {
  if (sheet.y + height > sheet.bottom) newPage(sheet);
}

/** Draws lines from a height down, inside an open mark; returns the height below them. */
export function drawLines(sheet: Sheet, lines: string[], place: Required<Place>, style: TextStyle): number {
  for (const [index, line] of lines.entries()) {
    const baseline = place.y + style.size * 0.98 + index * leading(style);
    drawLine(sheet.doc, line, { x: place.x, baseline, width: place.width }, style);
  }
  return place.y + lines.length * leading(style);
}

interface BlockOptions extends Partial<Place> {
  tag?: string;
  style?: TextStyle;
  parent?: Element;
  maxLines?: number;
}

/** A paragraph (or, by its tag, a heading) as wide as the page or placed; one that does not fit goes to the next page. */
export function block(sheet: Sheet, text: string, options: BlockOptions = {}): void {
  const style = options.style ?? BODY;
  const width = options.width ?? sheet.right - sheet.left;
  const lines = wrap(text, style, width, options.maxLines ?? 40);
  if (options.y === undefined) ensure(sheet, lines.length * leading(style));
  const place = { x: options.x ?? sheet.left, y: options.y ?? sheet.y, width };
  tagged(
    sheet,
    options.tag ?? "P",
    () => {
      sheet.y = drawLines(sheet, lines, place, style);
    },
    options.parent,
  );
}

export function title(sheet: Sheet, text: string, options: BlockOptions = {}): void {
  block(sheet, text, {
    tag: "H1",
    style: { size: 21, weight: "bold", colour: sheet.accent },
    maxLines: 3,
    ...options,
  });
}

export function subtitle(sheet: Sheet, text: string, options: BlockOptions = {}): void {
  ensure(sheet, 60);
  block(sheet, text, {
    tag: "H2",
    style: { size: 12, weight: "bold", colour: INK },
    maxLines: 3,
    ...options,
  });
  sheet.y += 4;
}

export function gap(sheet: Sheet, points: number): void {
  sheet.y += points;
}

/** A name in bold and its lines under it, in one column. */
export function partyBlock(
  sheet: Sheet,
  party: PostalParty,
  place: Place,
  options: { extra?: string[]; label?: string; maxLines?: number } = {},
): void {
  const y = place.y ?? sheet.y;
  const section = group(sheet, "Div");
  const common = { x: place.x, width: place.width, parent: section };
  sheet.y = y;
  if (options.label) {
    block(sheet, options.label, { ...common, y: sheet.y, style: SMALL, maxLines: 1 });
    sheet.y += 1;
  }
  block(sheet, party.name, { ...common, y: sheet.y, style: STRONG, maxLines: 2 });
  for (const line of party.addressLines.slice(0, 6))
    block(sheet, line, { ...common, y: sheet.y, maxLines: options.maxLines ?? 2 });
  for (const line of (options.extra ?? []).slice(0, 6))
    block(sheet, line, { ...common, y: sheet.y, style: SMALL, maxLines: 2 });
  section.end();
}

/** What identifies a creditor under its address. */
export function creditorLines(creditor: CreditorParty, lang: "fr" | "en"): string[] {
  const vat = { fr: "N° TVA", en: "VAT number" }[lang];
  return [
    ...(creditor.siret ? [`SIRET ${spacedSiret(creditor.siret)}`] : []),
    ...(creditor.vatNumber ? [`${vat} ${creditor.vatNumber}`] : []),
    ...(creditor.contactLines ?? []),
  ];
}

/** `123 456 789 00012`, as printed on French stationery; anything else is left alone. */
function spacedSiret(siret: string): string {
  const digits = siret.replace(/\s/g, "");
  return /^\d{14}$/.test(digits)
    ? digits.replace(/(\d{3})(\d{3})(\d{3})(\d{5})/, "$1\u00a0$2\u00a0$3\u00a0$4")
    : siret;
}

/** The foot of each page: who it comes from. */
export function footOf(creditor: CreditorParty): string {
  return creditor.siret ? `${creditor.name} · SIRET ${spacedSiret(creditor.siret)}` : creditor.name;
}

/** The organization's logo at the head of the page, when it can be read; `sheet.y` ends below it. */
export function logo(sheet: Sheet): void {
  const picture = readable(sheet);
  if (!picture) return;
  const [width, height] = [48 * MM, 15 * MM];
  const scale = Math.min(width / picture.width, height / picture.height);
  const drawn = { width: picture.width * scale, height: picture.height * scale };
  tagged(sheet, "Figure", () => sheet.doc.image(picture.source, sheet.left, sheet.y, drawn), sheet.root, {
    alt: sheet.author,
    bbox: [sheet.left, sheet.y, sheet.left + drawn.width, sheet.y + drawn.height],
  });
  sheet.y += drawn.height + 8;
}

interface Picture {
  width: number;
  height: number;
}

/** Pictures already opened, one for each document: a batch of letters holds its logo once. */
const opened = new WeakMap<Sheet, ReturnType<typeof open>>();

function readable(sheet: Sheet): ReturnType<typeof open> {
  if (!opened.has(sheet)) opened.set(sheet, open(sheet));
  return opened.get(sheet);
}

function open(sheet: Sheet): { source: PDFKit.Mixins.ImageSrc; width: number; height: number } | undefined {
  const { doc, logo: file } = sheet;
  if (!file) return undefined;
  try {
    const picture = (doc as unknown as { openImage(file: Uint8Array): Picture }).openImage(Buffer.from(file));
    if (!(picture.width > 0 && picture.height > 0)) return undefined;
    return {
      source: picture as unknown as PDFKit.Mixins.ImageSrc,
      width: picture.width,
      height: picture.height,
    };
  } catch {
    return undefined;
  }
}

type FactsPlace = Place & { labelWidth: number; maxLines?: number };
type Pairs = [label: string, value: string | undefined][];
const FACT_GAP = 1.5;

/** Height in points that `facts` takes. */
export function factsHeight(pairs: Pairs, place: FactsPlace): number {
  return pairs.reduce((sum, [, value]) => sum + (value ? factHeight(value, place) : 0), 0);
}

function factHeight(value: string, { width, labelWidth, maxLines = 3 }: FactsPlace): number {
  return wrap(value, BODY, width - labelWidth, maxLines).length * leading(BODY) + FACT_GAP;
}

/** Label and value pairs, one per row, as a list; pairs without a value are left out. Not placed, a row that does not fit goes to the next page. */
export function facts(sheet: Sheet, pairs: Pairs, place: FactsPlace): void {
  const list = group(sheet, "L");
  sheet.y = place.y ?? sheet.y;
  const label: TextStyle = { ...SMALL, size: 9 };
  for (const [name, value] of pairs) {
    if (!value) continue;
    if (place.y === undefined) ensure(sheet, factHeight(value, place));
    const y = sheet.y;
    const item = group(sheet, "LI", list);
    block(sheet, name, {
      tag: "Lbl",
      style: label,
      x: place.x,
      y: y + 0.7,
      width: place.labelWidth - 8,
      parent: item,
      maxLines: 2,
    });
    const below = sheet.y;
    block(sheet, value, {
      tag: "LBody",
      x: place.x + place.labelWidth,
      y,
      width: place.width - place.labelWidth,
      parent: item,
      maxLines: place.maxLines ?? 3,
    });
    sheet.y = Math.max(sheet.y, below) + FACT_GAP;
    item.end();
  }
  list.end();
}
