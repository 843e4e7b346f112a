import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aCreditor, anOrganization, aStaffUser, call } from "../../../test/harness/builders.ts";
import { type FecEntry, fecHeader, writeFecLine } from "../../formats/fec/index.ts";
import { saleEntry } from "../../formats/fec/testing.ts";
import { moduleOf } from "../../platform/doors.ts";
import { newId, outside } from "../../platform/ids.ts";
import { recomputeBalances, recomputeSettlements } from "../ledger/index.ts";
import { contract, refusals } from "./contract.ts";
import { importFec } from "./index.ts";
import { jobs } from "./jobs.ts";
import { routes } from "./routes.ts";

let app: TestApp;
let base: string;
let org: string;
let creditor: Record<string, unknown> & { id: string };
let accountant: string;

beforeAll(async () => {
  app = await startTestApp({ modules: [moduleOf("exchange", contract, routes, refusals, jobs)], work: true });
});
afterAll(() => app.close());
beforeEach(async () => {
  const organization = await anOrganization(app);
  org = organization.organization_id;
  base = organization.base;
  creditor = (await aCreditor(app, org)) as never;
  accountant = (await aStaffUser(app, org, "accountant")).cookie;
});

/** The shape of a real export: sales in three lines, receipts, two customers, one that has no auxiliary account. */
const YEAR: Partial<FecEntry>[] = [
  { entryNumber: "1", debitCents: 12_000, lettering: "AA" },
  { entryNumber: "1", accountNumber: "707000", auxiliaryNumber: "", creditCents: 10_000 },
  { entryNumber: "1", accountNumber: "445710", auxiliaryNumber: "", creditCents: 2_000 },
  {
    journalCode: "BQ",
    entryNumber: "2",
    date: "2026-02-10",
    piece: "R-1",
    label: "Chèque",
    creditCents: 12_000,
    lettering: "AA",
  },
  {
    journalCode: "BQ",
    entryNumber: "2",
    date: "2026-02-10",
    accountNumber: "512000",
    auxiliaryNumber: "",
    debitCents: 12_000,
  },
  { entryNumber: "3", date: "2026-03-01", piece: "F-2", debitCents: 5_050 },
  {
    entryNumber: "4",
    date: "2026-03-02",
    piece: "F-3",
    auxiliaryNumber: "CLI002",
    auxiliaryLabel: "Le Gall",
    debitCents: 990,
  },
  {
    entryNumber: "5",
    date: "2026-03-03",
    piece: "F-4",
    accountNumber: "411900",
    accountLabel: "Divers",
    auxiliaryNumber: "",
    debitCents: 100,
  },
];
const fec = (lines: Partial<FecEntry>[] = YEAR): string =>
  fecHeader() + lines.map((one) => writeFecLine(saleEntry(one))).join("");

type Send = { cookie?: string; bearer?: string; mode?: string; to?: string };
/** Sends a file by the office's route, or with a token by the publisher's, and waits for its report. */
async function send(content: string | Buffer, { cookie = accountant, bearer, mode = "apply" }: Send = {}) {
  const path = bearer
    ? `/api/publication/fec?creditor=${String(creditor["code"])}&mode=${mode}&name=fec.txt`
    : `/api/office/creditors/${outside("creditor", creditor.id)}/fec?mode=${mode}&name=fec.txt`;
  const answer = await call("POST", `${base}${path}`, {
    ...(bearer ? { bearer } : { cookie }),
    body: content,
    headers: { "content-type": "application/octet-stream" },
  });
  expect(answer.status).toBe(200);
  expect(answer.json.state).toBe("queued");
  await app.quiet();
  return report(answer.json.id);
}
const report = async (id: string) =>
  (await call("GET", `${base}/api/office/imports/${id}`, { cookie: accountant })).json;
const problems = async (id: string) =>
  (await call("GET", `${base}/api/office/imports/${id}/problems`, { cookie: accountant })).json.items as {
    line: number;
    code: string;
    fr: string;
    en: string;
  }[];
const rows = async <T>(sql: string): Promise<T[]> => (await app.admin.query(sql, [org])).rows as T[];
const balances = () =>
  rows<{ code: string; label: string; cents: number }>(
    "select code, label, balance_cents::int as cents from accounts where organization_id = $1 order by code",
  );
async function sound() {
  await app.inside(org, async (ctx) => {
    expect(await recomputeBalances(ctx)).toEqual([]);
    expect(await recomputeSettlements(ctx)).toEqual({ entries: [], letterings: [] });
  });
}

