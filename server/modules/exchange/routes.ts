import { doors } from "../../platform/doors.ts";
import { applyImport } from "./apply-import.ts";
import { contract } from "./contract.ts";
import { listImportProblems, listImports, readImport } from "./read-import.ts";
import { startBatchImport, startFecImport, startFecImportByCode, type Upload } from "./start-import.ts";

const upload = (body: NodeJS.ReadableStream, query: { mode: "apply" | "check"; name: string }): Upload => ({
  source: body as AsyncIterable<Uint8Array>,
  fileName: query.name,
  mode: query.mode,
});

export const routes = doors(contract, {
  importFec: {
    out: (outer, { params, query, body }) => startFecImport(outer, params.creditor, upload(body, query)),
  },
  publishFec: {
    out: (outer, { query, body }) => startFecImportByCode(outer, query.creditor, upload(body, query)),
  },
  publishBatch: { out: (outer, { query, body }) => startBatchImport(outer, upload(body, query)) },
  readPublication: (ctx, { params }) => readImport(ctx, params.import),
  listPublicationProblems: (ctx, { params, query }) => listImportProblems(ctx, params.import, query),
  listImports: (ctx, { query }) => listImports(ctx, query),
  readImport: (ctx, { params }) => readImport(ctx, params.import),
  applyImport: { out: (outer, { params }) => applyImport(outer, params.import) },
  listImportProblems: (ctx, { params, query }) => listImportProblems(ctx, params.import, query),
});
