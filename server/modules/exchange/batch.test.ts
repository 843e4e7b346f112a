import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aCreditor, anOrganization, aStaffUser, aUser, call } from "../../../test/harness/builders.ts";
import { moduleOf } from "../../platform/doors.ts";
import { newId } from "../../platform/ids.ts";
import { hashToken, newToken } from "../../platform/secrets.ts";
import { recomputeBalances, recomputeSettlements } from "../ledger/index.ts";
import { contract, refusals } from "./contract.ts";
import { jobs } from "./jobs.ts";
import { routes } from "./routes.ts";
import { problemCodes, problemText } from "./words.ts";

let app: TestApp;
let base: string;
let org: string;
let creditorId: string;
let token: string;

beforeAll(async () => {
  app = await startTestApp({ modules: [moduleOf("exchange", contract, routes, refusals, jobs)], work: true });
});
afterAll(() => app.close());
beforeEach(async () => {
  const organization = await anOrganization(app);
  org = organization.organization_id;
  base = organization.base;
  creditorId = (await aCreditor(app, org, { code: "VILLE" })).id as string;
  token = await aToken();
});

async function aToken(creditorIds: string[] | null = null): Promise<string> {
  const made = newToken();
  await app.admin.query(
    "insert into api_tokens (organization_id, id, name, token_hash, scopes, creditor_ids, created_at) values ($1,$2,'ERP',$3,'{publish}',$4,now())",
    [org, newId(), hashToken(made), creditorIds],
  );
  return made;
}

const on = { creditor: "VILLE", account: "A1" };
const PDF = Buffer.from("%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n").toString("base64");
const party = { type: "party", code: "P1", name: "Mme Durand", email: "durand@example.org" };
const account = { type: "account", creditor: "VILLE", code: "A1", label: "Durand, cantine", party: "P1" };
const invoiced = {
  type: "entry",
  ...on,
  key: "E1",
  date: "2026-03-01",
  dueOn: "2026-03-31",
  label: "Cantine mars",
  piece: "F-1",
  debitCents: 4_200,
  lettering: "A",
};
const paid = {
  type: "entry",
  ...on,
  key: "E2",
  date: "2026-03-20",
  label: "Chèque",
  creditCents: 4_200,
  lettering: "A",
};
const open = {
  type: "entry",
  ...on,
  key: "E3",
  date: "2026-04-01",
  label: "Cantine avril",
  piece: "F-2",
  debitCents: 3_900,
};
const invoice = {
  type: "invoice",
  ...on,
  number: "F-1",
  subject: "Cantine",
  issuedOn: "2026-03-01",
  netCents: 4_200,
  vatCents: 0,
  totalCents: 4_200,
};
const pdf = { type: "invoice_pdf", ...on, invoice: "F-1", content: PDF };
const BATCH: unknown[] = [pdf, invoice, invoiced, paid, open, account, party];

const lines = (batch: unknown[]) =>
  batch.map((one) => (typeof one === "string" ? one : JSON.stringify(one))).join("\n");

async function send(batch: unknown[], { mode = "apply", bearer = token } = {}) {
  const answer = await call("POST", `${base}/api/publication/batches?mode=${mode}`, {
    bearer,
    body: lines(batch),
    headers: { "content-type": "application/x-ndjson" },
  });
  expect(answer.status).toBe(200);
  await app.quiet();
  const read = async (end: string) =>
    (await call("GET", `${base}/api/publication/imports/${answer.json.id}${end}`, { bearer })).json;
  return {
    report: await read(""),
    problems: (await read("/problems")).items as {
      line: number;
      code: string;
      value: string;
      column: string;
    }[],
  };
}
const rows = async (sql: string) => (await app.admin.query(sql, [org])).rows;
const told = ({ problems }: { problems: { line: number; code: string }[] }) =>
  problems.map((one) => [one.line, one.code]);
async function sound() {
  await app.inside(org, async (ctx) => {
    expect(await recomputeBalances(ctx)).toEqual([]);
    expect(await recomputeSettlements(ctx)).toEqual({ entries: [], letterings: [] });
  });
}

