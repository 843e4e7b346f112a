import { type Context, type Outer, theUser } from "../../platform/context.ts";
import { found, refuser } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { rememberFile } from "../../platform/remember-file.ts";
import type { FileAnswer } from "../../platform/route.ts";
import { throttle } from "../../platform/throttle.ts";
import { cleanFileName, NotAnUpload, receiveUpload } from "../../platform/uploads.ts";
import { asCustomer, asStaff } from "./access.ts";
import { type DisputeFile, refusals } from "./contract.ts";
import { FILE_BYTES } from "./rules.ts";
import { showFile } from "./show-dispute.ts";
import { findDispute } from "./sql/disputes.ts";
import { type FileRow, insertUpload, selectFiles } from "./sql/steps.ts";

const refuse = refuser(refusals);
const PER_HOUR = 100;

/**
 * Receives a file of the acting user, to be named by what he writes next.
 * @throws Refusal `dispute.file_type` for what is not a PDF nor a picture; `request.too_large` past 10 MB.
 */
export async function storeFile(
  outer: Outer,
  name: string,
  body: NodeJS.ReadableStream,
): Promise<DisputeFile> {
  const { userId } = theUser(outer);
  await throttle(outer, [{ key: `dispute-files:${userId}`, most: PER_HOUR, seconds: 3600 }]);
  const stored = await receiveUpload(outer, body, FILE_BYTES).catch((error: unknown) => {
    if (error instanceof NotAnUpload) return refuse("dispute.file_type");
    throw error;
  });
  const file = {
    id: newId(outer.clock().getTime()),
    name: cleanFileName(name),
    hash: stored.hash,
    bytes: stored.bytes,
  };
  await outer.transaction(async (ctx) => {
    await rememberFile(ctx, stored, stored.mediaType);
    await insertUpload(ctx, { ...file, user_id: userId, media_type: stored.mediaType });
  });
  return showFile({ ...file, mediaType: stored.mediaType });
}

export type FileQuery = { download: "yes" | "no" };

/** A file that came with what the customer may read. */
export const readFile = (outer: Outer, disputeId: string, fileId: string, query: FileQuery) =>
  fileOf(outer, fileId, query, async (ctx) => {
    found(await findDispute(ctx, disputeId, asCustomer(ctx, "read")));
    return selectFiles(ctx, disputeId, { internal: false });
  });

/** The same for staff, with files of internal notes. */
export const readOfficeFile = (outer: Outer, disputeId: string, fileId: string, query: FileQuery) =>
  fileOf(outer, fileId, query, async (ctx) => {
    found(await findDispute(ctx, disputeId, asStaff(ctx)));
    return selectFiles(ctx, disputeId, { internal: true });
  });

/** Looked for in a transaction, fetched outside of it: a bucket may be slow. */
async function fileOf(
  outer: Outer,
  fileId: string,
  query: FileQuery,
  filesOf: (ctx: Context) => Promise<FileRow[]>,
): Promise<FileAnswer> {
  const file = found((await outer.transaction(filesOf)).find((one) => one.id === fileId));
  return {
    mediaType: file.mediaType,
    fileName: file.name,
    content: await outer.services.files.get(outer.organizationId, file.hash),
    inline: query.download === "no",
  };
}
