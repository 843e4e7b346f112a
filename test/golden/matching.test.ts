/** PAY-10: what is proposed for real-looking lines of bank statements. A change of any of them is a decision, not an accident. */
import { describe, expect, it } from "vitest";
import {
  AUTOMATIC_SCORE,
  type Proposal,
  proposeMatches,
} from "../../server/modules/banking/matching-rules.ts";
import { names } from "./names.ts";
import { numbers } from "./numbers.ts";
import { payers } from "./payers.ts";
import { eurosOf, type GoldenCase, readCases } from "./read-cases.ts";
import { references } from "./references.ts";
import { sums } from "./sums.ts";
import { traps } from "./traps.ts";

const tables = { references, numbers, names, sums, payers, traps };
const cases = Object.entries(tables).flatMap(([table, text]) =>
  readCases(text).map((one) => ({ table, ...one, proposals: proposeMatches(one.line, one) })),
);
const partsOf = (proposal: Proposal | undefined) =>
  proposal ? proposal.parts.map(({ entryId, cents }) => `${entryId}:${eurosOf(cents)}`).join(" ") : "none";
const sorted = (parts: string) =>
  parts
    .split(" ")
    .map((part) => part.replace(/:(-?[\d.]+)$/, (_, euros: string) => `:${Number(euros)}`))
    .sort()
    .join(" ");
const isAutomatic = (proposal: Proposal | undefined) => (proposal?.score ?? 0) >= AUTOMATIC_SCORE;

describe.each(Object.keys(tables))("the golden set of %s", (table) => {
  it.each(cases.filter((one) => one.table === table))("PAY-10 $title", ({ expected, proposals }) => {
    const [best] = proposals;
    const [, reason = "none", parts = "none", mark] = /^([a-z_]+)(?: (.*?))?( !)?$/.exec(expected)!;
    expect({
      reason: best?.reason ?? "none",
      parts: sorted(partsOf(best)),
      automatic: isAutomatic(best),
    }).toEqual({
      reason,
      parts: sorted(parts),
      automatic: mark !== undefined,
    });
  });
});

describe("the golden set as a whole", () => {
  it("PAY-10 holds at least two hundred cases, each of its own", () => {
    expect(cases.length).toBeGreaterThanOrEqual(200);
    expect(new Set(cases.map(({ table, title }) => `${table} ${title}`)).size).toBe(cases.length);
  });

  it("PAY-10 nothing that is lettered without a hand is wrong", () => {
    const wrong = cases.filter(
      ({ proposals, truth }) => isAutomatic(proposals[0]) && sorted(partsOf(proposals[0])) !== sorted(truth),
    );
    expect(wrong.map(({ title }) => title)).toEqual([]);
  });

  it("PAY-10 what is proposed first is mostly right, and little is missed", () => {
    const right = (one: GoldenCase & { proposals: Proposal[] }) =>
      sorted(partsOf(one.proposals[0])) === sorted(one.truth);
    const shown = cases.filter(({ proposals }) => proposals.length > 0);
    const payable = cases.filter(({ truth }) => truth !== "none");
    const automatic = cases.filter(({ proposals }) => isAutomatic(proposals[0]));
    const precision = shown.filter(right).length / shown.length;
    const recall = payable.filter(right).length / payable.length;
    const firm = shown.filter(({ proposals }) => proposals[0]!.score >= 45);
    const firmPrecision = firm.filter(right).length / firm.length;
    console.info(
      `matching: ${cases.length} cases, precision ${percent(precision)} (${percent(firmPrecision)} from 45 points on), ` +
        `recall ${percent(recall)}, ${automatic.length} without a hand`,
    );
    expect(precision).toBeGreaterThan(0.9);
    expect(firmPrecision).toBeGreaterThan(0.95);
    expect(recall).toBeGreaterThan(0.97);
  });
});

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
