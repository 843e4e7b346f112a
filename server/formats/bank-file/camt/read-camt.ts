import {
  type DecodingNotes,
  readXmlBranches,
  type XmlBranch,
  type XmlPiece,
  XmlProblem,
} from "../../xml/index.ts";
import { balanceBook, type StatementSum } from "../balances.ts";
import { problem, tellTo } from "../problems.ts";
import { BankFileError, type BankFileEvent, type BankFileFormat, type BankFileProblem } from "../shapes.ts";
import { type RawDetail, readDetail } from "./detail.ts";
import { readEntry } from "./entry.ts";
import { announcedCount, MESSAGES, madeOn, readHeader } from "./statement.ts";

/** Details of one entry that are kept: a batch larger than this is not sent by any bank. */
const MOST_DETAILS = 100_000;
const EACH = new Set(Object.values(MESSAGES).map(({ each }) => each));
const isBranch = (name: string, parent: string) =>
  name === "TxDtls" || name === "GrpHdr" || (EACH.has(parent) && name !== "TxDtls");

/**
 * Reads camt.052, camt.053 and camt.054, of any version and under any prefix, in constant memory. Never held against their
 * schema: banks write texts that are too long and codes that are their own.
 */
export async function* readCamt(source: AsyncIterable<Uint8Array>): AsyncGenerator<BankFileEvent> {
  const notes: DecodingNotes = { doubtful: false };
  const reading = newReading();
  try {
    for await (const pieces of readXmlBranches(source, isBranch, notes)) {
      for (const piece of pieces) takePiece(reading, piece);
      yield* reading.events.splice(0);
    }
  } catch (error) {
    if (!(error instanceof XmlProblem)) throw error;
    const at = `line ${error.line}`;
    if (error.kind === "forbidden") throw new BankFileError("forbidden_markup", at);
    if (!reading.format) throw new BankFileError("broken_markup", at);
    yield { kind: "problem", ...problem(at, "markup_broken") };
    closeStatement(reading);
    yield* reading.events.splice(0);
  }
  if (!reading.format) throw new BankFileError("unknown_format", "file");
  if (notes.doubtful) yield { kind: "problem", ...problem("file", "encoding_doubtful") };
}

type Statement = {
  at: string;
  parts: XmlBranch[];
  sum: StatementSum | null;
  problems: BankFileProblem[];
  details: RawDetail[];
  detailsDropped: boolean;
};

type Reading = {
  events: BankFileEvent[];
  book: ReturnType<typeof balanceBook>;
  format: BankFileFormat | null;
  version: string | null;
  statement: Statement | null;
  statements: number;
  entries: number;
};

const newReading = (): Reading => ({
  events: [],
  book: balanceBook(),
  format: null,
  version: null,
  statement: null,
  statements: 0,
  entries: 0,
});

function takePiece(reading: Reading, piece: XmlPiece): void {
  if (piece.kind === "branch") return takeBranch(reading, piece.branch);
  if (piece.kind === "close") {
    if (EACH.has(piece.name)) closeStatement(reading);
    return;
  }
  reading.version = /camt\.05\d\.\d{3}\.(\d{2})/.exec(piece.namespace ?? "")?.[1] ?? reading.version;
  const message = MESSAGES[piece.name];
  if (message) reading.format = message.format;
  else if (reading.format && EACH.has(piece.name)) {
    const at = `statement ${(reading.statements += 1)}`;
    reading.statement = { at, parts: [], sum: null, problems: [], details: [], detailsDropped: false };
  }
}

function takeBranch(reading: Reading, branch: XmlBranch): void {
  const { statement } = reading;
  if (!statement) return;
  if (branch.name === "Ntry") takeEntry(reading, statement, branch);
  else if (branch.name !== "TxDtls") statement.parts.push(branch);
  else if (statement.details.length >= MOST_DETAILS) statement.detailsDropped = true;
  else {
    const tell = tellTo(statement.problems, `entry ${reading.entries + 1}`);
    statement.details.push(readDetail(branch, tell));
  }
}

/** What comes before the entries is whole once the first of them comes, or the end. */
function openSum(reading: Reading, statement: Statement): StatementSum {
  if (statement.sum) return statement.sum;
  const file = { format: reading.format!, version: reading.version };
  const told = readHeader(statement.parts, file, tellTo(statement.problems, statement.at));
  statement.sum = reading.book.start(told, statement.at);
  reading.events.push({ kind: "statement", statement: told });
  return statement.sum;
}

function takeEntry(reading: Reading, statement: Statement, branch: XmlBranch): void {
  const sum = openSum(reading, statement);
  const { account, to, closing } = sum.statement;
  const at = `entry ${(reading.entries += 1)}`;
  const problems: BankFileProblem[] = [];
  const tell = tellTo(problems, at);
  const day = to ?? closing?.on ?? madeOn(statement.parts, tell);
  const around = { currency: account.currency, iban: account.iban, day };
  const line = readEntry(branch, statement.details, around, at, tell);
  if (statement.detailsDropped) tell("details_too_many", { expected: String(MOST_DETAILS) });
  statement.details = [];
  statement.detailsDropped = false;
  sum.lines += 1;
  for (const one of problems) reading.events.push({ kind: "problem", ...one });
  if (!line) return;
  reading.events.push({ kind: "line", line });
  if (!line.pending) sum.cents += line.cents;
}

function closeStatement(reading: Reading): void {
  const { statement, format, version } = reading;
  reading.statement = null;
  if (!statement || !format) return;
  const sum = openSum(reading, statement);
  // Some banks give their balances after the entries; what is wrong with the others was told.
  const { opening, closing } = readHeader(statement.parts, { format, version }, () => {});
  sum.statement = { ...sum.statement, opening, closing };
  const problems = [...statement.problems, ...reading.book.close(sum, format === "camt.053")];
  const announced = announcedCount(statement.parts);
  if (announced !== null && announced !== sum.lines) {
    const values = { expected: String(announced), found: String(sum.lines) };
    problems.push(problem(statement.at, "count_differs", values));
  }
  reading.events.push({ kind: "end", closing, problems });
}
