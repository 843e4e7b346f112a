import { z } from "zod";
import type { Refusals } from "../../platform/errors.ts";
import { idOf, outsideId } from "../../platform/ids.ts";
import { binary, route } from "../../platform/route.ts";
import { Instant, line, PageQuery, pageOf } from "../../platform/shapes.ts";

const ImportCounts = z.object({
  parties: z.int().default(0),
  accounts: z.int().default(0),
  entriesCreated: z.int().default(0),
  entriesUpdated: z.int().default(0),
  entriesUnchanged: z.int().default(0),
  entriesRemoved: z.int().default(0),
  /** Entries that left the file but are held or paid here: kept. */
  entriesKept: z.int().default(0),
  letterings: z.int().default(0),
  invoices: z.int().default(0),
  files: z.int().default(0),
  /** Lines that concern no customer account. */
  ignored: z.int().default(0),
});
export type ImportCounts = z.output<typeof ImportCounts>;
export const Import = z.object({
  id: outsideId("import"),
  kind: z.enum(["fec", "batch"]),
  mode: z.enum(["apply", "check"]),
  creditor: outsideId("creditor").nullable(),
  fileName: z.string(),
  bytes: z.int(),
  state: z.enum(["queued", "running", "done", "failed"]),
  /** 0 to 100. */
  progress: z.int(),
  lines: z.int(),
  errors: z.int(),
  warnings: z.int(),
  counts: ImportCounts,
  failure: z.string().nullable(),
  createdBy: z.string(),
  createdAt: Instant,
  finishedAt: Instant.nullable(),
});
export type Import = z.output<typeof Import>;
const Problem = z.object({
  line: z.int(),
  severity: z.enum(["error", "warning"]),
  code: z.string(),
  column: z.string(),
  value: z.string(),
  fr: z.string(),
  en: z.string(),
});
const importParams = z.object({ import: idOf("import") });
const Upload = z.object({
  mode: z.enum(["apply", "check"]).default("apply"),
  name: line(200).default("import"),
});
const GIB = 1_073_741_824;

export const contract = {
  importFec: route({
    method: "POST",
    path: "/api/office/creditors/:creditor/fec",
    who: "staff:accountant",
    summary: "Import a FEC file (raw body, streamed) for a creditor (API-3)",
    params: z.object({ creditor: idOf("creditor") }),
    query: Upload,
    body: binary("application/octet-stream", "text/plain"),
    limit: 4 * GIB,
    response: Import,
  }),
  publishFec: route({
    method: "POST",
    path: "/api/publication/fec",
    who: "publisher",
    summary: "The same with an API token",
    query: Upload.extend({ creditor: line(30) }),
    body: binary("application/octet-stream", "text/plain"),
    limit: 4 * GIB,
    response: Import,
  }),
  publishBatch: route({
    method: "POST",
    path: "/api/publication/batches",
    who: "publisher",
    summary: "Publish parties, accounts, entries, invoices and their PDFs as JSON lines (API-2)",
    query: Upload,
    body: binary("application/x-ndjson", "application/jsonl"),
    limit: 4 * GIB,
    response: Import,
  }),
  readPublication: route({
    method: "GET",
    path: "/api/publication/imports/:import",
    who: "publisher",
    summary: "Progress and report of what was published with this token's rights",
    params: importParams,
    response: Import,
  }),
  listPublicationProblems: route({
    method: "GET",
    path: "/api/publication/imports/:import/problems",
    who: "publisher",
    summary: "The line of each error",
    params: importParams,
    query: PageQuery,
    response: pageOf(Problem),
  }),
  listImports: route({
    method: "GET",
    path: "/api/office/imports",
    who: "staff:reader",
    summary: "Imports, newest first",
    query: PageQuery,
    response: pageOf(Import),
  }),
  readImport: route({
    method: "GET",
    path: "/api/office/imports/:import",
    who: "staff:reader",
    summary: "Progress and report of an import",
    params: importParams,
    response: Import,
  }),
  listImportProblems: route({
    method: "GET",
    path: "/api/office/imports/:import/problems",
    who: "staff:reader",
    summary: "The line of each error and warning",
    params: importParams,
    query: PageQuery,
    response: pageOf(Problem),
  }),
};

export const refusals = {
  "import.creditor_unknown": {
    status: 422,
    fr: "Aucun créancier ne porte le code {code}.",
    en: "No creditor has the code {code}.",
  },
  "import.empty": { status: 422, fr: "Le fichier est vide.", en: "The file is empty." },
} satisfies Refusals;
