/** MAN-7: what `npm run conformance` does, with the official schemas when `ISO20022_SCHEMAS` names their folder. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readSamples } from "./conformance/samples.ts";
import { noSchemas, schemasIn } from "./conformance/schemas.ts";
import { type Written, writtenFiles } from "./conformance/written.ts";

const schemas = process.env["ISO20022_SCHEMAS"];
let folder: string;
let written: Written[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "quitus-conformance-"));
  written = await Array.fromAsync(writtenFiles(schemas ? schemasIn(schemas) : noSchemas));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A schema of one element, to prove that files are held against schemas at all. */
const SCHEMA = `<?xml version="1.0"?><xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
  targetNamespace="urn:a" elementFormDefault="qualified"><xs:element name="Document" type="xs:date"/></xs:schema>`;

describe("MAN-7 what is written for banks", () => {
  it("conforms, every kind and every option", () => {
    expect(written.flatMap((file) => [...file.problems, ...(file.schema ?? [])])).toEqual([]);
    expect([...new Set(written.map((file) => file.message))]).toEqual([
      "pain.008.001.08",
      "pain.008.001.02",
      "camt.052.001.08",
      "camt.052.001.02",
      "camt.053.001.08",
      "camt.053.001.02",
      "camt.054.001.08",
      "camt.054.001.02",
    ]);
  });
  it.skipIf(!schemas)("conforms to the official schemas", () => {
    expect(written.filter((file) => file.message.startsWith("pain.008") && file.schema === null)).toEqual([]);
  });
  it("is held against a schema that is given, and not against one that is missing", async () => {
    await mkdir(join(folder, "schemas"));
    await writeFile(join(folder, "schemas", "a.xsd"), SCHEMA);
    const given = schemasIn(join(folder, "schemas"));
    expect(given("a", '<Document xmlns="urn:a">2026-12-01</Document>')).toEqual([]);
    expect(given("a", '<Document xmlns="urn:a">soon</Document>')!.join()).toContain("soon");
    expect(given("b", "<a/>")).toBeNull();
  });
});

describe("PAY-10 what banks wrote", () => {
  it("is read file by file, and what cannot be read says why", async () => {
    const samples = join(folder, "samples");
    await mkdir(join(samples, "deep"), { recursive: true });
    const of = (message: string) => written.find((file) => file.message === message)!.content;
    await writeFile(join(samples, "a.xml"), of("camt.053.001.08"));
    await writeFile(join(samples, "b.xml"), of("pain.008.001.08").replace("<NbOfTxs>1<", "<NbOfTxs>2<"));
    await writeFile(join(samples, "deep", "c.txt"), "no bank file");
    await writeFile(join(samples, ".hidden"), "");
    const read = await Array.fromAsync(readSamples(samples));
    expect(read.map(({ file, read: found, why }) => [file, found, why !== null])).toEqual([
      ["a.xml", "camt.053.08: 1 statement, 2 lines, 2 details", false],
      ["b.xml", "pain.008", false],
      [join("deep", "c.txt"), null, true],
    ]);
    expect(read[1]!.problems.join()).toContain("the number of debits is wrong");
  });
});
