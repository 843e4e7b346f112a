import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import {
  aPayer,
  collectionsModule,
  gesturesOf,
  itIs,
  openCollector,
} from "../../../test/harness/collections.ts";
import type { BankLine } from "../../formats/bank-file/index.ts";
import { detailOf, lineOf, statementOf, writeCamt } from "../../formats/bank-file/testing.ts";
import { moduleOf } from "../../platform/doors.ts";
import { settleCollections } from "../collections/index.ts";
import { entriesByIds } from "../ledger/index.ts";
import { contract, refusals } from "./contract.ts";
import { importBankFile, proposeLines } from "./index.ts";
import { jobs } from "./jobs.ts";
import { routes } from "./routes.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({
    modules: [collectionsModule, moduleOf("banking", contract, routes, refusals, jobs)],
  });
});
afterAll(() => app.close());

describe("MAN-7 MAN-8 PAY-10 direct debits on a bank statement", () => {
  it("a batch that was credited and a debit that came back go to collections, once, whatever tells them", async () => {
    app.setClock(new Date("2027-02-17T08:00:00Z"));
    const shop = await openCollector(app);
    const act = gesturesOf(app, shop);
    const payer = await aPayer(app, shop, [3000]);
    await act.sent();
    await itIs(app, "2027-03-05T07:00:00Z");
    await settleCollections(act.outer());
    const { rows } = await app.admin.query(
      `select k.payment_information_id as block, c.end_to_end_id as debit from collections c
       join debit_blocks k on k.organization_id = c.organization_id where c.organization_id = $1`,
      [shop.organizationId],
    );
    const { block, debit } = rows[0] as { block: string; debit: string };
    const openOf = async () =>
      (await app.inside(shop.organizationId, (ctx) => entriesByIds(ctx, payer.entryIds)))[0]?.openCents;
    expect(await openOf()).toBe(0);

    const lines: BankLine[] = [
      lineOf({
        cents: 3000,
        bookedOn: "2027-03-05",
        kind: "debit_batch",
        code: "PMNT/IDDT/ESDD",
        label: "REMISE PRLV",
        batch: { messageId: null, paymentInformationId: block, count: 1, cents: 3000 },
        details: [],
      }),
      lineOf({
        cents: -3000,
        bookedOn: "2027-03-08",
        kind: "debit_return",
        code: "PMNT/IDDT/UPDD",
        label: "REJET PRLV",
        details: [
          detailOf({
            cents: -3000,
            endToEndId: debit,
            mandateId: payer.umr,
            returnReason: { code: "AM04", text: null },
          }),
        ],
      }),
      lineOf({
        cents: -700,
        bookedOn: "2027-03-08",
        kind: "debit_return",
        code: "PMNT/IDDT/UPDD",
        label: "REJET INCONNU",
        details: [detailOf({ cents: -700, endToEndId: "AUTRE-1" })],
      }),
    ];
    // The same batch credited twice: the second is nobody's, and a person looks.
    lines.push(lineOf({ ...lines[0]!, cents: 2900, bookedOn: "2027-03-09", label: "REMISE PRLV 2" }));
    for (const version of ["08", "02"] as const) {
      const { statement } = statementOf(lines, {});
      const text = [...writeCamt([{ statement, lines }], { format: "camt.053", version })].join("");
      await importBankFile(act.outer(), { fileName: "x.xml", source: Readable.from([Buffer.from(text)]) });
      await proposeLines(act.outer());
    }
    const seen = await app.admin.query(
      "select cents, state, reason from bank_lines where organization_id = $1 order by cents desc",
      [shop.organizationId],
    );
    expect(seen.rows.map((row) => [Number(row.cents), row.state, row.reason])).toEqual([
      [3000, "matched", "debit_batch"],
      [2900, "waiting", ""],
      [-700, "waiting", ""],
      [-3000, "matched", "debit_return"],
    ]);
    const credited = await app.admin.query(
      "select credited_cents, bank_line_id is not null as told from debit_blocks where organization_id = $1",
      [shop.organizationId],
    );
    expect([Number(credited.rows[0].credited_cents), credited.rows[0].told]).toEqual([3000, true]);
    expect(await openOf()).toBe(3000);
  });
});
