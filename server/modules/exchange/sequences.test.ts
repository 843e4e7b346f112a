import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aCreditor, anOrganization } from "../../../test/harness/builders.ts";
import { type FecEntry, fecHeader, writeFecLine } from "../../formats/fec/index.ts";
import { recomputeBalances, recomputeSettlements } from "../ledger/index.ts";
import { importFec } from "./index.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ modules: [] });
});
afterAll(() => app.close());

/** Small domains on purpose: numbers, pieces, codes and amounts meet often. */
const line: fc.Arbitrary<Short> = fc.record({
  journalCode: fc.constantFrom("VE", "BQ"),
  entryNumber: fc.constantFrom("", "0", "1", "2", "3", "7"),
  date: fc.constantFrom("2026-01-10", "2026-01-31", "2026-02-15"),
  accountNumber: fc.constantFrom("411000", "411000", "416000", "707000"),
  auxiliaryNumber: fc.constantFrom("C1", "C2", ""),
  piece: fc.constantFrom("F1", "F2", ""),
  cents: fc.constantFrom(100, -100, 250, -250, 150, -150),
  lettering: fc.constantFrom("", "A", "B"),
});
type Short = Pick<
  FecEntry,
  "journalCode" | "entryNumber" | "date" | "accountNumber" | "auxiliaryNumber" | "piece" | "lettering"
> & { cents: number };
/** The first and the last line fix the period that every file covers. */
const edge = (date: string): Short => ({
  journalCode: "OD",
  entryNumber: "99",
  date,
  accountNumber: "707000",
  auxiliaryNumber: "",
  piece: "",
  cents: 1,
  lettering: "",
});
const fec = (lines: readonly Short[]): string =>
  fecHeader() +
  [edge("2026-01-01"), ...lines, edge("2026-12-31")]
    .map(({ cents, ...one }) =>
      writeFecLine({
        ...one,
        journalLabel: "Journal",
        accountLabel: "Clients",
        auxiliaryLabel: one.auxiliaryNumber && `Client ${one.auxiliaryNumber}`,
        pieceDate: null,
        label: "Ligne",
        debitCents: Math.max(0, cents),
        creditCents: Math.max(0, -cents),
        letteringDate: null,
        validationDate: null,
        dueDate: null,
        currencyCents: null,
        currency: "",
      } satisfies FecEntry),
    )
    .join("");

/** Imports the files one after the other for a new creditor, then tells all that its customers would read. */
async function stateAfter(files: readonly (readonly Short[])[]) {
  const org = (await anOrganization(app)).organization_id;
  const creditorId = (await aCreditor(app, org, { customer_prefixes: ["411", "416"] })).id as string;
  for (const lines of files) {
    const source = (async function* () {
      yield Buffer.from(fec(lines));
    })();
    const done = await importFec(app.outer(org), { creditorId, source, fileName: "f", mode: "apply" });
    expect(done.failure).toBeNull();
  }
  await app.inside(org, async (ctx) => {
    expect(await recomputeBalances(ctx)).toEqual([]);
    expect(await recomputeSettlements(ctx)).toEqual({ entries: [], letterings: [] });
  });
  const { rows } = await app.admin.query(
    `select a.code, a.balance_cents, e.source_key, e.entered_on, e.due_on, e.piece, e.amount_cents, e.settled_cents, e.lettering_code, e.published_lettering,
            (select string_agg(o.source_key, ' ' order by o.source_key) from entries o where o.lettering_id = e.lettering_id) as together
     from entries e join accounts a on a.id = e.account_id where e.organization_id = $1 order by a.code, e.source_key`,
    [org],
  );
  return rows;
}

it("API-3 any sequence of imports ends as the last file alone", async () => {
  const file = fc.array(line, { maxLength: 12 });
  const edited = fc
    .tuple(file, file, file)
    .map(([first, more, other]) => [
      first,
      [...first, ...more],
      [...first.slice(1), ...other],
      [...more, ...first].toReversed(),
    ]);
  await fc.assert(
    fc.asyncProperty(edited, async (files) => {
      const after = await stateAfter(files);
      const alone = await stateAfter(files.slice(-1));
      // An account that had entries once stays, at zero: only entries are compared.
      expect(after).toEqual(alone);
    }),
    { numRuns: 25, endOnFailure: true },
  );
});
