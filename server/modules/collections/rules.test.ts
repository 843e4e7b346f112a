/** What a debit takes, on which day, and why it came back: without a database. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isTargetDay } from "../../formats/sepa/index.ts";
import { addDays } from "../../platform/dates.ts";
import { sumCents } from "../../platform/money.ts";
import type { CollectableMandate } from "../mandates/index.ts";
import { collectionDay, cutOffDay, earliestDay, firstReachable, retryDay } from "./calendar-rules.ts";
import { mayRetry, REASONS, reasonOf } from "./reason-rules.ts";
import { matchTold } from "./return-rules.ts";
import { type Due, newEndToEndId, planMandate, planPieces, remittanceOf, retryEndToEndId } from "./rules.ts";

const CALENDAR = { days: [5], leadDays: 1, cutOffHour: 10 };
const at = (text: string) => new Date(text);
const entry = (id: string, payableCents: number, dueOn: string | null = "2027-02-20") => ({
  id,
  payableCents,
  dueOn,
  date: "2027-01-15",
});
const mandate = (over: Partial<CollectableMandate> = {}): CollectableMandate => ({
  id: "m",
  umr: "REGIE-000001",
  creditorId: "c",
  creditorName: "Régie",
  ics: "FR72ZZZ123456",
  partyId: "p",
  accountId: "a",
  scheme: "CORE",
  mode: "automatic",
  signedOn: "2027-01-10",
  preNotificationDays: 14,
  debtor: { name: "Camille Durand", iban: "FR7630006000011234567890189", bic: null, address: null },
  oneOff: null,
  instalments: [],
  planEntryIds: [],
  amendment: null,
  lastCollectedOn: null,
  userId: "u",
  ...over,
});
const due = (over: Partial<Due> = {}): Due => ({
  entries: [],
  barred: new Set(),
  now: at("2027-02-17T08:00:00Z"),
  calendar: CALENDAR,
  takenOneOff: false,
  planUnderWay: false,
  planOpenCents: 0,
  ...over,
});

describe("MAN-7 the days of a debit", () => {
  it("before the hour of the bank, the next TARGET day; after it, one more", () => {
    // Wednesday 3 March 2027, 09:59 then 10:00 in Paris.
    expect(firstReachable(at("2027-03-03T08:59:00Z"), CALENDAR)).toBe("2027-03-04");
    expect(firstReachable(at("2027-03-03T09:00:00Z"), CALENDAR)).toBe("2027-03-05");
    // Friday evening: given on Monday, collected on Tuesday.
    expect(firstReachable(at("2027-03-05T18:00:00Z"), CALENDAR)).toBe("2027-03-09");
    // Maundy Thursday 2027 after the hour: Good Friday and Easter Monday are closed.
    expect(firstReachable(at("2027-03-25T12:00:00Z"), CALENDAR)).toBe("2027-03-31");
    expect(cutOffDay("2027-03-30", CALENDAR)).toBe("2027-03-25");
  });
  it("the day of the month, moved to a day on which TARGET is open", () => {
    expect(collectionDay("2027-02-06", CALENDAR)).toBe("2027-03-05");
    expect(collectionDay("2027-06-05", CALENDAR)).toBe("2027-06-07");
    expect(collectionDay("2027-06-06", CALENDAR)).toBe("2027-06-07");
    expect(collectionDay("2027-03-06", { ...CALENDAR, days: [] })).toBe("2027-03-08");
    expect(collectionDay("2027-12-28", { ...CALENDAR, days: [1, 15] })).toBe("2028-01-03");
  });
  it("never before its notice nor before the bank can, and always on an open day", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3650 }),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 1, max: 30 }),
        fc.array(fc.integer({ min: 1, max: 28 }), { maxLength: 4 }),
        fc.integer({ min: 1, max: 5 }),
        (after, hour, notice, days, leadDays) => {
          const day = addDays("2026-12-01", after);
          const now = new Date(`${day}T${String(hour).padStart(2, "0")}:30:00Z`);
          const calendar = { days, leadDays, cutOffHour: 10 };
          const earliest = earliestDay(now, calendar, notice);
          const collected = collectionDay(earliest, calendar);
          expect(collected >= earliest && collected >= addDays(day, notice)).toBe(true);
          expect(isTargetDay(collected)).toBe(true);
          expect(retryDay(now, 3, notice) >= addDays(day, notice)).toBe(true);
        },
      ),
    );
  });
});

describe("MAN-7 what a debit takes", () => {
  it("what is due, less the credits; nothing when they are worth as much", () => {
    expect(planPieces([entry("a", 3000), entry("b", -1000)], null)).toEqual({
      cents: 2000,
      parts: [
        { entryId: "a", cents: 3000 },
        { entryId: "b", cents: -1000 },
      ],
    });
    expect(planPieces([entry("a", 1000), entry("b", -1000)], null)).toEqual({ parts: [], cents: 0 });
  });
  it("up to a limit, oldest first, the last in part", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -5000, max: 5000 })),
        fc.integer({ min: 1, max: 20_000 }),
        (amounts, most) => {
          const { parts, cents } = planPieces(
            amounts.map((one, i) => entry(String(i), one)),
            most,
          );
          const available = sumCents(amounts.filter((one) => one > 0));
          expect(cents).toBe(Math.min(most, available));
          expect(sumCents(parts.map((part) => part.cents))).toBe(cents);
          expect(parts.every((part) => part.cents > 0 && part.cents <= amounts[Number(part.entryId)]!)).toBe(
            true,
          );
        },
      ),
    );
  });
  it("automatic: on the creditor’s day, entries due by then, once its notice comes near", () => {
    const entries = [entry("a", 3000), entry("b", -500, "2027-12-01"), entry("c", 900, "2027-03-06")];
    expect(planMandate(mandate(), due({ entries })).planned).toEqual([
      {
        kind: "automatic",
        instalmentId: null,
        collectOn: "2027-03-05",
        cents: 2500,
        parts: [
          { entryId: "a", cents: 3000 },
          { entryId: "b", cents: -500 },
        ],
      },
    ]);
    // Too early to hold anything, and too late for March.
    expect(planMandate(mandate(), due({ entries, now: at("2027-02-10T08:00:00Z") })).planned).toEqual([]);
    expect(planMandate(mandate(), due({ entries, now: at("2027-02-20T08:00:00Z") })).planned).toEqual([]);
    expect(
      planMandate(mandate(), due({ entries, now: at("2027-03-19T08:00:00Z") })).planned[0]?.collectOn,
    ).toBe("2027-04-05");
  });
  it("without days of the month: on the due date of the oldest", () => {
    const calendar = { ...CALENDAR, days: [] };
    const entries = [
      entry("a", 3000, "2027-03-06"),
      entry("b", 100, "2027-03-08"),
      entry("c", 1, "2027-03-09"),
    ];
    expect(planMandate(mandate(), due({ entries, calendar })).planned).toMatchObject([
      { collectOn: "2027-03-08", cents: 3100 },
    ]);
  });
  it("one-off: its amount, once; what it was signed for need not be due", () => {
    const one = mandate({ mode: "one_off", oneOff: { cents: 5000, wantedOn: null } });
    const entries = [entry("a", 3000), entry("b", 1500, "2027-09-01")];
    expect(planMandate(one, due({ entries })).planned).toMatchObject([
      { kind: "one_off", collectOn: "2027-03-03", cents: 5000, parts: [{ cents: 3000 }, { cents: 1500 }] },
    ]);
    expect(planMandate(one, due({ entries, takenOneOff: true })).planned).toEqual([]);
    const wanted = mandate({ mode: "one_off", oneOff: { cents: 5000, wantedOn: "2027-02-22" } });
    expect(planMandate(wanted, due({ entries })).planned[0]?.collectOn).toBe("2027-02-22");
  });
});

describe("MAN-3 instalments", () => {
  const plan = mandate({
    instalments: [
      { id: "i1", rank: 1, dueOn: "2027-03-01", cents: 1000 },
      { id: "i2", rank: 2, dueOn: "2027-04-01", cents: 1000 },
    ],
    planEntryIds: ["a"],
  });
  const entries = [entry("a", 2000), entry("b", 700)];
  it("one at a time, beside what falls due otherwise", () => {
    expect(planMandate(plan, due({ entries, planOpenCents: 2000 })).planned).toMatchObject([
      { kind: "instalment", instalmentId: "i1", collectOn: "2027-03-01", cents: 1000 },
      { kind: "automatic", cents: 700, parts: [{ entryId: "b" }] },
    ]);
    expect(
      planMandate(plan, due({ entries, planUnderWay: true, planOpenCents: 2000 })).planned,
    ).toMatchObject([{ kind: "automatic", cents: 700 }]);
  });
  it("goes on after an instalment that came back, while what falls due is not taken again by itself", () => {
    const barred = new Set(["a", "b"]);
    expect(planMandate(plan, due({ entries, barred, planOpenCents: 2000 })).planned).toMatchObject([
      { kind: "instalment", instalmentId: "i1", cents: 1000 },
    ]);
    expect(planMandate(mandate(), due({ entries, barred })).planned).toEqual([]);
    const one = mandate({ mode: "one_off", oneOff: { cents: 2000, wantedOn: null } });
    expect(planMandate(one, due({ entries, barred })).planned).toMatchObject([{ cents: 2000 }]);
  });
  it("waits for what is held; is emptied when it was paid otherwise", () => {
    expect(planMandate(plan, due({ entries: [], planOpenCents: 2000 }))).toEqual({
      planned: [],
      emptied: [],
    });
    expect(planMandate(plan, due({ entries: [], planOpenCents: 0 }))).toEqual({
      planned: [],
      emptied: ["i1"],
    });
  });
});

describe("MAN-7 what came back", () => {
  it("every code says why in French and English, what becomes of the mandate, and the next step", () => {
    expect(Object.keys(REASONS)).toHaveLength(33);
    for (const reason of Object.values(REASONS)) {
      expect(reason.text.fr).toMatch(/\.$/);
      expect(reason.text.en).toMatch(/\.$/);
    }
    expect(reasonOf("md01")).toBe(REASONS["MD01"]);
    expect(reasonOf("XX99")).toMatchObject({ mandate: "keep", next: "ask_code" });
    expect(reasonOf(null)).toMatchObject({ mandate: "keep", next: "contact" });
    expect([reasonOf("AC04").mandate, reasonOf("MD06").mandate, reasonOf("MD01").mandate]).toEqual([
      "blocked",
      "suspended",
      "stopped",
    ]);
  });
  it("is presented again once, for want of funds or of a reason, if the creditor wants it", () => {
    const first = { kind: "automatic", mode: "automatic" };
    expect(mayRetry("AM04", first, 10)).toBe(true);
    expect(mayRetry("MS03", first, 10)).toBe(true);
    expect(mayRetry("AM04", first, null)).toBe(false);
    expect(mayRetry("AM04", { ...first, kind: "retry" }, 10)).toBe(false);
    expect(mayRetry("AM04", { kind: "one_off", mode: "one_off" }, 10)).toBe(false);
    expect(mayRetry("AC04", first, 10)).toBe(false);
  });
  it("told by its mandate only, it is the latest debit of that amount", () => {
    const told = { umr: "Regie-1", cents: -1550, on: "2027-04-20", chargesCents: 50 };
    const one = (id: string, collectOn: string, cents = 1500) => ({
      id,
      umr: "REGIE-1",
      cents,
      collectOn,
      state: "collected" as const,
    });
    expect(matchTold(told, [one("march", "2027-03-05"), one("april", "2027-04-05")])).toBe("april");
    expect(matchTold(told, [one("may", "2027-05-05")])).toBeNull();
    expect(matchTold(told, [one("other", "2027-04-05", 1400)])).toBeNull();
    expect(matchTold(told, [one("a", "2027-04-05"), one("b", "2027-04-05")])).toBeNull();
    expect(matchTold({ ...told, umr: null }, [one("april", "2027-04-05")])).toBeNull();
  });
});

describe("MAN-7 names", () => {
  it("an attempt has a name of its own, in capitals and digits, and its second presentation says so", () => {
    const name = newEndToEndId("2027-03-05");
    expect(name).toMatch(/^PR270305[A-Z0-9]{10}$/);
    expect(retryEndToEndId(name).length).toBeLessThanOrEqual(35);
    expect(new Set(Array.from({ length: 2000 }, () => newEndToEndId("2027-03-05"))).size).toBe(2000);
  });
  it("the debtor reads the creditor and as many pieces as fit", () => {
    expect(remittanceOf("Régie", ["F-1", "", "F-2"])).toBe("Régie F-1 F-2");
    const text = remittanceOf(
      "Régie",
      Array.from({ length: 100 }, (_, i) => `F-${i}`),
    );
    expect(text.length).toBeLessThanOrEqual(140);
    expect(text).toMatch(/\.\.\.$/);
  });
});
