/** PAY-9 the transfer that a customer said he would make, closed by the bank line that names it; API-4 its money goes back to the books. */
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { anEntry, call } from "../../../test/harness/builders.ts";
import { paymentsModule } from "../../../test/harness/payments.ts";
import { readFec } from "../../formats/fec/index.ts";
import { moduleOf } from "../../platform/doors.ts";
import { outside } from "../../platform/ids.ts";
import * as exportsContract from "../exports/contract.ts";
import { jobs as exportsJobs } from "../exports/jobs.ts";
import { routes as exportsRoutes } from "../exports/routes.ts";
import { aBank, received } from "./banking-fixture.ts";
import { contract, refusals } from "./contract.ts";
import { jobs } from "./jobs.ts";
import { routes } from "./routes.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({
    modules: [
      paymentsModule,
      moduleOf("banking", contract, routes, refusals, jobs),
      moduleOf("exports", exportsContract.contract, exportsRoutes, exportsContract.refusals, exportsJobs),
    ],
    work: true,
  });
});
afterAll(() => app.close());

/** A customer who said that he pays one piece by transfer. */
async function ordered(settings: Record<string, unknown> = {}) {
  const bank = await aBank(app);
  await app.admin.query("update organizations set settings = $2 where organization_id = $1", [
    bank.org,
    JSON.stringify({ payByTransfer: true, ...settings }),
  ]);
  const camille = await bank.customer("Camille Durand", [{ piece: "F-1", cents: 5000 }]);
  const creditor = outside("creditor", bank.creditor);
  const mine = (method: string, path: string, body?: unknown) =>
    call(method, `${bank.base}/api${path}`, { cookie: camille.user.cookie, ...(body ? { body } : {}) });
  const orderOf = async (entryId: string, expectedCents: number) => {
    await mine("POST", `/carts/${creditor}/entries`, { entries: [outside("entry", entryId)] });
    const made = await mine("POST", `/carts/${creditor}/transfer`, { expectedCents, amountCents: null });
    const [order] = made.json.orders;
    return { order, orderNow: async () => (await mine("GET", `/transfers/${order.id}`)).json };
  };
  const anotherOrder = async (cents: number) => {
    const entry = await anEntry(app, bank.org, camille.accountId, cents, { due_on: "2027-12-31" });
    return orderOf(entry.id as string, cents);
  };
  return { bank, camille, creditor, anotherOrder, ...(await orderOf(camille.entries[0]!, 5000)) };
}

describe("PAY-9 a bank line that names an order", () => {
  it("closes it for what came, is reopened when the match is undone, and is not matched again by itself", async () => {
    const { bank, camille, order, orderNow } = await ordered();
    await bank.drop(bank.fileOf([received(5000, { reference: order.reference, name: "DURAND" })]));
    await app.quiet();
    expect(await orderNow()).toMatchObject({ state: "received", received: { cents: 5000 } });
    expect(await bank.openOf(camille.entries[0]!)).toBe(0);
    const [line] = await bank.lines();
    await bank.api("POST", `/bank-lines/${line.id}/undo`);
    expect(await orderNow()).toMatchObject({ state: "open", received: null });
    // Another statement makes the lines that wait be looked at.
    await bank.drop(bank.fileOf([received(111, { day: "2026-11-03" })]));
    await app.quiet();
    expect((await bank.api("GET", `/bank-lines/${line.id}`)).json).toMatchObject({ state: "waiting" });
    expect((await orderNow()).state).toBe("open");
    expect(await bank.openOf(camille.entries[0]!)).toBe(5000);
  });
  it("closes it for another amount, as it came; also by the hand of staff", async () => {
    const { bank, camille, order, orderNow } = await ordered({ bankAutomaticScore: 101 });
    await bank.drop(bank.fileOf([received(4000, { reference: order.reference, name: "DURAND" })]));
    await app.quiet();
    expect((await orderNow()).state).toBe("open");
    const [line] = await bank.lines();
    const pieces = [{ entry: outside("entry", camille.entries[0]!), cents: 4000 }];
    expect((await bank.api("POST", `/bank-lines/${line.id}/match`, { pieces })).json.state).toBe("matched");
    expect(await orderNow()).toMatchObject({ state: "received", received: { cents: 4000 } });
    expect(await bank.openOf(camille.entries[0]!)).toBe(1000);
  });
  it("that names two and is short of the second says of each what came", async () => {
    const { bank, camille, order, orderNow, anotherOrder } = await ordered();
    const second = await anotherOrder(3000);
    const text = `${order.reference} ${second.order.reference}`;
    await bank.drop(bank.fileOf([received(6000, { text, name: "DURAND" })]));
    await app.quiet();
    expect(await bank.openOf(camille.entries[0]!)).toBe(0);
    expect(await orderNow()).toMatchObject({ state: "received", received: { cents: 5000 } });
    expect(await second.orderNow()).toMatchObject({ state: "received", received: { cents: 1000 } });
  });
  it("API-4 its money is exported once, and what was undone goes back", async () => {
    const { bank, order, creditor } = await ordered();
    await bank.drop(bank.fileOf([received(5000, { reference: order.reference, name: "DURAND" })]));
    await app.quiet();
    const [line] = await bank.lines();
    await bank.api("POST", `/bank-lines/${line.id}/undo`);
    const ask = () => bank.api("POST", `/creditors/${creditor}/exports`, { kind: "payments", format: "fec" });
    const taken = await ask();
    expect(taken.status).toBe(200);
    await app.quiet();
    const file = await fetch(`${bank.base}/api/office/exports/${taken.json.id}/file`, {
      headers: { cookie: bank.cookie },
    });
    const lines = [];
    for await (const batch of readFec(Readable.from([Buffer.from(await file.arrayBuffer())])))
      lines.push(...batch.lines);
    expect(lines.map((one) => [one.accountNumber, one.debitCents, one.creditCents]).sort()).toEqual(
      [
        ["512000", 5000, 0],
        ["411000", 0, 5000],
        ["512000", 0, 5000],
        ["411000", 5000, 0],
      ].sort(),
    );
    expect((await ask()).json.code).toBe("export.nothing_new");
  });
});
