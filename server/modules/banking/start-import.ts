import type { Outer } from "../../platform/context.ts";
import { found, Refusal, refuser } from "../../platform/errors.ts";
import { FileTooLarge } from "../../platform/files.ts";
import { newId } from "../../platform/ids.ts";
import { rememberFile } from "../../platform/remember-file.ts";
import { limitsOf, nameOf } from "./access.ts";
import { type BankFile } from "./bank-shapes.ts";
import { refusals } from "./contract.ts";
import { showFile } from "./read-file.ts";
import { IMPORT_JOB, runImport } from "./run-import.ts";
import { findFile, insertFile, markRunning } from "./sql/files.ts";

const refuse = refuser(refusals);
const LARGEST_BYTES = 1_073_741_824;

export type Upload = { source: AsyncIterable<Uint8Array>; fileName: string };

/**
 * Receives a bank file: keeps it, and asks for the job that reads it, together (PAY-10). A content that was read before, or is being
 * read, is not read again: the answer is the import that it made.
 */
export async function startImport(outer: Outer, upload: Upload): Promise<BankFile> {
  const { id, isNew } = await keepFile(outer, upload);
  return outer.transaction(async (ctx) => {
    if (isNew)
      await ctx.services.jobs.enqueue(ctx.db, IMPORT_JOB, { organizationId: ctx.organizationId, fileId: id });
    return showFile(found(await findFile(ctx, { id })));
  });
}

/** The same here and now, for the command line (API-6), which then proposes itself. If the process dies, a worker takes it up again. */
export async function importBankFile(outer: Outer, upload: Upload): Promise<BankFile & { again: boolean }> {
  const { id, isNew } = await keepFile(outer, upload);
  if (isNew) {
    await outer.transaction((ctx) => markRunning(ctx, id));
    await runImport(outer, id, "nothing");
  }
  const file = await outer.transaction((ctx) => findFile(ctx, { id }));
  return { ...showFile(found(file)), again: !isNew };
}

async function keepFile(outer: Outer, { source, fileName }: Upload): Promise<{ id: string; isNew: boolean }> {
  const stored = await outer.services.files
    .put(outer.organizationId, source, LARGEST_BYTES)
    .catch((error: unknown) => {
      throw error instanceof FileTooLarge ? new Refusal("request.too_large", 413) : error;
    });
  if (stored.bytes === 0) refuse("bank.file_empty");
  return outer.transaction(async (ctx) => {
    await rememberFile(ctx, stored, "application/octet-stream");
    const id = newId(ctx.clock().getTime());
    const isNew = await insertFile(ctx, {
      id,
      fileName,
      fileHash: stored.hash,
      bytes: stored.bytes,
      createdBy: nameOf(ctx.actor),
      creditorIds: limitsOf(ctx.actor),
    });
    return { id: isNew ? id : found(await findFile(ctx, { hash: stored.hash })).id, isNew };
  });
}
