/** A batch of direct debits released, written and given up, against the bare updates of as many rows alike. */
import { fork } from "node:child_process";
import { join } from "node:path";
import type pg from "pg";
import { startTestApp, type TestApp } from "../test/harness/app.ts";
import { openCollector } from "../test/harness/collections.ts";
import { IBAN } from "../test/harness/mandates.ts";
import type { BatchDone } from "./batches-process.ts";
import { startBenchPostgres } from "./database.ts";
import { atLeast, atMost, type Benchmark, interleave, median, medianRatio, short, told } from "./measure.ts";

/** Bytes of a sealed debit, about. */
const SEALED = 620;

/** Each round takes the same debits through all of it: a batch that is given up gives them back. */
export const batches: Benchmark = async ({ quick }, say) => {
  const [rounds, count] = quick ? [2, 2_000] : [3, 100_000];
  const postgres = await startBenchPostgres();
  const app = await startTestApp({ modules: [], postgresUrl: postgres.url });
  try {
    const shop = await openCollector(app, { four_eyes: false });
    const until = await fill(app.admin, shop, count);
    say(`${rounds} rounds of ${count} direct debits`);
    const acts: BatchDone[] = [];
    const ours = async () => {
      const done = await inOwnProcess(envOf(app), [
        shop.organizationId,
        shop.creditorId,
        shop.staff.manager.id,
        until,
      ]);
      if (done.count !== count) throw new Error(`${done.count} debits in the batch`);
      say(`released in ${short(done.release / 1000)} s, written in ${short(done.write / 1000)} s`);
      acts.push(done);
      return done.release;
    };
    const results = await interleave(rounds, {
      ours,
      release: () =>
        bare(
          app.admin,
          `state = 'sent', batch_id = id, block_id = id, debit = '\\x${"ab".repeat(SEALED)}'::bytea`,
        ),
      cancel: () => bare(app.admin, "state = 'announced', batch_id = null, block_id = null, debit = null"),
    });
    const seconds = (values: readonly number[]) => `${short(median(values) / 1000)} s`;
    const cancelled = acts.map((one) => one.cancel);
    const of = `of ${count.toLocaleString("en")} debits`;
    return [
      atLeast(
        `batches: the same rows updated bare / a release ${of}`,
        medianRatio(results.release, results.ours),
        0.05,
        `${seconds(results.ours)}, in one transaction`,
      ),
      atLeast(
        `batches: the same rows updated bare / a batch ${of} given up`,
        medianRatio(results.cancel, cancelled),
        0.4,
        seconds(cancelled),
      ),
      told(`batches: the file ${of}, from the database`, seconds(acts.map((one) => one.write))),
      atMost("batches: peak memory of the process", Math.max(...acts.map((one) => one.peakMb)), 500, "MB"),
    ];
  } finally {
    await app.close();
    await postgres.stop();
  }
};

/** Milliseconds of one update of every row of a table that has the columns and indexes of the real one. */
async function bare(admin: pg.Client, change: string): Promise<number> {
  const start = performance.now();
  await admin.query(`update bare set ${change}, changed_at = now()`);
  return performance.now() - start;
}

type Shop = { organizationId: string; creditorId: string; staff: { manager: { id: string } } };

