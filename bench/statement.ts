/** The statement API against its own SQL on a bare driver, at three sizes of the ledger. */
import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import autocannon from "autocannon";
import type pg from "pg";
import { modules } from "../server/modules.ts";
import { openPool } from "../server/platform/database/pool.ts";
import { outside } from "../server/platform/ids.ts";
import { startTestApp, type TestApp } from "../test/harness/app.ts";
import { aCreditor, anOrganization, call } from "../test/harness/builders.ts";
import { freePort } from "../test/harness/global-setup.ts";
import { startBenchPostgres } from "./database.ts";
import { cookieOf, ENTRIES_PER_ACCOUNT, fillLedger } from "./fill.ts";
import { atLeast, atMost, type Benchmark, interleave, median, medianRatio, short } from "./measure.ts";

const CONNECTIONS = 10;
/** Customers who read, spread over all of them. */
const READERS = 1000;

type Statement = { name?: string; text: string; values?: unknown[] };
type Reader = { path: string; headers: { cookie: string } };

/** One size of the ledger: its readers, and what the API asks of the database for each of them. */
type Ledger = {
  entries: number;
  app: TestApp;
  server: ChildProcess;
  pool: pg.Pool;
  readers: Reader[];
  sequences: Statement[][];
  origin: string;
};

export const statement: Benchmark = async ({ quick }, say) => {
  const sizes = quick ? [10_000, 100_000] : [10_000, 1_000_000, 5_000_000];
  const [rounds, seconds] = quick ? [3, 2] : [7, 4];
  const postgres = await startBenchPostgres();
  const ledgers: Ledger[] = [];
  try {
    for (const entries of sizes) {
      say(`filling ${entries.toLocaleString("en")} entries`);
      ledgers.push(await openLedger(postgres.url, entries));
    }
    for (const ledger of ledgers) await Promise.all([askApi(ledger, 2), replay(ledger, 2)]);
    say(`${ledgers[0]!.sequences[0]!.length} statements a request; ${rounds} rounds of ${seconds} s each`);
    const results = await interleave(
      rounds,
      Object.fromEntries(
        ledgers.flatMap((ledger) => [
          [`api ${ledger.entries}`, () => askApi(ledger, seconds)],
          [`bare ${ledger.entries}`, () => replay(ledger, seconds)],
        ]),
      ),
    );
    return sizes
      .map((size) => {
        const [api, bare] = [results[`api ${size}`]!, results[`bare ${size}`]!];
        const detail = `${short(median(api))} of ${short(median(bare))} a second`;
        return atLeast(
          `statement: API / bare driver, ${size.toLocaleString("en")} entries`,
          medianRatio(api, bare),
          0.5,
          detail,
        );
      })
      .concat(flatness(sizes.map((size) => results[`api ${size}`]!)));
  } finally {
    for (const ledger of ledgers) await closeLedger(ledger);
    await postgres.stop();
  }
};

/** How much faster the fastest size is than the slowest, each against the first size of the same round. */
function flatness(api: readonly number[][]) {
  const relative = api.map((speeds) => medianRatio(speeds, api[0]!));
  return atMost(
    "statement: fastest / slowest size",
    Math.max(...relative) / Math.min(...relative),
    1.3,
    "",
    "all sizes",
  );
}

async function openLedger(postgresUrl: string, entries: number): Promise<Ledger> {
  const app = await startTestApp({ modules, postgresUrl });
  const seen = record(app.services.pool);
  const organization = await anOrganization(app);
  const creditor = await aCreditor(app, organization.organization_id);
  const accounts = Math.ceil(entries / ENTRIES_PER_ACCOUNT);
  await fillLedger(app.admin, organization.organization_id, creditor.id as string, accounts);
  const step = Math.max(1, Math.floor(accounts / READERS));
  const numbers = Array.from({ length: Math.min(READERS, accounts) }, (_, i) => i * step);
  const ids = await app.admin.query<{ id: string }>(
    "select id from accounts join unnest($1::text[]) with ordinality as wanted (code, rank) using (code) order by rank",
    [numbers.map((n) => `411${String(n).padStart(8, "0")}`)],
  );
  const port = await freePort();
  const readers = ids.rows.map(({ id }, i) => ({
    path: `/o/${organization.slug}/api/accounts/${outside("account", id)}/entries`,
    headers: { cookie: cookieOf(numbers[i]!) },
  }));
  const sequences = [];
  for (const reader of readers) sequences.push(await statementsOf(app, reader, seen));
  return {
    entries,
    app,
    readers,
    sequences,
    origin: `http://127.0.0.1:${port}`,
    server: await startServer(app, port),
    pool: openPool(app.databaseUrl, CONNECTIONS),
  };
}

