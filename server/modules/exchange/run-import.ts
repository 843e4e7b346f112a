import type { Context, Outer } from "../../platform/context.ts";
import { recordFact } from "../../platform/facts.ts";
import { facts } from "./facts.ts";
import { mergeBatch } from "./merge-batch.ts";
import { FileRefused, mergeFec } from "./merge-fec.ts";
import { type ProblemList, problemList } from "./rules.ts";
import {
  beat,
  closeImport,
  findImport,
  type ImportRow,
  lockCreditor,
  markRunning,
  type Outcome,
} from "./sql.ts";
import { storePdfs } from "./store-pdfs.ts";
import { problemText } from "./words.ts";

export type Progress = { bytes: number; lines: number };
/** What an import is reading: how far, and what is wrong. */
export type Reading = { read: Progress; problems: ProblemList };
export type OnProgress = (progress: Progress & { of: number }) => void;

const TICK_MS = 200;
const LONGEST_SILENCE_MS = 5_000;
const TRIES = 3;
/** Deadlock, serialization failure: another writer won, nothing is wrong with the file. */
const TRANSIENT = new Set(["40P01", "40001"]);

/**
 * Runs an import from its stored file. All of it is one transaction: a crash leaves nothing behind, and running again
 * starts from the beginning; one that is over is left alone. The check mode does the same work, then undoes it.
 */
export async function runImport(
  outer: Outer,
  data: { importId: string; onProgress?: OnProgress },
): Promise<void> {
  const row = await outer.transaction((ctx) => markRunning(ctx, data.importId));
  if (!row) return;
  for (let tries = 1; ; tries++) {
    const reading: Reading = { read: { bytes: 0, lines: 0 }, problems: problemList() };
    const watch = watchProgress(outer, row, reading, data.onProgress);
    try {
      return await attempt(outer, row, reading, watch);
    } catch (error) {
      await watch.stop();
      if (tries < TRIES && TRANSIENT.has((error as { code?: string }).code ?? "")) continue;
      return await fail(outer, row, reading, error as Error);
    } finally {
      await watch.stop();
    }
  }
}

/** Undoes the transaction of a check, carrying its report out of it. */
class Undone extends Error {
  readonly counts: Outcome["counts"];
  constructor(counts: Outcome["counts"]) {
    super("checked");
    this.counts = counts;
  }
}

async function attempt(outer: Outer, row: ImportRow, reading: Reading, watch: Watch): Promise<void> {
  const pdfs = row.kind === "batch" ? await storePdfs(outer, row, reading) : null;
  const work = async (ctx: Context) => {
    await lockCreditor(ctx, row.creditorId);
    if ((await findImport(ctx, row.id))?.state !== "running") return;
    const counts = pdfs ? await mergeBatch(ctx, row, reading, pdfs) : await mergeFec(ctx, row, reading);
    await watch.stop();
    if (row.mode === "check") throw new Undone(counts);
    await close(ctx, row, reading, { state: "done", counts, failure: null });
  };
  try {
    await outer.transaction(work);
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
    await outer.transaction((ctx) =>
      close(ctx, row, reading, { state: "done", counts: error.counts, failure: null }),
    );
  }
}

async function close(
  ctx: Context,
  row: ImportRow,
  { read, problems }: Reading,
  end: Pick<Outcome, "state" | "counts" | "failure">,
): Promise<void> {
  const { errors, warnings, kept } = problems;
  if (!(await closeImport(ctx, row.id, { ...end, read, errors, warnings, problems: kept }))) return;
  await recordFact(ctx, {
    name: end.state === "done" ? facts.importFinished : facts.importFailed,
    subject: { kind: "import", id: row.id },
    data: {
      creditor: row.creditorId,
      mode: row.mode,
      fileName: row.fileName,
      counts: end.counts,
      errors,
      warnings,
      failure: end.failure,
    },
  });
}

async function fail(outer: Outer, row: ImportRow, reading: Reading, error: Error): Promise<void> {
  const refused = error instanceof FileRefused;
  if (!refused) outer.services.log.error({ err: error, importId: row.id }, "import failed");
  const failure = refused
    ? `${problemText(error.problem, "fr")} / ${problemText(error.problem, "en")}`
    : "Une erreur est survenue de notre côté ; rien n’a été importé. / Something went wrong on our side; nothing was imported.";
  await outer.transaction((ctx) => close(ctx, row, reading, { state: "failed", counts: {}, failure }));
}

type Watch = { stop(): Promise<void> };

/** Shows how far the reading is, from short transactions of its own, and gives a sign of life while it is silent. */
function watchProgress(outer: Outer, row: ImportRow, { read }: Reading, onProgress?: OnProgress): Watch {
  let last = { bytes: 0, at: Date.now() };
  let writing: Promise<void> | null = null;
  const timer = setInterval(() => {
    const now = Date.now();
    if (writing || (read.bytes === last.bytes && now - last.at < LONGEST_SILENCE_MS)) return;
    last = { bytes: read.bytes, at: now };
    onProgress?.({ ...read, of: row.bytes });
    writing = outer
      .transaction((ctx) => beat(ctx, row.id, { ...read }))
      .catch((error: unknown) => outer.services.log.warn({ err: error }, "progress not written"))
      .finally(() => {
        writing = null;
      });
  }, TICK_MS);
  return {
    async stop() {
      clearInterval(timer);
      await writing;
    },
  };
}
