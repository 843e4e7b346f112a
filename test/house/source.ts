/** Reads the house's own sources for the tests about the code. */
import { execFileSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAst } from "rolldown/parseAst";

export const ROOT = join(import.meta.dirname, "../..");
export const LADDER = [
  "organizations",
  "identity",
  "directory",
  "coordinates",
  "signatures",
  "ledger",
  "messaging",
  "disputes",
  "mandates",
  "payments",
  "collections",
  "banking",
  "exchange",
  "exports",
  "notifications",
  "webhooks",
  "privacy",
  "insights",
  "audit",
] as const;

export type Source = { path: string; text: string; lines: number };

/** Sources that match, by their path from the root. */
export const sources = (...patterns: string[]): Source[] =>
  globSync(patterns, { cwd: ROOT })
    .filter((path) => !path.startsWith("db/types.ts"))
    .sort()
    .map((path) => {
      const text = readFileSync(join(ROOT, path), "utf8");
      return { path, text, lines: text.split("\n").length - 1 };
    });

/** Files that git tracks or would track. */
export const tracked = (): string[] =>
  execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: ROOT,
    encoding: "utf8",
  })
    .split("\n")
    .filter(Boolean);

/** What a file imports, as written. */
export const importsOf = (source: Source): string[] =>
  [
    ...source.text.matchAll(
      /^(?:import|export)\s[^;]*?from\s+"([^"]+)"|^import\s+"([^"]+)"|import\("([^"]+)"\)/gms,
    ),
  ].map((match) => (match[1] ?? match[2] ?? match[3])!);

export type FunctionSpan = { path: string; name: string; line: number; lines: number };
type Node = { type: string; start: number; end: number; [key: string]: unknown };

/** Every function of a file with its length in lines. */
export function functionsOf(source: Source): FunctionSpan[] {
  const lang = source.path.endsWith(".tsx") ? "tsx" : "ts";
  const lineAt = (offset: number) => source.text.slice(0, offset).split("\n").length;
  const found: FunctionSpan[] = [];
  const visit = (node: unknown, name: string): void => {
    if (Array.isArray(node)) {
      for (const one of node) visit(one, name);
      return;
    }
    if (typeof node !== "object" || node === null || !("type" in node)) return;
    const here = node as Node;
    const own = nameOf(here) ?? name;
    if (
      /Function/.test(here.type) &&
      here.type !== "TSFunctionType" &&
      here.type !== "TSEmptyBodyFunctionExpression"
    ) {
      const line = lineAt(here.start);
      found.push({ path: source.path, name: own, line, lines: lineAt(here.end) - line + 1 });
    }
    for (const [key, value] of Object.entries(here)) if (key !== "parent") visit(value, own);
  };
  visit(parseAst(source.text, { lang }).body, "(anonymous)");
  return found;
}

function nameOf(node: Node): string | null {
  const holder = (node["id"] ?? node["key"]) as { name?: string } | null | undefined;
  return holder?.name ?? null;
}
