import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatBytes,
  formatCents,
  formatCentsBare,
  formatDate,
  formatDateShort,
  formatDay,
  formatInstant,
  formatMonth,
  formatPercent,
  formatSignedCents,
  parisDate,
  parseCents,
} from "./format.ts";

const n = "\u202f";

describe("money", () => {
  it("ALL-4 writes euros with narrow no-break spaces in French", () => {
    expect(formatCents(114798, "fr")).toBe(`1${n}147,98${n}€`);
    expect(formatCents(5, "fr")).toBe(`0,05${n}€`);
    expect(formatCents(-5000, "fr")).toBe(`−50,00${n}€`);
    expect(formatCentsBare(123456789, "fr")).toBe(`1${n}234${n}567,89`);
  });

  it("ALL-4 writes euros the English way", () => {
    expect(formatCents(114798, "en")).toBe("€1,147.98");
    expect(formatCents(-114798, "en")).toBe("−€1,147.98");
  });

  it("signs a difference, but not zero", () => {
    expect([1200, -1200, 0].map((cents) => formatSignedCents(cents, "fr"))).toEqual([
      `+12,00${n}€`,
      `−12,00${n}€`,
      `0,00${n}€`,
    ]);
  });

  it("refuses anything but whole cents", () => {
    expect(() => formatCents(1.5, "fr")).toThrow(RangeError);
    expect(() => formatCents(2 ** 53, "fr")).toThrow(RangeError);
  });

  it("reads back to the cent what it wrote, in both languages", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom("fr" as const, "en" as const), (cents, language) => {
        expect(parseCents(formatCents(cents, language))).toBe(cents);
      }),
    );
  });

  it("reads amounts as people type them", () => {
    expect(["12", "12,5", "12.50", "1 147,98 €", ",50", "1,147.98"].map(parseCents)).toEqual([
      1200, 1250, 1250, 114798, 50, 114798,
    ]);
    expect(["", "abc", "1,2,3", "12,345.678", ".", "-"].map(parseCents)).toEqual(Array(6).fill(null));
  });
});

describe("dates", () => {
  it("ALL-4 writes dates in words", () => {
    expect(formatDate("2026-03-03", "fr")).toBe("3 mars 2026");
    expect(formatDate("2026-03-03", "en")).toBe("3 March 2026");
    expect(formatDate("2026-12-01", "fr")).toBe("1er décembre 2026");
    expect(formatDate("2026-12-01", "en")).toBe("1 December 2026");
    expect(formatDay("2026-12-01", "fr")).toBe("1er décembre");
    expect(formatDay("2026-12-11", "fr")).toBe("11 décembre");
  });

  it("writes dates in figures and months", () => {
    expect(formatDateShort("2026-03-04")).toBe("04/03/2026");
    expect(formatMonth("2026-03-31", "fr")).toBe("mars 2026");
    expect(formatMonth("2026-03", "en")).toBe("March 2026");
  });

  it("refuses a day that does not exist", () => {
    expect(() => formatDate("2026-02-30", "fr")).toThrow(RangeError);
    expect(() => formatDate("2026-2-3", "fr")).toThrow(RangeError);
  });

  it("shows instants on the clocks of Paris, in winter and in summer", () => {
    expect(formatInstant("2026-01-31T23:30:00Z", "fr")).toBe(`1er février 2026 à 00${n}h${n}30`);
    expect(formatInstant("2026-07-03T12:05:00Z", "en")).toBe("3 July 2026 at 14:05");
    expect(parisDate("2026-12-31T23:00:00Z")).toBe("2027-01-01");
  });
});

describe("sizes and shares", () => {
  it("writes them in the units of each language", () => {
    expect(formatBytes(1_234_000, "fr")).toBe(`1,2${n}Mo`);
    expect(formatBytes(999_600, "en")).toBe(`1${n}MB`);
    expect(formatBytes(512, "fr")).toBe(`512${n}o`);
    expect(formatPercent(0.125, "fr")).toBe(`12,5${n}%`);
  });
});
