import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Hold, heldBy, payableCents, planLettering, vatOf, within } from "./rules.ts";

const cents = fc.integer({ min: -100_000, max: 100_000 });
const hold: fc.Arbitrary<Hold> = fc.record({
  kind: fc.constantFrom("payment", "dispute", "declared", "recovery", "treasury", "suspension"),
  cents,
});

describe("what is payable", () => {
  it("PAY-2 is all that is open without a hold, a credit being negative", () => {
    expect(payableCents(12_000, [])).toBe(12_000);
    expect(payableCents(-3_000, [])).toBe(-3_000);
    expect(payableCents(0, [])).toBe(0);
  });
  it("PAY-5 is nothing while the entry is in a payment, even for a part", () => {
    expect(payableCents(12_000, [{ kind: "payment", cents: 5_000 }])).toBe(0);
  });
  it("DIS-1 is the part that is not contested", () => {
    expect(payableCents(12_000, [{ kind: "dispute", cents: 5_000 }])).toBe(7_000);
    expect(payableCents(-12_000, [{ kind: "dispute", cents: -5_000 }])).toBe(-7_000);
    expect(payableCents(12_000, [{ kind: "dispute", cents: 12_000 }])).toBe(0);
  });
  it("PAY-2 stays between zero and what is open", () => {
    fc.assert(
      fc.property(cents, fc.array(hold), (open, holds) => {
        const payable = payableCents(open, holds);
        expect(Math.abs(payable)).toBeLessThanOrEqual(Math.abs(open));
        expect(payable * open).toBeGreaterThanOrEqual(0);
        expect(Object.is(payable, -0)).toBe(false);
      }),
    );
  });
  it("DIS-2 tells the strongest hold", () => {
    expect(heldBy([])).toBeNull();
    expect(
      heldBy([
        { kind: "dispute", cents: 1 },
        { kind: "payment", cents: 1 },
      ]),
    ).toBe("payment");
    expect(
      heldBy([
        { kind: "suspension", cents: 1 },
        { kind: "dispute", cents: 1 },
      ]),
    ).toBe("dispute");
  });
  it("PAY-2 knows the share of VAT in what is payable of an invoice, signed as its entry", () => {
    const invoice = { totalCents: 12_000, vatCents: 2_000 };
    expect(vatOf(12_000, invoice)).toBe(2_000);
    expect(vatOf(-12_000, invoice)).toBe(-2_000);
    expect(vatOf(6_000, invoice)).toBe(1_000);
    expect(vatOf(0, invoice)).toBe(0);
    expect(vatOf(12_001, invoice)).toBeNull();
    expect(vatOf(12_000, null)).toBeNull();
  });
});

describe("what settles what", () => {
  it("PAY-7 letters the smaller side whole and the other in order", () => {
    expect(
      planLettering([
        { entryId: "money", cents: -70 },
        { entryId: "old", cents: 50 },
        { entryId: "new", cents: 100 },
        { entryId: "note", cents: -30 },
      ]),
    ).toEqual([
      { entryId: "money", cents: -70 },
      { entryId: "old", cents: 50 },
      { entryId: "new", cents: 50 },
      { entryId: "note", cents: -30 },
    ]);
  });
  it("PAY-7 letters nothing without both sides", () => {
    expect(planLettering([{ entryId: "money", cents: -70 }])).toEqual([]);
    expect(planLettering([{ entryId: "invoice", cents: 70 }])).toEqual([]);
  });
  it("PAY-7 always sums to zero and never takes more than there is", () => {
    fc.assert(
      fc.property(fc.array(cents), (amounts) => {
        const pieces = amounts.map((amount, rank) => ({ entryId: String(rank), cents: amount }));
        const parts = planLettering(pieces);
        expect(parts.reduce((sum, part) => sum + part.cents, 0)).toBe(0);
        for (const part of parts) {
          const whole = amounts[Number(part.entryId)]!;
          expect(within(part.cents, whole)).toBe(part.cents);
          expect(part.cents).not.toBe(0);
        }
        const debit = amounts.filter((amount) => amount > 0).reduce((a, b) => a + b, 0);
        const credit = amounts.filter((amount) => amount < 0).reduce((a, b) => a - b, 0);
        const lettered = parts.filter((part) => part.cents > 0).reduce((sum, part) => sum + part.cents, 0);
        expect(lettered).toBe(Math.min(debit, credit));
      }),
    );
  });
});
