import { plainTextOf, readRichText } from "../../formats/rich-text/index.ts";
import { type Context, onlyLooks, theUser } from "../../platform/context.ts";
import { encodeCursor } from "../../platform/database/pool.ts";
import { found } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { outside } from "../../platform/ids.ts";
import { done } from "../../platform/shapes.ts";
import { readSettings } from "../organizations/index.ts";
import { showAttachment } from "./keep-attachment.ts";
import {
  type AnnouncementRow,
  countUnread,
  findAddressed,
  insertReading,
  selectAnnouncements,
  selectGreetings,
} from "./sql/announcements.ts";
import { selectAttachments } from "./sql/attachments.ts";
import { countUnseen } from "./sql/requests.ts";

const SUMMARY_LETTERS = 200;

const show = (row: AnnouncementRow) => ({
  id: outside("announcement", row.id),
  kind: row.kind,
  title: row.title,
  from: row.starts_on,
});

/** The files of several announcements, by announcement. */
export async function attachmentsOf(ctx: Context, ids: readonly string[]) {
  const rows = await selectAttachments(ctx, "announcement_id", ids);
  return Map.groupBy(rows, (row) => row.announcement_id!);
}

async function showAll(ctx: Context, rows: readonly AnnouncementRow[]) {
  const files = await attachmentsOf(
    ctx,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({
    ...show(row),
    blocks: readRichText(row.body),
    attachments: (files.get(row.id) ?? []).map(showAttachment),
  }));
}

/** What greets the signed-in user, and how much waits for him (MSG-1). */
export async function readMessages(ctx: Context) {
  const { userId } = theUser(ctx);
  const { announcements, requests } = await readSettings(ctx);
  const greetings = announcements ? await showAll(ctx, await selectGreetings(ctx, userId)) : [];
  return {
    important: greetings.filter((one) => one.kind === "important"),
    welcome: greetings.filter((one) => one.kind === "welcome"),
    unreadAnnouncements: announcements ? await countUnread(ctx, userId) : 0,
    unreadRequests: requests ? await countUnseen(ctx, userId) : 0,
    can: { write: requests && !onlyLooks(ctx) },
  };
}

/** Closes an important message for ever: once, and it is told in the audit trail. */
export async function closeMessage(ctx: Context, id: string) {
  const { userId } = theUser(ctx);
  const row = found(await findAddressed(ctx, id));
  if (row.kind !== "important") found(null);
  if (await insertReading(ctx, { announcementId: id, userId, closed: true }))
    await recordFact(ctx, {
      name: "messaging.message_closed",
      subject: { kind: "announcement", id },
      data: { userId, title: row.title },
    });
  return done;
}

/** Announcements addressed to the signed-in user (MSG-2). */
export async function listAnnouncements(ctx: Context, query: { cursor?: string | undefined; limit: number }) {
  const rows = await selectAnnouncements(ctx, theUser(ctx).userId, query);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const files = await attachmentsOf(
    ctx,
    page.map((row) => row.id),
  );
  return {
    items: page.map((row) => ({
      ...show(row),
      summary: summaryOf(row.body),
      unread: row.unread,
      attachments: (files.get(row.id) ?? []).map(showAttachment),
    })),
    next: rows.length > query.limit && last ? encodeCursor([last.starts_on, last.id]) : null,
  };
}

/** One announcement addressed to the signed-in user. */
export async function readAnnouncement(ctx: Context, id: string) {
  const [shown] = await showAll(ctx, [found(await findAddressed(ctx, id))]);
  return shown!;
}

/** The signed-in user has read it; once read, again changes nothing. */
export async function markAnnouncementRead(ctx: Context, id: string) {
  const row = found(await findAddressed(ctx, id));
  if (row.kind === "information" || row.kind === "newsletter")
    await insertReading(ctx, { announcementId: id, userId: theUser(ctx).userId, closed: false });
  return done;
}

/** The first words of its paragraphs, in one line; of its lists where it has none. */
function summaryOf(body: string): string {
  const blocks = readRichText(body);
  const spoken = blocks.flatMap((block) =>
    block.kind === "paragraph" ? [{ ...block, runs: block.runs.map(({ text }) => ({ text })) }] : [],
  );
  const text = plainTextOf(spoken.length > 0 ? spoken : blocks).replaceAll(/\s+/g, " ");
  const letters = [...text];
  if (letters.length <= SUMMARY_LETTERS) return text;
  const cut = letters.slice(0, SUMMARY_LETTERS).join("");
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), SUMMARY_LETTERS / 2))}…`;
}
