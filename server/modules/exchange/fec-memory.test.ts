import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { fecHeader, readFec, writeFecLine } from "../../formats/fec/index.ts";
import { saleEntry } from "../../formats/fec/testing.ts";
import { entryMaker, type LedgerAccount } from "./rules.ts";

const LINES = 20_000;
const LINES_PER_ACCOUNT = 40;
/** The first name that a customer has here is short; a longer one comes with the last lines of the account. */
const labelOf = (account: number, rank: number) =>
  rank < LINES_PER_ACCOUNT - 2 ? `Client ${account}` : `Société civile immobilière du client ${account}`;

/** 40 MB of lines: an account comes on forty consecutive lines. */
async function* file(): AsyncGenerator<Buffer> {
  yield Buffer.from(fecHeader());
  for (let line = 0; line < LINES; line += 1) {
    const account = Math.floor(line / LINES_PER_ACCOUNT);
    yield Buffer.from(
      writeFecLine(
        saleEntry({
          entryNumber: String(line),
          auxiliaryNumber: `COMPTE-CLIENT-${account}`,
          auxiliaryLabel: labelOf(account, line % LINES_PER_ACCOUNT),
          pieceDate: null,
          label: "Facture ".repeat(250),
          debitCents: 100,
          validationDate: null,
        }),
      ),
    );
  }
}

function heapMegabytes(): number {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  return process.memoryUsage().heapUsed / 1e6;
}

it("API-3 keeps no line of a file in memory for the names of its accounts", async () => {
  const accounts = new Map<string, LedgerAccount>();
  const rules = {
    customerPrefixes: ["411"],
    fiscalYearEndMonth: 12,
    dueRule: { kind: "days" as const, days: 30, endOfMonth: false },
  };
  const make = entryMaker(rules, accounts);
  const before = heapMegabytes();
  let bytes = 0;
  for await (const batch of readFec(file())) {
    bytes = batch.bytesRead;
    for (const line of batch.lines) make(line);
  }
  expect(bytes).toBeGreaterThan(38_000_000);
  expect(heapMegabytes() - before).toBeLessThan(6);
  expect(accounts.size).toBe(LINES / LINES_PER_ACCOUNT);
  expect(accounts.get("COMPTE-CLIENT-7")).toMatchObject({ ref: 7, label: labelOf(7, LINES_PER_ACCOUNT - 1) });
});
