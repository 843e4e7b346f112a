/** Direct debits go back to the books: the money once, among the payments, and what happened to each (API-4, MAN-7). */
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import {
  aPayer,
  collectionsModule,
  gesturesOf,
  itIs,
  openCollector,
} from "../../../test/harness/collections.ts";
import { readFec } from "../../formats/fec/index.ts";
import { moduleOf } from "../../platform/doors.ts";
import { recordReturns, settleCollections } from "../collections/index.ts";
import { contract, refusals } from "./contract.ts";
import { jobs } from "./jobs.ts";
import { routes } from "./routes.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({
    modules: [collectionsModule, moduleOf("exports", contract, routes, refusals, jobs)],
    work: true,
  });
});
afterAll(() => app.close());

it("a debit, its return and its fee: the money against the bank, the fee against its own account; each once", async () => {
  app.setClock(new Date("2027-02-17T08:00:00Z"));
  const shop = await openCollector(app, { fee_cents: 1200, fee_account: "708512" });
  const act = gesturesOf(app, shop);
  await aPayer(app, shop, [3000]);
  await act.sent();
  await itIs(app, "2027-03-05T07:00:00Z");
  await settleCollections(act.outer());
  const { rows } = await app.admin.query<{ end_to_end_id: string }>(
    "select end_to_end_id from collections where organization_id = $1",
    [shop.organizationId],
  );
  const reference = rows[0]!.end_to_end_id;
  const told = {
    endToEndId: reference,
    umr: null,
    paymentInformationId: null,
    cents: -3000,
    on: "2027-03-08",
    reasonCode: "AM04",
    reasonText: null,
    source: "camt.054",
    key: "1",
    chargesCents: null,
  } as const;
  await app.inside(shop.organizationId, (ctx) => recordReturns(ctx, [told, { ...told, key: "2" }]));
  const fileOf = async (kind: string, format: string) => {
    const taken = await shop.accountant("POST", `/office/creditors/${shop.creditorOut}/exports`, {
      kind,
      format,
    });
    expect(taken.status).toBe(200);
    await app.quiet();
    const { cookie } = shop.staff.accountant;
    const file = await fetch(`${shop.base}/api/office/exports/${taken.json.id}/file`, {
      headers: { cookie },
    });
    return Buffer.from(await file.arrayBuffer());
  };
  const lines = [];
  for await (const batch of readFec(Readable.from([await fileOf("payments", "fec")])))
    lines.push(...batch.lines);
  expect(lines.map((one) => [one.accountNumber, one.debitCents, one.creditCents]).sort()).toEqual(
    [
      ["512000", 3000, 0],
      ["411000", 0, 3000],
      ["512000", 0, 3000],
      ["411000", 3000, 0],
      ["708512", 0, 1200],
      ["411000", 1200, 0],
    ].sort(),
  );
  const steps = (await fileOf("collections", "jsonl")).toString().trim().split("\n");
  expect(steps.map((one) => JSON.parse(one))).toMatchObject([
    { step: "collected", reference, cents: 3000, reasonCode: null },
    { step: "returned", reference, cents: 3000, reasonCode: "AM04", feeCents: 1200 },
  ]);
  const again = await shop.accountant("POST", `/office/creditors/${shop.creditorOut}/exports`, {
    kind: "collections",
    format: "csv",
  });
  expect(again.json.code).toBe("export.nothing_new");
});
