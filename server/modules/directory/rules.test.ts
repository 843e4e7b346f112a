import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { orderedRights } from "./access.ts";
import { identifierOf, searchWords } from "./rules.ts";

describe("identifier of a main user", () => {
  it.each([
    ["C0042", 1, "C0042"],
    ["C0042", 2, "C0042-2"],
    ["DUPONT & FILS / 3", 1, "DUPONT-FILS-3"],
    ["7", 1, "c-7"],
    ["𐀀", 1, "c-𐀀"],
  ])("ACC-4 of a party %s at try %i is %s", (code, attempt, identifier) => {
    expect(identifierOf(code, attempt)).toBe(identifier);
  });
  it("is always one that may be typed to sign in", () => {
    const text = fc.string({ minLength: 1, maxLength: 200, unit: "grapheme" });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 50 }), (code, attempt) => {
        expect(identifierOf(code, attempt)).toMatch(/^[\p{L}\p{N}._@+-]{2,80}$/u);
      }),
    );
  });
});

describe("rights", () => {
  it("ACC-8 keeps each once, with the right to read", () => {
    expect(orderedRights(["pay", "pay"])).toEqual(["read", "pay"]);
    expect(orderedRights(["dispute", "read"])).toEqual(["read", "dispute"]);
  });
});

describe("a search", () => {
  it("OFF-3 is made of words", () => {
    expect(searchWords("  jean   dupont ")).toEqual(["jean", "dupont"]);
    expect(searchWords(undefined)).toEqual([]);
    expect(searchWords("a b c d e f g h i j")).toHaveLength(8);
  });
});
