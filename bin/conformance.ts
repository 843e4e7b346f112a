/**
 * `npm run conformance`: every file for banks that Quitus writes, held against our own checks, and against the schemas of ISO
 * 20022 when `ISO20022_SCHEMAS` names the folder that has them. `-- --read DIR`: files of a bank, read with our readers.
 * `-- --out DIR`: keeps what was written. Ends with 1 as soon as something does not conform.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readSamples } from "./conformance/samples.ts";
import { noSchemas, schemasIn } from "./conformance/schemas.ts";
import { writtenFiles } from "./conformance/written.ts";

const { values: options } = parseArgs({
  options: { read: { type: "string", multiple: true }, out: { type: "string" } },
});
const folder = process.env["ISO20022_SCHEMAS"];
let wrong = 0;

const say = (state: string, name: string, rest: string, problems: readonly string[]) => {
  console.log(`${state.padEnd(5)} ${name.padEnd(44)} ${rest}`);
  for (const problem of problems.slice(0, 10)) console.log(`      - ${problem}`);
};

console.log(folder ? `Schemas: ${folder}` : "No schemas (ISO20022_SCHEMAS): our own checks only");
if (options.out) await mkdir(options.out, { recursive: true });
for await (const file of writtenFiles(folder ? schemasIn(folder) : noSchemas)) {
  const problems = [...file.problems, ...(file.schema ?? [])];
  if (problems.length > 0) wrong += 1;
  const by = file.schema === null ? "our checks" : "our checks, the schema";
  say(problems.length > 0 ? "NO" : "ok", `${file.message} ${file.name}`, by, problems);
  if (options.out) await writeFile(join(options.out, `${file.name}.${file.message}.xml`), file.content);
}
for (const where of options.read ?? []) {
  console.log(`\nRead in ${where}`);
  for await (const { file, read, why, problems } of readSamples(where))
    say(
      read === null ? "-" : problems.length > 0 ? "read" : "ok",
      file,
      read ?? `not read: ${why}`,
      problems,
    );
}
console.log(wrong === 0 ? "\nall that we write conforms" : `\n${wrong} to mend`);
process.exitCode = wrong === 0 ? 0 : 1;
