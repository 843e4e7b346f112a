import { type Context, onlyLooks, theUser } from "../../platform/context.ts";
import { encodeCursor } from "../../platform/database/pool.ts";
import { found } from "../../platform/errors.ts";
import { outside, outsideOrNull } from "../../platform/ids.ts";
import { done } from "../../platform/shapes.ts";
import { readSettings } from "../organizations/index.ts";
import { showAttachment } from "./keep-attachment.ts";
import type { Category } from "./rules.ts";
import { categoryNames } from "./save-categories.ts";
import { selectAttachments } from "./sql/attachments.ts";
import { findRequest, type RequestRow, saveRequest, selectMine, selectThread } from "./sql/requests.ts";

/** What a list shows of a request, on either side. */
export const showRow = (row: RequestRow, nameOf: (key: string) => Category) => ({
  id: outside("request", row.id),
  number: row.number,
  subject: row.subject,
  category: nameOf(row.category),
  state: row.state,
  creditor: row.creditor_id
    ? { id: outside("creditor", row.creditor_id), name: row.creditor_name ?? "" }
    : null,
  party: row.party_id ? { id: outside("party", row.party_id), name: row.party_name ?? "" } : null,
  createdAt: row.created_at.toISOString(),
  movedAt: row.moved_at.toISOString(),
});

const isUnread = (row: RequestRow): boolean => row.answered_at !== null && row.answered_at > row.seen_at;

/** The messages of a request with their files; `notes` for colleagues only. */
export async function showThread(ctx: Context, requestId: string, notes: boolean) {
  const messages = await selectThread(ctx, requestId, notes);
  const files = Map.groupBy(
    await selectAttachments(
      ctx,
      "request_message_id",
      messages.map((one) => one.id),
    ),
    (one) => one.request_message_id!,
  );
  return messages.map((one) => ({
    id: outside("message", one.id),
    kind: one.kind,
    author: one.author ?? "",
    body: one.body,
    at: one.created_at.toISOString(),
    attachments: (files.get(one.id) ?? []).map(showAttachment),
  }));
}

/** My requests, the last moved first (MSG-3). */
export async function listRequests(
  ctx: Context,
  query: { state?: "open" | "closed" | undefined; cursor?: string | undefined; limit: number },
) {
  const rows = await selectMine(ctx, theUser(ctx).userId, query);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const nameOf = await categoryNames(ctx);
  return {
    items: page.map((row) => ({ ...showRow(row, nameOf), unread: isUnread(row) })),
    next: rows.length > query.limit && last ? encodeCursor([last.moved_at, last.id]) : null,
  };
}

/** One of my requests with its thread, without the notes of the office. */
export async function readRequest(ctx: Context, id: string) {
  const row = found(await findRequest(ctx, id, { userId: theUser(ctx).userId }));
  const settings = await readSettings(ctx);
  const acts = !onlyLooks(ctx);
  return {
    ...showRow(row, await categoryNames(ctx)),
    unread: isUnread(row),
    account: outsideOrNull("account", row.account_id),
    messages: await showThread(ctx, id, false),
    can: { write: acts && settings.requests, close: acts && row.state !== "closed" },
  };
}

/** The answers so far are seen. */
export async function markRequestSeen(ctx: Context, id: string) {
  const row = found(await findRequest(ctx, id, { userId: theUser(ctx).userId }));
  if (isUnread(row)) await saveRequest(ctx, id, { seen_at: ctx.clock() });
  return done;
}
