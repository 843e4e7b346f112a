import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ProviderTruth } from "../../gateways/payment-gateway.ts";
import {
  type AttemptView,
  centsByAccount,
  decide,
  foldReversal,
  isToBeAsked,
  mayDecide,
  newReference,
  type PaymentState,
  partialBounds,
  receiptNumber,
  spreadAmount,
  vatOfPart,
  whyNotPayable,
} from "./rules.ts";

const truth = (
  state: ProviderTruth["state"],
  cents: number | null = 1000,
  alert: string | null = null,
): ProviderTruth => ({
  state,
  cents,
  means: "card",
  providerReference: "P1",
  authorisation: "A1",
  at: null,
  alert,
  code: "x",
});
const attempt = (state: PaymentState): AttemptView => ({
  state,
  cents: 1000,
  cancelledByCustomer: state === "cancelled",
});

describe("PAY-6 what a provider's word does to an attempt", () => {
  it.each<[PaymentState, ProviderTruth, object]>([
    ["waiting", truth("paid"), { act: "settle", cents: 1000, letter: "ordered", alert: null }],
    ["starting", truth("paid"), { act: "settle", cents: 1000, letter: "ordered", alert: null }],
    ["waiting", truth("paid", null), { act: "settle", cents: 1000, letter: "ordered", alert: null }],
    [
      "waiting",
      truth("paid", 999),
      { act: "settle", cents: 999, letter: "nothing", alert: "amount_differs:999:1000" },
    ],
    [
      "waiting",
      truth("paid", 1001),
      { act: "settle", cents: 1001, letter: "nothing", alert: "amount_differs:1001:1000" },
    ],
    [
      "cancelled",
      truth("paid"),
      { act: "settle", cents: 1000, letter: "nothing", alert: "paid_after_cancellation" },
    ],
    ["denied", truth("paid"), { act: "settle", cents: 1000, letter: "free", alert: "paid_after_closing" }],
    ["expired", truth("paid"), { act: "settle", cents: 1000, letter: "free", alert: "paid_after_closing" }],
    ["failed", truth("paid"), { act: "settle", cents: 1000, letter: "free", alert: "paid_after_closing" }],
    ["paid", truth("paid"), { act: "note" }],
    ["paid", truth("denied"), { act: "note" }],
    ["paid", truth("cancelled"), { act: "note" }],
    ["waiting", truth("denied"), { act: "close", state: "denied" }],
    ["waiting", truth("cancelled"), { act: "close", state: "cancelled" }],
    ["waiting", truth("expired"), { act: "close", state: "expired" }],
    ["waiting", truth("waiting"), { act: "note" }],
    ["cancelled", truth("denied"), { act: "note" }],
    ["denied", truth("cancelled"), { act: "note" }],
  ])("%s, then %o", (state, word, decision) => {
    expect(decide(attempt(state), word)).toEqual(decision);
  });

  const states = fc.constantFrom<PaymentState>(
    "starting",
    "waiting",
    "paid",
    "denied",
    "cancelled",
    "expired",
    "failed",
  );
  const words = fc.record({
    state: fc.constantFrom<ProviderTruth["state"]>("paid", "denied", "cancelled", "expired", "waiting"),
    cents: fc.option(fc.integer({ min: 1, max: 5000 })),
  });

  it("records every paid word of an unpaid attempt, and never loses a cent of it", () => {
    fc.assert(
      fc.property(states, words, (state, word) => {
        const decision = decide(attempt(state), truth(word.state, word.cents));
        expect(decision.act === "settle").toBe(word.state === "paid" && state !== "paid");
        if (decision.act === "settle") expect(decision.cents).toBe(word.cents ?? 1000);
      }),
    );
  });

  it("ends with the money recorded once, in whatever order and however often the words come", () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), (sequence) => {
        let state: PaymentState = "waiting";
        let recorded = 0;
        for (const word of sequence) {
          const decision = decide(attempt(state), truth(word.state, 1000));
          if (decision.act === "settle") {
            recorded += decision.cents;
            state = "paid";
          } else if (decision.act === "close") state = decision.state;
        }
        expect(recorded).toBe(sequence.some((word) => word.state === "paid") ? 1000 : 0);
      }),
    );
  });
});

