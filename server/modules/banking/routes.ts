import { doors } from "../../platform/doors.ts";
import { noteLine, setLineAside } from "./close-line.ts";
import { contract } from "./contract.ts";
import { createAccount, listAccounts, saveAccount } from "./keep-account.ts";
import { acceptLines, listLines, lookAgain } from "./list-lines.ts";
import { listStatements } from "./list-statements.ts";
import { matchByHand } from "./match-by-hand.ts";
import { listFiles, readFile } from "./read-file.ts";
import { readLine, searchForLine } from "./read-line.ts";
import { startImport, type Upload } from "./start-import.ts";
import { undoLine } from "./undo-line.ts";

const upload = (body: NodeJS.ReadableStream, query: { name: string }): Upload => ({
  source: body as AsyncIterable<Uint8Array>,
  fileName: query.name,
});

export const routes = doors(contract, {
  importBankFile: { out: (outer, { query, body }) => startImport(outer, upload(body, query)) },
  publishBankFile: { out: (outer, { query, body }) => startImport(outer, upload(body, query)) },
  readPublishedBankFile: (ctx, { params }) => readFile(ctx, params.file),
  listBankFiles: (ctx, { query }) => listFiles(ctx, query),
  readBankFile: (ctx, { params }) => readFile(ctx, params.file),
  listBankAccounts: (ctx) => listAccounts(ctx),
  createBankAccount: (ctx, { body }) => createAccount(ctx, body),
  updateBankAccount: (ctx, { params, body }) => saveAccount(ctx, params.account, body),
  listBankStatements: (ctx, { query }) => listStatements(ctx, query),
  listBankLines: (ctx, { query }) => listLines(ctx, query),
  readBankLine: (ctx, { params }) => readLine(ctx, params.line),
  searchForBankLine: (ctx, { params, query }) => searchForLine(ctx, params.line, query.q),
  matchBankLine: (ctx, { params, body }) => matchByHand(ctx, params.line, body),
  acceptBankLines: { out: (outer, { body }) => acceptLines(outer, body) },
  undoBankLine: (ctx, { params }) => undoLine(ctx, params.line),
  setBankLineAside: (ctx, { params, body }) => setLineAside(ctx, params.line, body),
  noteBankLine: (ctx, { params, body }) => noteLine(ctx, params.line, body.body),
  proposeAgain: (ctx) => lookAgain(ctx),
});