/** As many debtors, each with one debt that is announced under a mandate. @returns the day of collection. */
async function fill(admin: pg.Client, shop: Shop, count: number): Promise<string> {
  const org = `'${shop.organizationId}'::uuid`;
  const id = (kind: string) => `md5('${kind}' || n)::uuid`;
  const all = `generate_series(1, ${count}) n`;
  const creditor = `'${shop.creditorId}'::uuid`;
  const user = `'${shop.staff.manager.id}'::uuid`;
  const on = "current_date + 20";
  await admin.query("set session_replication_role = replica");
  const statements = [
    `insert into parties (organization_id, id, code, name) select ${org}, ${id("p")}, 'P' || n, 'Tiers ' || n from ${all}`,
    `insert into accounts (organization_id, id, creditor_id, party_id, code, label, balance_cents, published_at)
     select ${org}, ${id("a")}, ${creditor}, ${id("p")}, '411' || lpad(n::text, 8, '0'), 'Compte ' || n, 4500, now() from ${all}`,
    `insert into entries (organization_id, id, account_id, source_key, origin, journal, entered_on, due_on, label, piece, amount_cents)
     select ${org}, ${id("e")}, ${id("a")}, 'fec:2026:' || n, 'fec', 'VE', current_date - 20, current_date, 'Facture', 'F-' || n, 4500 from ${all}`,
    `insert into mandates (organization_id, id, umr, creditor_id, party_id, account_id, user_id, origin, scheme, mode, state, language, purpose,
       pre_notification_days, debtor_name, debtor_address, debtor_iban, creditor_name, creditor_ics, signed_on, created_at, changed_at)
     select ${org}, ${id("m")}, 'REGIE-' || n, ${creditor}, ${id("p")}, ${id("a")}, ${user}, 'online', 'CORE', 'automatic', 'active', 'fr', 'Eau', 14,
       'Camille Durand ' || n, '{12 rue des Lilas,71000 Mâcon}', '${IBAN}', 'Régie', 'FR72ZZZ123456', current_date - 60, now(), now() from ${all}`,
    `insert into collections (organization_id, id, end_to_end_id, creditor_id, account_id, party_id, user_id, mandate_id, umr, scheme, mode, kind, cents,
       collect_on, state, announced_on, notice_days, debtor_name, masked_iban, created_at, changed_at)
     select ${org}, ${id("c")}, 'PRBENCH' || n, ${creditor}, ${id("a")}, ${id("p")}, ${user}, ${id("m")}, 'REGIE-' || n, 'CORE', 'automatic', 'automatic', 4500,
       ${on}, 'announced', current_date, 14, 'Camille Durand ' || n, 'FR76', now(), now() from ${all}`,
    `insert into collection_pieces (organization_id, collection_id, entry_id, cents) select ${org}, ${id("c")}, ${id("e")}, 4500 from ${all}`,
    `insert into holds (organization_id, id, entry_id, kind, reference_id, cents, planned_on, created_at)
     select ${org}, ${id("h")}, ${id("e")}, 'collection', ${id("c")}, 4500, ${on}, now() from ${all}`,
    "create table bare (like collections including all excluding generated)",
    "insert into bare select * from collections",
  ];
  for (const statement of statements) await admin.query(statement);
  await admin.query("vacuum analyze");
  const { rows } = await admin.query<{ day: string }>(`select (${on})::text as day`);
  return rows[0]!.day;
}

function envOf(app: TestApp): NodeJS.ProcessEnv {
  const { config } = app.services;
  return {
    ...process.env,
    NODE_ENV: "test",
    PUBLIC_URL: config.PUBLIC_URL,
    DATABASE_URL: app.databaseUrl,
    DATA_DIR: config.DATA_DIR,
    QUITUS_SECRET: config.QUITUS_SECRET,
    SMTP_URL: config.SMTP_URL,
    MAIL_FROM: config.MAIL_FROM,
    LOG_LEVEL: "error",
  };
}

function inOwnProcess(env: NodeJS.ProcessEnv, args: string[]): Promise<BatchDone> {
  return new Promise((resolve, reject) => {
    // What it keeps, and not what it has not yet thrown away.
    const execArgv = ["--max-old-space-size=256"];
    const child = fork(join(import.meta.dirname, "batches-process.ts"), args, { env, execArgv });
    let done: BatchDone | undefined;
    child.once("message", (message) => (done = message as BatchDone));
    child.once("exit", (code) =>
      done ? resolve(done) : reject(new Error(`the process of a batch stopped: ${code}`)),
    );
  });
}
