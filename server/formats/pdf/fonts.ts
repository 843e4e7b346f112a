/**
 * The typeface of our documents: Atkinson Hyperlegible Next, static WOFF files of two subsets (Latin, extended Latin).
 * pdfkit can't subset a WOFF2 file nor pick a weight in a variable one, so the web's file is of no use here.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { create, type Font } from "fontkit";
import { unpackWoff } from "./woff.ts";

export type Weight = "regular" | "bold";
export type Subset = "latin" | "extended";

/** One stretch of text that a single font file can draw; `missing` is a character that neither file has. */
export interface Run {
  text: string;
  subset: Subset | "missing";
}

export const FEATURES: ["tnum"] = ["tnum"];

const NARROW_NO_BREAK_SPACE = "\u202f";
const THIN_SPACE = "\u2009";
/** Thousandths of an em: a fifth, the usual French thousands separator. */
const NARROW_SPACE_ADVANCE = 190;
const PACKAGE = "@fontsource/atkinson-hyperlegible-next";
const { resolve } = createRequire(import.meta.url);
const opened = new Map<string, Font>();
const covered = new Map<Subset, Set<number>>();

/** The font file of a weight and subset, parsed once per process. */
export function fontOf(weight: Weight, subset: Subset): Font {
  const name = fontName(weight, subset);
  const known = opened.get(name);
  if (known) return known;
  const file = `${subset === "latin" ? "latin" : "latin-ext"}-${weight === "bold" ? 700 : 400}-normal.woff`;
  const packed = readFileSync(resolve(`${PACKAGE}/files/atkinson-hyperlegible-next-${file}`));
  const font = withWordCache(create(unpackWoff(packed)) as Font);
  opened.set(name, font);
  return font;
}

/** The name under which a font is registered in a document. */
export function fontName(weight: Weight, subset: Subset): string {
  return `${weight}-${subset}`;
}

const CACHED_WORDS = 4000;
type Layout = Pick<ReturnType<Font["layout"]>, "glyphs" | "positions" | "advanceWidth">;

/**
 * The same font, laying out word by word and remembering the words: each is measured, then drawn, and labels repeat.
 * The typeface has no narrow no-break space: its thin space stands in, widened, and is read back as U+202F.
 */
function withWordCache(font: Font): Font {
  const words = new Map<string, Layout>();
  const thin = font.hasGlyphForCodePoint(0x2009) ? font.glyphForCodePoint(0x2009) : undefined;
  if (thin) Object.assign(thin, { codePoints: [0x202f] });
  const layoutWord = (word: string): Layout => {
    const run = font.layout(word.replaceAll(NARROW_NO_BREAK_SPACE, THIN_SPACE), FEATURES);
    for (const [index, glyph] of run.glyphs.entries()) {
      const position = run.positions[index];
      if (glyph.id === thin?.id && position) position.xAdvance = NARROW_SPACE_ADVANCE;
    }
    return { glyphs: run.glyphs, positions: run.positions, advanceWidth: run.advanceWidth };
  };
  const cached = (word: string): Layout => {
    const known = words.get(word);
    if (known) return known;
    if (words.size >= CACHED_WORDS) words.clear();
    const laid = layoutWord(word);
    words.set(word, laid);
    return laid;
  };
  const layout = (text: string): Layout => {
    const parts = text.split(/(?<= )/).map(cached);
    if (parts.length === 1 && parts[0]) return parts[0];
    return {
      glyphs: parts.flatMap((part) => part.glyphs),
      positions: parts.flatMap((part) => part.positions),
      advanceWidth: parts.reduce((sum, part) => sum + part.advanceWidth, 0),
    };
  };
  return Object.create(font, { layout: { value: layout } }) as Font;
}

const graphemes = new Intl.Segmenter("fr", { granularity: "grapheme" });

/** The user-perceived characters of a text, so that nothing is ever cut inside one. */
export function graphemesOf(text: string): string[] {
  return Array.from(graphemes.segment(text), (part) => part.segment);
}

/** Cuts a cleaned text into runs that one font file can draw. */
export function runsOf(text: string): Run[] {
  if (subsetOf(text) === "latin") return [{ text, subset: "latin" }];
  const runs: Run[] = [];
  for (const grapheme of graphemesOf(text)) {
    const piece = drawable(grapheme);
    const last = runs.at(-1);
    if (last && last.subset === piece.subset && piece.subset !== "missing") last.text += piece.text;
    else runs.push(piece);
  }
  return runs;
}

/** A character we lack loses its marks rather than its letter; failing that it is drawn as an empty box. */
function drawable(grapheme: string): Run {
  for (const text of [grapheme, grapheme.normalize("NFKD").replace(/\p{M}/gu, "")]) {
    const subset = subsetOf(text);
    if (text !== "" && subset !== "missing") return { text, subset };
  }
  return { text: grapheme, subset: "missing" };
}

function subsetOf(text: string): Run["subset"] {
  if (covers("latin", text)) return "latin";
  return covers("extended", text) ? "extended" : "missing";
}

function covers(subset: Subset, text: string): boolean {
  const known = covered.get(subset) ?? characters(subset);
  for (const character of text) if (!known.has(character.codePointAt(0) as number)) return false;
  return true;
}

function characters(subset: Subset): Set<number> {
  const set = new Set(fontOf("regular", subset).characterSet);
  if (subset === "latin") set.add(0x202f);
  covered.set(subset, set);
  return set;
}
