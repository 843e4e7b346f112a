import { z } from "zod";
import type { Refusals } from "../../platform/errors.ts";
import { idOf, outsideId } from "../../platform/ids.ts";
import { binary, route } from "../../platform/route.ts";
import { Instant, line, PageQuery, pageOf } from "../../platform/shapes.ts";

const Kind = z.enum(["payments", "letterings", "disputes", "coordinates", "collections"]);
const Format = z.enum(["fec", "csv", "jsonl"]);
const Export = z.object({
  id: outsideId("export"),
  creditor: outsideId("creditor"),
  kind: Kind,
  format: Format,
  state: z.enum(["making", "ready", "acknowledged", "cancelled"]),
  lines: z.int(),
  bytes: z.int().nullable(),
  fileName: z.string(),
  createdBy: z.string(),
  createdAt: Instant,
  closedAt: Instant.nullable(),
});
export type Export = z.output<typeof Export>;
const Settings = z.object({
  journal: line(10).regex(/^[A-Za-z0-9]+$/),
  bankAccount: z.string().regex(/^\d{3,12}$/),
  customerAccount: z.string().regex(/^\d{3,12}$/),
  dailyHour: z.int().min(0).max(23).nullable(),
  dailyFormat: Format,
});
export type ExportSettings = z.output<typeof Settings>;
const one = z.object({ export: idOf("export") });
const FILES = ["text/tab-separated-values", "text/csv", "application/x-ndjson"] as const;
const ofCreditor = z.object({ creditor: idOf("creditor") });

export const contract = {
  listExports: route({
    method: "GET",
    path: "/api/office/exports",
    who: "staff:reader",
    summary: "Exports back to the accounting software, newest first; of a creditor",
    query: PageQuery.extend({ creditor: idOf("creditor").optional() }),
    response: pageOf(Export),
  }),
  readWaitingLines: route({
    method: "GET",
    path: "/api/office/creditors/:creditor/waiting-lines",
    who: "staff:reader",
    summary: "How many lines of each kind no export has taken yet",
    params: ofCreditor,
    response: z.object({
      payments: z.int(),
      letterings: z.int(),
      disputes: z.int(),
      coordinates: z.int(),
      collections: z.int(),
    }),
  }),
  takeExport: route({
    method: "POST",
    path: "/api/office/creditors/:creditor/exports",
    who: "staff:accountant",
    summary: "Take every line that no export has taken yet",
    params: ofCreditor,
    body: z.object({ kind: Kind, format: Format }),
    response: Export,
    idempotent: true,
  }),
  readExport: route({
    method: "GET",
    path: "/api/office/exports/:export",
    who: "staff:reader",
    summary: "One export",
    params: one,
    response: Export,
  }),
  readExportFile: route({
    method: "GET",
    path: "/api/office/exports/:export/file",
    who: "staff:reader",
    summary: "The file of an export, the same each time",
    params: one,
    response: binary(...FILES),
  }),
  acknowledgeExport: route({
    method: "POST",
    path: "/api/office/exports/:export/acknowledge",
    who: "staff:accountant",
    summary: "Say that the accounting software has the file: it can no longer be cancelled",
    params: one,
    response: Export,
  }),
  cancelExport: route({
    method: "POST",
    path: "/api/office/exports/:export/cancel",
    who: "staff:accountant",
    summary: "Give the lines of an export back: the next one takes them again",
    params: one,
    response: Export,
  }),
  readExportSettings: route({
    method: "GET",
    path: "/api/office/creditors/:creditor/export-settings",
    who: "staff:reader",
    summary: "Journal and accounts of a creditor's exports, and their daily hour",
    params: ofCreditor,
    response: Settings,
  }),
  updateExportSettings: route({
    method: "PUT",
    path: "/api/office/creditors/:creditor/export-settings",
    who: "staff:manager",
    summary: "Change them",
    params: ofCreditor,
    body: Settings,
    state: { of: "readExportSettings" },
    response: Settings,
  }),
  pullExport: route({
    method: "POST",
    path: "/api/publication/exports",
    who: "publisher",
    summary: "Take, by a token, every line of a creditor that no export has taken yet",
    body: z.object({ creditor: line(30).min(1), kind: Kind, format: Format }),
    response: Export,
    idempotent: true,
  }),
  readPulledExport: route({
    method: "GET",
    path: "/api/publication/exports/:export",
    who: "publisher",
    summary: "One export, by a token: `making` until its file is there",
    params: one,
    response: Export,
  }),
  readPulledFile: route({
    method: "GET",
    path: "/api/publication/exports/:export/file",
    who: "publisher",
    summary: "The file of an export, by a token",
    params: one,
    response: binary(...FILES),
  }),
  acknowledgePulledExport: route({
    method: "POST",
    path: "/api/publication/exports/:export/acknowledge",
    who: "publisher",
    summary: "Say, by a token, that the file arrived",
    params: one,
    response: Export,
  }),
};

export const refusals = {
  "export.nothing_new": {
    status: 409,
    fr: "Rien de nouveau à exporter : tout a déjà été pris.",
    en: "Nothing new to export: everything was taken already.",
  },
  "export.not_as_fec": {
    status: 422,
    fr: "Seuls les paiements s’exportent en FEC : choisissez CSV ou JSON.",
    en: "Only payments are exported as FEC: choose CSV or JSON.",
  },
  "export.not_ready": {
    status: 409,
    fr: "Le fichier se prépare encore : attendez un instant.",
    en: "The file is still being made: wait a moment.",
  },
  "export.acknowledged": {
    status: 409,
    fr: "Cet export est déjà dans votre comptabilité : il ne peut plus être annulé.",
    en: "This export is in your books already: it can no longer be cancelled.",
  },
  "export.cancelled": {
    status: 409,
    fr: "Cet export a été annulé : ses lignes seront dans le prochain.",
    en: "This export was cancelled: its lines will be in the next one.",
  },
  "export.creditor_unknown": {
    status: 404,
    fr: "Aucun créancier ne porte le code {code}.",
    en: "No creditor has the code {code}.",
  },
} satisfies Refusals;