describe("PAY-2 a cart that cannot be paid says why", () => {
  const ready = { configured: true, several: true, email: true, amountCents: null, partially: false };
  const piece = (cents: number, accountId = "a") => ({ accountId, cents });
  it.each<[string | null, Parameters<typeof whyNotPayable>[0]]>([
    [null, { ...ready, pieces: [piece(1000)] }],
    [null, { ...ready, pieces: [piece(1000), piece(-400)] }],
    [null, { ...ready, pieces: [piece(1000, "a"), piece(-400, "b")] }],
    ["cart.empty", { ...ready, pieces: [] }],
    ["cart.total_not_positive", { ...ready, pieces: [piece(400), piece(-400)] }],
    ["cart.total_not_positive", { ...ready, pieces: [piece(-1)] }],
    ["cart.one_at_a_time", { ...ready, several: false, pieces: [piece(400), piece(500)] }],
    [null, { ...ready, several: false, pieces: [piece(400), piece(-100)] }],
    ["cart.not_started_online", { ...ready, configured: false, pieces: [piece(400)] }],
    ["cart.below_minimum", { ...ready, pieces: [piece(99)] }],
    ["cart.email_needed", { ...ready, email: false, pieces: [piece(400)] }],
    ["cart.partial_not_allowed", { ...ready, amountCents: 300, pieces: [piece(400)] }],
    [null, { ...ready, amountCents: 400, pieces: [piece(400)] }],
    [null, { ...ready, partially: true, amountCents: 300, pieces: [piece(400)] }],
    ["cart.below_minimum", { ...ready, partially: true, amountCents: 99, pieces: [piece(400)] }],
    ["cart.above_total", { ...ready, partially: true, amountCents: 401, pieces: [piece(400)] }],
  ])("%s", (why, cart) => {
    expect(whyNotPayable(cart)).toBe(why);
  });

  it("PAY-2 gives each account its own part, and the parts sum to the total", () => {
    const pieces = fc.array(
      fc.record({
        accountId: fc.constantFrom("a", "b", "c"),
        cents: fc.integer({ min: -10_000, max: 10_000 }),
      }),
    );
    fc.assert(
      fc.property(pieces, (list) => {
        const parts = centsByAccount(list);
        expect(parts.reduce((sum, [, cents]) => sum + cents, 0)).toBe(
          list.reduce((sum, one) => sum + one.cents, 0),
        );
        expect(parts.map(([id]) => id)).toEqual([...new Set(list.map((one) => one.accountId))].sort());
      }),
    );
  });
});

describe("PAY-2 an amount that the payer chooses", () => {
  it.each<[string, number[], number, number[]]>([
    ["pays the oldest first, the last in part", [3000, 4000, 5000], 5000, [3000, 2000, 0]],
    ["pays all of it", [3000, 4000], 7000, [3000, 4000]],
    ["is a part of one piece", [3000], 100, [100]],
    ["deducts credit notes in full, wherever they stand", [3000, -1000, 4000], 2500, [3000, -1000, 500]],
    ["needs no more than the credits leave", [1000, -900], 100, [1000, -900]],
  ])("%s", (_, cents, amount, parts) => {
    expect(spreadAmount(cents, amount)).toEqual(parts);
  });
  it("is spread to the cent, never beyond a piece, and never on a younger one before an older", () => {
    const pieces = fc.array(
      fc.integer({ min: -5000, max: 20_000 }).filter((cents) => cents !== 0),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(pieces, fc.double({ min: 0.0001, max: 1, noNaN: true }), (cents, share) => {
        const total = cents.reduce((sum, one) => sum + one, 0);
        fc.pre(total > 0);
        const amount = Math.max(1, Math.floor(total * share));
        const parts = spreadAmount(cents, amount);
        expect(parts.reduce((sum, one) => sum + one, 0)).toBe(amount);
        let short = false;
        for (const [rank, part] of parts.entries()) {
          const whole = cents[rank]!;
          if (whole < 0) expect(part).toBe(whole);
          else {
            expect(part).toBeGreaterThanOrEqual(0);
            expect(part).toBeLessThanOrEqual(whole);
            if (short) expect(part).toBe(0);
            short ||= part < whole;
          }
        }
      }),
    );
  });
  it("is offered between the least that providers take and the total", () => {
    expect(partialBounds(5000, true)).toEqual({ minimumCents: 100, maximumCents: 5000 });
    expect(partialBounds(5000, false)).toBeNull();
    expect(partialBounds(100, true)).toBeNull();
  });
  it("bears its share of the VAT, to the nearest cent", () => {
    expect(vatOfPart(2000, 12_000, 12_000)).toBe(2000);
    expect(vatOfPart(2000, 12_000, 6001)).toBe(1000);
    expect(vatOfPart(null, 12_000, 6000)).toBeNull();
    expect(vatOfPart(0, 0, 0)).toBe(0);
  });
});

