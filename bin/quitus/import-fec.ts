/** `quitus import fec FILE --creditor CODE [--organization SLUG] [--check]` (API-6). */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import type { Import } from "../../server/modules/exchange/contract.ts";
import { importFec } from "../../server/modules/exchange/index.ts";
import { listImportProblems } from "../../server/modules/exchange/read-import.ts";
import { findCreditorByCode } from "../../server/modules/organizations/index.ts";
import { idOf } from "../../server/platform/ids.ts";
import { onePlace, type Place, type Surroundings, Unsatisfied, UsageError, within } from "./surroundings.ts";

export type FecWish = {
  file: string;
  creditor: string | undefined;
  organization: string | undefined;
  check: boolean;
  demo: boolean;
};
const SHOWN_PROBLEMS = 20;

/** @throws Unsatisfied when the file was refused or some of its lines were. */
export async function importFecFile(wish: FecWish): Promise<void> {
  const code = wish.creditor;
  if (code === undefined) throw new UsageError("--creditor: the code of the creditor is missing");
  const found = await stat(wish.file).catch(() => null);
  if (!found?.isFile()) throw new UsageError(`FILE: "${wish.file}" is not a file that can be read`);
  const work = async (here: Surroundings) => {
    const place = await onePlace(here, wish.organization);
    const creditor = await place.outer.transaction((ctx) => findCreditorByCode(ctx, code));
    if (!creditor) throw new UsageError(`--creditor: no creditor of ${place.slug} has the code "${code}"`);
    const report = await importFec(place.outer, {
      creditorId: creditor.id,
      source: createReadStream(wish.file),
      fileName: basename(wish.file),
      mode: wish.check ? "check" : "apply",
      onProgress: showProgress,
    });
    endProgress();
    await tell(place, report);
  };
  await within(wish.demo, work, { tells: true });
}

/** On a terminal only: a log file keeps the report alone. */
function showProgress({ bytes, of, lines }: { bytes: number; of: number; lines: number }): void {
  if (!process.stderr.isTTY) return;
  const percent = Math.floor((bytes / Math.max(1, of)) * 100);
  process.stderr.write(`\r${String(percent).padStart(3)} %  ${lines.toLocaleString("en")} lines read `);
}
const endProgress = () => {
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
};

async function tell(place: Place, report: Import): Promise<void> {
  const { counts } = report;
  console.log(
    `${report.fileName}: ${report.mode === "check" ? "checked, nothing was written" : report.state}, ${report.lines} lines`,
  );
  console.log(`  accounts   ${counts.accounts} created or changed, ${counts.parties} parties created`);
  console.log(
    `  entries    ${counts.entriesCreated} created, ${counts.entriesUpdated} updated, ${counts.entriesUnchanged} unchanged, ${counts.entriesRemoved} removed, ${counts.entriesKept} kept`,
  );
  console.log(`  letterings ${counts.letterings}; ignored lines ${counts.ignored}`);
  console.log(`  problems   ${report.errors} errors, ${report.warnings} warnings`);
  const importId = idOf("import").parse(report.id);
  const { items, next } = await place.outer.transaction((ctx) =>
    listImportProblems(ctx, importId, { limit: SHOWN_PROBLEMS }),
  );
  for (const one of items) console.log(`    line ${one.line} ${one.severity} ${one.code}: ${one.en}`);
  if (next) console.log("    … the others are in the office, page Imports");
  if (report.state !== "done")
    throw new Unsatisfied(`the file was refused: ${report.failure ?? "see the server's log"}`);
  if (report.errors > 0) throw new Unsatisfied(`${report.errors} lines were left out`);
}
