import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accentFor, contrast, surfaces, toHex } from "./theme.ts";

const colours = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, "0")}`);
const themes = fc.constantFrom("light" as const, "dark" as const);

describe("the organization's colour", () => {
  it("ACC-11 is never refused and always read at 4.5:1, as text and under text, in both themes", () => {
    fc.assert(
      fc.property(colours, themes, (hex, theme) => {
        const { accent, hover, on, wash } = accentFor(hex, theme);
        for (const ground of [...Object.values(surfaces[theme]).map(toHex), wash]) {
          expect(contrast(accent, ground)).toBeGreaterThanOrEqual(4.5);
        }
        expect(contrast(on, accent)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(on, hover)).toBeGreaterThanOrEqual(4.5);
      }),
      { numRuns: 1000 },
    );
  });

  it("is left alone when it can be read already", () => {
    expect(accentFor("#1f4f96", "light").accent).toBe("#1f4f96");
    expect(accentFor("#ffd23f", "dark").accent).toBe("#ffd23f");
  });

  it("keeps its hue when corrected", () => {
    const [red, green, blue] = [1, 3, 5].map((at) =>
      Number.parseInt(accentFor("#ffd23f", "light").accent.slice(at, at + 2), 16),
    ) as [number, number, number];
    expect(red).toBeGreaterThan(green);
    expect(green).toBeGreaterThan(blue + 60);
  });

  it("falls back to the default for what is not a colour", () => {
    expect(accentFor("tomato", "light")).toEqual(accentFor("#1f4f96", "light"));
    expect(accentFor("#abc", "light")).toEqual(accentFor("#aabbcc", "light"));
  });
});

describe("contrast", () => {
  it("is WCAG's", () => {
    expect(contrast("#000000", "#ffffff")).toBe(21);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  });
});
