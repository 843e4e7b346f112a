import { SaxesParser } from "saxes";
import { NONE, type XmlBranch } from "./branch.ts";
import { type DecodingNotes, decodeXml } from "./decode-xml.ts";

const DEEPEST = 64;
/** Elements of one branch, and characters between two tags: more is no document of a bank. */
const MOST_ELEMENTS = 200_000;
const MOST_TEXT = 4_000_000;
const LONGEST_ENTITY = 12;

export type XmlPiece =
  | { kind: "open"; name: string; namespace: string | null }
  | { kind: "close"; name: string }
  | { kind: "branch"; branch: XmlBranch };

export class XmlProblem extends Error {
  readonly kind: "forbidden" | "broken";
  readonly line: number;
  constructor(kind: "forbidden" | "broken", line: number, message: string) {
    super(message);
    this.kind = kind;
    this.line = line;
  }
}

/**
 * Reads XML in constant memory: elements that `isBranch` chooses are given whole when they close, out of their parent when
 * they are inside another branch; what is around them is given as it opens and closes. The pieces come in groups, whose cuts
 * mean nothing. A document type is refused, hence every entity of its own; an unknown entity is left as it was written.
 * @throws XmlProblem after everything that could be read before it was given
 */
export async function* readXmlBranches(
  source: AsyncIterable<Uint8Array>,
  isBranch: (name: string, parent: string) => boolean,
  notes: DecodingNotes = { doubtful: false },
): AsyncGenerator<XmlPiece[]> {
  const reading = startReading(isBranch);
  try {
    for await (const text of decodeXml(source, notes)) {
      reading.write(text);
      if (reading.pieces.length > 0) yield reading.pieces.splice(0);
    }
    reading.close();
  } catch (error) {
    if (!(error instanceof XmlProblem)) throw error;
    yield reading.pieces.splice(0);
    throw error;
  }
  yield reading.pieces.splice(0);
}

type Growing = XmlBranch & { text: string; children: readonly XmlBranch[] };
type Open = { name: string; branch: Growing | null; detached: boolean };
type Stop = (kind: "forbidden" | "broken", message: string) => never;

function startReading(isBranch: (name: string, parent: string) => boolean) {
  const parser = new SaxesParser({ xmlns: false });
  const stop: Stop = (kind, message) => {
    throw new XmlProblem(kind, parser.line, message);
  };
  const stack = branchStack(isBranch, stop);
  const mended = bareSignsMender();
  let silent = 0;
  parser.on("doctype", () => stop("forbidden", "a document type is not accepted"));
  parser.on("error", (error) => {
    // Of a number that is no character, what was written stays.
    if (!/entity|disallowed character/i.test(error.message)) stop("broken", error.message);
  });
  parser.on("opentag", (tag) => {
    silent = 0;
    stack.open(tag);
  });
  parser.on("text", stack.keep);
  parser.on("cdata", stack.keep);
  parser.on("closetag", stack.close);
  return {
    pieces: stack.pieces,
    write: (text: string) => {
      silent += text.length;
      parser.write(mended(text));
      if (silent > MOST_TEXT) stop("broken", "a text without end");
    },
    close: () => {
      parser.write(mended(null)).close();
    },
  };
}

const BARE = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][\dA-Fa-f]{1,6});)/g;

/**
 * Names with a bare & are met. Nothing can be declared, so every & that is none of the five of XML nor a number was meant as
 * it stands. The end of a part is kept until it is known what its last & begins.
 */
function bareSignsMender(): (text: string | null) => string {
  let kept = "";
  return (text) => {
    const whole = kept + (text ?? "");
    const last = whole.lastIndexOf("&");
    const open =
      text !== null && last >= 0 && whole.length - last <= LONGEST_ENTITY && !whole.includes(";", last);
    kept = open ? whole.slice(last) : "";
    return (open ? whole.slice(0, last) : whole).replace(BARE, "&amp;");
  };
}

function adopt(parent: Growing, child: XmlBranch): void {
  if (parent.children === NONE) parent.children = [child];
  else (parent.children as XmlBranch[]).push(child);
}

type Tag = { name: string; attributes: Readonly<Record<string, string>> };

function branchStack(isBranch: (name: string, parent: string) => boolean, stop: Stop) {
  const pieces: XmlPiece[] = [];
  const open: Open[] = [];
  const local = localNames();
  let elements = 0;
  return {
    pieces,
    open: (tag: Tag) => {
      const name = local(tag.name);
      const parent = open.at(-1);
      if (open.length >= DEEPEST) stop("broken", "nested too deep");
      const detached = isBranch(name, parent?.name ?? "");
      if (!detached && !parent?.branch) {
        pieces.push({ kind: "open", name, namespace: namespaceOf(tag) });
        open.push({ name, branch: null, detached });
        return;
      }
      if (detached) elements = 0;
      if ((elements += 1) > MOST_ELEMENTS) stop("broken", "too many elements");
      const branch: Growing = { name, text: "", attributes: tag.attributes, children: NONE };
      if (!detached) adopt(parent!.branch!, branch);
      open.push({ name, branch, detached });
    },
    keep: (text: string) => {
      const here = open.at(-1)?.branch;
      if (here && here.children.length === 0) here.text += text;
    },
    close: () => {
      const closed = open.pop();
      if (!closed) return;
      if (!closed.branch) {
        pieces.push({ kind: "close", name: closed.name });
        return;
      }
      closed.branch.text = closed.branch.children.length > 0 ? "" : closed.branch.text.trim();
      if (closed.detached) pieces.push({ kind: "branch", branch: closed.branch });
    },
  };
}

/** A document has few names, met thousands of times. */
function localNames(): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const met = known.get(name);
    if (met !== undefined) return met;
    const local = name.slice(name.indexOf(":") + 1);
    if (known.size < 1_000) known.set(name, local);
    return local;
  };
}

function namespaceOf(tag: Tag): string | null {
  const colon = tag.name.indexOf(":");
  const declared = tag.attributes[colon < 0 ? "xmlns" : `xmlns:${tag.name.slice(0, colon)}`];
  return declared ?? null;
}
