import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isTargetDay } from "../../formats/sepa/index.ts";
import { addDays } from "../../platform/dates.ts";
import {
  addMonths,
  codeHash,
  dormantBefore,
  firstDebit,
  isOurUmr,
  isUmr,
  maskTarget,
  mayBeCredit,
  planInstalments,
  splitCents,
  umrOf,
  usableUntil,
} from "./rules.ts";

const day = fc.integer({ min: 0, max: 5000 }).map((days) => addDays("2020-01-01", days));

describe("MAN-3 plans", () => {
  it("100 euros over three months: one cent more on the first", () => {
    expect(splitCents(10_000, 3)).toEqual([3334, 3333, 3333]);
    expect(splitCents(2, 3)).toEqual([1, 1]);
    expect(splitCents(0, 3)).toEqual([]);
  });
  it("sum exactly, each at least one cent, none a cent further from another", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000_00 }),
        fc.integer({ min: 2, max: 12 }),
        (cents, months) => {
          const parts = splitCents(cents, months);
          expect(parts.reduce((sum, part) => sum + part, 0)).toBe(cents);
          expect(Math.min(...parts)).toBeGreaterThanOrEqual(1);
          expect(Math.max(...parts) - Math.min(...parts)).toBeLessThanOrEqual(1);
          expect(parts).toEqual(parts.toSorted((one, other) => other - one));
        },
      ),
    );
  });
  it("dates follow each other, on days on which TARGET is open, and do not drift", () => {
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: 2, max: 12 }),
        fc.integer({ min: 1, max: 30 }),
        (today, months, notice) => {
          const plan = planInstalments(100_000, { months, firstOn: firstDebit(today, notice) });
          // Signed the day after, the notice is still whole.
          const first = addDays(today, notice + 1);
          expect(plan).toHaveLength(months);
          plan.forEach((one, index) => {
            expect(isTargetDay(one.dueOn)).toBe(true);
            const meant = addMonths(first, index);
            expect(one.dueOn >= meant).toBe(true);
            // TARGET is never closed for more than four days in a row.
            expect(one.dueOn <= addDays(meant, 4)).toBe(true);
            if (index > 0) expect(one.dueOn > plan[index - 1]!.dueOn).toBe(true);
          });
        },
      ),
    );
  });
  it("the 31st stays the last day of short months", () => {
    expect([0, 1, 2, 3].map((months) => addMonths("2026-01-31", months))).toEqual([
      "2026-01-31",
      "2026-02-28",
      "2026-03-31",
      "2026-04-30",
    ]);
  });
  it("any plan may be credit to a consumer: the 50 days run from the supply, which is before the signature", () => {
    expect([0, 2, 3, 12].map(mayBeCredit)).toEqual([false, true, true, true]);
  });
});

describe("references", () => {
  it("are made of what every bank takes, whatever the creditor's code", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.integer({ min: 1, max: 99_999_999 }), (code, number) => {
        const umr = umrOf(code, number);
        expect(umr).toMatch(/^[A-Z0-9](?:[A-Z0-9-]{0,33}[A-Z0-9])?$/);
        expect(isUmr(umr)).toBe(true);
        expect(isOurUmr(code, umr.toLowerCase())).toBe(true);
      }),
    );
  });
  it.each(["/A", "A/", "A//B", "A B", "é", "", "A".repeat(36)])("« %s » is none", (umr) => {
    expect(isUmr(umr)).toBe(false);
  });
  it("one from another book may be typed", () => {
    expect(isOurUmr("EAU", "EAU-123")).toBe(false);
    expect(isUmr("RUM/2019:0042+a")).toBe(true);
  });
});

describe("MAN-7 thirty-six months", () => {
  it("count from the last use; what is usable today is not dormant", () => {
    expect(usableUntil("2024-02-29")).toBe("2027-02-28");
    fc.assert(
      fc.property(day, day, (use, today) => {
        if (today <= usableUntil(use)) expect(use >= dormantBefore(today)).toBe(true);
        if (today > addDays(usableUntil(use), 3)) expect(use < dormantBefore(today)).toBe(true);
      }),
    );
  });
});

describe("MAN-4 codes", () => {
  it("one code has another hash for another document, another salt, another key", () => {
    const given = { salt: Buffer.alloc(16), documentHash: "a", signatureId: "s", code: "123456" };
    const hash = (over: object, key = "k") =>
      codeHash(Buffer.from(key), { ...given, ...over }).toString("hex");
    const all = [
      hash({}),
      hash({ documentHash: "b" }),
      hash({ salt: Buffer.alloc(16, 1) }),
      hash({ code: "123457" }),
      hash({}, "other"),
    ];
    expect(new Set(all).size).toBe(all.length);
  });
  it("addresses are told by a few characters", () => {
    expect(maskTarget("email", "camille@example.org")).toBe("ca•••@example.org");
    expect(maskTarget("email", "a@example.org")).toBe("a•••@example.org");
    expect(maskTarget("sms", "+33612345678")).toBe("+33 •• •• •• 78");
  });
});
