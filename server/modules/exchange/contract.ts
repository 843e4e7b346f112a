import { z } from "zod";
import type { Refusals } from "../../platform/errors.ts";
import { idOf, outsideId } from "../../platform/ids.ts";
import { binary, route } from "../../platform/route.ts";
import { Cents, Day, Email, Instant, line, PageQuery, pageOf } from "../../platform/shapes.ts";

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
  links: z.int().default(0),
  /** Mandates of direct debit that were not known. */
  mandates: z.int().default(0),
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
  /** Of a check: the import that applied its file. */
  appliedAs: outsideId("import").nullable(),
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
/** Lines of a batch (API-2): docs/integrating/batches.md shows each. */
const code = line(60).min(1);
const signed = Cents.min(-1_000_000_000_000).max(1_000_000_000_000);
const unsigned = signed.min(0);
const BatchParty = z.strictObject({
  type: z.literal("party"),
  code,
  name: line(160).min(1),
  kind: z.enum(["person", "company"]).optional(),
  email: Email.nullable().optional(),
  phone: line(40).nullable().optional(),
  address: z.array(line(80)).max(6).optional(),
});
const BatchAccount = z.strictObject({
  type: z.literal("account"),
  creditor: line(30).min(1),
  code,
  label: line(160).min(1),
  kind: z.enum(["customer", "owner", "tenant", "co_owner", "supplier"]).optional(),
  /** Code of the party that holds it; a new account without one gets a party of its own. */
  party: code.optional(),
});
const onAccount = { creditor: line(30).min(1), account: code };
const BatchEntry = z.strictObject({
  type: z.literal("entry"),
  ...onAccount,
  /** What names it in the system it comes from. */
  key: line(120)
    .min(1)
    .refine((key) => !/^(payment|reversal):/.test(key), "must not be the key of money that came here"),
  date: Day,
  dueOn: Day.nullable().optional(),
  label: line(240).min(1),
  piece: line(60).default(""),
  journal: line(30).default(""),
  debitCents: unsigned.default(0),
  creditCents: unsigned.default(0),
  /** Entries of an account that share a code settle each other when they sum to zero. */
  lettering: line(30).default(""),
  /** Analytic code: an organization may leave entries of some codes out of what customers read. */
  analytic: line(30).default(""),
});
/** A tenant rents a lot of an owner: if the organization says so, the owner reads the tenant's account (ACT-7). */
const BatchLink = z
  .strictObject({
    type: z.literal("link"),
    creditor: line(30).min(1),
    /** Codes of parties. */
    owner: code,
    tenant: code,
    lot: line(60).default(""),
    /** First and last day of the lease; left out where it is open. */
    from: Day.nullable().default(null),
    until: Day.nullable().default(null),
  })
  .refine((one) => one.from === null || one.until === null || one.until >= one.from, {
    path: ["until"],
    error: "must not be before from",
  });
const BatchInvoice = z
  .strictObject({
    type: z.literal("invoice"),
    ...onAccount,
    number: code,
    kind: z.enum(["invoice", "credit_note"]).default("invoice"),
    subject: line(240).default(""),
    issuedOn: Day,
    dueOn: Day.nullable().default(null),
    netCents: signed,
    vatCents: signed,
    totalCents: signed,
    lines: z
      .array(
        z.strictObject({
          designation: line(240),
          quantity: z.number(),
          unitCents: signed,
          netCents: signed,
          vatRate: z.number().min(0).max(100),
        }),
      )
      .max(500)
      .default([]),
  })
  .refine((one) => one.netCents + one.vatCents === one.totalCents, {
    path: ["totalCents"],
    error: "must be netCents + vatCents",
  });
const BatchInvoicePdf = z.strictObject({
  type: z.literal("invoice_pdf"),
  ...onAccount,
  /** Number of the invoice. */
  invoice: code,
  /** The PDF in base64, 10 MB at most once decoded. */
  content: z.string(),
});
/** A mandate signed on paper, as another program kept it: it is in force here from then on. */
export const BatchMandate = z
  .strictObject({
    type: z.literal("mandate"),
    ...onAccount,
    /** Its unique reference, as it was signed. */
    umr: line(35).min(1),
    iban: line(60).min(1),
    bic: line(15).default(""),
    holder: line(70).min(1),
    scheme: z.enum(["CORE", "B2B"]).default("CORE"),
    mode: z.enum(["automatic", "one_off"]).default("automatic"),
    /** One-off: what is debited. */
    cents: Cents.min(1).max(99_999_999_999).nullable().default(null),
    signedOn: Day,
    lastCollectedOn: Day.nullable().default(null),
  })
  .refine((one) => one.mode === "automatic" || one.cents !== null, {
    path: ["cents"],
    error: "must be given for a one-off",
  });
export const BatchLine = z.discriminatedUnion("type", [
  BatchParty,
  BatchAccount,
  BatchEntry,
  BatchLink,
  BatchMandate,
  BatchInvoice,
  BatchInvoicePdf,
]);
export type BatchLine = z.output<typeof BatchLine>;

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
    summary: "Imports, newest first; of a state, or with lines to correct",
    query: PageQuery.extend({
      state: z.enum(["queued", "running", "done", "failed"]).optional(),
      errors: z.enum(["yes"]).optional(),
    }),
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
  applyImport: route({
    method: "POST",
    path: "/api/office/imports/:import/apply",
    who: "staff:accountant",
    summary: "Apply the file of a check as it was kept; twice gives the same import",
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
  "import.not_checked": {
    status: 409,
    fr: "Seule une vérification terminée peut être appliquée.",
    en: "Only a check that is over can be applied.",
  },
  "import.check_outdated": {
    status: 409,
    fr: "Un autre fichier a été publié depuis cette vérification : vérifiez de nouveau avant d’appliquer.",
    en: "Another file was published since this check: check again before applying.",
  },
  "import.file_gone": {
    status: 410,
    fr: "Le fichier vérifié n’est plus sur le serveur : envoyez-le de nouveau.",
    en: "The checked file is no longer on the server: send it again.",
  },
  "import.empty": { status: 422, fr: "Le fichier est vide.", en: "The file is empty." },
} satisfies Refusals;
