import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../../../test/harness/app.ts";
import { detailOf, lineOf } from "../../formats/bank-file/testing.ts";
import { newId, outside } from "../../platform/ids.ts";
import {
  letterPayment,
  recomputeBalances,
  recomputeSettlements,
  recordPaymentEntry,
} from "../ledger/index.ts";
import { selectMatchable } from "../ledger/sql/matchable.ts";
import { aBank, anIban, received, startBank } from "./banking-fixture.ts";
import { proposeLines } from "./propose-lines.ts";
import { runImport } from "./run-import.ts";
import { linesToPropose } from "./sql/proposals.ts";
import { statementsPage } from "./sql/statements.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startBank({ work: true });
});
afterAll(() => app.close());

const soundness = (org: string) =>
  app.inside(org, async (ctx) => [await recomputeBalances(ctx), await recomputeSettlements(ctx)]);
const SOUND = [[], { entries: [], letterings: [] }];

describe("PAY-10 a line of several transactions", () => {
  it("matches each by itself, leaves the others, and never proposes again what is done", async () => {
    const bank = await aBank(app);
    const one = await bank.customer("Un", [{ piece: "FA-2026-0501", cents: 1000 }]);
    await bank.customer("Deux", [{ piece: "FA-2026-0502", cents: 2000 }]);
    const line = lineOf({
      cents: 3500,
      bookedOn: "2026-11-02",
      details: [
        detailOf({ cents: 1000, remittance: ["FA-2026-0501"] }),
        detailOf({ cents: 2500, counterparty: { name: "DEUX", iban: null, bic: null } }),
      ],
    });
    await bank.drop(bank.fileOf([line]));
    await app.quiet();
    expect(await bank.openOf(one.entries[0]!)).toBe(0);
    const [seen] = await bank.lines();
    expect(seen).toMatchObject({ state: "waiting", allocatedCents: 1000, remainingCents: 2500 });
    const { json } = await bank.api("GET", `/bank-lines/${seen.id}`);
    expect(json.proposals.map((each: { detail: number }) => each.detail)).not.toContain(0);
    const undone = await bank.api("POST", `/bank-lines/${seen.id}/undo`);
    expect(undone.json).toMatchObject({ allocatedCents: 0 });
    expect(await soundness(bank.org)).toEqual(SOUND);
  });
});

describe("PAY-10 several at the same moment", () => {
  it("matches a line once, whoever is first, and pays what is due once when a card pays it meanwhile", async () => {
    const bank = await aBank(app);
    for (let round = 1; round <= 6; round++) {
      const owed = await bank.customer(`Client ${round}`, [{ piece: `FA-2026-12${round}0`, cents: 5000 }]);
      const entryId = owed.entries[0]!;
      await bank.drop(
        bank.fileOf([received(5000, { name: `PAYEUR ${round}`, day: `2026-11-${10 + round}` })]),
      );
      await app.quiet();
      const [line] = await bank.lines("state=waiting");
      const match = () =>
        bank.api("POST", `/bank-lines/${line.id}/match`, {
          pieces: [{ entry: outside("entry", entryId), cents: 5000 }],
        });
      const card = () =>
        app.inside(bank.org, async (ctx) => {
          const paymentId = newId();
          const money = {
            paymentId,
            accountId: owed.accountId,
            reference: `QT${round}`,
            label: "Carte",
            cents: 5000,
          };
          const { entryId: credit } = await recordPaymentEntry(ctx, { ...money, receivedOn: "2026-11-20" });
          return letterPayment(ctx, {
            paymentId,
            creditEntryIds: [credit],
            parts: [{ entryId, cents: 5000 }],
          });
        });
      const [one, two, paid] = await Promise.all([match(), match(), card()]);
      const matched = [one, two].filter((answer) => answer.status === 200).length;
      expect(matched + (paid.letteredCents === 5000 ? 1 : 0)).toBe(1);
      expect(await bank.openOf(entryId)).toBe(0);
      if (matched === 0) await bank.api("POST", `/bank-lines/${line.id}/set-aside`, { reason: "internal" });
      else expect(paid.leftCents).toBe(5000);
    }
    expect(await soundness(bank.org)).toEqual(SOUND);
  });

  it("undone twice at once gives back once", async () => {
    const bank = await aBank(app);
    const owed = await bank.customer("Client", [{ piece: "FA-2026-0777", cents: 7000 }]);
    await bank.drop(bank.fileOf([received(7000, { text: "FA-2026-0777" })]));
    await app.quiet();
    const [line] = await bank.lines();
    const undo = () => bank.api("POST", `/bank-lines/${line.id}/undo`);
    const answers = await Promise.all([undo(), undo()]);
    expect(answers.map((one) => one.status).toSorted()).toEqual([200, 409]);
    expect([await bank.openOf(owed.entries[0]!), await bank.balanceOf(owed.accountId)]).toEqual([7000, 7000]);
    expect(await soundness(bank.org)).toEqual(SOUND);
  });
});

