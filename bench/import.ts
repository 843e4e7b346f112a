/** The import of a FEC against a bare COPY of the very rows that it made, into the same tables with their indexes. */
import { fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { modules } from "../server/modules.ts";
import { startTestApp, type TestApp } from "../test/harness/app.ts";
import { aCreditor, anOrganization } from "../test/harness/builders.ts";
import { TEMPLATE } from "../test/harness/global-setup.ts";
import { onDatabase, startBenchPostgres } from "./database.ts";
import { fecOf } from "./fec-file.ts";
import type { ImportDone } from "./import-process.ts";
import { atLeast, atMost, type Benchmark, interleave, median, medianRatio, short } from "./measure.ts";

const ROUNDS = 3;
/** What the rows hang from, then the tables that an import fills: in the order of their foreign keys. */
const BEFORE = ["organizations", "creditors"];
const FILLED = ["parties", "accounts", "entries", "letterings", "lettering_parts"];

type Bench = { url: string; folder: string; lines: number; peaks: number[] };

export const fecImport: Benchmark = async ({ quick }, say) => {
  const lines = quick ? 50_000 : 1_000_000;
  const folder = await mkdtemp(join(tmpdir(), "quitus-bench-"));
  const postgres = await startBenchPostgres();
  const bench: Bench = { url: postgres.url, folder, lines, peaks: [] };
  try {
    await pipeline(Readable.from(fecOf(lines)), createWriteStream(join(folder, "fec.txt")));
    say(`a FEC of ${lines.toLocaleString("en")} lines is written; ${ROUNDS} rounds`);
    let rows = 0;
    const { imports, copies } = await interleave(ROUNDS, {
      imports: async () => {
        const ms = await timeImport(bench);
        say(`imported in ${short(ms / 1000)} s`);
        return lines / ms;
      },
      copies: async () => {
        const copied = await timeCopy(bench);
        rows = copied.rows;
        say(`copied in ${short(copied.ms / 1000)} s`);
        return lines / copied.ms;
      },
    });
    const speeds = `${short(median(imports))} of ${short(median(copies))} thousand lines a second, ${rows.toLocaleString("en")} rows`;
    const size = `${lines.toLocaleString("en")} lines`;
    return [
      atLeast(`import: FEC / COPY of its rows, ${size}`, medianRatio(imports, copies), 0.4, speeds),
      atMost(`import: peak memory of its process, ${size}`, Math.max(...bench.peaks), 300, "MB"),
    ];
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
};

/** @returns milliseconds, from the first byte read to the report; the rows made are kept for the copies. */
async function timeImport(bench: Bench): Promise<number> {
  const app = await startTestApp({ modules, postgresUrl: bench.url });
  try {
    const organization = await anOrganization(app);
    const creditor = await aCreditor(app, organization.organization_id);
    await app.admin.query("checkpoint");
    const args = [organization.organization_id, creditor.id as string, join(bench.folder, "fec.txt")];
    const done = await inProcess(app, args);
    if (done.failure !== null) throw new Error(`the import failed: ${done.failure}`);
    if (done.created !== bench.lines) throw new Error(`${done.created} entries of ${bench.lines}`);
    bench.peaks.push(done.peakMb);
    for (const table of [...BEFORE, ...FILLED]) await keep(app.admin, table, bench.folder);
    return done.ms;
  } finally {
    await app.close();
  }
}

function inProcess(app: TestApp, args: readonly string[]): Promise<ImportDone> {
  const { config } = app.services;
  const env = {
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
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, "import-process.ts"), args, { env });
    let done: ImportDone | undefined;
    child.once("message", (message) => (done = message as ImportDone));
    child.once("exit", (code) =>
      done ? resolve(done) : reject(new Error(`the import's process stopped: ${code}`)),
    );
  });
}

async function keep(client: pg.Client, table: string, folder: string): Promise<void> {
  const rows = client.query(copyTo(`copy ${table} to stdout`));
  await pipeline(rows, createWriteStream(join(folder, table)));
}

/** COPY of every row in one transaction of another clone, foreign keys checked: the least that writing them costs. */
async function timeCopy({ url, folder }: Bench): Promise<{ ms: number; rows: number }> {
  const name = `c_${randomUUID().replaceAll("-", "")}`;
  await onDatabase(url, (client) => client.query(`create database ${name} template ${TEMPLATE}`));
  const result = await onDatabase(url.replace(/\/postgres$/, `/${name}`), async (client) => {
    for (const table of BEFORE) await load(client, table, folder);
    await client.query("checkpoint");
    const start = performance.now();
    let rows = 0;
    await client.query("begin");
    for (const table of FILLED) rows += await load(client, table, folder);
    await client.query("commit");
    return { ms: performance.now() - start, rows };
  });
  await onDatabase(url, (client) => client.query(`drop database ${name} with (force)`));
  return result;
}

async function load(client: pg.Client, table: string, folder: string): Promise<number> {
  const copy = client.query(copyFrom(`copy ${table} from stdin`));
  await pipeline(createReadStream(join(folder, table)), copy);
  return copy.rowCount ?? 0;
}
