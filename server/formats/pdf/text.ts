/** Measuring, wrapping and drawing lines of text, whatever the text is: nothing here may overflow or throw. */
import { FEATURES, fontName, fontOf, graphemesOf, type Run, runsOf, type Weight } from "./fonts.ts";

export interface TextStyle {
  /** Points. */
  size: number;
  weight?: Weight;
  colour?: string;
  align?: "left" | "right" | "center";
}

const MAX_CHARACTERS = 4000;
/** Advance of the box drawn for a character that the typeface lacks, in em. */
const BOX = 0.6;

/**
 * Makes any string drawable: control, direction and private characters go, unusual spaces become plain ones.
 * A text beyond 4,000 characters is cut: no field of ours is that long.
 */
export function clean(text: string): string {
  return text
    .slice(0, MAX_CHARACTERS)
    .normalize("NFC")
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(/\t/g, " ")
    .replace(/[^\P{C}\n]|[\ufe00-\ufe0f]/gu, "")
    .replace(/\u2011/g, "-")
    .replace(/[^\P{Zs} \u00a0\u202f\u2009]/gu, " ");
}

/** Width of a cleaned line in points. */
export function widthOf(line: string, style: TextStyle): number {
  return runsOf(line).reduce((width, run) => width + runWidth(run, style), 0);
}

function runWidth(run: Run, style: TextStyle): number {
  if (run.subset === "missing") return BOX * style.size;
  return (
    (fontOf(style.weight ?? "regular", run.subset).layout(run.text, FEATURES).advanceWidth * style.size) /
    1000
  );
}

/**
 * Cuts a text into lines no wider than `width` points, between words, inside a word only when it is wider than the line.
 * Past `maxLines` the last line ends with an ellipsis. Lines keep their last space, so that text read back keeps its words apart.
 */
export function wrap(text: string, style: TextStyle, width: number, maxLines = 60): string[] {
  const lines = clean(text)
    .split("\n")
    .flatMap((paragraph) => wrapParagraph(paragraph, style, width));
  if (lines.length <= maxLines) return lines;
  const kept = lines.slice(0, maxLines);
  kept[maxLines - 1] = withEllipsis(kept[maxLines - 1] ?? "", style, width);
  return kept;
}

function wrapParagraph(paragraph: string, style: TextStyle, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  let used = 0;
  for (const piece of paragraph.split(/(?<= )|(?<=\p{L}[-/])(?=\p{L})/u)) {
    const bare = widthOf(piece.trimEnd(), style);
    // Letters that touch are spaced together (kerning): only after a space do widths add up.
    const touches = line !== "" && !line.endsWith(" ");
    const wide = touches ? widthOf((line + piece).trimEnd(), style) : used + bare;
    if (line !== "" && wide > width) {
      lines.push(line);
      line = "";
      used = 0;
    }
    if (bare > width) {
      const parts = cutWord(piece, style, width);
      line = parts.pop() ?? "";
      lines.push(...parts);
      used = widthOf(line, style);
    } else {
      line += piece;
      used = touches ? widthOf(line, style) : used + widthOf(piece, style);
    }
  }
  lines.push(line);
  return lines;
}

function cutWord(word: string, style: TextStyle, width: number): string[] {
  const parts = [""];
  let used = 0;
  let last = "";
  for (const grapheme of graphemesOf(word)) {
    // What a letter adds after the one before it, kerning included.
    const added = last === "" ? 0 : widthOf(last + grapheme, style) - widthOf(last, style);
    const alone = widthOf(grapheme, style);
    if (last !== "" && used + added > width) {
      parts.push(grapheme);
      used = alone;
    } else {
      parts[parts.length - 1] += grapheme;
      used += last === "" ? alone : added;
    }
    last = grapheme;
  }
  return parts;
}

function withEllipsis(line: string, style: TextStyle, width: number): string {
  const kept = graphemesOf(line.trimEnd());
  while (kept.length > 0 && widthOf(`${kept.join("")}…`, style) > width) kept.pop();
  return `${kept.join("").trimEnd()}…`;
}

/** The style, made smaller when a line that must not be cut (an amount, a date) is wider than its place. */
export function shrunk(line: string, style: TextStyle, width: number): TextStyle {
  const wide = widthOf(line, style);
  return wide <= width ? style : { ...style, size: (style.size * width) / wide };
}

/** Draws one cleaned line; `x` is the left edge of a place of `width` points, `baseline` is from the top of the page. */
export function drawLine(
  doc: PDFKit.PDFDocument,
  line: string,
  place: { x: number; baseline: number; width: number },
  style: TextStyle,
): void {
  const slack = style.align && style.align !== "left" ? place.width - widthOf(line.trimEnd(), style) : 0;
  let x = place.x + (style.align === "center" ? slack / 2 : slack);
  doc.fillColor(style.colour ?? "black").fontSize(style.size);
  for (const run of runsOf(line)) {
    if (run.text === "") continue;
    if (run.subset === "missing") drawBox(doc, run.text, x, place.baseline, style);
    else {
      doc.font(fontName(style.weight ?? "regular", run.subset));
      // `baseline: 0` puts the origin of the glyphs, not the top of the line, at the given height.
      doc.text(run.text, x, place.baseline, { lineBreak: false, baseline: 0, features: FEATURES });
    }
    x += runWidth(run, style);
  }
}

/** An empty box that a screen reader and a copy still read as the character it stands for. */
function drawBox(doc: PDFKit.PDFDocument, text: string, x: number, baseline: number, style: TextStyle): void {
  const size = style.size;
  doc.markContent("Span", { actual: text });
  doc.lineWidth(size / 18).strokeColor(style.colour ?? "black");
  doc.rect(x + size * 0.07, baseline - size * 0.66, size * (BOX - 0.14), size * 0.66).stroke();
  doc.endMarkedContent();
}
