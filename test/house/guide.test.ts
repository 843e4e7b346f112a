import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readRichText } from "../../server/formats/rich-text/index.ts";
import { topics } from "../../web/help/topics.ts";

const WEB = join(import.meta.dirname, "../../web");
const read = (path: string) => readFileSync(join(WEB, path), "utf8");
const languages = ["fr", "en"] as const;
type Language = (typeof languages)[number];

/** Pages that explain themselves. */
const UNTOLD = /^\/(bureau\/)?(aide|guide|plus|mentions-legales|accessibilite)(\/|$)/;

/** The address of every page, as `routes.tsx` writes them: by a helper of its place, or under another page. */
function pages(): string[] {
  const source = read("routes.tsx");
  const found: string[] = [];
  const named = new Map<string, string>();
  const bases: Record<string, string> = { from: "", onTheWay: "", inPortal: "", inOffice: "/bureau" };
  for (const [, name, helper, path] of source.matchAll(
    /(?:const (\w+) = )?\b(from|onTheWay|inPortal|inOffice)\(\s*"([^"]+)"/g,
  )) {
    const page = `${bases[helper!]}${path === "/" ? "" : path}`;
    found.push(page);
    if (name) named.set(name, page);
  }
  for (const [, parent, path] of source.matchAll(/getParentRoute: \(\) => (\w+),\s*path: "([^"/][^"]*)"/g)) {
    const above = named.get(parent!);
    if (!above) throw new Error(`no page is named ${parent}`);
    found.push(`${above}/${path}`);
  }
  return found;
}

const known = new Map(languages.map((language) => [language, labels(language)]));

/** Every label of every screen in a language: what stands after `fr:` or `en:` in the words of the web. */
function labels(language: Language): Set<string> {
  const found = new Set<string>();
  const label = new RegExp(`\\b${language}:\\s*"((?:[^"\\\\]|\\\\.)*)"`, "g");
  for (const file of globSync("{app,features,lib,office,portal,ui}/**/*.{ts,tsx}", { cwd: WEB }))
    for (const [, text] of read(file).matchAll(label)) found.add(text!);
  return found;
}

describe("ALL-8 the user guide", () => {
  it("reads the addresses of the pages, nested ones too", () => {
    expect(pages()).toEqual(
      expect.arrayContaining([
        "/connexion",
        "/paiements/$payment",
        "/bureau",
        "/bureau/paiements/$payment",
        "/bureau/litiges/$dispute",
        "/bureau/declarations/$declaration",
      ]),
    );
  });
  it("has a topic for every page, and no page twice", () => {
    const told = topics.flatMap((topic) => topic.pages);
    const all = pages();
    expect(all.filter((page) => !told.includes(page) && !UNTOLD.test(page))).toEqual([]);
    expect(told.filter((page) => !all.includes(page))).toEqual([]);
    expect(told.filter((page, index) => told.indexOf(page) !== index)).toEqual([]);
  });
  it("has no text and no picture without its topic", () => {
    const kept = topics.flatMap(({ audience, key }) => languages.map((one) => `${audience}/${key}.${one}`));
    const texts = globSync("help/*/*.md", { cwd: WEB }).map((file) =>
      file.slice("help/".length, -".md".length),
    );
    expect(texts.toSorted()).toEqual(kept.toSorted());
    const pictures = globSync("public/help/*", { cwd: WEB }).map((file) => file.split("/").at(-1));
    expect(pictures.toSorted()).toEqual(kept.map((one) => `${one.replace("/", "-")}.jpg`).toSorted());
  });
  it.each(
    topics.flatMap(({ audience, key }) => languages.map((language) => [audience, key, language] as const)),
  )(
    "%s/%s in %s says something, quotes labels that screens have, and shows its screen",
    (audience, key, language) => {
      const blocks = readRichText(read(`help/${audience}/${key}.${language}.md`));
      expect(blocks.map((block) => block.kind).slice(0, 2)).toEqual(["heading", "paragraph"]);
      expect(blocks.length).toBeGreaterThan(3);
      const quoted = blocks
        .flatMap((block) => ("runs" in block ? block.runs : "items" in block ? block.items.flat() : []))
        .filter((run) => run.bold)
        .map((run) => run.text);
      expect(quoted.length).toBeGreaterThan(0);
      expect(quoted.filter((label) => !known.get(language)!.has(label))).toEqual([]);
      const picture = join(WEB, `public/help/${audience}-${key}.${language}.jpg`);
      expect(existsSync(picture)).toBe(true);
      expect(readFileSync(picture).subarray(0, 3).toString("hex")).toBe("ffd8ff");
      expect(statSync(picture).size).toBeLessThanOrEqual(70_000);
    },
  );
});
