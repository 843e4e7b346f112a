/** Files that would do harm: what they hold is told, and neither loses the good lines nor breaks what is there. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aCreditor, aCustomer, anOrganization, aStaffUser, call } from "../../../test/harness/builders.ts";
import { paymentsModule } from "../../../test/harness/payments.ts";
import { type FecEntry, fecHeader, writeFecLine } from "../../formats/fec/index.ts";
import { saleEntry } from "../../formats/fec/testing.ts";
import { moduleOf } from "../../platform/doors.ts";
import { newId, outside } from "../../platform/ids.ts";
import { hashToken, newToken } from "../../platform/secrets.ts";
import { contract as ledgerContract, refusals as ledgerRefusals } from "../ledger/contract.ts";
import { recomputeBalances, recomputeSettlements, recordPaymentEntry } from "../ledger/index.ts";
import { routes as ledgerRoutes } from "../ledger/routes.ts";
import { contract, refusals } from "./contract.ts";
import { jobs } from "./jobs.ts";
import { routes } from "./routes.ts";

let app: TestApp;
let base: string;
let org: string;
let creditorId: string;
let customer: Awaited<ReturnType<typeof aCustomer>>;
let token: string;
beforeAll(async () => {
  const modules = [
    moduleOf("ledger", ledgerContract, ledgerRoutes, ledgerRefusals, []),
    moduleOf("exchange", contract, routes, refusals, jobs),
    paymentsModule,
  ];
  app = await startTestApp({ modules, work: true });
});
afterAll(() => app.close());
beforeEach(async () => {
  const organization = await anOrganization(app, { settings: { payByTransfer: true } });
  org = organization.organization_id;
  base = organization.base;
  creditorId = (await aCreditor(app, org, { code: "VILLE" })).id as string;
  customer = await aCustomer(app, org, creditorId);
  token = newToken();
  await app.admin.query(
    "insert into api_tokens (organization_id, id, name, token_hash, scopes, creditor_ids, created_at) values ($1,$2,'ERP',$3,'{publish}',null,now())",
    [org, newId(), hashToken(token)],
  );
});

async function publish(path: string, content: string | Buffer) {
  const answer = await call("POST", `${base}/api/publication/${path}`, {
    bearer: token,
    body: content,
    headers: { "content-type": "application/octet-stream" },
  });
  expect(answer.status).toBe(200);
  await app.quiet();
  return (await call("GET", `${base}/api/publication/imports/${answer.json.id as string}`, { bearer: token }))
    .json;
}
const batch = (...lines: object[]) =>
  publish("batches?mode=apply&name=x.jsonl", lines.map((one) => JSON.stringify(one)).join("\n"));
const code = () => customer.account.code as string;
const line = (over: object) => ({
  type: "entry",
  creditor: "VILLE",
  account: code(),
  key: "E1",
  date: "2026-03-01",
  label: "Cantine",
  ...over,
});
const fecLine = (over: Partial<FecEntry>): string =>
  writeFecLine(saleEntry({ auxiliaryNumber: code(), auxiliaryLabel: "Café", ...over }));
const fec = (...lines: Partial<FecEntry>[]) =>
  publish("fec?creditor=VILLE&mode=apply&name=fec.txt", fecHeader() + lines.map(fecLine).join(""));
const statement = (cookie = customer.user.cookie) =>
  call("GET", `${base}/api/accounts/${outside("account", customer.account.id as string)}/entries`, {
    cookie,
  });
const sound = () =>
  app.inside(org, async (ctx) => {
    expect(await recomputeBalances(ctx)).toEqual([]);
    expect(await recomputeSettlements(ctx)).toEqual({ entries: [], letterings: [] });
  });

describe("a batch", () => {
  it("API-2 never writes over the money of a payment, whatever key it gives", async () => {
    const paymentId = newId();
    await app.inside(org, (ctx) =>
      recordPaymentEntry(ctx, {
        paymentId,
        accountId: customer.account.id as string,
        reference: "QTABC234567890",
        label: "Paiement",
        cents: 3000,
        receivedOn: "2026-03-01",
      }),
    );
    const report = await batch(
      line({ key: `payment:${paymentId}`, debitCents: 9_000 }),
      line({ key: "E2", debitCents: 100 }),
    );
    expect(report).toMatchObject({ state: "done", errors: 1, counts: { entriesCreated: 1 } });
    const { rows } = await app.admin.query(
      "select amount_cents from entries where organization_id = $1 and origin = 'payment'",
      [org],
    );
    expect(rows).toEqual([{ amount_cents: -3000 }]);
    await sound();
  });

  it.each([
    ["half a character", "Caf\ud800é"],
    ["a NUL", "Caf\u0000é"],
    ["every kind of quote", `"';--\\ \\N \\. $1 {} <script>`],
    ["a formula", "=CMD|' /C calc'!A0"],
  ])("API-2 with %s in its texts never loses its good lines", async (_what, text) => {
    const invoice = {
      type: "invoice",
      creditor: "VILLE",
      account: code(),
      number: "F-9",
      subject: text,
      issuedOn: "2026-03-01",
      netCents: 100,
      vatCents: 0,
      totalCents: 100,
      lines: [{ designation: text, quantity: 1, unitCents: 100, netCents: 100, vatRate: 0 }],
    };
    const report = await batch(
      line({ key: "bad", debitCents: 100, label: text, piece: text.slice(0, 20) }),
      invoice,
      { type: "party", code: "P9", name: text, address: [text] },
      line({ key: "good", debitCents: 200 }),
    );
    expect(report.state).toBe("done");
    expect(report.counts.entriesCreated).toBeGreaterThanOrEqual(1);
    expect((await statement()).status).toBe(200);
    await sound();
  });
});

describe("a ledger", () => {
  it("API-3 with amounts that no sum can hold never breaks the account", async () => {
    const huge = 9_007_199_254_740_900;
    const report = await fec(
      { entryNumber: "1", piece: "F-1", debitCents: huge },
      { entryNumber: "2", piece: "F-2", debitCents: huge },
      { entryNumber: "3", piece: "F-3", debitCents: 1_000 },
    );
    expect(report).toMatchObject({ state: "done", counts: { entriesCreated: 1 } });
    const { cookie } = await aStaffUser(app, org, "accountant");
    expect((await statement()).status).toBe(200);
    expect((await call("GET", `${base}/api/office/accounts`, { cookie })).status).toBe(200);
  });

  it("API-3 without an entry that a transfer was announced for is read all the same", async () => {
    expect(
      (await fec({ piece: "F-1", debitCents: 5_000 }, { entryNumber: "2", piece: "F-2", debitCents: 1_000 }))
        .state,
    ).toBe("done");
    const { rows } = await app.admin.query(
      "select id from entries where organization_id = $1 and piece = 'F-1'",
      [org],
    );
    const cart = `${base}/api/carts/${outside("creditor", creditorId)}`;
    const { cookie } = customer.user;
    await call("POST", `${cart}/entries`, { cookie, body: { entries: [outside("entry", rows[0].id)] } });
    const ordered = await call("POST", `${cart}/transfer`, { cookie, body: { expectedCents: 5_000 } });
    expect(ordered.status).toBe(200);
    const report = await fec(
      { entryNumber: "2", piece: "F-2", debitCents: 1_000 },
      { entryNumber: "3", piece: "F-3", debitCents: 10 },
    );
    expect(report).toMatchObject({ state: "done", counts: { entriesRemoved: 1 } });
    const read = await call("GET", `${base}/api/transfers`, { cookie });
    expect(read.json.items).toMatchObject([{ cents: 5_000, stillDueCents: 0 }]);
    await sound();
  });
});