describe("PAY-10 ALL-5 a server that stops in the middle", () => {
  it("takes the file up again, and counts nothing twice", async () => {
    const bank = await aBank(app);
    const file = await bank.drop(bank.fileOf([received(100), received(200)]));
    await app.quiet();
    await app.admin.query(
      "update bank_files set state = 'running', beat_at = now() - interval '1 hour', finished_at = null where organization_id = $1",
      [bank.org],
    );
    const { rows } = await app.admin.query("select id from bank_files where organization_id = $1", [
      bank.org,
    ]);
    await runImport(app.outer(bank.org), rows[0].id);
    expect((await bank.api("GET", `/bank-files/${file.id}`)).json).toMatchObject({
      state: "done",
      linesNew: 0,
      linesKnown: 2,
    });
    expect(await bank.lines()).toHaveLength(2);
  });

  it("matches by itself what it had not done when it stopped", async () => {
    const bank = await aBank(app);
    const owed = await bank.customer("Client", [{ piece: "FA-2026-0999", cents: 900 }]);
    await app.admin.query(
      `update organizations set settings = '{"bankAutomaticScore": 101}' where organization_id = $1`,
      [bank.org],
    );
    await bank.drop(bank.fileOf([received(900, { text: "FA-2026-0999" })]));
    await app.quiet();
    await app.admin.query("update organizations set settings = '{}' where organization_id = $1", [bank.org]);
    // As a job leaves it that stopped after it had proposed and before it had acted.
    await app.admin.query("update bank_lines set proposed_at = null where organization_id = $1", [bank.org]);
    await proposeLines(app.outer(bank.org));
    expect(await bank.openOf(owed.entries[0]!)).toBe(0);
  });

  it("says why a file is none of a bank, and takes it again afterwards", async () => {
    const bank = await aBank(app);
    const file = await bank.drop("Ceci n’est pas un relevé.");
    await app.quiet();
    const { json } = await bank.api("GET", `/bank-files/${file.id}`);
    expect(json).toMatchObject({ state: "failed", linesNew: 0 });
    expect(json.failure.fr).toMatch(/banque/);
    expect((await bank.drop("Ceci n’est pas un relevé.")).id).not.toBe(file.id);
  });
});

