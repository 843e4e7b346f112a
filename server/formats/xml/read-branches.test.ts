import { describe, expect, it } from "vitest";
import { gathered, inChunks } from "../bank-file/testing.ts";
import { branchAt, branchesOf, readXmlBranches, textAt, type XmlPiece } from "./index.ts";

const read = async (xml: string, isBranch = (name: string) => name === "b", size?: number) => {
  const pieces: XmlPiece[] = [];
  for (const group of await gathered(readXmlBranches(inChunks(Buffer.from(xml), size), isBranch)))
    pieces.push(...group);
  return pieces;
};
const shown = (pieces: readonly XmlPiece[]) =>
  pieces.map((piece) =>
    piece.kind === "branch"
      ? `[${piece.branch.name}]`
      : piece.kind === "open"
        ? `<${piece.name}`
        : `${piece.name}>`,
  );

describe("large XML as small trees", () => {
  it("API-3 gives branches whole, out of their parent when they are inside another, and what is around as it comes", async () => {
    const pieces = await read("<a><b><c>1</c><d><b>2</b><c>3</c></d></b><e/></a>");
    expect(shown(pieces)).toEqual(["<a", "[b]", "[b]", "<e", "e>", "a>"]);
    const [inner, outer] = pieces.flatMap((piece) => (piece.kind === "branch" ? [piece.branch] : []));
    expect(inner!.text).toBe("2");
    expect(textAt(outer, "c")).toBe("1");
    expect(textAt(outer, "d", "c")).toBe("3");
    expect(branchAt(outer, "d", "b")).toBeUndefined();
    expect(branchesOf(outer, "c")).toHaveLength(1);
  });
  it("API-3 names are local, namespaces told, texts whole whatever the cuts", async () => {
    const xml = '<x:a xmlns:x="urn:n"><x:b k="v"> é &amp; <![CDATA[<z>]]> &#8364; A&B </x:b></x:a>';
    for (const size of [1, 3, 1_000]) {
      const [open, piece] = await read(xml, undefined, size);
      expect(open).toEqual({ kind: "open", name: "a", namespace: "urn:n" });
      expect(piece).toMatchObject({ branch: { text: "é & <z> € A&B", attributes: { k: "v" } } });
    }
  });
  it.each([
    ["a document type", '<!DOCTYPE a [<!ENTITY e "x">]><a/>', "forbidden"],
    ["tags that do not close", "<a><b></a>", "broken"],
    ["an end before its time", "<a><b>", "broken"],
    ["a tree without bottom", "<b>".repeat(70), "broken"],
    ["too many elements", `<b>${"<c/>".repeat(200_001)}</b>`, "broken"],
  ])("API-3 %s stops it, with its line", async (_, xml, kind) => {
    await expect(read(xml)).rejects.toMatchObject({ kind, line: 1 });
  });
  it("API-3 a text without end stops it before it fills the memory", async () => {
    async function* endless() {
      yield Buffer.from("<a><b>");
      for (;;) yield Buffer.alloc(65_536, "x");
    }
    await expect(gathered(readXmlBranches(endless(), (name) => name === "b"))).rejects.toMatchObject({
      kind: "broken",
    });
  });
});
