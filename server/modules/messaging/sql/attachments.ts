import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { StoredFile } from "../../../platform/files.ts";
import { newId } from "../../../platform/ids.ts";

export type AttachmentRow = {
  id: string;
  name: string;
  media_type: string;
  bytes: number;
  hash: string;
  request_message_id: string | null;
  announcement_id: string | null;
};
/** What a file goes with. */
export type Owner = { announcementId: string } | { messageId: string };

const columns = sql`f.id, f.name, f.media_type, f.bytes, f.hash, f.request_message_id, f.announcement_id`;
const columnOf = (owner: Owner): RawBuilder<unknown> =>
  "messageId" in owner ? sql.ref("request_message_id") : sql.ref("announcement_id");
const idOfOwner = (owner: Owner): string => ("messageId" in owner ? owner.messageId : owner.announcementId);

/** A file that goes with nothing yet. @returns its id. */
export async function insertAttachment(
  ctx: Context,
  file: StoredFile & { name: string; mediaType: string; uploadedBy: string },
): Promise<string> {
  const id = newId(ctx.clock().getTime());
  await ctx.db
    .insertInto("attachments")
    .values({
      organization_id: ctx.organizationId,
      id,
      uploaded_by: file.uploadedBy,
      name: file.name,
      media_type: file.mediaType,
      hash: file.hash,
      bytes: file.bytes,
      created_at: ctx.clock(),
    })
    .execute();
  return id;
}

/** Ties files that `userId` sent, and that go with nothing yet, to their owner. @returns how many. */
export async function tieAttachments(
  ctx: Context,
  ids: readonly string[],
  owner: Owner,
  userId: string,
): Promise<number> {
  const { rows } = await sql`
    update attachments set ${columnOf(owner)} = ${idOfOwner(owner)}::uuid
    where organization_id = ${ctx.organizationId} and id = any(${[...ids]}::uuid[]) and uploaded_by = ${userId}::uuid
      and request_message_id is null and announcement_id is null
    returning id`.execute(ctx.db);
  return rows.length;
}

/** Takes from an announcement the files that are no longer wanted there. @returns the ids of those that stay. */
export async function untieAttachments(
  ctx: Context,
  announcementId: string,
  wanted: readonly string[],
): Promise<string[]> {
  await sql`
    delete from attachments where organization_id = ${ctx.organizationId} and announcement_id = ${announcementId}::uuid
      and id <> all(${[...wanted]}::uuid[])`.execute(ctx.db);
  return (await selectAttachments(ctx, "announcement_id", [announcementId])).map((one) => one.id);
}

/** Files of announcements or of messages, in the order in which they were sent. */
export async function selectAttachments(
  ctx: Context,
  of: "announcement_id" | "request_message_id",
  ids: readonly string[],
): Promise<AttachmentRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<AttachmentRow>`
    select ${columns} from attachments f
    where f.organization_id = ${ctx.organizationId} and f.${sql.ref(of)} = any(${[...ids]}::uuid[]) order by f.id`.execute(
    ctx.db,
  );
  return rows;
}

export type FoundAttachment = AttachmentRow & {
  uploaded_by: string;
  request_id: string | null;
  note: boolean | null;
};

/** A file and what it goes with. */
export async function findAttachment(ctx: Context, id: string): Promise<FoundAttachment | undefined> {
  const { rows } = await sql<FoundAttachment>`
    select ${columns}, f.uploaded_by, m.request_id, m.kind = 'note' as note from attachments f
    left join request_messages m on m.organization_id = f.organization_id and m.id = f.request_message_id
    where f.organization_id = ${ctx.organizationId} and f.id = ${id}::uuid`.execute(ctx.db);
  return rows[0];
}
