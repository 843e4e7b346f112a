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
import { insertUpload, selectFiles } from "./sql/steps.ts";

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
export async function readFile(ctx: Context, disputeId: string, fileId: string, query: FileQuery) {
  found(await findDispute(ctx, disputeId, asCustomer(ctx, "read")));
  return fileOf(ctx, disputeId, fileId, { internal: false, ...query });
}

/** The same for staff, with files of internal notes. */
export async function readOfficeFile(ctx: Context, disputeId: string, fileId: string, query: FileQuery) {
  found(await findDispute(ctx, disputeId, asStaff(ctx)));
  return fileOf(ctx, disputeId, fileId, { internal: true, ...query });
}

async function fileOf(
  ctx: Context,
  disputeId: string,
  fileId: string,
  options: { internal: boolean } & FileQuery,
): Promise<FileAnswer> {
  const file = found((await selectFiles(ctx, disputeId, options)).find((one) => one.id === fileId));
  return {
    mediaType: file.mediaType,
    fileName: file.name,
    content: await ctx.services.files.get(ctx.organizationId, file.hash),
    inline: options.download === "no",
  };
}