describe("API-2 publishing a batch", () => {
  it("publishes parties, accounts, entries, invoices and PDFs, in any order", async () => {
    const { report, problems } = await send(BATCH);
    expect(problems).toEqual([]);
    expect(report).toMatchObject({
      kind: "batch",
      state: "done",
      lines: 7,
      counts: { parties: 1, accounts: 1, entriesCreated: 3, letterings: 1, invoices: 1, files: 1 },
    });
    expect(
      await rows(
        "select a.code, a.balance_cents::int as cents, p.name, p.email from accounts a join parties p on p.id = a.party_id where a.organization_id = $1",
      ),
    ).toEqual([{ code: "A1", cents: 3_900, name: "Mme Durand", email: "durand@example.org" }]);
    const [got] = await rows(
      "select e.settled_cents::int as settled, e.due_on::text as due, i.number, f.media_type from entries e join invoices i on i.id = e.invoice_id join files f on f.hash = i.pdf_hash and f.organization_id = i.organization_id where e.organization_id = $1",
    );
    expect(got).toEqual({ settled: 4_200, due: "2026-03-31", number: "F-1", media_type: "application/pdf" });
    const [{ pdf_hash }] = await rows("select pdf_hash from invoices where organization_id = $1");
    const stored = await (await app.services.files.get(org, pdf_hash)).toArray();
    expect(Buffer.concat(stored).toString("base64")).toBe(PDF);
    await sound();
  });
  it("changes nothing when it is sent again", async () => {
    await send(BATCH);
    const snapshot = () =>
      rows(
        "select id, settled_cents, lettering_id, invoice_id from entries where organization_id = $1 order by id",
      );
    const before = await snapshot();
    const { report } = await send(BATCH);
    expect(report.counts).toMatchObject({
      accounts: 0,
      entriesCreated: 0,
      entriesUpdated: 0,
      entriesUnchanged: 3,
      letterings: 0,
      invoices: 0,
    });
    expect(await snapshot()).toEqual(before);
  });
  it("goes on from one batch to the next: a lettering that the second completes, a party of the first", async () => {
    await send([party, account, invoiced]);
    await send([paid, { ...account, code: "A2", label: "Durand, crèche" }]);
    expect(
      await rows(
        "select settled_cents::int as s from entries where organization_id = $1 order by source_key",
      ),
    ).toEqual([{ s: 4_200 }, { s: -4_200 }]);
    expect(
      await rows(
        "select count(distinct party_id)::int as parties, count(*)::int as accounts from accounts where organization_id = $1",
      ),
    ).toEqual([{ parties: 1, accounts: 2 }]);
    await send([{ ...invoiced, debitCents: 4_300 }]);
    expect(
      await rows(
        "select settled_cents::int as s from entries where organization_id = $1 order by source_key",
      ),
    ).toEqual([{ s: 0 }, { s: 0 }]);
    await sound();
  });
  it("says everything in check mode, and changes nothing", async () => {
    const { report } = await send([...BATCH, { ...open, key: "E9", account: "ZZ" }], { mode: "check" });
    expect(report).toMatchObject({ errors: 1, counts: { entriesCreated: 3, invoices: 1, files: 1 } });
    for (const table of ["parties", "accounts", "entries", "invoices"])
      expect(await rows(`select from ${table} where organization_id = $1`)).toEqual([]);
  });
  it("tells the line of each error, and publishes the others", async () => {
    const sent = await send([
      ...BATCH,
      "not json",
      "[1]",
      { type: "lot" },
      { ...open, date: "2026-02-30" },
      { ...open, key: "E4", creditCents: 1 },
      { ...open, key: "E5", account: "ZZ" },
      { ...open, key: "E6", creditor: "NOBODY" },
      { ...account, code: "A9", party: "P9" },
      { ...invoice, number: "F-9", totalCents: 1 },
      { ...pdf, invoice: "F-8" },
      { ...pdf, content: "aGVsbG8=" },
      { ...open, key: "E7", typo: true },
      {
        ...pdf,
        content: Buffer.concat([Buffer.from("%PDF-"), Buffer.alloc(10 * 1_048_576)]).toString("base64"),
      },
      "",
    ]);
    expect(told(sent).sort((one, other) => Number(one[0]) - Number(other[0]))).toEqual([
      [8, "batch.not_json"],
      [9, "batch.not_json"],
      [10, "batch.type_unknown"],
      [11, "batch.field_invalid"],
      [12, "batch.amount_sides"],
      [13, "batch.account_unknown"],
      [14, "batch.creditor_unknown"],
      [15, "batch.party_unknown"],
      [16, "batch.field_invalid"],
      [17, "batch.invoice_unknown"],
      [18, "batch.pdf_invalid"],
      [19, "batch.field_invalid"],
      [20, "batch.pdf_too_large"],
    ]);
    expect(sent.report).toMatchObject({
      state: "done",
      errors: 13,
      counts: { entriesCreated: 3, invoices: 1, files: 1 },
    });
    await sound();
  });
  it("survives what is no batch at all", async () => {
    const { report } = await send([
      Buffer.from(Array.from({ length: 3000 }, (_, i) => (i * 7919) % 256)).toString("latin1"),
    ]);
    expect(report.state).toBe("done");
    expect(report.errors).toBeGreaterThan(0);
  });
  it("touches only the creditors of a limited token, and shows the report to as limited", async () => {
    await aCreditor(app, org, { code: "AUTRE" });
    const limited = await aToken([creditorId]);
    const sent = await send(
      [party, account, open, { ...account, creditor: "AUTRE" }, { ...open, creditor: "AUTRE" }],
      { bearer: limited },
    );
    expect(told(sent)).toEqual([
      [4, "batch.creditor_unknown"],
      [5, "batch.creditor_unknown"],
    ]);
    const stranger = await aToken([newId()]);
    const path = `${base}/api/publication/imports/${sent.report.id}`;
    expect((await call("GET", path, { bearer: stranger })).status).toBe(404);
    expect((await call("GET", path, { bearer: token })).status).toBe(200);
  });
  it("is open to publishing tokens only", async () => {
    const post = (options: object) =>
      call("POST", `${base}/api/publication/batches`, {
        body: lines(BATCH),
        headers: { "content-type": "application/jsonl" },
        ...options,
      });
    expect((await post({})).status).toBe(401);
    expect((await post({ cookie: (await aUser(app, org)).cookie })).status).toBe(404);
    expect((await post({ cookie: (await aStaffUser(app, org, "administrator")).cookie })).status).toBe(404);
    expect((await post({ bearer: token })).status).toBe(200);
    const other = await anOrganization(app);
    expect(
      (
        await call("POST", `${other.base}/api/publication/batches`, {
          bearer: token,
          body: "{}",
          headers: { "content-type": "application/jsonl" },
        })
      ).status,
    ).toBe(401);
  });
  it("has a French and an English sentence for each problem", () => {
    for (const code of problemCodes) {
      const one = { line: 1, severity: "error", code, column: "c", value: "v" } as const;
      expect(problemText(one, "fr")).not.toBe(problemText(one, "en"));
    }
  });
});
