import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "../../platform/dates.ts";
import { applyDueRule, earliestSearchableDay, fiscalYearOf, sniffImage } from "./rules.ts";

describe("due rule", () => {
  it.each([
    [30, false, "2026-01-15", "2026-02-14"],
    [0, false, "2026-01-31", "2026-01-31"],
    [0, true, "2026-02-03", "2026-02-28"],
    [30, true, "2026-01-15", "2026-02-28"],
    [45, true, "2027-12-20", "2028-02-29"],
    [365, false, "2026-03-01", "2027-03-01"],
  ])("ACT-2 %i days, end of month %s: %s falls due on %s", (days, endOfMonth, entry, due) => {
    expect(applyDueRule({ kind: "days", days, endOfMonth }, entry)).toBe(due);
  });
});

describe("fiscal year", () => {
  it.each([
    ["2026-12-31", 12, 2026],
    ["2026-01-01", 12, 2026],
    ["2026-06-30", 6, 2026],
    ["2026-07-01", 6, 2027],
    ["2026-03-31", 3, 2026],
    ["2026-04-01", 3, 2027],
  ])("%s belongs, when years end in month %i, to %i", (day, endMonth, year) => {
    expect(fiscalYearOf(day, endMonth)).toBe(year);
  });
});

describe("earliest day of a search", () => {
  it.each([
    ["2026-11-23", 36, "2023-11-23"],
    ["2026-03-31", 1, "2026-02-28"],
    ["2028-03-31", 1, "2028-02-29"],
    ["2026-01-15", 1, "2025-12-15"],
  ])("ACT-3 on %s, %i months back is %s", (today, months, day) => {
    expect(earliestSearchableDay(today, months)).toBe(day);
  });
  it("never goes forward in time", () => {
    const day = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays("2000-01-01", days));
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 240 }), (today, months) => {
        expect(earliestSearchableDay(today, months) < today).toBe(true);
      }),
    );
  });
});

describe("what an image is", () => {
  it.each([
    ["89504e470d0a1a0a0000000d", "image/png"],
    ["ffd8ffe000104a464946", "image/jpeg"],
    ["524946462400000057454250", "image/webp"],
    ["3c7376672078", null],
    ["52494646240000004156492", null],
    ["", null],
  ])("%s is %s", (hex, type) => {
    expect(sniffImage(Buffer.from(hex, "hex"))).toBe(type);
  });
});
