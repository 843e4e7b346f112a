/** The little XML that SOAP 1.1 needs: a tree read by local name, and escaping. */
import { SaxesParser } from "saxes";

export type XmlElement = { name: string; namespace: string; children: XmlElement[]; text: string };

const MAX_DEPTH = 32;

/**
 * Reads a document into a tree. Namespaces are resolved, prefixes forgotten.
 * @throws when the text is not well formed, is nested too deep, or carries a document type (hence any entity of its own).
 */
export function readXml(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true, position: false });
  const open: XmlElement[] = [];
  let root: XmlElement | null = null;
  parser.on("doctype", () => {
    throw new Error("a document type is not accepted");
  });
  parser.on("opentag", (tag) => {
    const element: XmlElement = { name: tag.local, namespace: tag.uri, children: [], text: "" };
    if (open.length >= MAX_DEPTH) throw new Error("nested too deep");
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  const addText = (piece: string) => {
    const current = open.at(-1);
    if (current) current.text += piece;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    open.pop();
  });
  parser.write(text).close();
  if (!root) throw new Error("no root element");
  return root;
}

/** The first child of that local name, whatever its namespace and its case. */
export function childNamed(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name.toLowerCase() === name.toLowerCase());
}

/** The element itself or its first descendant that passes, in document order. */
export function findElement(
  element: XmlElement,
  test: (candidate: XmlElement) => boolean,
): XmlElement | undefined {
  if (test(element)) return element;
  for (const child of element.children) {
    const found = findElement(child, test);
    if (found) return found;
  }
  return undefined;
}

const ESCAPES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Escapes text for XML or HTML, in an element or a quoted attribute; control characters, which XML 1.0 forbids, are dropped. */
export function escapeMarkup(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, "")
    .replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}