describe("API-3 importing a FEC", () => {
  it("publishes customers, entries, letterings and balances", async () => {
    const done = await send(fec());
    expect(done).toMatchObject({
      state: "done",
      progress: 100,
      lines: 8,
      errors: 0,
      warnings: 0,
      counts: { parties: 3, accounts: 3, entriesCreated: 5, letterings: 1, ignored: 3 },
    });
    expect(await balances()).toEqual([
      { code: "411900", label: "Divers", cents: 100 },
      { code: "CLI001", label: "Café des Arts", cents: 5_050 },
      { code: "CLI002", label: "Le Gall", cents: 990 },
    ]);
    const [first] = await rows(
      "select due_on::text, settled_cents::int as settled, lettering_code as code from entries where organization_id = $1 and piece = 'F-1'",
    );
    expect(first).toEqual({ due_on: "2026-02-14", settled: 12_000, code: "AA" });
    const [stamp] = await rows<{ a: boolean; c: boolean }>(
      "select bool_and(a.published_at is not null) as a, bool_and(c.published_at is not null) as c from accounts a join creditors c on c.id = a.creditor_id where a.organization_id = $1",
    );
    expect(stamp).toEqual({ a: true, c: true });
    const facts = await rows<{ name: string; data: { counts: object } }>(
      "select name, data from facts where organization_id = $1",
    );
    expect(facts).toMatchObject([
      { name: "exchange.import_finished", data: { creditor: creditor.id, errors: 0 } },
    ]);
    await sound();
  });
  it("changes nothing the second time", async () => {
    await send(fec());
    const snapshot = () =>
      rows("select id, settled_cents, lettering_id from entries where organization_id = $1 order by id");
    const before = await snapshot();
    expect((await send(fec())).counts).toMatchObject({
      parties: 0,
      accounts: 0,
      entriesCreated: 0,
      entriesUpdated: 0,
      entriesUnchanged: 5,
      entriesRemoved: 0,
      letterings: 0,
    });
    expect(await snapshot()).toEqual(before);
  });
  it("says everything in check mode, and changes nothing", async () => {
    const checked = await send(fec(), { mode: "check" });
    expect(checked).toMatchObject({
      mode: "check",
      state: "done",
      counts: { accounts: 3, entriesCreated: 5, letterings: 1 },
    });
    for (const table of ["parties", "accounts", "entries", "letterings"])
      expect(await rows(`select from ${table} where organization_id = $1`)).toEqual([]);
    expect(
      await rows("select from creditors where organization_id = $1 and published_at is not null"),
    ).toEqual([]);
  });
  it("takes a due date from the file before the creditor's rule, and the accounting year from its end", async () => {
    await app.admin.query(
      "update creditors set fiscal_year_end_month = 6, due_rule = $2 where organization_id = $1",
      [org, JSON.stringify({ kind: "days", days: 10, endOfMonth: true })],
    );
    const lines = [
      saleEntry({ debitCents: 100, dueDate: "2026-09-09" }),
      saleEntry({ entryNumber: "2", date: "2026-07-15", debitCents: 100, piece: "F-2" }),
    ];
    await send(
      fecHeader({ withDueDate: true }) +
        lines.map((one) => writeFecLine(one, { withDueDate: true })).join(""),
    );
    const got = await rows<{ due: string; key: string }>(
      "select due_on::text as due, source_key as key from entries where organization_id = $1 order by piece",
    );
    expect(got.map((one) => [one.due, one.key.slice(0, 4)])).toEqual([
      ["2026-09-09", "2026"],
      ["2026-07-31", "2027"],
    ]);
  });
  it("runs two imports of one creditor one after the other", async () => {
    const one = send(fec());
    const other = send(fec());
    const counts = (await Promise.all([one, other])).map((done) => done.counts.entriesCreated as number);
    expect(counts.sort()).toEqual([0, 5]);
    await sound();
  });
  it("starts again when its worker died in the middle, and leaves alone what is over", async () => {
    const queued = await app.outer(org).transaction(async (ctx) => {
      const stored = await ctx.services.files.put(
        org,
        (async function* () {
          yield Buffer.from(fec());
        })(),
      );
      const id = newId();
      await app.admin.query(
        "insert into imports (organization_id, id, creditor_id, kind, mode, file_name, file_hash, bytes, state, created_by, created_at, beat_at) values ($1,$2,$3,'fec','apply','f',$4,$5,'running','x',now(),now() - interval '5 minutes')",
        [org, id, creditor.id, stored.hash, stored.bytes],
      );
      return id;
    });
    const revive = jobs.find((one) => one.name === "exchange.revive")!;
    if ("inside" in revive) await app.inside(org, (ctx) => revive.inside(ctx, undefined as never));
    await app.quiet();
    expect(await report(outside("import", queued))).toMatchObject({
      state: "done",
      counts: { entriesCreated: 5 },
    });
    const run = jobs.find((one) => one.name === "exchange.import")!;
    if ("outside" in run)
      await run.outside(app.outer(org), { organizationId: org, importId: queued } as never);
    expect(await rows("select from facts where organization_id = $1")).toHaveLength(1);
  });
  it("API-6 an import of the command line whose process dies before it reads is taken up by a worker", async () => {
    const outer = app.outer(org);
    let opened = 0;
    // The process ends once the import is registered: nothing more reaches the database.
    const dying: typeof outer = {
      ...outer,
      transaction: (work) => (opened++ === 0 ? outer.transaction(work) : Promise.reject(new Error("killed"))),
    };
    const source = (async function* () {
      yield Buffer.from(fec());
    })();
    const file = { creditorId: creditor.id, source, fileName: "f.txt", mode: "apply" as const };
    await expect(importFec(dying, file)).rejects.toThrow("killed");
    const revive = jobs.find((one) => one.name === "exchange.revive")!;
    const later = new Date(Date.now() + 180_000);
    if ("inside" in revive)
      await app.inside(org, (ctx) => revive.inside({ ...ctx, clock: () => later }, undefined as never));
    await app.quiet();
    const { rows: imports } = await app.admin.query("select state from imports where organization_id = $1", [
      org,
    ]);
    expect(imports).toEqual([{ state: "done" }]);
  });
  it("API-6 imports here and now for the command line, telling how far it is", async () => {
    const many = Array.from({ length: 20_000 }, (_, i) => ({
      entryNumber: String(i + 1),
      piece: `F-${i}`,
      auxiliaryNumber: `C${i % 100}`,
      debitCents: 100 + i,
    }));
    const seen: number[] = [];
    const source = (async function* () {
      yield Buffer.from(fec(many));
    })();
    const done = await importFec(app.outer(org), {
      creditorId: creditor.id,
      source,
      fileName: "f.txt",
      mode: "apply",
      onProgress: (now) => seen.push(now.bytes),
    });
    expect(done).toMatchObject({
      state: "done",
      createdBy: "test",
      counts: { entriesCreated: 20_000, accounts: 100 },
    });
    expect(seen.length).toBeGreaterThan(0);
    await sound();
  });
});