/** Notes every statement that goes through a pool, as it goes to the driver. */
function record(pool: pg.Pool): Statement[] {
  const seen: Statement[] = [];
  pool.on("connect", (client) => {
    const query = client.query.bind(client) as (...given: unknown[]) => unknown;
    client.query = ((...given: unknown[]) => {
      seen.push(typeof given[0] === "string" ? { text: given[0] } : (given[0] as Statement));
      return query(...given);
    }) as typeof client.query;
  });
  return seen;
}

/** What the API asks of the database for one reader, its organization being known already. */
async function statementsOf(
  app: TestApp,
  { path, headers }: Reader,
  seen: Statement[],
): Promise<Statement[]> {
  for (let tries = 0; ; tries += 1) {
    seen.length = 0;
    const answer = await call("GET", app.origin + path, { cookie: headers.cookie });
    if (answer.status !== 200 || answer.json.items.length !== 4)
      throw new Error(`not a statement of 4 entries: ${answer.buffer.toString()}`);
    if (seen[0]?.text.startsWith("begin")) return [...seen];
    if (tries > 3) throw new Error(`not one transaction: ${seen.map((one) => one.text).join("; ")}`);
  }
}

function startServer(app: TestApp, port: number): Promise<ChildProcess> {
  const { config } = app.services;
  const env = {
    ...process.env,
    NODE_ENV: "test",
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: app.databaseUrl,
    DATABASE_POOL: String(CONNECTIONS),
    QUITUS_SECRET: config.QUITUS_SECRET,
    SMTP_URL: config.SMTP_URL,
    MAIL_FROM: config.MAIL_FROM,
    LOG_LEVEL: "silent",
  };
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, "server.ts"), { env });
    child.once("message", () => resolve(child));
    child.once("exit", (code) => reject(new Error(`the server stopped: ${code}`)));
  });
}

/** @returns answers per second, over real HTTP with kept connections. */
async function askApi(ledger: Ledger, seconds: number): Promise<number> {
  let next = 0;
  const reader = () => ledger.readers[(next += 1) % ledger.readers.length]!;
  const result = await autocannon({
    url: ledger.origin,
    connections: CONNECTIONS,
    duration: seconds,
    requests: [{ setupRequest: (request) => ({ ...request, ...reader() }) }],
  });
  if (result.non2xx + result.errors > 0)
    throw new Error(`${result.non2xx} refusals and ${result.errors} errors while loading`);
  return result["2xx"] / result.duration;
}

/** @returns sequences per second: the statements of the API, one after the other, on as many pooled connections. */
async function replay(ledger: Ledger, seconds: number): Promise<number> {
  const start = performance.now();
  const end = start + seconds * 1000;
  let done = 0;
  const one = async () => {
    while (performance.now() < end) {
      const sequence = ledger.sequences[(done += 1) % ledger.sequences.length]!;
      const client = await ledger.pool.connect();
      for (const statement of sequence) await client.query(statement as pg.QueryConfig);
      client.release();
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, one));
  return done / ((performance.now() - start) / 1000);
}

async function closeLedger(ledger: Ledger): Promise<void> {
  ledger.server.removeAllListeners("exit");
  const gone = new Promise((resolve) => ledger.server.once("exit", resolve));
  ledger.server.kill("SIGTERM");
  await gone;
  await ledger.pool.end();
  await ledger.app.close();
}
