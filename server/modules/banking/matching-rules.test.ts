import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rfReference } from "../../formats/iban/index.ts";
import {
  AUTOMATIC_SCORE,
  type MatchCandidate,
  type MatchLine,
  proposeMatches,
  searchKeys,
} from "./matching-rules.ts";

const IBAN = "FR7630006000011234567890189";
const lineOf = (given: Partial<MatchLine>): MatchLine => ({
  cents: 15_000,
  bookedOn: "2026-12-01",
  label: "",
  counterpartyName: null,
  counterpartyIban: null,
  endToEndId: null,
  structuredReference: null,
  texts: [],
  kind: "transfer",
  batch: null,
  mandateId: null,
  ...given,
});
const candidateOf = (given: Partial<MatchCandidate>): MatchCandidate => ({
  entryId: "e1",
  accountId: "a1",
  accountCode: "411000127",
  partyId: "p1",
  partyName: "Dupont Marie",
  partyAliases: [],
  piece: "F2026-0042",
  label: "",
  date: "2026-06-05",
  dueOn: "2026-07-05",
  openCents: 15_000,
  ...given,
});

const NAMES = ["Dupont Marie", "Dupont Jean", "Martin Paul", "SARL Le Fournil", "Müller"];
const candidate = fc.record({
  account: fc.nat(5),
  day: fc.nat(27),
  piece: fc.nat(12),
  openCents: fc.oneof(fc.constantFrom(5_000, 10_000, 15_000), fc.integer({ min: -20_000, max: 40_000 })),
});
const candidates = fc.array(candidate, { maxLength: 25 }).map((drawn) =>
  drawn.map(({ account, day, piece, openCents }, at) =>
    candidateOf({
      entryId: `e${at}`,
      accountId: `a${account}`,
      accountCode: `41100012${account}`,
      partyId: `p${account % 5}`,
      partyName: NAMES[account % 5]!,
      piece: `F2026-00${String(piece).padStart(2, "0")}`,
      date: `2026-06-${String(day + 1).padStart(2, "0")}`,
      dueOn: null,
      openCents,
    }),
  ),
);
const text = fc.constantFrom(
  "",
  "LOYER",
  "FACTURE F2026-0004",
  "F2026-0001 F2026-0002 F2026-0003",
  "CLIENT 411000121",
  "F2026 0005 ET F2026 0006",
  rfReference("F20260007"),
  `${rfReference("F20260001")} ${rfReference("F20260002")}`,
  rfReference("T1"),
  rfReference("UNKNOWN"),
);
const drawn = fc.record({
  candidates,
  cents: fc.oneof(fc.constantFrom(5_000, 10_000, 15_000, 25_000), fc.integer({ min: 1, max: 60_000 })),
  name: fc.option(fc.constantFrom(...NAMES, "LEGRAND LUC", "DUPONT")),
  texts: fc.array(text, { maxLength: 3 }),
  known: fc.boolean(),
});
type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

function propose(
  { candidates: open, cents, name, texts, known }: Drawn,
  order = (all: MatchCandidate[]) => all,
) {
  const parts = open.slice(0, 2).map(({ entryId, openCents }) => ({ entryId, cents: openCents }));
  const sum = parts.reduce((total, part) => total + part.cents, 0);
  const line = lineOf({ cents, counterpartyName: name, texts, counterpartyIban: IBAN });
  return proposeMatches(line, {
    candidates: order([...open]),
    orders: [{ orderId: "o1", reference: rfReference("T1"), accountId: "a0", cents: sum, parts }],
    payers: known ? [{ iban: IBAN, accountIds: ["a0", "a1"] }] : [],
  });
}

