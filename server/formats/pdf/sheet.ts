/** The page frame: a tagged PDF document, its pages, their footers, and the marks that make structure and decoration apart. */
import PDFDocument from "pdfkit";
import { DEFAULT_ACCENT, GREY, HAIRLINE, readableAccent } from "./colour.ts";
import { fontName, fontOf, type Subset, type Weight } from "./fonts.ts";
import type { Language } from "./format.ts";
import { clean, drawLine, type TextStyle, widthOf, wrap } from "./text.ts";

/** Points in a millimetre. */
export const MM = 72 / 25.4;

/** What pdfkit has and its types do not tell. */
type Reference = Omit<PDFKit.PDFKitReference, "data"> & { data: Record<string, unknown> };
export type Element = PDFKit.PDFStructureElement & { dictionary: Reference };

/** How the organization looks on paper. */
export interface Brand {
  /** `#rrggbb`; darkened when it would be hard to read. */
  accent?: string;
  /** A PNG or JPEG file; anything else is left out rather than losing the document. */
  logo?: Uint8Array;
}

export interface SheetOptions {
  lang: Language;
  /** Shown by readers as the name of the window. */
  title: string;
  /** The creditor: author of the document. */
  author: string;
  /** Foot of each page, on the left. */
  foot: string;
  brand?: Brand;
  landscape?: boolean;
  /** Several documents of one page in one file: their pages bear no number. */
  unnumbered?: boolean;
  /** Kept for years: PDF/A-3, level B (fonts, colours and metadata inside; files may be attached). */
  archival?: boolean;
  /** Left and right, in points; 18 mm by default. */
  margin?: number;
  /** Instant at which the document was made. */
  madeAt: Date;
}

/** A document being written: `y` is the next free height, in points from the top of the present page. */
export interface Sheet {
  doc: PDFKit.PDFDocument;
  lang: Language;
  accent: string;
  author: string;
  foot: string;
  logo: Uint8Array | undefined;
  left: number;
  right: number;
  top: number;
  bottom: number;
  y: number;
  page: number;
  numbered: boolean;
  root: Element;
  /** Number of pages, drawn by each footer and known only at the end. */
  total: Reference;
}

const FOOT: TextStyle = { size: 8, colour: GREY };
const MARGIN = 18 * MM;
const TOTAL_WIDTH = 24;

/** Opens a document and its first page. The caller reads `sheet.doc` as a stream and ends with `closeSheet`. */
export function openSheet(options: SheetOptions): Sheet {
  const margin = options.margin ?? MARGIN;
  const size: [number, number] = options.landscape ? [841.89, 595.28] : [595.28, 841.89];
  const doc = new PDFDocument({
    autoFirstPage: false,
    pdfVersion: "1.7",
    tagged: true,
    displayTitle: true,
    ...(options.archival ? { subset: "PDF/A-3b" as const } : {}),
    lang: options.lang === "fr" ? "fr-FR" : "en-GB",
    size,
    margin: 0,
    font: "",
    info: {
      Title: clean(options.title),
      Author: clean(options.author),
      Creator: "Quitus",
      CreationDate: options.madeAt,
    },
  });
  escapeMetadata(doc);
  for (const weight of ["regular", "bold"] satisfies Weight[])
    for (const subset of ["latin", "extended"] satisfies Subset[])
      doc.registerFont(
        fontName(weight, subset),
        fontOf(weight, subset) as unknown as Uint8Array<ArrayBuffer>,
      );
  const root = doc.struct("Document") as Element;
  doc.addStructure(root);
  const sheet: Sheet = {
    doc,
    lang: options.lang,
    accent: readableAccent(options.brand?.accent ?? DEFAULT_ACCENT),
    author: clean(options.author),
    foot: clean(options.foot),
    logo: options.brand?.logo,
    left: margin,
    right: size[0] - margin,
    top: 15 * MM,
    bottom: size[1] - 20 * MM,
    y: 0,
    page: 0,
    numbered: !options.unnumbered,
    root,
    total: doc.ref({
      Type: "XObject",
      Subtype: "Form",
      BBox: [0, -4, TOTAL_WIDTH, 10],
    }) as unknown as Reference,
  };
  newPage(sheet);
  return sheet;
}

