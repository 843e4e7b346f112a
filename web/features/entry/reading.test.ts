import { describe, expect, it } from "vitest";
import { askedIn, isNarrowed, lectureOf, viewIn } from "./reading.ts";

describe("the address of a statement", () => {
  it("ACT-2 shows what is due by default", () => {
    expect(askedIn({})).toEqual({ reading: "due" });
    expect(lectureOf("due")).toBeNull();
  });

  it("ACT-2 leaves out days that are in no calendar", () => {
    for (const day of ["2026-02-30", "2026-13-01", "2026-00-10", "hier"])
      expect(askedIn({ lecture: "toutes", du: day, au: day })).toEqual({ reading: "all" });
    expect(askedIn({ lecture: "toutes", du: "2028-02-29" })).toEqual({ reading: "all", from: "2028-02-29" });
  });

  it("ACT-2 remembers reading, dates, piece and settled or not", () => {
    const search = { lecture: "toutes", du: "2026-01-01", au: "2026-06-30", piece: " F-12 ", reglees: "non" };
    expect(askedIn(search)).toEqual({
      reading: "all",
      from: "2026-01-01",
      to: "2026-06-30",
      piece: "F-12",
      settled: "no",
    });
  });

  it("leaves out what makes no sense in a reading, and what is not a date", () => {
    expect(askedIn({ du: "2026-01-01", reglees: "oui" })).toEqual({ reading: "due" });
    expect(askedIn({ lecture: "grand-livre", du: "hier", reglees: "oui" })).toEqual({ reading: "ledger" });
    expect(askedIn({ lecture: "inconnue" })).toEqual({ reading: "due" });
  });

  it("knows that a reading alone narrows nothing", () => {
    expect(isNarrowed(askedIn({ lecture: "toutes" }), "all")).toBe(false);
    expect(isNarrowed(askedIn({ lecture: "toutes", piece: "12" }), "all")).toBe(true);
  });

  it("ACT-6 knows the bills that are paid, and those at the treasury", () => {
    expect(askedIn({ lecture: "reglees", reglees: "non", du: "2026-01-01" })).toEqual({
      reading: "all",
      settled: "yes",
      from: "2026-01-01",
    });
    expect(isNarrowed(askedIn({ lecture: "reglees" }), "settled")).toBe(false);
    expect(askedIn({ lecture: "tresorerie" })).toEqual({ reading: "due", treasury: "yes" });
    for (const view of ["settled", "treasury"] as const)
      expect(viewIn({ lecture: lectureOf(view)! })).toBe(view);
  });

  it("writes every reading so that it is read back", () => {
    for (const reading of ["due", "all", "ledger"] as const)
      expect(askedIn({ lecture: lectureOf(reading) ?? undefined }).reading).toBe(reading);
  });
});
