import { BankFileError, type BankFileEvent, readBankFile } from "../../formats/bank-file/index.ts";
import type { Context, Outer } from "../../platform/context.ts";
import { recordFact } from "../../platform/facts.ts";
import { facts } from "./facts.ts";
import { type Merged, mergeStatement, problemOf, type StatementEvents } from "./merge-statement.ts";
import { askForProposals } from "./propose-lines.ts";
import {
  beat,
  closeFile,
  type FileReport,
  type FileRow,
  markRunning,
  selectForsaken,
  type Told,
} from "./sql/files.ts";
import { failureText } from "./words.ts";

export const IMPORT_JOB = "banking.import";
const BEAT_MS = 1000;
const TRIES = 3;
const KEPT_PROBLEMS = 200;
/** Deadlock, serialization failure: another writer won, nothing is wrong with the file. */
const TRANSIENT = new Set(["40P01", "40001"]);

/**
 * Reads a bank file from the store. Each of its statements is one transaction, and a statement told again changes nothing: so a file is
 * begun again after a crash, and goes on where it stopped. One that is over is left alone.
 * @param then `nothing` for who looks at the new lines himself, where no job is run.
 */
export async function runImport(
  outer: Outer,
  fileId: string,
  then: "propose" | "nothing" = "propose",
): Promise<void> {
  const row = await outer.transaction((ctx) => markRunning(ctx, fileId));
  if (!row) return;
  for (let tries = 1; ; tries++) {
    const report = emptyReport();
    try {
      await readAll(outer, row, report);
      return await close(outer, row, { ...report, state: "done", failure: null }, then);
    } catch (error) {
      if (tries < TRIES && TRANSIENT.has((error as { code?: string }).code ?? "")) continue;
      if (!(error instanceof BankFileError))
        outer.services.log.error({ err: error, fileId }, "bank file failed");
      const failure = failureText(error as Error);
      return await close(outer, row, { ...report, state: "failed", failure }, then);
    }
  }
}

const SILENT_MS = 120_000;

/** Starts again the files whose worker gives no sign of life: its machine stopped in the middle (ALL-5). */
export async function reviveImports(ctx: Context): Promise<void> {
  const ids = await selectForsaken(ctx, new Date(ctx.clock().getTime() - SILENT_MS));
  for (const fileId of ids)
    await ctx.services.jobs.enqueue(
      ctx.db,
      IMPORT_JOB,
      { organizationId: ctx.organizationId, fileId },
      { onlyOnce: fileId },
    );
}

type Report = Omit<FileReport, "state" | "failure">;
const emptyReport = (): Report => ({
  format: null,
  statements: 0,
  linesNew: 0,
  linesKnown: 0,
  linesPending: 0,
  problems: [],
});

async function readAll(outer: Outer, row: FileRow, report: Report): Promise<void> {
  const content = await outer.services.files.get(outer.organizationId, row.fileHash);
  const events = readBankFile(watched(outer, row, content))[Symbol.asyncIterator]();
  const next = async (): Promise<BankFileEvent | null> => {
    const { done, value } = await events.next();
    return done ? null : value;
  };
  for (let event = await next(); event; event = await next()) {
    if (event.kind === "problem") tell(report, [problemOf(event)]);
    if (event.kind !== "statement") continue;
    const told: StatementEvents = { statement: event.statement, next };
    add(report, await outer.transaction((ctx) => mergeStatement(ctx, row.id, told)));
    report.format = event.statement.format;
  }
}

function add(report: Report, merged: Merged): void {
  report.statements++;
  report.linesNew += merged.linesNew;
  report.linesKnown += merged.linesKnown;
  report.linesPending += merged.linesPending;
  tell(report, merged.problems);
}

function tell(report: Report, problems: readonly Told[]): void {
  report.problems.push(...problems.slice(0, KEPT_PROBLEMS - report.problems.length));
}

/** Counts what is read, and says so from short transactions of its own. */
async function* watched(outer: Outer, row: FileRow, content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let read = 0;
  let said = Date.now();
  for await (const chunk of content) {
    yield chunk;
    read += chunk.length;
    if (Date.now() - said < BEAT_MS) continue;
    said = Date.now();
    await outer.transaction((ctx) => beat(ctx, row.id, read));
  }
}

async function close(
  outer: Outer,
  row: FileRow,
  report: FileReport,
  then: "propose" | "nothing",
): Promise<void> {
  await outer.transaction(async (ctx) => {
    if (!(await closeFile(ctx, row.id, report))) return;
    const { state, failure, statements, linesNew, linesKnown } = report;
    await recordFact(ctx, {
      name: state === "done" ? facts.fileImported : facts.fileFailed,
      subject: { kind: "bank_file", id: row.id },
      data: { fileName: row.fileName, statements, linesNew, linesKnown, failure: failure?.fr ?? null },
    });
    if (linesNew > 0 && then === "propose") await askForProposals(ctx);
  });
}
