import { describe, expect, it } from "vitest";
import { answerBy, disputeReference, isBooked, isLate, isOffered, keepsHold } from "./rules.ts";

describe("DIS-4 the delay", () => {
  const monday = new Date("2026-11-23T22:59:00Z");
  it("counts days of Paris: a minute before midnight there is still that day", () => {
    expect(answerBy(monday, 10)).toBe("2026-12-03");
    expect(answerBy(new Date("2026-11-23T23:01:00Z"), 10)).toBe("2026-12-04");
  });
  it("is over the day after its last day, and never while it is the customer’s turn", () => {
    expect(isLate(monday, 10, "2026-12-03")).toBe(false);
    expect(isLate(monday, 10, "2026-12-04")).toBe(true);
    expect(isLate(null, 1, "2030-01-01")).toBe(false);
  });
});

describe("DIS-4 what is decided", () => {
  it("stays held when the customer was right, since nobody may ask for it", () => {
    expect([keepsHold("credit_note_expected"), keepsHold("accepted")]).toEqual([true, true]);
    expect([keepsHold("rejected"), keepsHold("withdrawn")]).toEqual([false, false]);
  });
  const contested = [
    { entryId: "a", cents: 40, openCents: 100 },
    { entryId: "b", cents: 10, openCents: 10 },
  ];
  it.each([
    ["nothing is left open", { a: 0, b: 0 }, [], true],
    ["an entry left the books", { b: 0 }, [], true],
    ["one is still open", { a: 100, b: 0 }, [], false],
    ["the credit note has come, unlettered", { a: 100, b: 10 }, [{ cents: 50 }], true],
    ["a credit note of something else has come", { a: 100, b: 10 }, [{ cents: 40 }], false],
  ])("is in the books or not: %s", (_, open, notes, booked) => {
    expect(isBooked(contested, new Map(Object.entries(open)), notes)).toBe(booked);
  });
});

describe("DIS-1 a category", () => {
  const offered = [
    { id: "price", subtypes: [{ id: "vat" }] },
    { id: "other", subtypes: [] },
  ];
  it.each([
    ["price", "vat", true],
    ["price", null, false],
    ["other", null, true],
    ["other", "vat", false],
    ["gone", null, false],
  ])("%s with %s is offered: %s", (categoryId, subtypeId, ok) => {
    expect(isOffered({ categoryId, subtypeId }, offered)).toBe(ok);
  });
});

it("names disputes by year and rank", () => expect(disputeReference(2026, 42)).toBe("L2026-000042"));
