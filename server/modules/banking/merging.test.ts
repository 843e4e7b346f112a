import { Readable } from "node:stream";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aCreditor, anOrganization } from "../../../test/harness/builders.ts";
import type { BankLine } from "../../formats/bank-file/index.ts";
import {
  type CamtStyle,
  lineOf,
  statementOf,
  writeCamt,
  writeCfonb120,
} from "../../formats/bank-file/testing.ts";
import { moduleOf } from "../../platform/doors.ts";
import { contract, refusals } from "./contract.ts";
import { jobs } from "./jobs.ts";
import { routes } from "./routes.ts";
import { importBankFile } from "./start-import.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ modules: [moduleOf("banking", contract, routes, refusals, jobs)] });
});
afterAll(() => app.close());

const camt: CamtStyle = { format: "camt.053", version: "08" };
type Format = "camt" | "cfonb";
type Told = { from: number; to: number; format: Format };

/** The bytes of a statement that tells the lines from one to another, with the balances that are true there. */
function fileOf(lines: readonly BankLine[], { from, to, format }: Told): string {
  const before = lines.slice(0, from).reduce((sum, line) => sum + line.cents, 0);
  const coded = lines
    .slice(from, to)
    .map((line) => (format === "cfonb" ? { ...line, code: line.cents > 0 ? "05" : "66" } : line));
  const { statement, lines: own } = statementOf(coded, {
    openingCents: 100_000 + before,
    format: format === "camt" ? "camt.053" : "cfonb120",
  });
  return [
    ...(format === "camt"
      ? writeCamt([{ statement, lines: own }], camt)
      : writeCfonb120([{ statement, lines: own }])),
  ].join("");
}

async function aHouse() {
  const organization = (await anOrganization(app)).organization_id;
  const creditor = (await aCreditor(app, organization)).id as string;
  const outer = app.outer(organization);
  return {
    organization,
    creditor,
    take: async (text: string) => {
      const source = Readable.from([Buffer.from(text, "latin1")]);
      const file = await importBankFile(outer, { source, fileName: "x" });
      expect([file.state, file.failure]).toEqual(["done", null]);
      return file;
    },
    lines: async (): Promise<string[]> => {
      const { rows } = await app.admin.query(
        "select booked_on, cents from bank_lines where organization_id = $1",
        [organization],
      );
      return rows.map((row) => `${row.booked_on} ${row.cents}`).toSorted();
    },
  };
}

const shown = (lines: readonly BankLine[]) =>
  lines.map((line) => `${line.bookedOn} ${line.cents}`).toSorted();

/** Few amounts, few labels, few days: lines that are alike to the letter are the hard ones. */
const aLine = fc.record({
  day: fc.integer({ min: 1, max: 3 }),
  cents: fc.constantFrom(2500, 2500, 4200, -100),
  label: fc.constantFrom("DUPONT", "MARTIN"),
  referenced: fc.boolean(),
});
const someLines = fc.array(aLine, { minLength: 1, maxLength: 9 }).map((made) =>
  made
    .toSorted((one, other) => one.day - other.day)
    .map((one, n) =>
      lineOf(
        {
          cents: one.cents,
          bookedOn: `2026-11-0${one.day}`,
          kind: one.cents > 0 ? "transfer" : "other",
          label: `VIR ${one.label}`,
          bankReference: one.referenced ? `REF${n}` : null,
        },
        { counterparty: { name: one.label, iban: null, bic: null } },
      ),
    ),
);

/** Cuts that leave the lines told whole: in pieces, by whole days that overlap, or as the day goes; some twice. */
const tellings = (lines: readonly BankLine[]) => {
  const firsts = lines
    .map((line, n) => ({ line, n }))
    .filter(({ line, n }) => lines[n - 1]?.bookedOn !== line.bookedOn);
  const bounds = [...firsts.map(({ n }) => n), lines.length];
  const format = fc.constantFrom<Format>("camt", "cfonb");
  const pieces = fc.tuple(fc.subarray(lines.map((_, n) => n)), format).map(([cuts, how]) => {
    const at = [...new Set([0, ...cuts, lines.length])];
    return at.slice(1).map((to, n): Told => ({ from: at[n]!, to, format: how }));
  });
  const days = fc
    .array(fc.tuple(fc.nat(bounds.length - 2), fc.nat(bounds.length - 1), format), {
      minLength: 1,
      maxLength: 4,
    })
    .map((all) =>
      all
        .map(
          ([a, b, how]): Told => ({
            from: bounds[Math.min(a, b)]!,
            to: bounds[Math.max(a, b)]!,
            format: how,
          }),
        )
        .filter((one) => one.to > one.from),
    );
  const anywhere = fc
    .array(fc.tuple(fc.nat(lines.length - 1), fc.nat(lines.length - 1), format), {
      minLength: 1,
      maxLength: 4,
    })
    .map((all) =>
      all.map(([a, b, how]): Told => ({ from: Math.min(a, b), to: Math.max(a, b) + 1, format: how })),
    );
  const growing = format.map((how) => lines.map((_, n): Told => ({ from: 0, to: n + 1, format: how })));
  const whole = format.map((how): Told[] => [{ from: 0, to: lines.length, format: how }]);
  return fc
    .tuple(fc.oneof(pieces, growing, whole), fc.oneof(pieces, days, anywhere, whole))
    .chain(([first, second]) =>
      fc.shuffledSubarray([...first, ...second, ...first], { minLength: first.length * 2 + second.length }),
    );
};

describe("PAY-10 bank files", () => {
  it("leave the same lines in pieces, across each other, in another format or twice, in any order", async () => {
    await fc.assert(
      fc.asyncProperty(
        someLines.chain((lines) => tellings(lines).map((told) => ({ lines, told }))),
        async ({ lines, told }) => {
          const house = await aHouse();
          for (const one of told) await house.take(fileOf(lines, one));
          expect(await house.lines()).toEqual(shown(lines));
        },
      ),
      { numRuns: 50 },
    );
  }, 120_000);
});