/** pdfkit writes the title and the author into the XML metadata as they are: escaped here once the plain ones are written. */
function escapeMetadata(doc: PDFKit.PDFDocument): void {
  const original = doc.endMetadata.bind(doc);
  const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
  doc.endMetadata = () => {
    for (const key of ["Title", "Author"] as const)
      doc.info[key] = doc.info[key]?.replace(/[&<>]/g, (sign) => entities[sign] ?? "");
    original();
  };
}

/** Starts a page and draws its footer. */
export function newPage(sheet: Sheet): void {
  sheet.doc.addPage();
  sheet.page += 1;
  sheet.y = sheet.top;
  artifact(sheet, () => drawFooter(sheet));
}

function drawFooter(sheet: Sheet): void {
  const { doc, left, right } = sheet;
  const baseline = sheet.bottom + 9 * MM;
  hairline(sheet, left, right, baseline - 13);
  const pageOf = sheet.numbered ? `Page ${sheet.page} / ` : "";
  const start = right - TOTAL_WIDTH + 6 - widthOf(pageOf, FOOT);
  const foot = wrap(sheet.foot, FOOT, start - left - 12, 1)[0] ?? "";
  drawLine(doc, foot, { x: left, baseline, width: 0 }, FOOT);
  if (!sheet.numbered) return;
  drawLine(doc, pageOf, { x: start, baseline, width: 0 }, FOOT);
  const page = doc.page as unknown as { xobjects: Record<string, Reference> };
  page.xobjects.Total = sheet.total;
  doc.save().transform(1, 0, 0, -1, right - TOTAL_WIDTH + 6, baseline);
  doc.addContent("/Total Do").restore();
}

/** Writes the number of pages where every footer waits for it, and ends the document. */
export function closeSheet(sheet: Sheet): void {
  const { doc } = sheet;
  sheet.root.end();
  doc.font(fontName("regular", "latin"));
  const font = (doc as unknown as { _font: EmbeddedFont })._font;
  sheet.total.data = { ...sheet.total.data, Resources: { Font: { [font.id]: font.ref() } } };
  const [glyphs] = font.encode(String(sheet.page), ["tnum"]);
  sheet.total.end(
    new TextEncoder().encode(`BT ${rgb(GREY)} rg /${font.id} ${FOOT.size} Tf <${glyphs.join("")}> Tj ET`),
  );
  doc.end();
}

interface EmbeddedFont {
  id: string;
  ref(): Reference;
  encode(text: string, features: string[]): [string[], unknown];
}

function rgb(colour: string): string {
  return [1, 3, 5].map((at) => (Number.parseInt(colour.slice(at, at + 2), 16) / 255).toFixed(3)).join(" ");
}

/** Draws what carries no meaning (rules, tints, footers): screen readers skip it. */
export function artifact(sheet: Sheet, draw: () => void): void {
  sheet.doc.markContent("Artifact", { type: "Pagination" });
  draw();
  sheet.doc.endMarkedContent();
}

/** Draws one piece of content under a structure element of its own, child of `parent` (the document by default). */
export function tagged(
  sheet: Sheet,
  tag: string,
  draw: () => void,
  parent: Element = sheet.root,
  options = {},
): void {
  const element = sheet.doc.struct(tag, options) as Element;
  parent.add(element);
  const content = sheet.doc.markStructureContent(tag);
  draw();
  sheet.doc.endMarkedContent();
  element.add(content);
  element.end();
}

/** A structure element that only groups others; the caller ends it. */
export function group(sheet: Sheet, tag: string, parent: Element = sheet.root): Element {
  const element = sheet.doc.struct(tag) as Element;
  parent.add(element);
  return element;
}

/** A thin rule. Call it inside `artifact`. */
export function hairline(
  sheet: Sheet,
  from: number,
  to: number,
  y: number,
  colour = HAIRLINE,
  width = 0.6,
): void {
  sheet.doc.lineWidth(width).strokeColor(colour).moveTo(from, y).lineTo(to, y).stroke();
}

/** The whole document in memory, for documents of a few pages. */
export async function toBuffer(sheet: Sheet): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of sheet.doc as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
