/** Reads our PDF files back with an independent reader, for tests. */
import { inflateSync } from "node:zlib";
import { getDocument, VerbosityLevel } from "pdfjs-dist/legacy/build/pdf.mjs";

export interface ReadPage {
  /** All kinds of spaces read as plain ones. */
  text: string;
  /** Tags of the page's structure, depth first. */
  tags: string[];
  /** Rightmost and lowest reach of the text, in points. */
  right: number;
  lowest: number;
  items: { text: string; x: number; right: number; y: number; size: number }[];
}

export interface ReadPdf {
  lang: string | null;
  title: string | undefined;
  raw: string;
  /** Streams of the file, inflated. */
  streams: string[];
  fonts: string[];
  pages: ReadPage[];
}

interface Node {
  role?: string;
  children?: Node[];
}

export async function readPdf(file: Buffer): Promise<ReadPdf> {
  const loading = getDocument({
    data: new Uint8Array(file),
    verbosity: VerbosityLevel.ERRORS,
    disableFontFace: true,
  });
  const pdf = await loading.promise;
  const { info } = await pdf.getMetadata();
  const pages: ReadPage[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const content = await page.getTextContent({ disableNormalization: true });
    const items = content.items.flatMap((item) => {
      if (!("str" in item) || item.str === "") return [];
      const [x, y] = [item.transform[4] as number, item.transform[5] as number];
      return [{ text: item.str, x, right: x + item.width, y, size: item.height }];
    });
    pages.push({
      text: content.items.map((item) => ("str" in item ? item.str + (item.hasEOL ? "\n" : "") : "")).join(""),
      tags: tagsOf((await page.getStructTree()) as Node | null),
      right: Math.max(...items.map((item) => item.right)),
      lowest: Math.min(...items.map((item) => item.y)),
      items,
    });
  }
  const raw = file.toString("latin1");
  const { Title, Language } = info as { Title?: string; Language?: string };
  await loading.destroy();
  return {
    lang: Language ?? null,
    title: Title,
    raw,
    streams: streamsOf(raw),
    fonts: [...raw.matchAll(/\/BaseFont \/(\S+)/g)].map((match) => match[1] as string),
    pages,
  };
}

function tagsOf(node: Node | null): string[] {
  if (!node) return [];
  return [...(node.role ? [node.role] : []), ...(node.children ?? []).flatMap(tagsOf)];
}

function streamsOf(raw: string): string[] {
  const found = raw.matchAll(/\/FlateDecode\n>>\nstream\n([^]*?)\nendstream/g);
  return Array.from(found, (match) =>
    inflateSync(Buffer.from(match[1] as string, "latin1")).toString("latin1"),
  );
}
