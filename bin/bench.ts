/** `npm run bench`: what we promise about speed, measured. Says, never fails: a slow machine is no fault. */
import { mkdir, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { bankFiles } from "../bench/bank-files.ts";
import { banking } from "../bench/banking.ts";
import { batches } from "../bench/batches.ts";
import { debits } from "../bench/debits.ts";
import { demo } from "../bench/demo.ts";
import { fecImport } from "../bench/import.ts";
import { mails } from "../bench/mails.ts";
import { type Benchmark, type Measure, table } from "../bench/measure.ts";
import { notification } from "../bench/notification.ts";
import { phone } from "../bench/phone.ts";
import { receipts } from "../bench/receipts.ts";
import { seals } from "../bench/seals.ts";
import { statement } from "../bench/statement.ts";
import { web } from "../bench/web.ts";
import { webhooks } from "../bench/webhooks.ts";

const FOLDER = join(import.meta.dirname, "..", "bench");
const BENCHMARKS: Record<string, Benchmark> = {
  web,
  phone,
  demo,
  notification,
  webhooks,
  mails,
  receipts,
  debits,
  batches,
  seals,
  "bank-files": bankFiles,
  banking,
  import: fecImport,
  statement,
};
const NAMES = Object.keys(BENCHMARKS);

const { values: options } = parseArgs({
  options: {
    only: { type: "string", multiple: true },
    quick: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
});
const unknown = options.only?.filter((name) => !NAMES.includes(name)) ?? [];
if (unknown.length > 0) {
  console.error(`unknown benchmark: ${unknown.join(", ")} (there are ${NAMES.join(", ")})`);
  process.exit(1);
}

const rows: Measure[] = [];
for (const name of NAMES.filter((one) => options.only?.includes(one) ?? true)) {
  const started = Date.now();
  const say = (text: string) =>
    console.log(`[${name} ${Math.round((Date.now() - started) / 1000)} s] ${text}`);
  rows.push(...(await BENCHMARKS[name]!({ quick: options.quick }, say)));
}
const heading = [
  `Node ${process.versions.node}, ${process.platform}-${process.arch}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? "unknown"})`,
  options.quick ? "quick scale: the figures promise nothing" : "full scale",
].join(", ");
console.log(`\n${heading}\n\n${table(rows)}`);
if (options.write) {
  const file = join(FOLDER, "results", "latest.md");
  await mkdir(dirname(file), { recursive: true });
  await writeFile(
    file,
    `# Measured ${new Date().toISOString().slice(0, 10)}\n\n${heading}\n\n${table(rows)}\n`,
  );
}