describe("PAY-11 what a provider tells to have gone back", () => {
  const known = (cents: number, key: string | null, kind: "refund" | "charge_back" = "refund") => ({
    id: `${kind}${cents}`,
    kind,
    cents,
    key,
  });
  const told = (cents: number | null, key = "k") => ({ kind: "refund" as const, key, cents });
  it.each<[string, Parameters<typeof foldReversal>, object]>([
    ["is written", [1000, [], told(400)], { act: "write", cents: 400 }],
    [
      "is all that is left when no amount is told",
      [1000, [known(300, "a")], told(null)],
      { act: "write", cents: 700 },
    ],
    ["is known by its key", [1000, [known(400, "k")], told(400)], { act: "known" }],
    ["is known by its key, though nothing is left", [1000, [known(1000, "k")], told(1000)], { act: "known" }],
    [
      "is what staff recorded by hand",
      [1000, [known(400, null)], told(400)],
      { act: "adopt", id: "refund400" },
    ],
    [
      "is not what staff recorded of another amount",
      [1000, [known(300, null)], told(400)],
      { act: "write", cents: 400 },
    ],
    [
      "is not the charge-back that staff recorded",
      [1000, [known(400, null, "charge_back")], told(400)],
      { act: "write", cents: 400 },
    ],
    [
      "is set aside beyond what is left",
      [1000, [known(700, "a")], told(400)],
      { act: "set_aside", leftCents: 300 },
    ],
    [
      "is set aside when nothing is left",
      [1000, [known(1000, "a")], told(null)],
      { act: "set_aside", leftCents: 0 },
    ],
  ])("%s", (_, given, fold) => {
    expect(foldReversal(...given)).toEqual(fold);
  });
});

describe("ACT-6 what staff may decide of a declaration", () => {
  it.each([
    ["declared", true, true],
    ["accepted", false, true],
    ["refused", false, false],
    ["withdrawn", false, false],
  ] as const)("%s: accept %s, refuse %s", (state, accept, refuse) => {
    if (state !== "accepted") expect(mayDecide(state, "accepted")).toBe(accept);
    expect(mayDecide(state, "refused")).toBe(refuse);
  });
});

describe("PAY-5 when the provider is asked", () => {
  const now = new Date("2026-11-23T12:00:00Z");
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
  it.each<[boolean, string, Parameters<typeof isToBeAsked>[0]]>([
    [
      false,
      "an attempt just opened",
      { state: "waiting", createdAt: ago(0.5), askedAt: null, closedAt: null, reversalDays: 0 },
    ],
    [
      true,
      "after a minute",
      { state: "waiting", createdAt: ago(1), askedAt: null, closedAt: null, reversalDays: 0 },
    ],
    [
      true,
      "every minute at first",
      { state: "waiting", createdAt: ago(10), askedAt: ago(1), closedAt: null, reversalDays: 0 },
    ],
    [
      false,
      "then every five",
      { state: "waiting", createdAt: ago(16), askedAt: ago(4), closedAt: null, reversalDays: 0 },
    ],
    [
      true,
      "then every five, due",
      { state: "waiting", createdAt: ago(16), askedAt: ago(5), closedAt: null, reversalDays: 0 },
    ],
    [
      false,
      "a paid one, never again",
      { state: "paid", createdAt: ago(100), askedAt: ago(90), closedAt: ago(90), reversalDays: 0 },
    ],
    [
      true,
      "a cancelled one, each half hour",
      { state: "cancelled", createdAt: ago(100), askedAt: ago(31), closedAt: ago(90), reversalDays: 0 },
    ],
    [
      false,
      "a cancelled one, not after a day",
      { state: "cancelled", createdAt: ago(3000), askedAt: ago(600), closedAt: ago(1500), reversalDays: 0 },
    ],
    [
      true,
      "a paid one, each day, while its provider can tell a refund",
      { state: "paid", createdAt: ago(5000), askedAt: ago(1440), closedAt: ago(4900), reversalDays: 30 },
    ],
    [
      false,
      "a paid one, not twice a day",
      { state: "paid", createdAt: ago(5000), askedAt: ago(1000), closedAt: ago(4900), reversalDays: 30 },
    ],
    [
      false,
      "a paid one, not after those days",
      { state: "paid", createdAt: ago(50_000), askedAt: ago(2000), closedAt: ago(43_300), reversalDays: 30 },
    ],
  ])("%s: %s", (expected, _what, view) => {
    expect(isToBeAsked(view, now)).toBe(expected);
  });
});

describe("references and numbers", () => {
  it("makes references that every provider accepts and that differ", () => {
    const made = Array.from({ length: 500 }, newReference);
    expect(new Set(made).size).toBe(500);
    for (const reference of made) expect(reference).toMatch(/^[A-Z0-9]{14}$/);
  });
  it("numbers receipts by year", () => {
    expect(receiptNumber(2026, 42)).toBe("R2026-000042");
  });
});
