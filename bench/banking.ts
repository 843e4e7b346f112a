/** A camt.053 read, stored and matched through the database, against its XML alone being parsed. */
import type pg from "pg";
import { importBankFile, proposeLines } from "../server/modules/banking/index.ts";
import { modules } from "../server/modules.ts";
import { startTestApp } from "../test/harness/app.ts";
import { aCreditor, anOrganization } from "../test/harness/builders.ts";
import { blocks, parseAlone } from "./bank-files.ts";
import { startBenchPostgres } from "./database.ts";
import { bankFileOf, fillOwed } from "./fill-banking.ts";
import { atLeast, type Benchmark, median, medianRatio, short } from "./measure.ts";

/** Lines matched before, so that the tables have a past and their statistics. */
const PAST = 2_000;
type Speeds = { parsed: number; stored: number; matched: number; whole: number };

export const banking: Benchmark = async ({ quick }, say) => {
  const [rounds, count] = quick ? [2, 2_000] : [3, 100_000];
  const file = bankFileOf(PAST, PAST + count);
  say(`a camt.053 of ${count.toLocaleString("en")} lines, ${short(file.length / 1e6)} MB; ${rounds} rounds`);
  const postgres = await startBenchPostgres();
  const all: Speeds[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      const speeds = await oneRound(postgres.url, file, count);
      say(
        `${short(speeds.stored)} lines a second stored, ${short(speeds.matched)} matched, ${short(speeds.whole)} in all`,
      );
      all.push(speeds);
    }
  } finally {
    await postgres.stop();
  }
  const of = (name: keyof Speeds) => all.map((one) => one[name]);
  const size = `${count.toLocaleString("en")} lines`;
  const said = (name: keyof Speeds) =>
    `${short(median(of(name)))} of ${short(median(of("parsed")))} lines a second`;
  return [
    atLeast(
      `banking: camt.053 read and stored / its XML alone, ${size}`,
      medianRatio(of("stored"), of("parsed")),
      0.05,
      said("stored"),
    ),
    atLeast(
      `banking: read, stored and matched / its XML alone, ${size}`,
      medianRatio(of("whole"), of("parsed")),
      0.02,
      `${said("whole")}; ${short(median(of("matched")))} matched a second`,
    ),
  ];
};

/** In a database of its own, with as many open invoices as lines: three lines in four are lettered without a hand, the others proposed. */
async function oneRound(postgresUrl: string, file: Buffer, count: number): Promise<Speeds> {
  const app = await startTestApp({ modules, postgresUrl });
  try {
    const { organization_id } = await anOrganization(app);
    const creditor = await aCreditor(app, organization_id);
    await fillOwed(app.admin, {
      organizationId: organization_id,
      creditorId: creditor.id as string,
      invoices: PAST + count,
    });
    const outer = app.outer(organization_id);
    await importBankFile(outer, { source: blocks(bankFileOf(0, PAST)), fileName: "past.xml" });
    await proposeLines(outer);
    await app.admin.query("vacuum analyze");
    const parsed = await seconds(async () => parseAlone(file));
    const stored = await seconds(async () => {
      const report = await importBankFile(outer, { source: blocks(file), fileName: "bench.xml" });
      if (report.linesNew !== count) throw new Error(`${report.linesNew} lines of ${count}`);
    });
    const matched = await seconds(() => proposeLines(outer));
    await expectMatched(app.admin, PAST + count);
    return {
      parsed: count / parsed,
      stored: count / stored,
      matched: count / matched,
      whole: count / (stored + matched),
    };
  } finally {
    await app.close();
  }
}

/** What is measured must be right: no speed for lines that were left. */
async function expectMatched(admin: pg.Client, count: number): Promise<void> {
  const { rows } = await admin.query<{ matched: string; seen: string }>(
    "select count(*) filter (where state = 'matched') as matched, count(*) filter (where proposed_at is not null) as seen from bank_lines",
  );
  const { matched, seen } = rows[0]!;
  if (Number(seen) !== count || Number(matched) < count * 0.74)
    throw new Error(`${matched} lines matched, ${seen} looked at, of ${count}`);
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
