import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contrastOf, readableAccent, TINT } from "./colour.ts";
import { date, instant, money, number, rate } from "./format.ts";
import { clean, widthOf, wrap } from "./text.ts";

describe("format", () => {
  it("ALL-4 writes money with narrow no-break spaces and a true minus", () => {
    expect(money(114798, "fr")).toBe("1\u202f147,98\u202f€");
    expect(money(-5, "fr")).toBe("−0,05\u202f€");
    expect(money(-0, "fr")).toBe("0,00\u202f€");
    expect(money(-114798, "en")).toBe("−€1,147.98");
    expect(money(Number.MAX_SAFE_INTEGER, "fr")).toBe("90\u202f071\u202f992\u202f547\u202f409,91\u202f€");
  });

  it("ALL-4 writes dates in words and hours of Paris, summer and winter", () => {
    expect(date("2026-03-03", "fr")).toBe("3\u00a0mars\u00a02026");
    expect(date("2026-12-01", "fr")).toBe("1er\u00a0décembre\u00a02026");
    expect(date("2026-12-01", "en")).toBe("1\u00a0December\u00a02026");
    expect(instant(new Date("2026-07-31T22:05:00Z"), "fr")).toBe(
      "1er\u00a0août\u00a02026 à 0\u00a0h\u00a005",
    );
    expect(instant(new Date("2026-12-31T22:05:00Z"), "en")).toBe("31\u00a0December\u00a02026 at 23:05");
    expect(() => date("03/03/2026", "fr")).toThrow(RangeError);
  });

  it("writes rates and quantities with the decimals they have", () => {
    expect(rate(5.5, "fr")).toBe("5,5\u202f%");
    expect(rate(20, "en")).toBe("20%");
    expect(number(1234.5678, "fr", 2)).toBe("1\u202f234,5678");
  });
});

describe("colour", () => {
  it("ACC-11 corrects any accent to 4.5:1 and leaves a good one alone", () => {
    expect(readableAccent("#1f4e79")).toBe("#1f4e79");
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), (value) => {
        const accent = readableAccent(`#${value.toString(16).padStart(6, "0")}`);
        expect(contrastOf(accent, TINT)).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });
});

describe("text", () => {
  const style = { size: 10 };

  it("wraps without losing a character nor passing the width", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 300 }),
        fc.integer({ min: 30, max: 400 }),
        (text, width) => {
          const lines = wrap(text, style, width);
          expect(lines.join("")).toBe(clean(text).replaceAll("\n", ""));
          for (const line of lines) expect(widthOf(line.trimEnd(), style)).toBeLessThanOrEqual(width + 0.01);
        },
      ),
    );
  });

  it("counts kerning in words longer than the line and in compound words", () => {
    for (const text of ["x".repeat(900), "kY".repeat(300), "aT-Ta/".repeat(80)])
      for (const line of wrap(text, style, 211)) expect(widthOf(line, style)).toBeLessThanOrEqual(211.01);
  });

  it("never cuts at a no-break space", () => {
    expect(wrap("payé 1\u202f147,98\u202f€ le 3\u00a0mars\u00a02026", style, 70)).toEqual([
      "payé ",
      "1\u202f147,98\u202f€ le ",
      "3\u00a0mars\u00a02026",
    ]);
  });

  it("ends with an ellipsis when lines are missing", () => {
    expect(wrap("un deux trois quatre cinq", style, 40, 2).at(-1)).toMatch(/…$/);
  });
});
