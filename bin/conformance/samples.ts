/** Files that banks wrote, read with our readers: what was found in each, or why nothing was. */
import { createReadStream } from "node:fs";
import { open, readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import {
  BankFileError,
  bankFileProblemText,
  bankFileRefusalText,
  readBankFile,
} from "../../server/formats/bank-file/index.ts";
import { PaymentStatusError, readPaymentStatus } from "../../server/formats/payment-status/index.ts";
import { checkPain008 } from "../../server/formats/sepa/index.ts";

export type Sample = { file: string; read: string | null; why: string | null; problems: string[] };

/** Every file of a folder and of those inside it, in the order of their names; hidden ones are left out. */
export async function* readSamples(folder: string): AsyncGenerator<Sample> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((one) => one.isFile() && !one.name.startsWith("."));
  for (const path of files.map((one) => join(one.parentPath, one.name)).toSorted())
    yield { file: relative(folder, path), ...(await readOne(path)) };
}

async function readOne(path: string): Promise<Omit<Sample, "file">> {
  const start = await firstBytes(path);
  try {
    if (/tech:xsd:pain\.008\./.test(start)) return await readDebits(path);
    if (/tech:xsd:pain\.002\./.test(start)) return await readStatus(path);
    return await readStatements(path);
  } catch (error) {
    const why =
      error instanceof BankFileError
        ? bankFileRefusalText(error.key, "en")
        : error instanceof PaymentStatusError
          ? error.message
          : `${(error as Error).name}: ${(error as Error).message}`;
    return { read: null, why, problems: [] };
  }
}

async function firstBytes(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2048), 0, 2048, 0);
    return buffer.toString("latin1", 0, bytesRead);
  } finally {
    await file.close();
  }
}

const count = (n: number, one: string): string => `${n} ${one}${n === 1 ? "" : "s"}`;

async function readDebits(path: string): Promise<Omit<Sample, "file">> {
  const problems = await checkPain008(createReadStream(path, { encoding: "utf8" }));
  return { read: "pain.008", why: null, problems: problems.map(({ at, message }) => `${at}: ${message}`) };
}

async function readStatus(path: string): Promise<Omit<Sample, "file">> {
  const events = { group: 0, block: 0, transaction: 0 };
  for await (const event of readPaymentStatus(createReadStream(path))) events[event.kind] += 1;
  const { group, block, transaction } = events;
  const read = `pain.002: ${count(group, "group")}, ${count(block, "block")}, ${count(transaction, "transaction")}`;
  return { read, why: null, problems: [] };
}

async function readStatements(path: string): Promise<Omit<Sample, "file">> {
  let format = "";
  let [statements, lines, details] = [0, 0, 0];
  const problems: string[] = [];
  for await (const event of readBankFile(createReadStream(path))) {
    if (event.kind === "statement") {
      statements += 1;
      format = [event.statement.format, event.statement.version].filter(Boolean).join(".");
    } else if (event.kind === "line") {
      lines += 1;
      details += event.line.details.length;
    } else {
      const told = event.kind === "end" ? event.problems : [event];
      problems.push(...told.map((one) => bankFileProblemText(one, "en")));
    }
  }
  const read = `${format}: ${count(statements, "statement")}, ${count(lines, "line")}, ${count(details, "detail")}`;
  return { read, why: null, problems };
}
