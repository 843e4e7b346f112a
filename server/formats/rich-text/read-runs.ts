import type { Run } from "./blocks.ts";

type Mark = "**" | "*" | "_";
type Piece = { text: string; href?: string; mark?: Mark; bold?: boolean; italic?: boolean };

/** An escaped sign, a mark, a named link, a bare address (the full stop after it is not its own). Each alternative is bounded: no text makes it slow. */
const TOKEN =
  /\\([\\*_[\]()#>`.-])|(\*\*|\*|_)|\[([^[\]\n]{1,200})\]\(([^()\s]{1,500})\)|(https:\/\/[^\s<>"'()[\]]{1,500}(?<![.,;:!?]))/g;

/** Only what a browser opens without running anything of the address itself. */
function safeHref(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  return ["https:", "mailto:", "tel:"].includes(url.protocol) && !url.username && !url.password
    ? url.href
    : undefined;
}

/** Reads bold, italic and links in a piece of text. A mark without its pair is a sign like another. */
export function readRuns(text: string): Run[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
    from = match.index + match[0].length;
    pieces.push(pieceOf(match));
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  pairMarks(pieces);
  return joined(pieces);
}

function pieceOf(match: RegExpExecArray): Piece {
  const [whole, escaped, mark, words, address, bare] = match;
  if (escaped) return { text: escaped };
  if (mark) return { text: mark, mark: mark as Mark };
  if (words && address) {
    const href = safeHref(address);
    return href ? { text: words, href } : { text: whole };
  }
  const href = safeHref(bare!);
  return href ? { text: bare!, href } : { text: whole };
}

/** Gives their voice to the pieces between two marks; the marks themselves then say nothing. */
function pairMarks(pieces: Piece[]): void {
  const open = new Map<Mark, number>();
  for (const [at, piece] of pieces.entries()) {
    // `***` closes what was opened last first.
    const next = pieces[at + 1];
    if (piece.mark === "**" && next?.mark === "*" && (open.get("*") ?? -1) > (open.get("**") ?? at))
      [piece.mark, piece.text, next.mark, next.text] = ["*", "*", "**", "**"];
    const { mark } = piece;
    if (!mark) continue;
    const before = (pieces[at - 1]?.mark ?? pieces[at - 1]?.text)?.at(-1) ?? " ";
    const after = pieces[at + 1]?.text.at(0) ?? " ";
    const start = open.get(mark);
    if (start !== undefined && /\S/.test(before) && !(mark === "_" && /[\p{L}\p{N}]/u.test(after))) {
      for (let inside = start + 1; inside < at; inside += 1)
        pieces[inside]![mark === "**" ? "bold" : "italic"] = true;
      pieces[start]!.text = "";
      piece.text = "";
      // A mark opened in between that did not close there never will: `**a *b** c*`.
      for (const [other, position] of open) if (position >= start) open.delete(other);
    } else if (/\S/.test(after) && !(mark === "_" && /[\p{L}\p{N}]/u.test(before))) open.set(mark, at);
  }
}

function joined(pieces: readonly Piece[]): Run[] {
  const runs: Run[] = [];
  for (const { text, href, bold, italic } of pieces) {
    if (text === "") continue;
    const last = runs.at(-1);
    if (last && last.href === href && last.bold === bold && last.italic === italic) last.text += text;
    else
      runs.push({
        text,
        ...(bold ? { bold } : {}),
        ...(italic ? { italic } : {}),
        ...(href ? { href } : {}),
      });
  }
  return runs;
}
