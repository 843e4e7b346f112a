import type { Block } from "./blocks.ts";
import { readRuns } from "./read-runs.ts";

const HEADING = /^(#{1,3}) +(\S.*)$/;
const BULLET = /^[-*] +(\S.*)$/;
const NUMBER = /^\d{1,3}[.)] +(\S.*)$/;
const QUOTE = /^> ?(.*)$/;
const RULE = /^(-{3,}|\*{3,})$/;

/** Lines that go together, before their words are read. */
type Group =
  | { kind: "heading"; level: 1 | 2; lines: string[] }
  | { kind: "paragraph" | "quote" | "bullets" | "numbers"; lines: string[] }
  | { kind: "rule"; lines: string[] };

/**
 * Reads our small markup into blocks (README.md says what is written how). Whatever is not markup is text, HTML included.
 * Time grows with the length of the text only.
 */
export function readRichText(text: string): Block[] {
  const groups: Group[] = [];
  let fresh = true;
  for (const raw of text.replaceAll("\r\n", "\n").split("\n")) {
    const line = raw.trim();
    if (line === "") fresh = true;
    else {
      const group = groupOf(line);
      const last = groups.at(-1);
      const goesOn = !fresh && last?.kind === group.kind && group.kind !== "heading" && group.kind !== "rule";
      // Items of a list may be parted by empty lines and stay one list.
      const sameList = last?.kind === group.kind && (group.kind === "bullets" || group.kind === "numbers");
      if (last && (goesOn || sameList)) last.lines.push(...group.lines);
      else groups.push(group);
      fresh = false;
    }
  }
  return groups.map(blockOf);
}

function groupOf(line: string): Group {
  if (RULE.test(line)) return { kind: "rule", lines: [] };
  const heading = HEADING.exec(line);
  if (heading) return { kind: "heading", level: heading[1] === "#" ? 1 : 2, lines: [heading[2]!] };
  const bullet = BULLET.exec(line);
  if (bullet) return { kind: "bullets", lines: [bullet[1]!] };
  const number = NUMBER.exec(line);
  if (number) return { kind: "numbers", lines: [number[1]!] };
  const quote = QUOTE.exec(line);
  if (quote) return { kind: "quote", lines: [quote[1]!] };
  return { kind: "paragraph", lines: [line] };
}

function blockOf(group: Group): Block {
  switch (group.kind) {
    case "rule":
      return { kind: "rule" };
    case "heading":
      return { kind: "heading", level: group.level, runs: readRuns(group.lines.join(" ")) };
    case "bullets":
    case "numbers":
      return { kind: "list", ordered: group.kind === "numbers", items: group.lines.map(readRuns) };
    default:
      return { kind: group.kind, runs: readRuns(group.lines.join("\n")) };
  }
}
