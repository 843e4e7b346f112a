/** `quitus import bank FILE... [--organization SLUG]` (API-6): for a folder where a bank drops its files. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { importBankFile, proposeLines } from "../../server/modules/banking/index.ts";
import { onePlace, type Surroundings, Unsatisfied, UsageError, within } from "./surroundings.ts";

export type BankWish = { files: readonly string[]; organization: string | undefined; demo: boolean };

/** Reads each file, then matches their lines; what was read before is told so. @throws Unsatisfied when one was refused. */
export async function importBankFiles(wish: BankWish): Promise<void> {
  if (wish.files.length === 0) throw new UsageError("FILE: the file to import is missing");
  for (const file of wish.files) {
    const found = await stat(file).catch(() => null);
    if (!found?.isFile()) throw new UsageError(`FILE: "${file}" is not a file that can be read`);
  }
  const work = async (here: Surroundings) => {
    const { outer } = await onePlace(here, wish.organization);
    const refused: string[] = [];
    for (const file of wish.files) {
      const report = await importBankFile(outer, {
        source: createReadStream(file),
        fileName: basename(file),
      });
      const known = report.again ? ", read before" : "";
      console.log(
        `${report.fileName}: ${report.state}${known}, ${report.format ?? "unknown format"}, ${report.statements} statements, ${report.linesNew} new lines, ${report.linesKnown} known`,
      );
      for (const one of report.problems) console.log(`    ${one.en}`);
      if (report.state !== "done") refused.push(`${report.fileName}: ${report.failure?.en ?? "not read"}`);
    }
    await proposeLines(outer);
    if (refused.length > 0) throw new Unsatisfied(refused.join("\n"));
  };
  await within(wish.demo, work, { tells: true });
}