describe("what a line may pay", () => {
  it("PAY-10 never more than is open of an entry, nor more than the line, and the rest is told", () => {
    fc.assert(
      fc.property(drawn, (given) => {
        const open = new Map(given.candidates.map((one) => [one.entryId, one]));
        const proposals = propose(given);
        expect(proposals.length).toBeLessThanOrEqual(5);
        for (const { parts, unusedCents, accountIds, score, evidence } of proposals) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(100);
          if (evidence.some((said) => /^(ambiguous|unknown_)/.test(said))) expect(score).toBeLessThan(70);
          expect(parts.length).toBeGreaterThan(0);
          expect(new Set(parts.map(({ entryId }) => entryId)).size).toBe(parts.length);
          for (const { entryId, cents } of parts) {
            const { openCents } = open.get(entryId)!;
            expect(Math.sign(cents)).toBe(Math.sign(openCents));
            expect(Math.abs(cents)).toBeLessThanOrEqual(Math.abs(openCents));
          }
          const paid = parts.reduce((sum, { cents }) => sum + cents, 0);
          expect(paid).toBeGreaterThan(0);
          expect(paid + unusedCents).toBe(given.cents);
          expect(unusedCents).toBeGreaterThanOrEqual(0);
          expect(accountIds).toEqual(
            [...new Set(parts.map(({ entryId }) => open.get(entryId)!.accountId))].sort(),
          );
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("PAY-10 the same whatever the order of the candidates, best first", () => {
    fc.assert(
      fc.property(drawn, fc.infiniteStream(fc.nat()), (given, numbers) => {
        const whole = propose(given);
        const shuffled = propose(given, (all) =>
          all
            .map((one) => ({ one, place: numbers.next().value as number }))
            .sort((a, b) => a.place - b.place)
            .map(({ one }) => one),
        );
        expect(shuffled).toEqual(whole);
        const scores = whole.map(({ score }) => score);
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
      }),
      { numRuns: 500 },
    );
  });

  it("PAY-10 at most one is lettered without a hand, only by a reference or a number, and whole", () => {
    fc.assert(
      fc.property(drawn, (given) => {
        const automatic = propose(given).filter(({ score }) => score >= AUTOMATIC_SCORE);
        expect(automatic.length).toBeLessThanOrEqual(1);
        for (const { reason, unusedCents, evidence } of automatic) {
          expect(reason).toMatch(/^(order_reference|invoice_reference|invoice_number|several_invoices)$/);
          expect(unusedCents).toBe(0);
          expect(evidence.some((said) => /^(reference|piece):/.test(said))).toBe(true);
          expect(evidence).not.toContain("ambiguous");
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("PAY-10 nothing without a hand when another account owes the same under the same name and number", () => {
    fc.assert(
      fc.property(drawn, (given) => {
        const twins = given.candidates.map((one) => ({
          ...one,
          entryId: `twin of ${one.entryId}`,
          accountId: `twin of ${one.accountId}`,
        }));
        const proposals = propose({ ...given, known: false, candidates: [...given.candidates, ...twins] });
        const ordered = (evidence: readonly string[]) => evidence.includes(`reference:${rfReference("T1")}`);
        const wrong = proposals.filter(
          ({ score, evidence }) => score >= AUTOMATIC_SCORE && !ordered(evidence),
        );
        expect(wrong).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it("PAY-10 in a short time, however many entries are open and however many sums there are", () => {
    const many = Array.from({ length: 3_000 }, (_, at) =>
      candidateOf({
        entryId: `e${String(at).padStart(4, "0")}`,
        accountId: `a${at % 40}`,
        partyId: `p${at % 40}`,
        partyName: at % 40 === 0 ? "Dupont Marie" : `Locataire ${at % 40}`,
        piece: `F2026-${String(at).padStart(4, "0")}`,
        openCents: 1_000 + ((at * 7_919) % 50_000),
      }),
    );
    const line = lineOf({
      cents: 1_234_567,
      counterpartyName: "DUPONT MARIE",
      texts: ["A1 B2 C3 ".repeat(200)],
    });
    const before = performance.now();
    proposeMatches(line, { candidates: many, orders: [], payers: [] });
    expect(performance.now() - before).toBeLessThan(1_500);
  });
});

it("PAY-10 a payer is known by whatever stands for the IBAN, a keyed hash as well", () => {
  const line = lineOf({ counterpartyName: "SCI DU PARC", counterpartyIban: "aB3-x_9" });
  const propose = (iban: string) =>
    proposeMatches(line, {
      candidates: [candidateOf({})],
      orders: [],
      payers: [{ iban, accountIds: ["a1"] }],
    })[0];
  expect(propose("aB3-x_9")?.reason).toBe("known_payer_amount");
  expect(propose("AB3-X_9")?.reason).toBe("amount_alone");
});

describe("what the database is asked for", () => {
  it("PAY-10 references, numbers as they may be written, names, the amount", () => {
    const reference = rfReference("F20260042");
    const keys = searchKeys(
      lineOf({
        counterpartyName: "MME DUPONT MARIE",
        texts: [`REGLEMENT ${reference}`, "FACTUREF20260051 2026-0 / 060"],
        endToEndId: "E-77",
      }),
    );
    expect(keys.references).toEqual([reference]);
    expect(keys.pieces).toEqual(expect.arrayContaining(["F20260042", "F20260051", "20260060", "E77"]));
    expect(keys.words).toEqual(["DUPONT", "MARIE"]);
    expect(keys.cents).toBe(15_000);
  });
  it("PAY-10 a text without end asks for little", () => {
    const keys = searchKeys(
      lineOf({ texts: Array.from({ length: 300 }, (_, at) => `NOM${at} MOT${"X".repeat(at % 9)} ${at}`) }),
    );
    expect(keys.pieces.length).toBeLessThanOrEqual(200);
    expect(keys.words.length).toBeLessThanOrEqual(12);
  });
});
