import { describe, expect, it } from "vitest";
import { Settings } from "../organizations/contract.ts";
import { addMonths, confirmsErasure, dueOn, isLate, keptUntil, namesPerson } from "./rules.ts";
import { lastingWords } from "./words.ts";

const grid = Settings.parse({}).retention;
const on = (day: string) => new Date(`${day}T12:00:00Z`);

describe("INF-5 how long things are kept", () => {
  it("keeps books ten years from the end of the year, the rest from the day it last served", () => {
    expect(keptUntil("accounting", on("2026-03-03"), grid, "2026-11-30")).toBe("2036-12-31");
    expect(keptUntil("proof", on("2024-02-29"), grid, "2026-11-30")).toBe("2029-02-28");
    expect(keptUntil("relation", on("2026-03-03"), grid, "2026-11-30")).toBe("2029-03-03");
    expect(keptUntil("payment", on("2026-03-03"), grid, "2026-11-30")).toBe("2027-06-03");
    expect(keptUntil("log", null, grid, "2026-11-30")).toBe("2027-11-30");
  });

  it("says so in words", () => {
    expect(lastingWords("accounting", { years: 10, months: null })).toEqual({
      fr: "10 ans après la fin de l’exercice",
      en: "10 years after the end of the fiscal year",
    });
    expect(lastingWords("log", { years: null, months: 12 })).toEqual({ fr: "12 mois", en: "12 months" });
    expect(lastingWords("access", { years: 1, months: null }).fr).toBe("1 an après la dernière connexion");
  });

  it("refuses a grid under what the law asks", () => {
    expect(Settings.safeParse({ retention: { accountingYears: 9 } }).success).toBe(false);
    expect(Settings.safeParse({ retention: { logMonths: 3 } }).success).toBe(false);
  });
});

describe("INF-5 when an answer is due", () => {
  it("is one month later, or the last day of that month (GDPR article 12.3)", () => {
    expect([dueOn("2026-11-30"), dueOn("2027-01-31"), dueOn("2028-01-31"), dueOn("2026-12-15")]).toEqual([
      "2026-12-30",
      "2027-02-28",
      "2028-02-29",
      "2027-01-15",
    ]);
    expect(addMonths("2026-11-30", 15)).toBe("2028-02-29");
    expect([isLate("2026-12-30", "2026-12-30"), isLate("2026-12-30", "2026-12-31")]).toEqual([false, true]);
  });
});

describe("INF-5 what has to be typed", () => {
  it("is the word for the person, in either language, and the identifier for staff", () => {
    expect([" EFFACER ", "erase", "oui", ""].map(confirmsErasure)).toEqual([true, true, false, false]);
    expect([namesPerson("c-1042 ", "C-1042"), namesPerson("", "C-1042")]).toEqual([true, false]);
  });
});
