import { SaxesParser, type SaxesTagNS } from "saxes";
import { textOnly } from "./text-only.ts";

export type FeedItem = {
  title: string;
  /** `https` address of the whole article, or null. */
  url: string | null;
  /** When it was published, ISO 8601, or null. */
  at: string | null;
  summary: string;
};
export type Feed = { title: string; items: FeedItem[] };

/** What came is no feed that we read. */
export class FeedUnreadable extends Error {}

const MOST_ITEMS = 20;
const MOST_DEPTH = 64;
const MOST_TEXT = 20_000;

type Draft = Partial<Record<"title" | "link" | "guid" | "date" | "summary" | "content", string>>;

/** Under which name each element of an item, or of the feed, is kept. */
const FIELDS: Record<string, keyof Draft> = {
  title: "title",
  link: "link",
  guid: "guid",
  pubdate: "date",
  date: "date",
  published: "date",
  updated: "date",
  description: "summary",
  summary: "summary",
  encoded: "content",
  content: "content",
};
const ITEMS = new Set(["item", "entry"]);
const ROOTS = new Set(["rss", "rdf", "feed"]);

/**
 * Reads RSS 2.0, RSS 1.0 or Atom.
 * @param from where it came from: for relative addresses, and what the answer said of its encoding.
 * @throws FeedUnreadable when it is malformed, carries a document type, or is no feed.
 */
export function readFeed(bytes: Uint8Array, from: { url: string; contentType?: string | undefined }): Feed {
  try {
    const { head, items } = readDrafts(decode(bytes, from.contentType));
    return {
      title: textOnly(head.title ?? "", 120),
      items: items.map((draft) => itemOf(draft, from.url)).filter((item) => item.title !== ""),
    };
  } catch (error) {
    throw error instanceof FeedUnreadable ? error : new FeedUnreadable((error as Error).message);
  }
}

function decode(bytes: Uint8Array, contentType = ""): string {
  const marked =
    bytes[0] === 0xef && bytes[1] === 0xbb
      ? "utf-8"
      : bytes[0] === 0xff && bytes[1] === 0xfe
        ? "utf-16le"
        : null;
  const told = /charset=["']?([\w-]+)/i.exec(contentType)?.[1];
  const start = Buffer.from(bytes.subarray(0, 200)).toString("latin1");
  const declared = /^\s*<\?xml[^>]*encoding=["']([\w-]+)["']/.exec(start)?.[1];
  return new TextDecoder(marked ?? told ?? declared ?? "utf-8").decode(bytes);
}

/** The texts of the feed and of its items, as they came. */
function readDrafts(text: string): { head: Draft; items: Draft[] } {
  const parser = new SaxesParser({ xmlns: true, position: false });
  const head: Draft = {};
  const items: Draft[] = [];
  let depth = 0;
  let item: { draft: Draft; depth: number } | null = null;
  /** The element whose words are being taken, those of the elements inside it included. */
  let taking: { draft: Draft; field: keyof Draft; depth: number; text: string } | null = null;
  const open = (tag: SaxesTagNS) => {
    depth += 1;
    const name = tag.local.toLowerCase();
    if (depth === 1 && !ROOTS.has(name)) throw new FeedUnreadable(`<${tag.local}> is no feed`);
    if (depth > MOST_DEPTH) throw new FeedUnreadable("nested too deep");
    if (taking) return;
    if (!item && ITEMS.has(name)) {
      item = { draft: {}, depth };
      return;
    }
    const draft = item?.draft ?? (depth <= 3 ? head : null);
    const field = FIELDS[name];
    if (!draft || !field || (item && depth !== item.depth + 1)) return;
    if (name === "link" && tag.attributes["href"]) takeLink(draft, tag);
    else if (draft[field] === undefined) taking = { draft, field, depth, text: "" };
  };
  const take = (piece: string) => {
    if (taking && taking.text.length < MOST_TEXT) taking.text += piece;
  };
  const close = () => {
    if (taking?.depth === depth) {
      taking.draft[taking.field] = taking.text.slice(0, MOST_TEXT);
      taking = null;
    }
    if (item?.depth === depth) {
      if (items.length < MOST_ITEMS) items.push(item.draft);
      item = null;
    }
    depth -= 1;
  };
  parser.on("doctype", () => {
    throw new FeedUnreadable("a document type is not accepted");
  });
  parser.on("opentag", open);
  parser.on("text", take);
  parser.on("cdata", take);
  parser.on("closetag", close);
  parser.write(text).close();
  return { head, items };
}

/** Atom: the article itself, not its comments, its picture or the feed again. */
function takeLink(draft: Draft, tag: SaxesTagNS): void {
  const relation = tag.attributes["rel"]?.value ?? "alternate";
  if (relation === "alternate") draft.link ??= tag.attributes["href"]!.value;
}

function itemOf(draft: Draft, base: string): FeedItem {
  const title = textOnly(draft.title ?? "", 160);
  const summary = textOnly(draft.summary ?? draft.content ?? "", 300);
  return {
    // News without a title are known by their first words.
    title: title || textOnly(summary, 80),
    url: safeLink(draft.link ?? (draft.guid?.startsWith("https:") ? draft.guid : undefined), base),
    at: instantOf(draft.date),
    summary: title ? summary : "",
  };
}

function safeLink(address: string | undefined, base: string): string | null {
  const text = address?.trim() ?? "";
  if (text === "" || text.length > 1000 || !URL.canParse(text, base)) return null;
  const url = new URL(text, base);
  return url.protocol === "https:" && !url.username && !url.password ? url.href : null;
}

function instantOf(text: string | undefined): string | null {
  const time = Date.parse(text?.trim() ?? "");
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
