import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainTextOf, type Run, readRichText } from "./index.ts";

const runsOf = (text: string): Run[] => {
  const [first] = readRichText(text);
  return first && "runs" in first ? first.runs : [];
};

describe("MSG-2 our small markup", () => {
  it("knows headings, paragraphs, lists, quotes and rules", () => {
    const text =
      "# Travaux\nLa rue **ferme** lundi.\nElle rouvre *mardi*.\n\n- un\n\n- deux\n\n1. a\n2) b\n---\n> dit-on\n## Fin";
    expect(readRichText(text)).toEqual([
      { kind: "heading", level: 1, runs: [{ text: "Travaux" }] },
      {
        kind: "paragraph",
        runs: [
          { text: "La rue " },
          { text: "ferme", bold: true },
          { text: " lundi.\nElle rouvre " },
          { text: "mardi", italic: true },
          { text: "." },
        ],
      },
      { kind: "list", ordered: false, items: [[{ text: "un" }], [{ text: "deux" }]] },
      { kind: "list", ordered: true, items: [[{ text: "a" }], [{ text: "b" }]] },
      { kind: "rule" },
      { kind: "quote", runs: [{ text: "dit-on" }] },
      { kind: "heading", level: 2, runs: [{ text: "Fin" }] },
    ]);
  });
  it("links to https, mailto and tel, and to nothing else", () => {
    expect(runsOf("Voir [le site](https://ville.example/a?b=1) ou https://ville.example.")).toEqual([
      { text: "Voir " },
      { text: "le site", href: "https://ville.example/a?b=1" },
      { text: " ou " },
      { text: "https://ville.example", href: "https://ville.example/" },
      { text: "." },
    ]);
    expect(
      runsOf("[écrire](mailto:a@b.fr) [appeler](tel:+33123456789)").filter((run) => run.href),
    ).toHaveLength(2);
    for (const address of [
      "javascript:alert`1`",
      "JavaScript:alert`1`",
      "data:text/html,x",
      "http://ville.example",
      "//ville.example",
      "/bureau",
      "https://moi:mot@ville.example",
      "vbscript:x",
    ])
      expect(
        runsOf(`[mots](${address})`).some((run) => run.href),
        address,
      ).toBe(false);
  });
  it("takes marks without a pair, and HTML, as they stand", () => {
    expect(runsOf("2 * 3 * 4")).toEqual([{ text: "2 * 3 * 4" }]);
    expect(runsOf("un_nom_de_fichier")).toEqual([{ text: "un_nom_de_fichier" }]);
    expect(runsOf("**ouvert")).toEqual([{ text: "**ouvert" }]);
    expect(runsOf(String.raw`\*ni\* \[lien](https://x.fr)`)[0]?.text).toContain("*ni* [lien](");
    expect(runsOf("<script>alert(1)</script>")).toEqual([{ text: "<script>alert(1)</script>" }]);
    expect(runsOf("**a *b** c*")).toEqual([{ text: "a *b", bold: true }, { text: " c*" }]);
    expect(runsOf("**gras et *les deux***")).toContainEqual({ text: "les deux", bold: true, italic: true });
  });
  it("loses no letter, and never links elsewhere, whatever is typed", () => {
    const typed = fc.string({
      unit: fc.constantFrom(
        "*",
        "_",
        "[",
        "]",
        "(",
        ")",
        "\\",
        " ",
        "\n",
        "#",
        "-",
        "1.",
        ">",
        "a",
        "é",
        "https://x.fr/",
        "javascript:",
      ),
      maxLength: 60,
    });
    fc.assert(
      fc.property(typed, (text) => {
        const blocks = readRichText(text);
        const letters = (value: string) => value.replaceAll(/[^aé]/g, "");
        const runs = blocks.flatMap((block) =>
          block.kind === "rule" ? [] : block.kind === "list" ? block.items.flat() : block.runs,
        );
        for (const run of runs) if (run.href) expect(run.href).toMatch(/^https:\/\/x\.fr\//);
        // The address of a named link is no part of its words.
        if (!/[()[\]]/.test(text)) expect(letters(runs.map((run) => run.text).join(""))).toBe(letters(text));
      }),
      { numRuns: 500 },
    );
  });
  it("takes a time that grows with the text only", () => {
    const before = performance.now();
    for (const piece of ["**", "*a ", "[", "[a](", "_a", "https://", "> ", "# a\n", "\\"])
      readRichText(piece.repeat(20_000 / piece.length));
    expect(performance.now() - before).toBeLessThan(1500);
  });
  it("becomes plain text for a mail", () => {
    expect(plainTextOf(readRichText("# Titre\n[le site](https://x.fr/)\n\n- un\n- deux\n\n1. a"))).toBe(
      "Titre\n\nle site (https://x.fr/)\n\n- un\n- deux\n\n1. a",
    );
  });
});
