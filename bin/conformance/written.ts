/** Every kind of file for banks that Quitus writes, with every option, and what is wrong with each. */
import { readBankFile } from "../../server/formats/bank-file/index.ts";
import { type CamtStyle, lineOf, statementOf, writeCamt } from "../../server/formats/bank-file/testing.ts";
import { debitFiles } from "../../server/formats/sepa/debit-file.fixture.ts";
import { checkPain008, writePain008 } from "../../server/formats/sepa/index.ts";
import type { Schemas } from "./schemas.ts";

export type Written = {
  /** The message, as its schema is called. */
  message: string;
  name: string;
  content: string;
  /** By our own checks. */
  problems: string[];
  /** By the schema; null when it was not given. */
  schema: string[] | null;
};

export async function* writtenFiles(schemas: Schemas): AsyncGenerator<Written> {
  for (const message of ["pain.008.001.08", "pain.008.001.02"] as const)
    for (const [name, file] of debitFiles()) {
      const content = (await Array.fromAsync(writePain008(file, message))).join("");
      const problems = (await checkPain008([content])).map(({ at, message: said }) => `${at}: ${said}`);
      yield { message, name, content, problems, schema: schemas(message, content) };
    }
  for (const format of ["camt.052", "camt.053", "camt.054"] as const)
    for (const version of ["08", "02"] as const) yield statement({ format, version }, schemas);
}

/** Statements are written for tests and the demonstration: what is read of them must be what was written. */
async function statement(style: CamtStyle, schemas: Schemas): Promise<Written> {
  const lines = [
    lineOf({ cents: 12_050, label: "VIR SEPA" }, { endToEndId: "E2E-1", remittance: ["F2026-1"] }),
    lineOf({ cents: -5_000, kind: "debit_return", code: "PMNT/IDDT/UPDD" }, { mandateId: "EX-1" }),
  ];
  const content = [
    ...writeCamt([statementOf(lines, { format: style.format, version: style.version })], style),
  ].join("");
  const read = await Array.fromAsync(readBankFile(bytes(content)));
  const amounts = read.flatMap((event) => (event.kind === "line" ? [event.line.cents] : []));
  const told = read.flatMap((event) =>
    event.kind === "problem"
      ? [JSON.stringify(event)]
      : event.kind === "end"
        ? event.problems.map((one) => JSON.stringify(one))
        : [],
  );
  const problems = amounts.join() === "12050,-5000" ? told : [...told, `read as ${amounts.join()}`];
  const message = `${style.format}.001.${style.version}`;
  return { message, name: "statement", content, problems, schema: schemas(message, content) };
}

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
