/** XML into a tree of local names: what an invoice needs, and nothing that a hostile document would have. */
import { SaxesParser } from "saxes";
import { FacturxProblem } from "./problem.ts";

export type Element = { name: string; text: string; currency: string; children: Element[] };

const DEEPEST = 48;
const MOST_ELEMENTS = 200_000;
const ENCODINGS = new Set([
  "utf-8",
  "utf-16",
  "utf-16le",
  "utf-16be",
  "iso-8859-1",
  "us-ascii",
  "windows-1252",
]);

/**
 * Reads an XML file. A document type is refused, hence every entity of its own.
 * @throws FacturxProblem `broken`, `too_large`.
 */
export function readTree(xml: Buffer): Element {
  const root: Element = { name: "", text: "", currency: "", children: [] };
  const open = [root];
  let count = 0;
  const parser = new SaxesParser({ xmlns: true, position: false });
  parser.on("doctype", () => {
    throw new FacturxProblem("broken", "a document type is not accepted");
  });
  parser.on("error", (error) => {
    throw new FacturxProblem("broken", error.message);
  });
  parser.on("opentag", ({ local, attributes }) => {
    if (open.length > DEEPEST) throw new FacturxProblem("broken", "nested too deep");
    if ((count += 1) > MOST_ELEMENTS) throw new FacturxProblem("too_large", "too many elements");
    const element = { name: local, text: "", currency: attributes["currencyID"]?.value ?? "", children: [] };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  const keep = (piece: string) => {
    open.at(-1)!.text += piece;
  };
  parser.on("text", keep);
  parser.on("cdata", keep);
  parser.on("closetag", () => void open.pop());
  parser.write(decode(xml)).close();
  return root.children[0] ?? root;
}

function decode(xml: Buffer): string {
  const declared = /^<\?xml[^>]{0,200}encoding\s*=\s*["']([\w-]{1,20})["']/.exec(
    xml.toString("latin1", 0, 256),
  );
  const mark =
    xml[0] === 0xff && xml[1] === 0xfe ? "utf-16le" : xml[0] === 0xfe && xml[1] === 0xff ? "utf-16be" : "";
  const encoding = mark || (declared?.[1] ?? "utf-8").toLowerCase();
  if (!ENCODINGS.has(encoding)) throw new FacturxProblem("broken", "an encoding that invoices do not use");
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(xml);
  } catch {
    throw new FacturxProblem("broken", "not in the encoding that it says");
  }
}

/** Every element at a path of local names below this one. */
export const all = (element: Element | undefined, ...path: string[]): Element[] =>
  path.reduce<Element[]>(
    (found, name) => found.flatMap((one) => one.children.filter((child) => child.name === name)),
    element ? [element] : [],
  );
/** The text of the first element at a path; undefined when there is none. */
export const text = (element: Element | undefined, ...path: string[]): string | undefined =>
  all(element, ...path)[0]?.text.trim() || undefined;