describe("plans over many entries and lines", () => {
  const ROWS = 60_000;
  let org: string;
  let creditor: string;
  let account: string;
  beforeAll(async () => {
    const bank = await aBank(app);
    org = bank.org;
    creditor = bank.creditor;
    account = (await bank.customer("Jean Dupont", [])).accountId;
    await app.admin.query(
      "insert into parties (organization_id, id, code, name) select $1, gen_random_uuid(), 'N' || n, 'Nom ' || n from generate_series(1, 20000) n",
      [org],
    );
    await app.admin.query(
      `insert into accounts (organization_id, id, creditor_id, party_id, code, label)
       select organization_id, gen_random_uuid(), $2, id, 'A' || code, 'Client ' || name from parties where organization_id = $1 and code like 'N%'`,
      [org, creditor],
    );
    await app.admin.query(
      `insert into entries (organization_id, id, account_id, source_key, origin, entered_on, due_on, label, piece, amount_cents, settled_cents)
       select $1, gen_random_uuid(), $2, 'p' || n, 'batch', '2026-01-01', '2026-02-01', 'x', 'FA-' || n, n, case when n % 3 = 0 then n else 0 end
       from generate_series(1, $3::int) n`,
      [org, account, ROWS],
    );
    const bankAccount = newId();
    const file = newId();
    await app.admin.query(
      "insert into bank_accounts (organization_id, id, creditor_id, key, currency, created_at) values ($1, $2, $3, $4, 'EUR', now())",
      [org, bankAccount, creditor, anIban()],
    );
    await app.admin.query(
      "insert into files (organization_id, hash, media_type, bytes) values ($1, repeat('0', 64), 'x', 1)",
      [org],
    );
    await app.admin.query(
      "insert into bank_files (organization_id, id, file_name, file_hash, bytes, state, created_by, created_at) values ($1, $2, 'x', repeat('0', 64), 1, 'done', 'x', now())",
      [org, file],
    );
    await app.admin.query(
      `insert into bank_lines (organization_id, id, bank_account_id, creditor_id, booked_on, cents, currency, kind, state, proposed_at, created_at)
       select $1, gen_random_uuid(), $2, $3, date '2026-01-01' + n % 300, n, 'EUR', 'transfer', case when n % 400 = 0 then 'waiting' else 'matched' end,
         case when n % 800 = 0 then null else now() end, now() from generate_series(1, $4::int) n`,
      [org, bankAccount, creditor, ROWS],
    );
    await app.admin.query(
      `insert into bank_statements (organization_id, id, bank_account_id, file_id, format, digest, opening_cents, opening_on, closing_cents, closing_on, lines, lines_new, created_at)
       select $1, gen_random_uuid(), $2, $3, 'camt.053', n::text, n, date '2020-01-01' + n, n + 1, date '2020-01-01' + n, 1, 1, now() from generate_series(1, 3000) n`,
      [org, bankAccount, file],
    );
    await app.admin.query("vacuum analyze entries, parties, accounts, bank_lines, bank_statements");
  }, 120_000);

  const planOf = (query: RawBuilder<unknown>) =>
    app.inside(org, async (ctx) => {
      const { rows } = await sql<Record<string, string>>`explain ${query}`.execute(ctx.db);
      return rows.map((row) => row["QUERY PLAN"]).join("\n");
    });

  it("PAY-10 looks for what a hundred sums pay along indexes, whatever the size of the books", async () => {
    const wanted = Array.from({ length: 100 }, (_, n) => ({
      creditorId: creditor,
      cents: n + 1,
      pieces: [`FA${n}`],
      names: ["DUPONT JEAN"],
      accountIds: [],
    }));
    await app.inside(org, async (ctx) => {
      const { rows } = await sql<Record<string, string>>`explain ${selectMatchable(ctx, wanted)}`.execute(
        ctx.db,
      );
      const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
      for (const index of [
        "entries_open_piece",
        "entries_open_amount",
        "accounts_name",
        "parties_name_key",
        "entries_open",
      ])
        expect(plan).toContain(index);
      expect(plan).not.toMatch(/Seq Scan on (entries|accounts|parties)/);
    });
  });

  it("PAY-10 reads statements and lines to look at along an index", async () => {
    await app.inside(org, async (ctx) => {
      expect(await planOf(statementsPage(ctx, { limits: null, limit: 50 }))).toContain(
        "bank_statements_recent",
      );
      expect(await linesToPropose(ctx, 10)).toHaveLength(10);
    });
  });
});
