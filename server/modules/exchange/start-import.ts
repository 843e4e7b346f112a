import type { Context, Outer } from "../../platform/context.ts";
import { found, Refusal, refuser } from "../../platform/errors.ts";
import { FileTooLarge, type StoredFile } from "../../platform/files.ts";
import { newId } from "../../platform/ids.ts";
import { rememberFile } from "../../platform/remember-file.ts";
import { findCreditorByCode, mayStaffSee, readCreditor, visibleCreditorIds } from "../organizations/index.ts";
import { nameOf } from "./access.ts";
import { type Import, refusals } from "./contract.ts";
import { showImport } from "./read-import.ts";
import { findImport, insertImport } from "./sql.ts";

const refuse = refuser(refusals);
const LARGEST_BYTES = 4 * 1_073_741_824;
export const IMPORT_JOB = "exchange.import";

export type Upload = { source: AsyncIterable<Uint8Array>; fileName: string; mode: "apply" | "check" };
type Subject = { kind: "fec"; creditorId: string } | { kind: "batch"; creditorId: null };

/** Receives a FEC for a creditor by its id (API-3). @throws Refusal `not_found` when the actor may not see it. */
export async function startFecImport(outer: Outer, creditorId: string, upload: Upload): Promise<Import> {
  await outer.transaction(async (ctx) => {
    if (!mayStaffSee(ctx.actor, creditorId)) found(null);
    await readCreditor(ctx, creditorId);
  });
  return startImport(outer, { kind: "fec", creditorId }, upload);
}

/** The same by the creditor's code. @throws Refusal `import.creditor_unknown`, also when the actor may not see it. */
export async function startFecImportByCode(outer: Outer, code: string, upload: Upload): Promise<Import> {
  const creditor = await outer.transaction((ctx) => findCreditorByCode(ctx, code));
  if (!creditor || !mayStaffSee(outer.actor, creditor.id)) return refuse("import.creditor_unknown", { code });
  return startImport(outer, { kind: "fec", creditorId: creditor.id }, upload);
}

/** Receives a batch (API-2). What it may touch is what its sender may see. */
export const startBatchImport = (outer: Outer, upload: Upload): Promise<Import> =>
  startImport(outer, { kind: "batch", creditorId: null }, upload);

/** Keeps the file, then its import and the job that runs it, together. */
async function startImport(outer: Outer, subject: Subject, upload: Upload): Promise<Import> {
  const stored = await storeUpload(outer, upload.source);
  return outer.transaction(async (ctx) => {
    const importId = await registerImport(ctx, subject, upload, stored);
    return launchImport(ctx, importId);
  });
}

/** Asks for the job that runs an import, in the transaction that wrote its row. */
export async function launchImport(ctx: Context, importId: string): Promise<Import> {
  await ctx.services.jobs.enqueue(ctx.db, IMPORT_JOB, { organizationId: ctx.organizationId, importId });
  return showImport(found(await findImport(ctx, importId)));
}

/** Streams what is received to the file store. @throws Refusal `import.empty`. */
export async function storeUpload(outer: Outer, source: AsyncIterable<Uint8Array>): Promise<StoredFile> {
  const stored = await outer.services.files
    .put(outer.organizationId, source, LARGEST_BYTES)
    .catch((error: unknown) => {
      throw error instanceof FileTooLarge ? new Refusal("request.too_large", 413) : error;
    });
  return stored.bytes === 0 ? refuse("import.empty") : stored;
}

/** Writes the row of an import; one that applies a check may touch what the check could. @returns its id. */
export async function registerImport(
  ctx: Context,
  subject: Subject,
  upload: Pick<Upload, "fileName" | "mode">,
  stored: StoredFile,
  check: { id: string; creditorIds: string[] | null } | null = null,
): Promise<string> {
  await rememberFile(ctx, stored, subject.kind === "fec" ? "text/plain" : "application/x-ndjson");
  const id = newId(ctx.clock().getTime());
  await insertImport(ctx, {
    id,
    ...subject,
    creditorIds: check ? check.creditorIds : visibleCreditorIds(ctx.actor),
    mode: upload.mode,
    fileName: upload.fileName,
    fileHash: stored.hash,
    bytes: stored.bytes,
    createdBy: nameOf(ctx.actor),
    checkId: check?.id ?? null,
  });
  return id;
}