describe("API-2 good lines are never lost", () => {
  it("tells the line of each error in French and English, imports the others, and removes nothing", async () => {
    await send(fec());
    const broken = fec(YEAR.slice(5)).replace("990", "9x0").replace("9,90", "9,9x");
    const done = await send(broken);
    expect(done).toMatchObject({
      state: "done",
      errors: 1,
      counts: { entriesRemoved: 0, entriesUnchanged: 2 },
    });
    const list = await problems(done.id);
    expect(list.map((one) => [one.line, one.code])).toEqual([
      [3, "fec.amount_invalid"],
      [0, "import.nothing_removed"],
    ]);
    expect(list[0]!.fr).toContain("n'est pas un montant");
    expect(list[0]!.en).toContain("is not an amount");
    expect(await rows("select from entries where organization_id = $1")).toHaveLength(5);
  });
  const refused: [string, Buffer][] = [
    ["a PDF", Buffer.from("%PDF-1.7\n%\u00e2\u00e3\u0000\u0001", "latin1")],
    ["random bytes", Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256))],
    ["UTF-16", Buffer.from(`\ufeff${fec()}`, "utf16le")],
    ["another text", Buffer.from("Bonjour,\nvoici le fichier.\n")],
  ];
  it.each(refused)("refuses %s as a whole, and says why", async (_, content) => {
    const done = await send(content);
    expect(done.state).toBe("failed");
    expect(done.failure).toMatch(/ \/ /);
    expect(await problems(done.id)).not.toEqual([]);
    expect(await rows("select name from facts where organization_id = $1")).toEqual([
      { name: "exchange.import_failed" },
    ]);
  });
  it("reads ISO 8859-15, pipes, padding, odd line ends, no line end at the end", async () => {
    const odd = fec().replaceAll("\t", " | ").replaceAll("\r\n", "\r\r\n").trimEnd();
    const done = await send(Buffer.from(odd, "latin1"));
    expect(done).toMatchObject({ state: "done", counts: { entriesCreated: 5 } });
    expect((await balances())[1]!.label).toBe("Café des Arts");
  });
  it("keeps what was read of a file cut in the middle", async () => {
    const done = await send(Buffer.from(fec()).subarray(0, -40));
    expect(done).toMatchObject({ state: "done", errors: 1, counts: { entriesCreated: 4 } });
  });
  it("keeps texts that COPY would take for its own marks", async () => {
    await send(
      fec([
        { debitCents: 1, auxiliaryNumber: "C\\1", auxiliaryLabel: "\\N", piece: "\\.", label: "a\\tb\\" },
      ]),
    );
    expect(
      await rows(
        "select e.piece, e.label, a.code, a.label as account from entries e join accounts a on a.id = e.account_id where e.organization_id = $1",
      ),
    ).toEqual([{ piece: "\\.", label: "a\\tb\\", code: "C\\1", account: "\\N" }]);
  });
  it("refuses an empty file at once", async () => {
    const path = `${base}/api/office/creditors/${outside("creditor", creditor.id)}/fec`;
    const answer = await call("POST", path, {
      cookie: accountant,
      headers: { "content-type": "application/octet-stream" },
    });
    expect(answer).toMatchObject({ status: 422, json: { code: "import.empty" } });
  });
});
