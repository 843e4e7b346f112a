import { type Context, type Outer, theUser } from "../../platform/context.ts";
import { found, refuser } from "../../platform/errors.ts";
import { outside } from "../../platform/ids.ts";
import { rememberFile } from "../../platform/remember-file.ts";
import type { FileAnswer } from "../../platform/route.ts";
import { throttle } from "../../platform/throttle.ts";
import { cleanFileName, NotAnUpload, receiveUpload } from "../../platform/uploads.ts";
import { officeScope } from "./access.ts";
import { refusals } from "./contract.ts";
import { findAddressed, findForOffice } from "./sql/announcements.ts";
import {
  type AttachmentRow,
  type FoundAttachment,
  findAttachment,
  insertAttachment,
  type Owner,
  tieAttachments,
} from "./sql/attachments.ts";
import { findRequest } from "./sql/requests.ts";

const refuse = refuser(refusals);
const LARGEST_BYTES = 10_485_760;

export const showAttachment = (row: Pick<AttachmentRow, "id" | "name" | "bytes" | "media_type">) => ({
  id: outside("attachment", row.id),
  name: row.name,
  bytes: row.bytes,
  mediaType: row.media_type,
});

/**
 * Receives a file: its first bytes say what it is. It goes with nothing until a message names it.
 * @throws Refusal `attachment.type`, `request.too_large` past 10 MB, `request.too_many` past 60 an hour.
 */
export async function sendAttachment(outer: Outer, name: string, body: NodeJS.ReadableStream) {
  const { userId } = theUser(outer);
  await throttle(outer, [{ key: `attachment:${userId}`, most: 60, seconds: 3600 }]);
  const file = await receiveUpload(outer, body, LARGEST_BYTES).catch((error: unknown) => {
    if (error instanceof NotAnUpload) refuse("attachment.type");
    throw error;
  });
  return outer.transaction(async (ctx) => {
    await rememberFile(ctx, file, file.mediaType);
    const clean = cleanFileName(name);
    const id = await insertAttachment(ctx, { ...file, name: clean, uploadedBy: userId });
    return showAttachment({ id, name: clean, bytes: file.bytes, media_type: file.mediaType });
  });
}

/** Ties files that the actor sent to what he writes. @throws Refusal `attachment.unknown`. */
export async function attach(ctx: Context, ids: readonly string[], owner: Owner): Promise<void> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return;
  const tied = await tieAttachments(ctx, wanted, owner, theUser(ctx).userId);
  if (tied < wanted.length) refuse("attachment.unknown");
}

/** A file of a message that the actor may read. @throws Refusal `not_found`. */
export async function readAttachment(outer: Outer, id: string): Promise<FileAnswer> {
  const file = await outer.transaction(async (ctx) => {
    const row = found(await findAttachment(ctx, id));
    return found((await mayRead(ctx, row)) ? row : null);
  });
  return {
    mediaType: file.media_type,
    fileName: file.name,
    content: await outer.services.files.get(outer.organizationId, file.hash),
  };
}

/** Whoever may read the message may read its files; what goes with nothing yet is its sender's. */
async function mayRead(ctx: Context, file: FoundAttachment): Promise<boolean> {
  const { userId, staff } = theUser(ctx);
  if (file.announcement_id) {
    if (await findAddressed(ctx, file.announcement_id)) return true;
    return staff !== null && Boolean(await findForOffice(ctx, file.announcement_id, officeScope(ctx)));
  }
  if (!file.request_id) return file.uploaded_by === userId;
  if (!file.note && (await findRequest(ctx, file.request_id, { userId }))) return true;
  return (
    staff !== null && Boolean(await findRequest(ctx, file.request_id, { creditorIds: officeScope(ctx) }))
  );
}
